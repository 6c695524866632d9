//! The connection: one a sandbox, made when first used, looked at before it is used again after a rest.

use crate::error::{self, broken, connect_failed};
use config::{ConfigError, Environment, FromEnvironment};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
};
use domain::StoreError;
use postgres_queries::queries::platform;
use rustls::{ClientConfig, RootCertStore};
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// Bytes that the server does not acknowledge within this end the connection.
const TCP_USER_TIMEOUT: Duration = Duration::from_secs(5);
/// A connection that rested longer may have died in a frozen sandbox: it is asked before it is used.
const TRUSTED_FOR: Duration = Duration::from_secs(10);
const CHECK_TIMEOUT: Duration = Duration::from_millis(500);

/// The shop's database.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
}

impl FromEnvironment for Database {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "DATABASE_URL";
        // The parser's own message may repeat the password.
        let mut settings: tokio_postgres::Config = environment
            .text(NAME)?
            .parse()
            .map_err(|_| ConfigError::bad(NAME, "not a postgres:// address"))?;
        settings
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_user_timeout(TCP_USER_TIMEOUT);
        let connections = environment.parse_or("DATABASE_CONNECTIONS", 1)?;

        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let pool = Pool::builder(Manager::from_config(settings, tls(), recycling))
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(CONNECT_TIMEOUT))
            .create_timeout(Some(CONNECT_TIMEOUT))
            .recycle_timeout(Some(CHECK_TIMEOUT))
            .pre_recycle(Hook::async_fn(|client, metrics| {
                Box::pin(async move {
                    if metrics.last_used() > TRUSTED_FOR {
                        client
                            .check_connection()
                            .await
                            .map_err(HookError::Backend)?;
                    }
                    Ok(())
                })
            }))
            .build()
            .map_err(|error| ConfigError::bad(NAME, error))?;
        Ok(Self { pool })
    }
}

/// TLS for servers that ask for it (`sslmode=require`), against Mozilla's roots, which hold Amazon's.
fn tls() -> MakeRustlsConnect {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(rustls::DEFAULT_VERSIONS)
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth());
    match config {
        Ok(config) => MakeRustlsConnect::new(config),
        // ring supports the default versions, always.
        Err(_) => unreachable!("ring lacks TLS 1.2 and 1.3"),
    }
}

impl Database {
    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        platform::ping()
            .bind(&self.client().await?)
            .one()
            .await
            .map_err(error::from_postgres)?;
        Ok(())
    }

    /// The connection, for statements that each stand alone.
    pub(crate) async fn client(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(connect_failed)
    }

    /// Runs `body` in a transaction: committed when it answers `Ok`, rolled back when it answers `Err`.
    ///
    /// `BEGIN` travels with the body's first statements: a transaction costs one round trip more than its
    /// body, for the commit.
    pub(crate) async fn transaction<T, E: From<StoreError>>(
        &self,
        body: impl AsyncFnOnce(&Object) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut open = OpenTransaction(Some(self.client().await?));
        let client = open.client()?;
        let (begun, outcome) = tokio::join!(biased; client.batch_execute("begin"), body(client));
        begun.map_err(error::from_postgres)?;
        match outcome {
            Ok(value) => {
                client
                    .batch_execute("commit")
                    .await
                    .map_err(error::from_postgres)?;
                open.finish();
                Ok(value)
            }
            Err(error) => {
                // A connection that cannot even roll back is dropped, and the server rolls back.
                if client.batch_execute("rollback").await.is_ok() {
                    open.finish();
                }
                Err(error)
            }
        }
    }
}

/// Holds the connection while a transaction is open; if that is never finished (a cancelled future), the
/// connection is closed instead of going back to the pool in the middle of it.
struct OpenTransaction(Option<Object>);

impl OpenTransaction {
    fn client(&self) -> Result<&Object, StoreError> {
        self.0
            .as_ref()
            .ok_or_else(|| broken("the transaction is finished"))
    }

    fn finish(&mut self) {
        drop(self.0.take());
    }
}

impl Drop for OpenTransaction {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

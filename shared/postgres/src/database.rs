//! The connection: one a sandbox, made when first used, looked at before it is used again after a rest, or when work was cut
//! short.

use crate::error::{self, broken, connect_failed};
use crate::sign_in::{SignIn, URL, user_of};
use config::{ConfigError, Environment, FromEnvironment};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Metrics, Object, Pool, RecyclingMethod, Runtime,
};
use domain::{StoreError, isolation};
use postgres_queries::queries::platform;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};
use tokio::time::timeout;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// A sandbox has one request at a time and does not wait for itself. Where many share connections, they wait their turn,
/// though not as long as a function may run.
const WAIT_TIMEOUT: Duration = Duration::from_secs(8);
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
    /// Whoever asks gets the same connection.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.shared(Self::connect_lazily)
    }
}

impl Database {
    fn connect_lazily(environment: &Environment) -> Result<Self, ConfigError> {
        // The parser's own message may repeat the password.
        let mut settings = postgres_tls::settings(environment.text(URL)?)
            .map_err(|_| ConfigError::bad(URL, "not a postgres:// address"))?;
        if settings.get_user().is_none() {
            settings.user(user_of(environment)?);
        }
        settings
            .connect_timeout(CONNECT_TIMEOUT)
            .tcp_user_timeout(TCP_USER_TIMEOUT);
        let connections = environment.parse_or("DATABASE_CONNECTIONS", 1)?;
        let sign_in = SignIn::new(environment, &settings)?;

        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let pool = Pool::builder(Manager::from_connect(settings, sign_in, recycling))
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(WAIT_TIMEOUT))
            .create_timeout(Some(CONNECT_TIMEOUT))
            .pre_recycle(Hook::async_fn(|client, metrics| {
                Box::pin(async move {
                    if is_doubtful(metrics) {
                        timeout(CHECK_TIMEOUT, client.check_connection())
                            .await
                            .map_err(|_| HookError::message("it does not answer"))?
                            .map_err(HookError::Backend)?;
                    }
                    Ok(())
                })
            }))
            .build()
            .map_err(|error| ConfigError::bad(URL, error))?;
        Ok(Self { pool })
    }
}

/// Whether a connection has to be asked first: it may have died in a frozen sandbox, or be busy with a statement that
/// nobody waits for any more.
fn is_doubtful(metrics: &Metrics) -> bool {
    metrics.last_used() > TRUSTED_FOR
        || isolation::was_cut_since(metrics.recycled.unwrap_or(metrics.created))
}

/// Declares a port's adapter: a handle on the database that builds itself from the environment.
macro_rules! adapter {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name($crate::Database);

        impl config::FromEnvironment for $name {
            fn from_environment(environment: &config::Environment) -> Result<Self, config::ConfigError> {
                $crate::Database::from_environment(environment).map(Self)
            }
        }

        impl From<$crate::Database> for $name {
            fn from(database: $crate::Database) -> Self {
                Self(database)
            }
        }
    };
}

pub(crate) use adapter;

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
    ///
    /// Boxed, so that making a connection is compiled here and not in every binary.
    pub(crate) fn client(
        &self,
    ) -> Pin<Box<dyn Future<Output = Result<Object, StoreError>> + Send + '_>> {
        Box::pin(async {
            let asked = Instant::now();
            let client = self.pool.get().await;
            telemetry::waited(asked.elapsed());
            client.map_err(connect_failed)
        })
    }

    /// A transaction on the connection; it begins when it runs.
    pub(crate) async fn transaction(&self) -> Result<Transaction, StoreError> {
        Ok(Transaction {
            client: Some(self.client().await?),
            is_open: AtomicBool::new(false),
        })
    }
}

/// A transaction. Dropped while it is open (a cancelled future), it closes the connection, which would
/// otherwise go back to the pool in the middle of it.
pub(crate) struct Transaction {
    client: Option<Object>,
    is_open: AtomicBool,
}

impl Transaction {
    /// The connection, for the statements of the body.
    pub(crate) fn client(&self) -> Result<&Object, StoreError> {
        self.client
            .as_ref()
            .ok_or_else(|| broken("the transaction is over"))
    }

    /// Runs `body`, whose statements go through [`Self::client`]: committed when it answers `Ok`, rolled back
    /// when it answers `Err`.
    ///
    /// `BEGIN` travels with the body's first statements: a transaction costs one round trip more than its
    /// body, for the commit.
    pub(crate) async fn run<T, E: From<StoreError>>(
        &self,
        body: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let outcome = self.begin(body).await;
        self.end(outcome).await
    }

    /// As [`Self::run`] in two parts, without a round trip for the commit: `COMMIT` travels behind the statements of
    /// `write`, and what they lock is free that much sooner.
    ///
    /// `write` sends all its statements, prepared before, when it is first polled. It fails by one of these that the
    /// server refuses, which undoes everything; or before it has waited for anything.
    pub(crate) async fn run_and_write<R, T, E: From<StoreError>>(
        &self,
        read: impl Future<Output = Result<R, E>>,
        write: impl AsyncFnOnce(R) -> Result<T, E>,
    ) -> Result<T, E> {
        let found = match self.begin(read).await {
            Ok(found) => found,
            Err(error) => return self.end(Err(error)).await,
        };
        let mut writing = pin!(write(found));
        let first_look = poll_fn(|context| Poll::Ready(writing.as_mut().poll(context))).await;
        if let Poll::Ready(outcome) = first_look {
            return self.end(outcome).await;
        }
        let commit = self.client()?.batch_execute("commit");
        let (outcome, ended) = tokio::join!(biased; writing, commit);
        self.close(outcome, ended)
    }

    async fn begin<T, E: From<StoreError>>(
        &self,
        body: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let client = self.client()?;
        self.is_open.store(true, Ordering::Relaxed);
        let (begun, outcome) = tokio::join!(biased; client.batch_execute("begin"), body);
        begun.map_err(error::from_postgres)?;
        outcome
    }

    async fn end<T, E: From<StoreError>>(&self, outcome: Result<T, E>) -> Result<T, E> {
        let end = if outcome.is_ok() {
            "commit"
        } else {
            "rollback"
        };
        let ended = self.client()?.batch_execute(end).await;
        self.close(outcome, ended)
    }

    fn close<T, E: From<StoreError>>(
        &self,
        outcome: Result<T, E>,
        ended: Result<(), tokio_postgres::Error>,
    ) -> Result<T, E> {
        // A connection that cannot even roll back is closed, and the server rolls back.
        self.is_open.store(ended.is_err(), Ordering::Relaxed);
        let value = outcome?;
        ended.map_err(error::from_postgres)?;
        Ok(value)
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let (Some(client), true) = (self.client.take(), self.is_open.load(Ordering::Relaxed)) {
            drop(Object::take(client));
        }
    }
}

//! The connection: made when first used, given up on quickly.

use config::{ConfigError, Environment, FromEnvironment};
use redis::RedisResult;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use std::time::Duration;

/// Redis must answer within this, or it counts as away: no request may wait for what can be missed.
const PATIENCE: Duration = Duration::from_millis(200);

/// A handle on Redis.
#[derive(Clone)]
pub struct Cache {
    client: redis::Client,
    connection: std::sync::Arc<tokio::sync::OnceCell<ConnectionManager>>,
}

impl FromEnvironment for Cache {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let url = environment.text("REDIS_URL")?;
        // The client's own message repeats the URL, which may hold a password.
        let client = redis::Client::open(url)
            .map_err(|_| ConfigError::bad("REDIS_URL", "not a redis:// or rediss:// address"))?;
        Ok(Self {
            client,
            connection: std::sync::Arc::default(),
        })
    }
}

impl Cache {
    /// Runs a command; `None`, and a line in the log, when it fails.
    pub(crate) async fn run<T>(
        &self,
        command: impl AsyncFnOnce(&mut ConnectionManager) -> RedisResult<T>,
    ) -> Option<T> {
        match self.attempt(command).await {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::warn!(error = %error, "redis does not answer");
                None
            }
        }
    }

    async fn attempt<T>(
        &self,
        command: impl AsyncFnOnce(&mut ConnectionManager) -> RedisResult<T>,
    ) -> RedisResult<T> {
        let manager = self
            .connection
            .get_or_try_init(async || {
                let config = ConnectionManagerConfig::new()
                    .set_number_of_retries(1)
                    .set_connection_timeout(Some(PATIENCE))
                    .set_response_timeout(Some(PATIENCE));
                ConnectionManager::new_lazy_with_config(self.client.clone(), config)
            })
            .await?;
        command(&mut manager.clone()).await
    }
}

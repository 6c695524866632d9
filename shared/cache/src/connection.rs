//! The connection: made when first used, given up on quickly, and then left alone for a moment.

use config::{ConfigError, Environment, FromEnvironment};
use redis::aio::MultiplexedConnection;
use redis::{RedisError, RedisResult};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// Redis must answer within this, a new connection included, or it counts as away: no request may wait for
/// what can be missed.
const PATIENCE: Duration = Duration::from_millis(200);

/// So long nobody waits for a Redis that was away; then one call finds out whether it is back.
const REST: Duration = Duration::from_secs(1);

/// A handle on Redis.
#[derive(Clone)]
pub struct Cache(Arc<Handle>);

struct Handle {
    client: redis::Client,
    connection: tokio::sync::Mutex<Option<MultiplexedConnection>>,
    rest: Rest,
}

impl FromEnvironment for Cache {
    /// Whoever asks gets the same connection.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.shared(Self::connect_lazily)
    }
}

impl Cache {
    fn connect_lazily(environment: &Environment) -> Result<Self, ConfigError> {
        let url = environment.text("REDIS_URL")?;
        // The client's own message repeats the URL, which may hold a password.
        let client = redis::Client::open(url)
            .map_err(|_| ConfigError::bad("REDIS_URL", "not a redis:// or rediss:// address"))?;
        Ok(Self(Arc::new(Handle {
            client,
            connection: tokio::sync::Mutex::default(),
            rest: Rest::default(),
        })))
    }
}

impl Cache {
    /// Runs a command; `None`, and a line in the log, when it fails. It may run twice, on a connection that
    /// died and on a new one.
    pub(crate) async fn run<T, F>(&self, command: impl Fn(MultiplexedConnection) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        if !self.0.rest.allows_a_call(Instant::now()) {
            return None;
        }
        let error = match timeout(PATIENCE, self.0.attempt(command)).await {
            Ok(Ok(value)) => {
                self.0.rest.end();
                return Some(value);
            }
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        if error.as_ref().is_none_or(is_outage) {
            self.0.rest.begin(Instant::now());
            // Whoever holds the lock is making a new connection already.
            if let Ok(mut kept) = self.0.connection.try_lock() {
                *kept = None;
            }
        }
        let error = error.map_or_else(|| "out of time".to_owned(), |error| error.to_string());
        tracing::warn!(error, "redis does not answer");
        None
    }
}

impl Handle {
    async fn attempt<T, F>(&self, command: impl Fn(MultiplexedConnection) -> F) -> RedisResult<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let mut kept = self.connection.lock().await;
        if let Some(connection) = kept.clone() {
            drop(kept);
            match command(connection).await {
                // It died while nobody used it, as in a frozen sandbox.
                Err(error) if is_outage(&error) => kept = self.connection.lock().await,
                outcome => return outcome,
            }
        }
        let connection = self.connect().await?;
        *kept = Some(connection.clone());
        drop(kept);
        command(connection).await
    }

    /// Boxed, so that making a connection is compiled here and not with every command.
    fn connect(
        &self,
    ) -> Pin<Box<dyn Future<Output = RedisResult<MultiplexedConnection>> + Send + '_>> {
        Box::pin(self.client.get_multiplexed_async_connection())
    }
}

/// Whether Redis is away, rather than displeased with a command.
fn is_outage(error: &RedisError) -> bool {
    error.is_io_error() || error.is_unrecoverable_error()
}

/// Until when Redis is left alone.
#[derive(Default)]
struct Rest(Mutex<Option<Instant>>);

impl Rest {
    /// Once a rest is over, one call is let through and the others rest on: it finds out for all.
    fn allows_a_call(&self, now: Instant) -> bool {
        let mut until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match *until {
            None => true,
            Some(end) if now < end => false,
            Some(_) => {
                *until = Some(now + REST);
                true
            }
        }
    }

    fn begin(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now + REST);
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::{Instant, REST, Rest};

    #[test]
    fn after_a_rest_one_call_finds_out_for_all() {
        let (rest, start) = (Rest::default(), Instant::now());
        assert!(rest.allows_a_call(start));
        rest.begin(start);
        assert!(!rest.allows_a_call(start));
        assert!(rest.allows_a_call(start + REST));
        assert!(!rest.allows_a_call(start + REST));
        rest.end();
        assert!(rest.allows_a_call(start + REST));
    }
}

//! What is fetched once in a while and kept in the process.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// A provider that changes its addresses or withdraws a key is believed within an hour.
const FRESH_FOR: Duration = Duration::from_hours(1);

/// The last thing fetched, and when. Those who ask meanwhile wait for the one who fetches.
pub(crate) struct Cached<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Cached<T> {
    /// What was fetched if it is fresh and `is_good`, otherwise what `fetch` brings; what it cannot bring is
    /// tried again by the next who asks.
    pub(crate) async fn get<E>(
        &self,
        is_good: impl Fn(&T) -> bool + Send,
        fetch: impl Future<Output = Result<T, E>> + Send,
    ) -> Result<Arc<T>, E> {
        let mut kept = self.0.lock().await;
        if let Some((fetched_at, value)) = kept.as_ref()
            && fetched_at.elapsed() < FRESH_FOR
            && is_good(value)
        {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(fetch.await?);
        *kept = Some((Instant::now(), Arc::clone(&value)));
        Ok(value)
    }
}

//! Calls counted in PostgreSQL while Redis is away.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::StoreError;
use postgres_queries::queries::rate_windows;
use time::OffsetDateTime;

adapter! {
    /// Counts in fixed windows: coarser than a sliding one, and one row a key and window.
    PgRateWindows
}

impl PgRateWindows {
    /// Counts a call under each key, in the window that begins then, and answers how many there are now, in the
    /// keys' order. The keys must differ.
    pub async fn count(&self, windows: &[(&str, OffsetDateTime)]) -> Result<Vec<u32>, StoreError> {
        let (keys, starts): (Vec<&str>, Vec<OffsetDateTime>) = windows.iter().copied().unzip();
        let client = self.0.client().await?;
        let counted = rate_windows::count_calls()
            .bind(&client, &keys, &starts)
            .all()
            .await
            .map_err(from_postgres)?;
        keys.iter()
            .map(|key| {
                let row = counted.iter().find(|row| row.key == *key);
                row.and_then(|row| u32::try_from(row.calls).ok())
                    .ok_or_else(|| broken("a call was not counted"))
            })
            .collect()
    }

    /// Forgets the calls counted under the key.
    pub async fn forget(&self, key: &str) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        rate_windows::forget_calls()
            .bind(&client, &key)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }
}

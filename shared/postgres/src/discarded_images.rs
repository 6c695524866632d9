//! Which pictures nobody shows any more, in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use domain::StoreError;
use domain::images::DiscardedImages;
use postgres_queries::queries::platform;

adapter! {
    /// [`DiscardedImages`] in PostgreSQL.
    PgDiscardedImages
}

impl DiscardedImages for PgDiscardedImages {
    async fn oldest(&self, limit: i64) -> Result<Vec<String>, StoreError> {
        let client = self.0.client().await?;
        platform::discarded_images()
            .bind(&client, &limit)
            .all()
            .await
            .map_err(from_postgres)
    }

    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        platform::forget_discarded_image()
            .bind(&client, &key)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }
}

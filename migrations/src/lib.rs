//! The database's history, forward only, and the runner that brings a database up to date. For tools and
//! tests: functions never migrate.

use tokio_postgres::NoTls;

mod embedded {
    refinery::embed_migrations!(".");
}

/// Why a database was not brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("cannot connect to the database")]
    Connect(#[from] tokio_postgres::Error),
    #[error("a migration failed")]
    Migration(#[from] refinery::Error),
}

/// Applies what is missing and answers the names of what was applied.
pub async fn run(url: &str) -> Result<Vec<String>, MigrateError> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    let report = embedded::migrations::runner()
        .run_async(&mut client)
        .await?;
    connection.abort();
    Ok(report
        .applied_migrations()
        .iter()
        .map(ToString::to_string)
        .collect())
}

/// Changes whenever a migration is added: names a template database that is still good.
#[must_use]
pub fn fingerprint() -> u64 {
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .fold(0, |fingerprint, migration| {
            fingerprint.rotate_left(7) ^ migration.checksum()
        })
}

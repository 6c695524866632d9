//! The database's history, forward only, and the runner that brings a database up to date; and the rights of the
//! contexts' users in it. For tools and tests: functions neither migrate nor grant.

mod rights;

pub use rights::{CONTEXTS, RIGHTS, grant};

use postgres_tls::{settings, tls};
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio_postgres::Client;

mod embedded {
    refinery::embed_migrations!(".");
}

/// Why a database was not brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error("the database cannot be reached or asked")]
    Database(#[from] tokio_postgres::Error),
    #[error("a migration failed")]
    Migration(#[from] refinery::Error),
    #[error("migration {0} is not applied, though later ones are: it was numbered too low")]
    Skipped(i64),
    #[error("the shop's time zone cannot change: there are orders, dated in another")]
    Dated,
}

/// Applies what is missing and answers the names of what was applied. What a newer version has applied stays: the schema
/// only adds, and a version that is rolled back to works with it.
pub async fn run(url: &str) -> Result<Vec<String>, MigrateError> {
    let (mut client, connection) = settings(url)?.connect(tls()).await?;
    let connection = tokio::spawn(connection);
    let report = embedded::migrations::runner()
        .set_abort_missing(false)
        .run_async(&mut client)
        .await?;
    if let Some(skipped) = skipped(&client).await? {
        return Err(MigrateError::Skipped(skipped));
    }
    connection.abort();
    Ok(report
        .applied_migrations()
        .iter()
        .map(ToString::to_string)
        .collect())
}

/// The first migration of this version that the database lacks: the runner passes over what is numbered below others that
/// are applied.
async fn skipped(client: &Client) -> Result<Option<i64>, tokio_postgres::Error> {
    let runner = embedded::migrations::runner();
    let known: Vec<String> = runner
        .get_migrations()
        .iter()
        .map(|migration| migration.version().to_string())
        .collect();
    let missing = format!(
        "select min(known) from unnest(array[{}]::bigint[]) known
         where not exists (select from refinery_schema_history where version = known)",
        known.join(",")
    );
    Ok(client.query_one(&missing, &[]).await?.get(0))
}

/// Whether a newer version has brought the database up to date.
async fn is_newer(client: &Client) -> Result<bool, tokio_postgres::Error> {
    let runner = embedded::migrations::runner();
    let known = runner.get_migrations().iter();
    let newest = known.map(refinery::Migration::version).max().unwrap_or(0);
    let applied =
        format!("select exists (select from refinery_schema_history where version > {newest})");
    Ok(client.query_one(&applied, &[]).await?.get(0))
}

/// Lets the database's day begin where the shop's does, so many hours ahead of UTC. Refused once there are orders: what was
/// dated stays dated.
pub async fn keep_time(url: &str, hours: i8) -> Result<(), MigrateError> {
    let (client, connection) = settings(url)?.connect(tls()).await?;
    let connection = tokio::spawn(connection);
    let midnight = "timestamptz '2026-01-01 00:00 UTC'";
    let changes = format!(
        "select catalog.shop_date({midnight} - interval '{hours} hours') <> date '2026-01-01' \
             or catalog.shop_date({midnight} - interval '{hours} hours 1 second') <> date '2025-12-31' as differs, \
             exists (select from orders.orders) as dated"
    );
    let row = client.query_one(&changes, &[]).await?;
    match (row.get("differs"), row.get("dated")) {
        (false, _) => {}
        (true, true) => return Err(MigrateError::Dated),
        (true, false) => {
            let clock = format!(
                "create or replace function catalog.shop_date(at timestamptz) returns date \
                 language sql immutable parallel safe \
                 as $$ select (at at time zone interval '{hours} hours')::date $$"
            );
            client.batch_execute(&clock).await?;
        }
    }
    connection.abort();
    Ok(())
}

/// Changes whenever a migration is added, or a right or a setting of the contexts' users is changed: names a template
/// database that is still good.
#[must_use]
pub fn fingerprint() -> u64 {
    let mut rights = DefaultHasher::new();
    (RIGHTS, rights::SETTINGS).hash(&mut rights);
    embedded::migrations::runner()
        .get_migrations()
        .iter()
        .fold(rights.finish(), |fingerprint, migration| {
            fingerprint.rotate_left(7) ^ migration.checksum()
        })
}

//! Synonyms in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::{Actor, SynonymGroups, Synonyms, SynonymsError, VersionedSynonyms};
use domain::{ExpectedVersion, StoreError};
use postgres_queries::queries::synonyms;
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`Synonyms`] in PostgreSQL.
    PgSynonyms
}

impl Synonyms for PgSynonyms {
    async fn find(&self) -> Result<VersionedSynonyms, StoreError> {
        read(&self.0.client().await?).await
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn replace(
        &self,
        groups: &SynonymGroups,
        expected: &ExpectedVersion,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<i64, SynonymsError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let before = locked(client).await?;
                if !expected.takes(before.version) {
                    return Err(SynonymsError::OtherVersion);
                }
                if before.groups == *groups {
                    return Ok(before.version);
                }
                let entry = Entry {
                    action: "synonyms_replaced",
                    actor: Some(actor.user),
                    user: None,
                    target: "synonyms",
                    details: json!({
                        "before": before.groups.groups(), "after": groups.groups(),
                    }),
                };
                let (version, noted) = tokio::join!(
                    biased;
                    write(client, groups),
                    audit::note(client, &entry, &actor.origin, now),
                );
                noted?;
                Ok(version?)
            })
            .await
    }
}

async fn read(client: &Object) -> Result<VersionedSynonyms, StoreError> {
    let row = synonyms::list_synonyms()
        .bind(client)
        .one()
        .await
        .map_err(from_postgres)?;
    versioned(row)
}

/// What there is when nobody else is replacing it.
async fn locked(client: &Object) -> Result<VersionedSynonyms, StoreError> {
    let (lock, list) = prepared!(client, synonyms::lock_synonyms(), synonyms::list_synonyms());
    let (locked, row) = tokio::join!(biased; lock.bind(client).one(), list.bind(client).one());
    locked.map_err(from_postgres)?;
    versioned(row.map_err(from_postgres)?)
}

fn versioned(row: synonyms::ListSynonyms) -> Result<VersionedSynonyms, StoreError> {
    let groups: Vec<Vec<String>> = serde_json::from_value(row.sets).map_err(broken)?;
    Ok(VersionedSynonyms {
        groups: SynonymGroups::parse(&groups)
            .map_err(|_| broken("kept synonyms break the rules"))?,
        version: row.version,
    })
}

async fn write(client: &Object, groups: &SynonymGroups) -> Result<i64, StoreError> {
    let (mut terms, mut sets, mut positions) = (Vec::new(), Vec::new(), Vec::new());
    for (set, group) in (1_i32..).zip(groups.groups()) {
        for (position, term) in (1_i32..).zip(group) {
            terms.push(term.as_str());
            sets.push(set);
            positions.push(position);
        }
    }
    let (remove, add, next) = prepared!(
        client,
        synonyms::remove_synonyms(),
        synonyms::add_synonyms(),
        synonyms::next_synonyms_version(),
    );
    let (removed, added, version) = tokio::join!(
        biased;
        remove.bind(client),
        add.bind(client, &terms, &sets, &positions),
        next.bind(client).one(),
    );
    removed.map_err(from_postgres)?;
    added.map_err(from_postgres)?;
    version.map_err(from_postgres)
}

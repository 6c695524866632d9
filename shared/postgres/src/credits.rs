//! The ledgers of store credit, in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::ids::UserId;
use domain::payments::credit::{CreditEntry, CreditKey, CreditKind, Credits, NewCreditEntry};
use domain::{Money, Page, PageRequest, StoreError};
use postgres_queries::queries::credit as queries;
use time::OffsetDateTime;

adapter! {
    /// [`Credits`] in PostgreSQL.
    PgCredits
}

/// Writes an entry in the transaction that `client` is in.
pub(crate) async fn add(
    client: &Object,
    entry: &NewCreditEntry,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    queries::add_entry()
        .bind(
            client,
            &entry.user.uuid(),
            &entry.amount.amount(),
            &entry.kind.as_str(),
            &entry.cause.as_str(),
            &entry.key.as_str(),
            &now,
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

impl Credits for PgCredits {
    /// One round trip.
    async fn statement(
        &self,
        user: UserId,
        page: PageRequest<CreditKey>,
    ) -> Result<(Money, Page<CreditEntry, CreditKey>), StoreError> {
        let client = self.0.client().await?;
        let (user, after) = (user.uuid(), page.after.map(|key| key.number));
        let limit = i64::from(page.limit) + 1;
        let (balance, entries) = tokio::join!(
            biased;
            async { queries::balance().bind(&client, &user).opt().await },
            async { queries::entries().bind(&client, &user, &after, &limit).all().await },
        );
        let balance = balance.map_err(from_postgres)?.unwrap_or_default();
        let entries = entries
            .map_err(from_postgres)?
            .into_iter()
            .map(entry)
            .collect::<Result<_, _>>()?;
        let entries = Page::cut(entries, page.limit, |entry: &CreditEntry| CreditKey {
            number: entry.number,
        });
        Ok((Money::rupiah(balance), entries))
    }
}

fn entry(row: queries::Entries) -> Result<CreditEntry, StoreError> {
    Ok(CreditEntry {
        number: row.number,
        amount: Money::rupiah(row.amount),
        balance: Money::rupiah(row.balance),
        kind: CreditKind::parse(&row.kind).ok_or_else(|| broken("an unknown kind of credit"))?,
        cause: row.cause,
        at: row.at,
    })
}

//! The ledgers of store credit, in PostgreSQL.

use crate::accounts;
use crate::audit::Entry;
use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::idempotency;
use deadpool_postgres::Object;
use domain::idempotency::{Effect, Idempotency};
use domain::ids::UserId;
use domain::payments::credit::{CreditEntry, CreditKind, Credits, Gift, GiftError, NewCreditEntry};
use domain::payments::ledger::{EntryKey, Statement};
use domain::{Money, PageRequest, StoreError};
use postgres_queries::queries::credit as queries;
use serde_json::json;
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
    insert(client, entry, now).await.map_err(from_postgres)?;
    Ok(())
}

/// As [`add`]; `false` when the balance does not allow it.
pub(crate) async fn spend(
    client: &Object,
    entry: &NewCreditEntry,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    match insert(client, entry, now).await {
        Ok(_) => Ok(true),
        Err(error) if violates(&error, "credit_never_negative") => Ok(false),
        Err(error) => Err(from_postgres(error)),
    }
}

async fn insert(
    client: &Object,
    entry: &NewCreditEntry,
    now: OffsetDateTime,
) -> Result<u64, tokio_postgres::Error> {
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
}

impl Credits for PgCredits {
    /// One round trip.
    async fn statement(
        &self,
        user: UserId,
        page: PageRequest<EntryKey>,
    ) -> Result<Statement<CreditEntry>, StoreError> {
        let client = self.0.client().await?;
        let (user, after) = (user.uuid(), page.after.map(|key| key.number));
        let limit = i64::from(page.limit) + 1;
        let (balance, entries) = tokio::join!(
            biased;
            async { queries::balance().bind(&client, &user).opt().await },
            async { queries::entries().bind(&client, &user, &after, &limit).all().await },
        );
        accounts::statement(balance, entries, entry, page.limit)
    }

    /// Four round trips: the key, the entry, what is kept of it, the commit.
    async fn give(
        &self,
        gift: &Gift,
        new: &NewCreditEntry,
        idempotency: &Idempotency,
        now: OffsetDateTime,
    ) -> Result<Effect<CreditEntry>, GiftError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let answered =
                    idempotency::claim::<CreditEntry, GiftError>(client, idempotency, now);
                if let Some(entry) = answered.await? {
                    return Ok(Effect::Replayed(entry));
                }
                let given = give(client, new, now).await?.ok_or(GiftError::NoSuchUser)?;
                let told = told(gift, &given);
                accounts::keep(client, &told, &gift.origin, idempotency, &given, now).await?;
                Ok(Effect::Done(given))
            })
            .await
    }
}

/// `None`: nobody has the account.
async fn give(
    client: &Object,
    new: &NewCreditEntry,
    now: OffsetDateTime,
) -> Result<Option<CreditEntry>, StoreError> {
    let given = queries::give_credit()
        .bind(
            client,
            &new.amount.amount(),
            &new.kind.as_str(),
            &new.cause.as_str(),
            &new.key.as_str(),
            &now,
            &new.user.uuid(),
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    given.map(entry).transpose()
}

/// As the audit log has it.
fn told(gift: &Gift, given: &CreditEntry) -> Entry<'static> {
    Entry {
        action: "credit_given",
        actor: Some(gift.staff),
        user: Some(gift.user),
        target: "",
        details: json!({
            "amount": given.amount,
            "balance": given.balance,
            "reason": gift.reason,
        }),
    }
}

fn entry(row: queries::CreditRow) -> Result<CreditEntry, StoreError> {
    Ok(CreditEntry {
        number: row.number,
        amount: Money::rupiah(row.amount),
        balance: Money::rupiah(row.balance),
        kind: CreditKind::parse(&row.kind).ok_or_else(|| broken("an unknown kind of credit"))?,
        cause: row.cause,
        at: row.at,
    })
}

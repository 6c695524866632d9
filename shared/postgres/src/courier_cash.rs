//! The ledgers of the cash that couriers carry, in PostgreSQL.

use crate::accounts;
use crate::audit::Entry;
use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::idempotency;
use deadpool_postgres::Object;
use domain::idempotency::{Effect, Idempotency};
use domain::ids::{PaymentId, UserId};
use domain::orders::{Order, OrderStatus, PaymentMethod};
use domain::payments::cash::{CashEntry, CashKind, CourierCash, RemitError, Remittance};
use domain::payments::ledger::{EntryKey, Statement};
use domain::{Money, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::cash::{self as queries, CashRow, TakeCashParams};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// [`CourierCash`] in PostgreSQL.
    PgCourierCash
}

impl CourierCash for PgCourierCash {
    /// One round trip.
    async fn statement(
        &self,
        courier: UserId,
        page: PageRequest<EntryKey>,
    ) -> Result<Option<Statement<CashEntry>>, StoreError> {
        let client = self.0.client().await?;
        let (courier, after) = (courier.uuid(), page.after.map(|key| key.number));
        let limit = i64::from(page.limit) + 1;
        let (known, balance, entries) = tokio::join!(
            biased;
            async { queries::is_courier().bind(&client, &courier).one().await },
            async { queries::cash_balance().bind(&client, &courier).opt().await },
            async { queries::cash_entries().bind(&client, &courier, &after, &limit).all().await },
        );
        if !known.map_err(from_postgres)? {
            return Ok(None);
        }
        accounts::statement(balance, entries, entry, page.limit).map(Some)
    }

    /// Four round trips: the key and the courier, the entry, what is kept of it, the commit.
    async fn remit(
        &self,
        remittance: &Remittance,
        idempotency: &Idempotency,
        now: OffsetDateTime,
    ) -> Result<Effect<CashEntry>, RemitError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let courier = remittance.courier.uuid();
                let (answered, known) = tokio::join!(
                    biased;
                    idempotency::claim::<CashEntry, RemitError>(client, idempotency, now),
                    async { queries::is_courier().bind(client, &courier).one().await },
                );
                if let Some(entry) = answered? {
                    return Ok(Effect::Replayed(entry));
                }
                if !known.map_err(from_postgres)? {
                    return Err(RemitError::NoSuchCourier);
                }
                let handed_in = add(client, remittance, now).await?;
                let (told, origin) = (told(remittance, &handed_in), &remittance.origin);
                accounts::keep(client, &told, origin, idempotency, &handed_in, now).await?;
                Ok(Effect::Done(handed_in))
            })
            .await
    }
}

async fn add(
    client: &Object,
    remittance: &Remittance,
    now: OffsetDateTime,
) -> Result<CashEntry, RemitError> {
    let handed_in = Money::ZERO.subtract(remittance.amount).map_err(broken)?;
    let added = queries::add_remittance()
        .bind(
            client,
            &remittance.courier.uuid(),
            &handed_in.amount(),
            &remittance.staff.uuid(),
            &remittance.note.as_deref(),
            &now,
        )
        .one()
        .await;
    match added {
        Ok(row) => Ok(entry(row)?),
        Err(error) if violates(&error, "courier_cash_never_negative") => {
            Err(RemitError::AboveBalance)
        }
        Err(error) => Err(from_postgres(error).into()),
    }
}

/// As the audit log has it.
fn told(remittance: &Remittance, handed_in: &CashEntry) -> Entry<'static> {
    Entry {
        action: "cash_remitted",
        actor: Some(remittance.staff),
        user: Some(remittance.courier),
        target: "",
        details: json!({
            "amount": remittance.amount,
            "balance": handed_in.balance,
            "note": remittance.note,
        }),
    }
}

fn entry(row: CashRow) -> Result<CashEntry, StoreError> {
    let order = match (row.order_code, row.due) {
        (Some(code), Some(due)) => Some((code.parse().map_err(broken)?, Money::rupiah(due))),
        _ => None,
    };
    Ok(CashEntry {
        number: row.number,
        kind: CashKind::parse(&row.kind).ok_or_else(|| broken("an unknown kind of cash"))?,
        amount: Money::rupiah(row.amount),
        balance: Money::rupiah(row.balance),
        order,
        received_by: row.received_by.map(Into::into),
        note: row.note,
        at: row.at,
    })
}

/// What a change of an order that is paid at the door makes of its payment and of its courier's cash, in the transaction
/// of the change.
pub(crate) async fn follow(
    client: &Object,
    before: &Order,
    order: &Order,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    if order.payment_method != PaymentMethod::Cod {
        return Ok(());
    }
    let id = order.id.uuid();
    if order.totals.amount_due != before.totals.amount_due {
        let due = order.totals.amount_due.amount();
        let follow = queries::follow_due();
        followed(follow.bind(client, &due, &now, &id).opt().await)?;
    }
    match taken(before, order) {
        Some(taken) => take(client, order, taken, now).await,
        None => Ok(()),
    }
}

/// What a change of an order takes at the door.
pub(crate) fn taken(before: &Order, order: &Order) -> Option<Money> {
    let is_delivered =
        order.status == OrderStatus::Delivered && before.status != OrderStatus::Delivered;
    let is_cash = order.payment_method == PaymentMethod::Cod;
    order.collected.filter(|_| is_delivered && is_cash)
}

fn followed(payment: Result<Option<Uuid>, tokio_postgres::Error>) -> Result<(), StoreError> {
    payment.map(|_| ()).map_err(from_postgres)
}

async fn take(
    client: &Object,
    order: &Order,
    taken: Money,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    queries::take_cash()
        .params(
            client,
            &TakeCashParams {
                amount: taken.amount(),
                now,
                order_id: order.id.uuid(),
                id: PaymentId::generate(&now).uuid(),
                order_code: order.code.as_str(),
                courier_id: order.courier.map(Uuid::from),
                due: order.due_at_the_door().amount(),
            },
        )
        .one()
        .await
        .map_err(from_postgres)?;
    Ok(())
}

//! Payments as staff have to do with them, in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::orders::rows::{order, quantities};
use crate::payments::rows::{code, known, payment};
use crate::statements::prepared;
use crate::{idempotency, outbox};
use deadpool_postgres::Object;
use domain::idempotency::{Effect, Idempotency};
use domain::ids::{PaymentId, RefundId};
use domain::orders::Customer;
use domain::payments::desk::{PaymentDesk, PaymentFilter, PaymentKey};
use domain::payments::payouts::{Completed, Payout, PayoutError, PayoutKey, PayoutState, Proof};
use domain::payments::refunding::{RefundError, RefundLine, Refundable, StaffRefund};
use domain::payments::{Bank, GatewayName, Method, Payment, PaymentStatus, Refund, RefundStatus};
use domain::{Language, Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::desk::{self as queries, AskRefundParams, PayoutRow};
use postgres_queries::queries::payments::{self as payment_queries, ListPaymentsParams};
use postgres_queries::queries::{audit as audit_queries, orders as order_queries, platform};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// [`PaymentDesk`] in PostgreSQL.
    PgPaymentDesk
}

impl PaymentDesk for PgPaymentDesk {
    async fn list(
        &self,
        filter: &PaymentFilter,
        page: PageRequest<PaymentKey>,
    ) -> Result<Page<Payment, PaymentKey>, StoreError> {
        let client = self.0.client().await?;
        // By the index that leads to the fewest payments.
        let by = match (filter.status, filter.gateway) {
            (Some(_), _) => "status",
            (None, Some(_)) => "gateway",
            (None, None) => "newest",
        };
        let found = payment_queries::list_payments()
            .params(
                &client,
                &ListPaymentsParams {
                    by,
                    status: filter.status.map(PaymentStatus::as_str),
                    gateway: filter.gateway.map(GatewayName::as_str),
                    since: filter.since,
                    after_created_at: page.after.map(|key| key.created_at),
                    after_id: page.after.map(|key| key.id.uuid()),
                    limit: i64::from(page.limit) + 1,
                },
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = found.into_iter().map(payment).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |payment: &Payment| {
            PaymentKey {
                created_at: payment.created_at,
                id: payment.id,
            }
        }))
    }

    /// Three round trips: what is read behind the locks, what is written, the commit.
    async fn refund(
        &self,
        payment: PaymentId,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Refundable) -> Result<StaffRefund, RefundError> + Send,
    ) -> Result<Effect<StaffRefund, Refund>, RefundError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                // Whether or not the key is taken, the statements have been sent: their locks end with the transaction.
                let (answered, found) = tokio::join!(
                    biased;
                    idempotency::claim::<Refund, RefundError>(client, idempotency, now),
                    refundable(client, payment),
                );
                if let Some(refund) = answered? {
                    return Ok(Effect::Replayed(refund));
                }
                let done = decide(found?.ok_or(RefundError::NotFound)?)?;
                write(client, &done, idempotency, now).await?;
                Ok(Effect::Done(done))
            })
            .await
    }

    async fn payouts(
        &self,
        state: PayoutState,
        page: PageRequest<PayoutKey>,
    ) -> Result<Page<Payout, PayoutKey>, StoreError> {
        let client = self.0.client().await?;
        let (at, id) = page.after.map(|key| (key.at, key.id.uuid())).unzip();
        let limit = i64::from(page.limit) + 1;
        let found = match state {
            PayoutState::Open => {
                let open = queries::open_payouts();
                open.bind(&client, &at, &id, &limit).all().await
            }
            PayoutState::Closed => {
                let closed = queries::closed_payouts();
                closed.bind(&client, &at, &id, &limit).all().await
            }
            PayoutState::Withdrawn => {
                let withdrawn = queries::withdrawn_payouts();
                withdrawn.bind(&client, &at, &id, &limit).all().await
            }
        };
        let found = found.map_err(from_postgres)?.into_iter().map(payout);
        let found = found.collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |payout: &Payout| {
            let closed = payout.proof.as_ref().map(|proof| proof.at);
            let over = closed.or(payout.withdrawn_at);
            PayoutKey {
                at: over.unwrap_or(payout.refund.created_at),
                id: payout.refund.id,
            }
        }))
    }

    /// Three round trips: what is read behind the lock, what is written, the commit.
    async fn complete_payout(
        &self,
        refund: RefundId,
        decide: impl FnOnce(Payout) -> Result<Completed, PayoutError> + Send,
    ) -> Result<Completed, PayoutError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let id = refund.uuid();
                let (lock, find) = prepared!(
                    client,
                    queries::lock_payment_of_refund(),
                    queries::find_payout()
                );
                let (locked, found) = tokio::join!(
                    biased;
                    async { lock.bind(client, &id).opt().await },
                    async { find.bind(client, &id).opt().await },
                );
                locked.map_err(from_postgres)?;
                let found = found.map_err(from_postgres)?;
                let completed = decide(payout(found.ok_or(PayoutError::NotFound)?)?)?;
                close(client, &completed).await?;
                Ok(completed)
            })
            .await
    }
}

/// The payment with its order and what was given back before, behind the locks of both.
async fn refundable(client: &Object, id: PaymentId) -> Result<Option<Refundable>, StoreError> {
    let id = id.uuid();
    let (lock_order, lock, find, find_order, given) = prepared!(
        client,
        queries::lock_order_of_payment(),
        payment_queries::lock_refunded_payment(),
        payment_queries::find_payment_by_id(),
        order_queries::order_of_payment(),
        queries::given_of_payment(),
    );
    let (order_locked, locked, found, found_order, given) = tokio::join!(
        biased;
        async { lock_order.bind(client, &id).opt().await },
        async { lock.bind(client, &id).opt().await },
        async { find.bind(client, &id).opt().await },
        async { find_order.bind(client, &id).opt().await },
        async { given.bind(client, &id).opt().await },
    );
    order_locked.map_err(from_postgres)?;
    locked.map_err(from_postgres)?;
    let (Some(found), Some(found_order), Some(given)) = (
        found.map_err(from_postgres)?,
        found_order.map_err(from_postgres)?,
        given.map_err(from_postgres)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(Refundable {
        payment: payment(found)?,
        order: order(found_order)?,
        given: quantities(given.given)?,
        refunds: given.refunds,
    }))
}

async fn write(
    client: &Object,
    done: &StaffRefund,
    idempotency: &Idempotency,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    // A refund is there before anything tells of it.
    let _ = prepared!(
        client,
        queries::ask_refund(),
        audit_queries::note(),
        platform::add_to_outbox(),
        platform::keep_answer(),
    );
    let (asked, noted, told, kept) = tokio::join!(
        biased;
        ask(client, done, now),
        note_refund(client, done, now),
        outbox::add(client, &done.events),
        idempotency::keep(client, idempotency, &done.refund, now),
    );
    let asked = asked?;
    noted?;
    told?;
    kept?;
    // The payment is locked: what was left of it is left.
    asked.ok_or_else(|| broken("a locked payment changed"))
}

async fn ask(
    client: &Object,
    done: &StaffRefund,
    now: OffsetDateTime,
) -> Result<Option<()>, StoreError> {
    let StaffRefund { refund, lines, .. } = done;
    let numbers = |number: fn(&RefundLine) -> i64| lines.iter().map(number).collect::<Vec<_>>();
    let asked = queries::ask_refund()
        .params(
            client,
            &AskRefundParams {
                amount: refund.amount.amount(),
                now,
                payment_id: refund.payment.uuid(),
                id: refund.id.uuid(),
                reason: refund.reason.as_str(),
                refund_key: refund.key.as_str(),
                requested_by: done.staff.uuid(),
                skus: lines
                    .iter()
                    .map(|line| line.sku.as_str())
                    .collect::<Vec<_>>(),
                quantities: numbers(|line| line.quantity.thousandths()),
                costs: numbers(|line| line.cost.amount()),
            },
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(asked.map(|_: Uuid| ()))
}

async fn note_refund(
    client: &Object,
    done: &StaffRefund,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let StaffRefund { refund, lines, .. } = done;
    let goods = lines
        .iter()
        .map(|line| json!({ "sku": line.sku, "quantity": line.quantity }));
    let entry = Entry {
        action: "refund_requested",
        actor: Some(done.staff),
        user: done.order.customer.user,
        target: done.order.code.as_str(),
        details: json!({
            "payment": refund.payment,
            "refund": refund.id,
            "amount": refund.amount,
            "lines": goods.collect::<Vec<_>>(),
            "reason": refund.reason,
        }),
    };
    audit::note(client, &entry, &done.origin, now).await
}

async fn close(client: &Object, completed: &Completed) -> Result<(), StoreError> {
    let Completed { payout, proof, .. } = completed;
    let (refund, payment) = (payout.refund.id.uuid(), payout.refund.payment.uuid());
    let (reference, note) = (proof.reference.as_str(), proof.note.as_deref());
    let by = proof.by.uuid();
    // The payment moves by what is written of its refunds.
    let (close, moving, ..) = prepared!(
        client,
        queries::close_payout(),
        payment_queries::move_refunded_payment(),
        audit_queries::note(),
        platform::add_to_outbox(),
    );
    let (closed, moved, noted, told) = tokio::join!(
        biased;
        async { close.bind(client, &proof.at, &refund, &reference, &note, &by).opt().await },
        async { moving.bind(client, &proof.at, &payment).opt().await },
        note_payout(client, completed),
        outbox::add(client, &completed.events),
    );
    let closed = closed.map_err(from_postgres)?;
    moved.map_err(from_postgres)?;
    noted?;
    told?;
    // Its payment is locked: nobody can have closed it.
    closed
        .map(|_: Uuid| ())
        .ok_or_else(|| broken("a locked payout changed"))
}

async fn note_payout(client: &Object, completed: &Completed) -> Result<(), StoreError> {
    let Completed { payout, proof, .. } = completed;
    let entry = Entry {
        action: "payout_completed",
        actor: Some(proof.by),
        user: payout.customer.user,
        target: payout.order_code.as_str(),
        details: json!({
            "refund": payout.refund.id,
            "amount": payout.refund.amount,
            "reference": proof.reference,
        }),
    };
    audit::note(client, &entry, &completed.origin, proof.at).await
}

fn payout(row: PayoutRow) -> Result<Payout, StoreError> {
    let bank = row
        .bank
        .as_deref()
        .map(|bank| known(Bank::parse(bank), "an unknown bank"))
        .transpose()?;
    let proof = match (row.reference, row.completed_by, row.completed_at) {
        (Some(reference), Some(by), Some(at)) => Some(Proof {
            reference,
            note: row.note,
            by: by.into(),
            at,
        }),
        _ => None,
    };
    Ok(Payout {
        refund: Refund {
            id: row.id.into(),
            payment: row.payment_id.into(),
            amount: Money::rupiah(row.amount),
            reason: row.reason,
            key: row.refund_key,
            status: known(RefundStatus::parse(&row.status), "an unknown refund status")?,
            created_at: row.created_at,
        },
        order: row.order_id.into(),
        order_code: code(&row.order_code)?,
        customer: Customer {
            user: row.user_id.map(Into::into),
            email: row.email,
            name: row.customer_name,
            language: known(Language::parse(&row.language), "an unknown language")?,
        },
        method: known(Method::parse(&row.method, bank), "an unknown method")?,
        paid_with: row.paid_with,
        failure: row.failure,
        proof,
        withdrawn_at: row.withdrawn_at,
    })
}

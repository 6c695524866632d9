//! Payments in PostgreSQL.

pub(crate) mod rows;

use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::statements::prepared;
use crate::{inbox, outbox, takings};
use deadpool_postgres::Object;
use domain::StoreError;
use domain::events::{Event, Received};
use domain::ids::PaymentId;
use domain::orders::OrderCode;
use domain::payments::notification::{Noted, Notification};
use domain::payments::ports::{RefundOutcome, Step, Written};
use domain::payments::{
    Attempt, Bank, Bill, GatewayName, Payment, Payments, Refund, RefundStatus, Standing,
};
use postgres_queries::client::Params;
use postgres_queries::queries::payments::{
    self as queries, AdvancePaymentParams, NoteNotificationParams,
};
use postgres_queries::queries::payments::{
    OpenPaymentParams, OpenRefundParams, StartPaymentParams,
};
use postgres_queries::queries::platform;
use time::OffsetDateTime;

adapter! {
    /// [`Payments`] in PostgreSQL.
    PgPayments
}

/// Why a transaction is rolled back.
enum Undo {
    HadBefore,
    Stale,
    Failed(StoreError),
}

impl From<StoreError> for Undo {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Undo {
    /// What a transaction that should have written has come to.
    fn written(outcome: Result<(), Self>) -> Result<Written, StoreError> {
        match outcome {
            Ok(()) => Ok(Written::Done),
            Err(Self::HadBefore) => Ok(Written::HadBefore),
            Err(Self::Stale) => Ok(Written::Stale),
            Err(Self::Failed(error)) => Err(error),
        }
    }
}

impl Payments for PgPayments {
    async fn standing(&self, order: &OrderCode) -> Result<Option<Standing>, StoreError> {
        let client = self.0.client().await?;
        let code = order.as_str();
        let (bill, lines, attempts, refunds) = tokio::join!(
            biased;
            async { queries::find_bill().bind(&client, &code).opt().await },
            async { queries::bill_lines().bind(&client, &code).all().await },
            async { queries::attempts_of_order().bind(&client, &code).all().await },
            async { queries::refunds_of_order().bind(&client, &code).all().await },
        );
        let Some(bill) = bill.map_err(from_postgres)? else {
            return Ok(None);
        };
        let attempts = attempts
            .map_err(from_postgres)?
            .into_iter()
            .map(rows::attempt);
        let refunds = refunds
            .map_err(from_postgres)?
            .into_iter()
            .map(rows::refund);
        Ok(Some(Standing {
            bill: rows::bill(bill, lines.map_err(from_postgres)?)?,
            attempts: attempts.collect::<Result<_, _>>()?,
            refunds: refunds.collect::<Result<_, _>>()?,
        }))
    }

    async fn find(
        &self,
        gateway: GatewayName,
        reference: &str,
    ) -> Result<Option<Payment>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::find_payment()
            .bind(&client, &gateway.as_str(), &reference)
            .opt()
            .await;
        found.map_err(from_postgres)?.map(rows::payment).transpose()
    }

    async fn open(&self, attempt: &Attempt, bill: &Bill) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let Attempt {
            payment,
            request,
            busy_until,
        } = attempt;
        let written = queries::open_payment()
            .params(
                &client,
                &OpenPaymentParams {
                    id: payment.id.uuid(),
                    order_id: payment.order.uuid(),
                    order_status: bill.status.as_str(),
                    order_code: payment.order_code.as_str(),
                    number: payment.number,
                    gateway: payment.gateway.as_str(),
                    method: payment.method.as_str(),
                    bank: payment.method.bank().map(Bank::as_str),
                    amount: payment.amount.amount(),
                    reference: payment.reference.as_str(),
                    request_scope: request.scope.as_str(),
                    request_key: request.key.as_str(),
                    request_fingerprint: request.fingerprint.as_slice(),
                    busy_until: *busy_until,
                    expires_at: payment.expires_at,
                    now: payment.created_at,
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(written.is_some())
    }

    async fn resume(&self, attempt: &Attempt, now: OffsetDateTime) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let written = queries::resume_payment()
            .bind(
                &client,
                &attempt.busy_until.unwrap_or(now),
                &now,
                &attempt.payment.id.uuid(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(written.is_some())
    }

    async fn put_down(&self, payment: PaymentId) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::put_down_payment()
            .bind(&client, &payment.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn started(
        &self,
        payment: &Payment,
        events: &[Event],
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let instructions = payment.instructions.clone().unwrap_or_default();
        let (biller_code, bill_key) = instructions
            .bill_payment
            .map(|bill| (bill.biller_code, bill.bill_key))
            .unzip();
        let (client_secret, publishable_key) = instructions
            .card
            .map(|card| (card.client_secret, card.publishable_key))
            .unzip();
        let told = outbox::Rows::of(events)?;
        let written = queries::start_payment()
            .params(
                &client,
                &StartPaymentParams {
                    redirect_url: instructions.redirect_url,
                    va_number: instructions.virtual_account.map(|account| account.number),
                    biller_code,
                    bill_key,
                    qr: instructions.qr,
                    client_secret,
                    publishable_key,
                    reference: payment.reference.as_str(),
                    now,
                    id: payment.id.uuid(),
                    event_ids: told.ids,
                    events: told.bodies,
                    told_ats: told.times,
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(written.is_some())
    }

    async fn advance(
        &self,
        step: &Step<'_>,
        events: &[Event],
        received: Option<&Received>,
    ) -> Result<Written, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let outcome = transaction.run(async {
            let _ = prepared!(
                client,
                platform::add_to_inbox(),
                queries::advance_payment(),
                queries::withdraw_payouts(),
                platform::add_to_outbox(),
            );
            let (new, written, withdrawn, told) = tokio::join!(
                biased;
                note(client, received),
                advance(client, step),
                withdraw(client, step),
                outbox::add(client, events),
            );
            let outcome = (new?, written?);
            withdrawn?;
            told?;
            match outcome {
                (false, _) => Err(Undo::HadBefore),
                (true, false) => Err(Undo::Stale),
                (true, true) => Ok(()),
            }
        });
        let written = Undo::written(outcome.await)?;
        if written == Written::Done {
            takings::moved(step);
        }
        Ok(written)
    }

    async fn note(
        &self,
        notification: &Notification<'_>,
        event: &Event,
    ) -> Result<Noted, StoreError> {
        let client = self.0.client().await?;
        let outcome = queries::note_notification()
            .params(
                &client,
                &NoteNotificationParams {
                    gateway: notification.gateway.as_str(),
                    reference: notification.reference,
                    event_id: event.id.uuid(),
                    dedupe_key: notification.dedupe_key,
                    body: notification.body,
                    now: notification.received_at,
                    event: serde_json::to_value(event).map_err(broken)?,
                },
            )
            .one()
            .await
            .map_err(from_postgres)?;
        Ok(match (outcome.known, outcome.noted) {
            (false, _) => Noted::Unknown,
            (true, false) => Noted::Repeated,
            (true, true) => Noted::New,
        })
    }

    async fn open_refund(
        &self,
        refund: &Refund,
        standing: Option<&Standing>,
    ) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let outcome = queries::open_refund()
            .params(
                &client,
                &OpenRefundParams {
                    order_code: standing.map(|standing| standing.bill.code.as_str()),
                    standing: standing.map(Standing::version),
                    amount: refund.amount.amount(),
                    now: refund.created_at,
                    payment_id: refund.payment.uuid(),
                    id: refund.id.uuid(),
                    reason: refund.reason.as_str(),
                    refund_key: refund.key.as_str(),
                },
            )
            .opt()
            .await;
        match outcome {
            Ok(written) => Ok(written.is_some()),
            Err(error) if violates(&error, "refunds_once") => Ok(false),
            Err(error) => Err(from_postgres(error)),
        }
    }

    async fn settle_refund(
        &self,
        outcome: &RefundOutcome<'_>,
        events: &[Event],
        received: Option<&Received>,
    ) -> Result<Written, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let written = transaction.run(async {
            let (lock, ..) = prepared!(
                client,
                queries::lock_refunded_payment(),
                platform::add_to_inbox(),
                queries::settle_refund(),
                queries::move_refunded_payment(),
                queries::take_refund_back(),
                queries::free_refund(),
                platform::add_to_outbox(),
            );
            let payment = outcome.refund.payment.uuid();
            let (locked, new, settled, moved, told) = tokio::join!(
                biased;
                async { lock.bind(client, &payment).opt().await },
                note(client, received),
                settle(client, outcome),
                move_refunded(client, outcome),
                outbox::add(client, events),
            );
            locked.map_err(from_postgres)?;
            let outcome = (new?, settled?);
            moved?;
            told?;
            match outcome {
                (false, _) => Err(Undo::HadBefore),
                (true, false) => Err(Undo::Stale),
                (true, true) => Ok(()),
            }
        });
        Undo::written(written.await)
    }
}

/// Whether the event is new; where there is none, nothing is noted.
async fn note(client: &Object, received: Option<&Received>) -> Result<bool, StoreError> {
    match received {
        Some(received) => inbox::note(client, received).await,
        None => Ok(true),
    }
}

async fn advance(client: &Object, step: &Step<'_>) -> Result<bool, StoreError> {
    let written = queries::advance_payment()
        .params(
            client,
            &AdvancePaymentParams {
                status: step.to.as_str(),
                paid_with: step.paid_with,
                paid_at: step.paid_at,
                now: step.now,
                id: step.payment.id.uuid(),
                version: step.payment.version,
                order_code: step.standing.map(|standing| standing.bill.code.as_str()),
                standing: step.standing.map(Standing::version),
            },
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(written.is_some())
}

/// Of a payment that is taken back nothing is transferred any more.
async fn withdraw(client: &Object, step: &Step<'_>) -> Result<(), StoreError> {
    let Some(failure) = step.to.taken_back() else {
        return Ok(());
    };
    queries::withdraw_payouts()
        .bind(client, &failure, &step.now, &step.payment.id.uuid())
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(())
}

async fn settle(client: &Object, outcome: &RefundOutcome<'_>) -> Result<bool, StoreError> {
    let written = queries::settle_refund()
        .bind(
            client,
            &outcome.status.as_str(),
            &outcome.failure,
            &outcome.now,
            &outcome.refund.id.uuid(),
            &outcome.refund.status.as_str(),
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(written.is_some())
}

/// Where the payment stands by what has gone back of it, and by what never will.
async fn move_refunded(client: &Object, outcome: &RefundOutcome<'_>) -> Result<(), StoreError> {
    let (now, payment) = (&outcome.now, outcome.refund.payment.uuid());
    match outcome.status {
        RefundStatus::Succeeded => {
            let moving = queries::move_refunded_payment();
            moving.bind(client, now, &payment).opt().await
        }
        RefundStatus::Failed => {
            let freeing = queries::free_refund();
            let amount = outcome.refund.amount.amount();
            freeing.bind(client, &amount, now, &payment).opt().await
        }
        RefundStatus::Manual if outcome.refund.status == RefundStatus::Succeeded => {
            let returning = queries::take_refund_back();
            returning.bind(client, now, &payment).opt().await
        }
        RefundStatus::Requested | RefundStatus::Manual => return Ok(()),
    }
    .map_err(from_postgres)?;
    Ok(())
}

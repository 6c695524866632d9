//! Midtrans: Snap's page and Core's direct charges. Amounts are whole rupiah on both sides; Midtrans writes
//! them as text in what it sends.

mod client;
mod notification;
mod request;
mod settlement;
mod wire;

pub use notification::MidtransNotifications;
pub use settlement::{MidtransFees, read_settlement};

use client::Client;
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::{
    Bill, Ending, Gateway, GatewayError, GatewayReport, GatewayStatus, Instructions, Method,
    Opened, Payment, Refund,
};
use request::{Charge, RefundRequest, SnapTransaction};
use time::OffsetDateTime;
use wire::CoreAnswer;

/// What was paid with that takes money back (`payment_type`); the rest, transfers above all, does not.
const REFUNDABLE: [&str; 6] = ["credit_card", "dana", "gopay", "ovo", "qris", "shopeepay"];

/// Midtrans. `MIDTRANS_CORE_URL` and `MIDTRANS_SNAP_URL` say which: sandbox, production or a simulator.
pub struct Midtrans {
    client: Client,
    /// Where customers return to.
    shop_url: String,
}

impl FromEnvironment for Midtrans {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            client: Client::from_environment(environment)?,
            shop_url: environment
                .text("SHOP_URL")?
                .trim_end_matches('/')
                .to_owned(),
        })
    }
}

impl Gateway for Midtrans {
    async fn start(
        &self,
        payment: &Payment,
        bill: &Bill,
        now: OffsetDateTime,
    ) -> Result<Opened, GatewayError> {
        let instructions = match payment.method {
            Method::Snap | Method::Card => self.open_page(payment, bill, now).await,
            Method::Cod => Err(GatewayError::NotOffered),
            Method::BankTransfer(_) | Method::Qris | Method::Gopay => {
                self.charge(payment, bill, now).await
            }
        }?;
        Ok(instructions.into())
    }

    async fn status(&self, payment: &Payment) -> Result<GatewayReport, GatewayError> {
        match self.ask(payment).await? {
            Some(answer) => answer.report(),
            // Unknown until the customer has picked a way to pay.
            None => Ok(GatewayReport::unpaid(payment)),
        }
    }

    async fn end(&self, payment: &Payment, ending: Ending) -> Result<(), GatewayError> {
        let operation = match ending {
            Ending::Cancelled => "cancel",
            Ending::Expired => "expire",
        };
        let answer = self.change(payment, operation).await?;
        match answer.code() {
            // 404: nobody has picked a way to pay, so there is nothing to stop. A page that is still open
            // somewhere can be paid on; that money comes back by itself.
            "200" | "407" | "404" => Ok(()),
            _ => Err(answer.refusal()),
        }
    }

    async fn refund(&self, payment: &Payment, refund: &Refund) -> Result<(), GatewayError> {
        let is_refundable = |paid_with: &String| REFUNDABLE.contains(&paid_with.as_str());
        if !payment.paid_with.as_ref().is_some_and(is_refundable) {
            return Err(GatewayError::NotOffered);
        }
        let answer = self
            .client
            .change("refund", &payment.reference, &RefundRequest::from(refund))
            .await?;
        match answer.code() {
            // 406: this key was refunded before; the answer to that was lost.
            "200" | "406" => Ok(()),
            // A card that is not settled yet has nothing to refund; it is cancelled, as a whole, or is waited for.
            "412" if refund.amount == payment.amount => self.cancel_unsettled(payment).await,
            "412" if self.is_unsettled(payment).await? => Err(GatewayError::NotYet),
            // That is about the shop's key or account, and passes when somebody sees to it.
            "401" | "403" | "410" => Err(GatewayError::Unavailable),
            code => {
                tracing::error!(code, "Midtrans refuses a refund");
                Err(answer.refusal())
            }
        }
    }
}

impl Midtrans {
    async fn open_page(
        &self,
        payment: &Payment,
        bill: &Bill,
        now: OffsetDateTime,
    ) -> Result<Instructions, GatewayError> {
        let finish = format!("{}/orders/{}", self.shop_url, bill.code);
        let page = self
            .client
            .snap(&SnapTransaction::new(payment, bill, &finish, now))
            .await?;
        Ok(Instructions {
            redirect_url: Some(page.redirect_url),
            ..Instructions::default()
        })
    }

    async fn charge(
        &self,
        payment: &Payment,
        bill: &Bill,
        now: OffsetDateTime,
    ) -> Result<Instructions, GatewayError> {
        let finish = format!("{}/orders/{}", self.shop_url, bill.code);
        // For five minutes Midtrans answers the same key alike: a lost answer can be had again.
        let key = format!("{}-charge", payment.reference);
        let charge = Charge::new(payment, bill, &finish, now);
        let answer = self.client.charge(&charge, &key).await?;
        match answer.code() {
            "200" | "201" => answer.instructions(payment.method),
            // Charged before, longer ago; a virtual account's number can still be asked for.
            "406" => match self.ask(payment).await? {
                Some(earlier) => earlier
                    .instructions(payment.method)
                    .map_err(|_| answer.refusal()),
                None => Err(answer.refusal()),
            },
            _ => Err(answer.refusal()),
        }
    }

    /// What Midtrans knows; `None` if it does not know the payment.
    async fn ask(&self, payment: &Payment) -> Result<Option<CoreAnswer>, GatewayError> {
        let answer = self.client.status(&payment.reference).await?;
        match answer.code() {
            "404" => Ok(None),
            "200" | "201" | "202" | "407" => Ok(Some(answer)),
            _ => Err(answer.refusal()),
        }
    }

    async fn change(
        &self,
        payment: &Payment,
        operation: &'static str,
    ) -> Result<CoreAnswer, GatewayError> {
        let nothing = serde_json::json!({});
        self.client
            .change(operation, &payment.reference, &nothing)
            .await
    }

    async fn is_unsettled(&self, payment: &Payment) -> Result<bool, GatewayError> {
        let known = self.ask(payment).await?;
        Ok(known.is_some_and(|answer| answer.is_unsettled()))
    }

    async fn cancel_unsettled(&self, payment: &Payment) -> Result<(), GatewayError> {
        let answer = self.change(payment, "cancel").await?;
        if answer.code() == "200" {
            return Ok(());
        }
        // Cancelled before, and the answer to that was lost?
        let is_cancelled = |answer: CoreAnswer| {
            answer
                .report()
                .is_ok_and(|report| report.status == GatewayStatus::Cancelled)
        };
        if self.ask(payment).await?.is_some_and(is_cancelled) {
            Ok(())
        } else {
            Err(answer.refusal())
        }
    }
}

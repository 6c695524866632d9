//! Stripe: cards, which the shop's page has Stripe's script take, with 3-D Secure where the bank wants it. The shop
//! makes a payment intent and answers the secret that the script completes it with.

mod client;
mod notification;
mod wire;

pub use notification::StripeNotifications;

use client::Client;
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::{
    Bill, CardForm, Ending, Gateway, GatewayError, GatewayReport, Instructions, Method, Opened,
    Payment, Refund,
};
use serde::de::IgnoredAny;
use time::OffsetDateTime;
use wire::{Dispute, Intent, NewIntent, Page, Refunded, hundredths};

/// More than these an order does not have; Stripe lists no more at once.
const MOST_REFUNDS: &str = "100";

/// Why nothing goes back until somebody sees to the shop's key or its balance.
const MAY_PASS: [&str; 4] = ["401", "403", "balance_insufficient", "insufficient_funds"];

/// Stripe; none without a `STRIPE_SECRET_KEY`.
pub struct Stripe(Option<Account>);

/// The shop's account.
struct Account {
    client: Client,
    /// Without it nothing new is paid there; what was paid still goes back.
    publishable_key: Option<String>,
}

impl FromEnvironment for Stripe {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        if environment.optional("STRIPE_SECRET_KEY").is_none() {
            return Ok(Self(None));
        }
        Ok(Self(Some(Account {
            client: Client::from_environment(environment)?,
            publishable_key: environment
                .optional("STRIPE_PUBLISHABLE_KEY")
                .map(str::to_owned),
        })))
    }
}

impl Gateway for Stripe {
    async fn start(
        &self,
        payment: &Payment,
        _: &Bill,
        _: OffsetDateTime,
    ) -> Result<Opened, GatewayError> {
        match (&self.0, payment.method) {
            (Some(account), Method::Card) => account.open(payment).await,
            _ => Err(GatewayError::NotOffered),
        }
    }

    async fn status(&self, payment: &Payment) -> Result<GatewayReport, GatewayError> {
        // The customer was told of no intent that the shop does not know: nobody can have paid.
        if payment.instructions.is_none() {
            return Ok(GatewayReport::unpaid(payment));
        }
        self.account()?.ask(payment).await
    }

    async fn end(&self, payment: &Payment, _: Ending) -> Result<(), GatewayError> {
        if payment.instructions.is_none() {
            return Ok(());
        }
        let path = format!("payment_intents/{}/cancel", payment.reference);
        let client = &self.account()?.client;
        client
            .post("cancel", &path, &[], None)
            .await
            .map(|IgnoredAny| ())
    }

    async fn refund(&self, payment: &Payment, refund: &Refund) -> Result<(), GatewayError> {
        let given = self.account()?.give_back(payment, refund).await;
        given.map_err(|error| match error {
            GatewayError::Rejected { code } if MAY_PASS.contains(&code.as_str()) => {
                GatewayError::Unavailable
            }
            error => error,
        })
    }
}

impl Stripe {
    /// A payment at an account that the shop does not know is not one without a way back.
    fn account(&self) -> Result<&Account, GatewayError> {
        self.0.as_ref().ok_or(GatewayError::Unavailable)
    }
}

impl Account {
    async fn open(&self, payment: &Payment) -> Result<Opened, GatewayError> {
        let publishable_key = self.publishable_key.clone();
        let publishable_key = publishable_key.ok_or(GatewayError::NotOffered)?;
        let name = payment.name();
        let fields = [
            ("amount", &*hundredths(payment.amount)?.to_string()),
            ("currency", "idr"),
            ("payment_method_types[]", "card"),
            ("metadata[order_id]", &name),
        ];
        let key = format!("{name}-intent");
        let intent: NewIntent = self
            .client
            .post("intent", "payment_intents", &fields, Some(&key))
            .await?;
        Ok(Opened {
            reference: Some(intent.id),
            instructions: Instructions {
                card: Some(CardForm {
                    client_secret: intent.client_secret,
                    publishable_key,
                }),
                ..Instructions::default()
            },
        })
    }

    async fn ask(&self, payment: &Payment) -> Result<GatewayReport, GatewayError> {
        let path = format!(
            "payment_intents/{}?expand%5B%5D=latest_charge",
            payment.reference
        );
        let intent: Intent = self.client.get("status", &path).await?;
        let is_taken_back = intent.is_disputed() && self.is_taken_back(payment).await?;
        let refunds = if payment.refunding.is_zero() {
            Vec::new()
        } else {
            self.refunds(payment).await?
        };
        intent.report(payment, is_taken_back, &refunds)
    }

    async fn is_taken_back(&self, payment: &Payment) -> Result<bool, GatewayError> {
        let path = format!("disputes?payment_intent={}", payment.reference);
        let disputes: Page<Dispute> = self.client.get("disputes", &path).await?;
        Ok(disputes.data.iter().any(Dispute::takes_money))
    }

    async fn refunds(&self, payment: &Payment) -> Result<Vec<Refunded>, GatewayError> {
        let intent = payment.reference.as_str();
        let path = format!("refunds?payment_intent={intent}&limit={MOST_REFUNDS}");
        let page: Page<Refunded> = self.client.get("refunds", &path).await?;
        if page.has_more {
            return Err(GatewayError::Unreadable("refunds"));
        }
        Ok(page.data)
    }

    /// Stripe forgets an idempotency key after a day, but not what a refund has written on it.
    async fn give_back(&self, payment: &Payment, refund: &Refund) -> Result<(), GatewayError> {
        let earlier = self.refunds(payment).await?;
        if let Some(same) = earlier.iter().find(|known| known.is_for(&refund.key)) {
            return same.outcome();
        }
        let fields = [
            ("payment_intent", payment.reference.as_str()),
            ("amount", &*hundredths(refund.amount)?.to_string()),
            ("metadata[refund_key]", &refund.key),
        ];
        let key = format!("{}-refund", refund.key);
        let made: Refunded = self
            .client
            .post("refund", "refunds", &fields, Some(&key))
            .await?;
        made.outcome()
    }
}

//! Payment gateways behind the domain's one port: Midtrans, Stripe, cash on delivery.

mod caller;
mod cash;
pub mod midtrans;
mod notification;
pub mod stripe;

pub use midtrans::{Midtrans, MidtransFees, MidtransNotifications, read_settlement};
pub use notification::{GatewayNotification, NotificationRefused};
pub use stripe::{Stripe, StripeNotifications};

use cash::CashOnDelivery;
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::{
    Bill, Ending, Gateway, GatewayError, GatewayName, GatewayReport, Opened, Payment, Refund,
};
use time::OffsetDateTime;

/// Every gateway; a payment goes to its own.
pub struct Gateways {
    midtrans: Midtrans,
    stripe: Stripe,
}

impl FromEnvironment for Gateways {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            midtrans: Midtrans::from_environment(environment)?,
            stripe: Stripe::from_environment(environment)?,
        })
    }
}

impl Gateway for Gateways {
    async fn start(
        &self,
        payment: &Payment,
        bill: &Bill,
        now: OffsetDateTime,
    ) -> Result<Opened, GatewayError> {
        match payment.gateway {
            GatewayName::Midtrans => self.midtrans.start(payment, bill, now).await,
            GatewayName::Stripe => self.stripe.start(payment, bill, now).await,
            GatewayName::Cod => CashOnDelivery.start(payment, bill, now).await,
        }
    }

    async fn status(&self, payment: &Payment) -> Result<GatewayReport, GatewayError> {
        match payment.gateway {
            GatewayName::Midtrans => self.midtrans.status(payment).await,
            GatewayName::Stripe => self.stripe.status(payment).await,
            GatewayName::Cod => CashOnDelivery.status(payment).await,
        }
    }

    async fn end(&self, payment: &Payment, ending: Ending) -> Result<(), GatewayError> {
        match payment.gateway {
            GatewayName::Midtrans => self.midtrans.end(payment, ending).await,
            GatewayName::Stripe => self.stripe.end(payment, ending).await,
            GatewayName::Cod => CashOnDelivery.end(payment, ending).await,
        }
    }

    async fn refund(&self, payment: &Payment, refund: &Refund) -> Result<(), GatewayError> {
        match payment.gateway {
            GatewayName::Midtrans => self.midtrans.refund(payment, refund).await,
            GatewayName::Stripe => self.stripe.refund(payment, refund).await,
            GatewayName::Cod => CashOnDelivery.refund(payment, refund).await,
        }
    }
}

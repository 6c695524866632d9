//! Cash on delivery: the courier is the gateway, so nothing is called. Whether an order may be paid so was
//! decided when it was placed.

use domain::payments::{
    Bill, Ending, Gateway, GatewayError, GatewayReport, Instructions, Opened, Payment, Refund,
};
use time::OffsetDateTime;

pub(crate) struct CashOnDelivery;

impl Gateway for CashOnDelivery {
    async fn start(
        &self,
        _: &Payment,
        _: &Bill,
        _: OffsetDateTime,
    ) -> Result<Opened, GatewayError> {
        Ok(Instructions::default().into())
    }

    /// Pending: that it was collected, the shop learns at the door and from nobody else.
    async fn status(&self, payment: &Payment) -> Result<GatewayReport, GatewayError> {
        Ok(GatewayReport::unpaid(payment))
    }

    async fn end(&self, _: &Payment, _: Ending) -> Result<(), GatewayError> {
        Ok(())
    }

    /// Cash goes back by hand.
    async fn refund(&self, _: &Payment, _: &Refund) -> Result<(), GatewayError> {
        Err(GatewayError::NotOffered)
    }
}

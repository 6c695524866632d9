//! What sells best: orders counted by product and day.

use crate::Clock;
use crate::catalog::events::StockLow;
use crate::catalog::shop_date;
use crate::catalog::watching::{WatchError, low_stock_events};
use crate::events::{BadEvent, Event, Publisher, Received};
use crate::ids::VariantId;
use crate::orders::events::{OrderEdited, OrderPlaced, OrderStatusChanged};
use crate::orders::{Order, OrderLine, OrderStatus};
use time::Date;

/// An order as the count of sales has it: a product counts once for it, whatever its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// Of what it was until now.
    pub before: Vec<VariantId>,
    /// Of what it is from now on.
    pub after: Vec<VariantId>,
    /// The day, in the shop, on which it was placed: what ends on another day is taken from this one too.
    pub day: Date,
}

/// Where sales are counted.
pub trait Sales: Send + Sync {
    /// Counts the order once for the event, brings the best-sellers up to date, and notes which of its SKUs have come
    /// down to their threshold, with the events that `tell` makes of them; answers the events.
    async fn count(
        &self,
        received: &Received,
        sale: &Sale,
        tell: impl FnOnce(Vec<StockLow>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<Vec<Event>, WatchError>;
}

impl Sale {
    fn of(order: &Order, before: &[OrderLine], after: &[OrderLine]) -> Self {
        let variants = |lines: &[OrderLine]| lines.iter().map(|line| line.variant).collect();
        Self {
            before: variants(before),
            after: variants(after),
            day: shop_date(order.placed_at),
        }
    }

    /// What an event says of sales, if anything.
    pub fn told_by(event: &Event) -> Result<Option<Self>, BadEvent> {
        if let Some(OrderPlaced { order }) = event.read()? {
            return Ok(Some(Self::of(&order, &[], &order.lines)));
        }
        if let Some(OrderEdited { order, before, .. }) = event.read()? {
            return Ok(Some(Self::of(&order, &before, &order.lines)));
        }
        let ended = event
            .read::<OrderStatusChanged>()?
            .map(|change| change.order)
            .filter(|order| matches!(order.status, OrderStatus::Cancelled | OrderStatus::Expired));
        Ok(ended.map(|order| Self::of(&order, &order.lines, &[])))
    }
}

/// Counts what an event says; events come in any order, and may come twice.
pub async fn index(
    sales: &impl Sales,
    publisher: &impl Publisher,
    clock: &impl Clock,
    event: &Event,
) -> Result<(), WatchError> {
    let Some(sale) = Sale::told_by(event)? else {
        return Ok(());
    };
    let received = Received::new("catalog", event, clock);
    let tell = |low: Vec<StockLow>| low_stock_events(clock, &event.requestid, &low);
    let events = sales.count(&received, &sale, tell).await?;
    publisher.publish(&events).await;
    Ok(())
}

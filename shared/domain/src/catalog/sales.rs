//! What sells best: orders counted by product and day.

use crate::Clock;
use crate::catalog::events::StockLow;
use crate::catalog::shop_date;
use crate::catalog::watching::{WatchError, low_stock_events};
use crate::events::{BadEvent, Event, Publisher, Received};
use crate::ids::VariantId;
use crate::orders::events::{OrderPlaced, OrderStatusChanged};
use crate::orders::{Order, OrderStatus};
use time::Date;

/// An order as the count of sales has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    pub variants: Vec<VariantId>,
    /// The day, in the shop, on which it was placed: what ends on another day is taken from this one too.
    pub day: Date,
    /// One more, or one less.
    pub orders: i64,
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
    fn of(order: &Order, orders: i64) -> Self {
        Self {
            variants: order.lines.iter().map(|line| line.variant).collect(),
            day: shop_date(order.placed_at),
            orders,
        }
    }

    /// What an event says of sales, if anything.
    pub fn told_by(event: &Event) -> Result<Option<Self>, BadEvent> {
        if let Some(OrderPlaced { order }) = event.read()? {
            return Ok(Some(Self::of(&order, 1)));
        }
        let ended = event
            .read::<OrderStatusChanged>()?
            .map(|change| change.order)
            .filter(|order| matches!(order.status, OrderStatus::Cancelled | OrderStatus::Expired));
        Ok(ended.map(|order| Self::of(&order, -1)))
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

//! What time does to the stock, looked after every minute.

use crate::catalog::events::{LotNearExpiry, StockLow};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::{Clock, StoreError};

/// Rows written at once.
const BATCH: u16 = 100;
/// Batches of each chore in one run: what is then left waits for the next.
const RUNS: usize = 50;

/// Price cuts for what soon expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markdown {
    /// Off the regular price; 0: none.
    pub percent: u8,
    /// Days before the best-before date from which on it is given.
    pub days: u16,
}

/// What is looked after how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchRules {
    /// Days before the best-before date from which on staff are told.
    pub near_expiry_days: u16,
    pub markdown: Markdown,
}

/// What a run has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Watched {
    /// Listings brought up to date.
    pub listings: usize,
    /// Changes of listings added to the counts.
    pub counted: usize,
    /// Products whose old sales count no more.
    pub sales: usize,
    pub stock_low: usize,
    pub near_expiry: usize,
    /// Prices cut, or back to what they were.
    pub prices: usize,
}

/// Why the stock was not looked after.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for WatchError {
    fn kind(&self) -> Kind {
        match self {
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// The stock, to those who look after it. Each method does one batch, in a transaction of its own, and may be called
/// by several at once.
pub trait StockWatch: Send + Sync {
    /// Brings listings up to date that were right until now; answers how many.
    async fn settle_listings(&self, limit: u16) -> Result<usize, StoreError>;

    /// Adds up how the catalogue's listings have changed, so that counting them stays quick; answers of how many.
    async fn count_listings(&self) -> Result<usize, StoreError>;

    /// Lets go of sales that count no more; answers of how many products.
    async fn forget_sales(&self, limit: u16) -> Result<usize, StoreError>;

    /// Notes which SKUs have come down to their threshold, with the events that `tell` makes of them; answers the
    /// events, and whether there may be more.
    async fn note_low_stock(
        &self,
        limit: u16,
        tell: impl FnOnce(Vec<StockLow>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<(Vec<Event>, bool), WatchError>;

    /// Notes which lots soon expire, with the events that `tell` makes of them; answers the events.
    async fn note_near_expiry(
        &self,
        days: u16,
        limit: u16,
        tell: impl FnOnce(Vec<LotNearExpiry>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<Vec<Event>, WatchError>;

    /// Cuts the prices of what soon expires, and ends the cuts of what does not any more; answers how many prices
    /// began.
    async fn mark_down(&self, markdown: Markdown) -> Result<usize, StoreError>;
}

/// The events about SKUs that have come down to their threshold.
pub fn low_stock_events(
    clock: &impl Clock,
    request_id: &str,
    low: &[StockLow],
) -> Result<Vec<Event>, BadEvent> {
    low.iter()
        .map(|low| Event::new(clock, request_id, low.variant, low))
        .collect()
}

/// Looks after everything once.
pub async fn watch(
    stock: &impl StockWatch,
    publisher: &impl Publisher,
    clock: &impl Clock,
    rules: WatchRules,
    request_id: &str,
) -> Result<Watched, WatchError> {
    let full = usize::from(BATCH);
    let mut watched = Watched::default();
    for _ in 0..RUNS {
        let settled = stock.settle_listings(BATCH).await?;
        watched.listings += settled;
        if settled < full {
            break;
        }
    }
    watched.counted = stock.count_listings().await?;
    for _ in 0..RUNS {
        let forgotten = stock.forget_sales(BATCH).await?;
        watched.sales += forgotten;
        if forgotten == 0 {
            break;
        }
    }
    for _ in 0..RUNS {
        let tell = |low: Vec<StockLow>| low_stock_events(clock, request_id, &low);
        let (events, more) = stock.note_low_stock(BATCH, tell).await?;
        publisher.publish(&events).await;
        watched.stock_low += events.len();
        if !more {
            break;
        }
    }
    for _ in 0..RUNS {
        let tell = |lots: Vec<LotNearExpiry>| {
            let event = |lot: &LotNearExpiry| Event::new(clock, request_id, lot.lot, lot);
            lots.iter().map(event).collect()
        };
        let days = rules.near_expiry_days;
        let events = stock.note_near_expiry(days, BATCH, tell).await?;
        publisher.publish(&events).await;
        watched.near_expiry += events.len();
        if events.len() < full {
            break;
        }
    }
    watched.prices = stock.mark_down(rules.markdown).await?;
    Ok(watched)
}

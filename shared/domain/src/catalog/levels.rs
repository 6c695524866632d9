//! What staff look up about the stock: what is there, how it moved, and where a lot came from and went.

use crate::catalog::{Bilingual, MovementKind, Sku, Unit, date_text};
use crate::failure::{Failure, Kind};
use crate::ids::{LotId, MovementId, TransferId, UserId};
use crate::orders::{OrderCode, OrderStatus};
use crate::{Money, Page, PageRequest, Quantity, StoreError};
use serde::{Deserialize, Serialize};
use time::serde::rfc3339;
use time::{Date, OffsetDateTime};

/// Which SKUs are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InventoryFilter {
    pub sku: Option<Sku>,
    /// The code of a location: its lots alone are shown and counted.
    pub location: Option<String>,
    /// Those that have come down to their threshold, over all open locations.
    pub low: bool,
    /// Those of which unreserved goods expire within this many days, or are spoilt.
    pub near_expiry: Option<u16>,
    /// A part of the SKU or of a name.
    pub search: Option<String>,
}

/// A SKU's place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryKey {
    pub sku: Sku,
}

/// A SKU with what is there of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockedSku {
    pub sku: Sku,
    pub product: Bilingual,
    pub unit: Unit,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    /// What can still be promised: unreserved, good after today, in an open location.
    pub available: Quantity,
    pub low_stock_at: Option<Quantity>,
    /// The threshold's.
    pub version: i64,
    /// Those with something on hand, first what expires first.
    pub lots: Vec<StockedLot>,
}

/// A lot with something on hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockedLot {
    pub id: LotId,
    pub location: String,
    #[serde(with = "rfc3339")]
    pub received_at: OffsetDateTime,
    #[serde(with = "date_text::option")]
    pub harvested_on: Option<Date>,
    #[serde(with = "date_text")]
    pub best_before: Date,
    pub unit_cost: Money,
    pub on_hand: Quantity,
    pub reserved: Quantity,
}

/// Which movements are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovementFilter {
    pub sku: Option<Sku>,
    pub lot: Option<LotId>,
    pub location: Option<String>,
    pub kind: Option<MovementKind>,
    pub order: Option<OrderCode>,
    /// From then on.
    pub since: Option<OffsetDateTime>,
    /// Before then.
    pub until: Option<OffsetDateTime>,
}

/// A movement's place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementKey {
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
    pub id: MovementId,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovementEntry {
    pub id: MovementId,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
    pub kind: MovementKind,
    pub lot_id: LotId,
    pub sku: Sku,
    pub location: String,
    /// What it added, or with a minus took away.
    pub on_hand: Quantity,
    pub reserved: Quantity,
    pub order: Option<OrderCode>,
    pub transfer_id: Option<TransferId>,
    /// None means the shop itself.
    pub actor: Option<MovementActor>,
    pub reason: String,
}

/// Who moved goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovementActor {
    pub id: UserId,
    /// None when there is no such account any more, or it is a guest's.
    pub name: Option<String>,
}

/// All that is known of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LotTrace {
    pub sku: Sku,
    pub product: Bilingual,
    pub unit: Unit,
    pub lot: StockedLot,
    /// What the goods were before they were carried here, the first lot first.
    pub came_from: Vec<Way>,
    /// What some of them became.
    pub went_to: Vec<Way>,
    /// Of this lot, the oldest first.
    pub movements: Vec<MovementEntry>,
    /// Who holds or got of it, or of what was carried elsewhere from it.
    pub orders: Vec<TracedOrder>,
}

/// A lot on the way of some goods, and what was carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    pub lot_id: LotId,
    pub location: String,
    pub transfer_id: TransferId,
    pub quantity: Quantity,
    #[serde(with = "rfc3339")]
    pub at: OffsetDateTime,
}

/// An order and what it has of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TracedOrder {
    pub code: OrderCode,
    pub status: OrderStatus,
    pub lot_id: LotId,
    /// Promised and still on the shelf.
    pub reserved: Quantity,
    /// Taken off the shelf for it.
    pub picked: Quantity,
}

/// Why a lot is not traced.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    #[error("there is no such lot")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for TraceError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "lot_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// The stock, to be looked at.
pub trait Inventory: Send + Sync {
    /// By SKU.
    async fn levels(
        &self,
        filter: &InventoryFilter,
        page: PageRequest<InventoryKey>,
    ) -> Result<Page<StockedSku, InventoryKey>, StoreError>;

    /// The newest first.
    async fn movements(
        &self,
        filter: &MovementFilter,
        page: PageRequest<MovementKey>,
    ) -> Result<Page<MovementEntry, MovementKey>, StoreError>;

    async fn trace(&self, lot: LotId) -> Result<LotTrace, TraceError>;
}

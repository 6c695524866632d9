//! Whether the books agree with each other: for the operator.

use crate::catalog::Sku;
use crate::ids::LotId;
use crate::{Quantity, StoreError};

/// A lot whose levels are not what its movements add up to, or whose promises are not what orders hold of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotDifference {
    pub lot: LotId,
    pub sku: Sku,
    pub location: String,
    pub on_hand: Quantity,
    pub reserved: Quantity,
    /// What the ledger says of both.
    pub ledger_on_hand: Quantity,
    pub ledger_reserved: Quantity,
    /// What orders hold of it.
    pub allocated: Quantity,
}

/// A product that browsing reads otherwise than it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingDifference {
    pub slug: String,
    /// Such as `listing`.
    pub what: String,
}

/// The books.
pub trait StockBooks: Send + Sync {
    async fn lots_out_of_balance(&self) -> Result<Vec<LotDifference>, StoreError>;

    /// Looks at every product, some at a time.
    async fn unsettled_listings(&self) -> Result<Vec<ListingDifference>, StoreError>;

    /// How many counts of listings, which facets are made of, are wrong.
    async fn miscounted_listings(&self) -> Result<i64, StoreError>;
}

//! What the catalogue tells the others.

use crate::Quantity;
use crate::catalog::{Bilingual, Sku, Unit, date_text};
use crate::events::EventType;
use crate::ids::{LotId, VariantId};
use serde::{Deserialize, Serialize};
use time::Date;

/// A SKU has come down to its threshold. It comes again only after there was more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLow {
    pub variant: VariantId,
    pub sku: Sku,
    pub product: Bilingual,
    pub unit: Unit,
    /// What can still be promised.
    pub available: Quantity,
    pub threshold: Quantity,
}

impl EventType for StockLow {
    const TYPE: &'static str = "sayur.catalog.stock_low.v1";
}

/// A lot has goods that nobody was promised, and soon expires. It comes once a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotNearExpiry {
    pub lot: LotId,
    pub sku: Sku,
    pub product: Bilingual,
    pub unit: Unit,
    /// The name of the place it lies in.
    pub location: String,
    #[serde(with = "date_text")]
    pub best_before: Date,
    /// What nobody was promised.
    pub available: Quantity,
}

impl EventType for LotNearExpiry {
    const TYPE: &'static str = "sayur.catalog.lot_near_expiry.v1";
}

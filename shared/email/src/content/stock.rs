//! Mails to staff about the stock.

use serde::{Deserialize, Serialize};
use time::Date;

/// Tells of a SKU that has come down to its threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLow {
    pub name: String,
    pub sku: String,
    /// In the reader's language.
    pub product: String,
    pub unit: String,
    /// Decimal strings, such as `1.250`.
    pub available: String,
    pub threshold: String,
}

/// Tells of a lot that soon expires and has goods that nobody was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotNearExpiry {
    pub name: String,
    pub lot: String,
    pub sku: String,
    /// In the reader's language.
    pub product: String,
    pub unit: String,
    /// The name of the place it lies in.
    pub location: String,
    #[serde(with = "domain::catalog::date_text")]
    pub best_before: Date,
    /// A decimal string, such as `1.250`.
    pub available: String,
}

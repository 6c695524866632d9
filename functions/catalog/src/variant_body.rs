//! A variant as staff send it.

use domain::catalog::{PriceTag, SellingRules, Sku, Unit, Variant};
use domain::ids::VariantId;
use domain::{Money, Quantity, SystemClock};
use runtime::Fields;
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantBody {
    sku: String,
    unit: Unit,
    step: Quantity,
    minimum: Quantity,
    maximum: Quantity,
    #[serde(default)]
    weighed: bool,
    price: Money,
    compare_at_price: Option<Money>,
    #[serde(default, with = "rfc3339::option")]
    compare_at_until: Option<OffsetDateTime>,
}

impl VariantBody {
    /// The variant, or a violation for each bad field; `at` is the JSON pointer to the body.
    pub(crate) fn check(&self, at: &str, fields: &mut Fields) -> Option<Variant> {
        let sku = fields.take(format!("{at}/sku"), Sku::parse(&self.sku));
        let rules = SellingRules::new(self.step, self.minimum, self.maximum);
        let rules = fields.take(format!("{at}/step"), rules);
        let price = PriceBody {
            price: self.price,
            compare_at_price: self.compare_at_price,
            compare_at_until: self.compare_at_until,
        };
        let tag = price.check(at, fields);
        Some(Variant::priced(
            VariantId::generate(&SystemClock),
            sku?,
            self.unit,
            rules?,
            self.weighed,
            tag?,
        ))
    }
}

/// A price with the one that is struck through beside it.
pub(crate) struct PriceBody {
    pub(crate) price: Money,
    pub(crate) compare_at_price: Option<Money>,
    pub(crate) compare_at_until: Option<OffsetDateTime>,
}

impl PriceBody {
    /// The price, or a violation for each bad field; `at` is the JSON pointer to the body.
    pub(crate) fn check(&self, at: &str, fields: &mut Fields) -> Option<PriceTag> {
        let tag = fields.take(format!("{at}/price"), PriceTag::new(self.price))?;
        let Some(price) = self.compare_at_price else {
            return Some(tag);
        };
        let compared = tag.compared_at(price, self.compare_at_until);
        fields.take(format!("{at}/compare_at_price"), compared)
    }
}

//! A variant as staff send it and get it back.

use domain::catalog::{SellingRules, Sku, Unit, Variant};
use domain::ids::VariantId;
use domain::{Money, Quantity, SystemClock};
use runtime::Fields;
use serde::{Deserialize, Serialize};
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
        let variant = Variant::new(
            VariantId::generate(&SystemClock),
            sku?,
            self.unit,
            rules?,
            self.weighed,
            self.price,
        );
        let variant = fields.take(format!("{at}/price"), variant)?;
        let Some(price) = self.compare_at_price else {
            return Some(variant);
        };
        let compared = variant.compared_at(price, self.compare_at_until);
        fields.take(format!("{at}/compare_at_price"), compared)
    }
}

#[derive(Serialize)]
pub(crate) struct VariantView<'a> {
    id: VariantId,
    sku: &'a str,
    unit: Unit,
    step: Quantity,
    minimum: Quantity,
    maximum: Quantity,
    weighed: bool,
    price: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at_price: Option<Money>,
    #[serde(with = "rfc3339::option", skip_serializing_if = "Option::is_none")]
    compare_at_until: Option<OffsetDateTime>,
}

impl<'a> From<&'a Variant> for VariantView<'a> {
    fn from(variant: &'a Variant) -> Self {
        Self {
            id: variant.id,
            sku: variant.sku.as_str(),
            unit: variant.unit,
            step: variant.rules.step(),
            minimum: variant.rules.minimum(),
            maximum: variant.rules.maximum(),
            weighed: variant.weighed,
            price: variant.price(),
            compare_at_price: variant.compare_at_price(),
            compare_at_until: variant.compare_at_until(),
        }
    }
}

//! What a row says, laid over what is kept.

use super::{ProductChange, ProductState, VariantChange};
use crate::catalog::{Bilingual, SellingRules, Unit, Variant};
use crate::ids::VariantId;
use crate::{Clock, Invalid, Money, Quantity};

/// A column and what is wrong with its cell.
pub(super) type Fault = (&'static str, &'static str);

/// What a row says, otherwise what is so, otherwise a fault.
fn needed<T: Clone>(
    said: Option<&T>,
    kept: Option<&T>,
    column: &'static str,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    let value = said.or(kept).cloned();
    if value.is_none() {
        faults.push((column, "required"));
    }
    value
}

impl ProductChange {
    /// The product as it is to be.
    pub(super) fn onto(&self, kept: Option<&ProductState>) -> Result<ProductState, Vec<Fault>> {
        let mut faults = Vec::new();
        let category = kept.map(|kept| &kept.category);
        let category = needed(self.category.as_ref(), category, "category", &mut faults);
        let name_id = kept.map(|kept| &kept.name.id);
        let name_id = needed(self.name_id.as_ref(), name_id, "name_id", &mut faults);
        let name_en = kept.map(|kept| &kept.name.en);
        let name_en = needed(self.name_en.as_ref(), name_en, "name_en", &mut faults);
        let days = kept.map(|kept| &kept.shelf_life_days);
        let days = needed(
            self.shelf_life_days.as_ref(),
            days,
            "shelf_life_days",
            &mut faults,
        );
        let (Some(category), Some(id), Some(en), Some(shelf_life_days)) =
            (category, name_id, name_en, days)
        else {
            return Err(faults);
        };
        let text = |said: Option<&String>, kept: Option<&String>| {
            said.or(kept).cloned().unwrap_or_default()
        };
        Ok(ProductState {
            category,
            name: Bilingual { id, en },
            description: Bilingual {
                id: text(
                    self.description_id.as_ref(),
                    kept.map(|kept| &kept.description.id),
                ),
                en: text(
                    self.description_en.as_ref(),
                    kept.map(|kept| &kept.description.en),
                ),
            },
            storage_advice: Bilingual {
                id: text(
                    self.storage_advice_id.as_ref(),
                    kept.map(|kept| &kept.storage_advice.id),
                ),
                en: text(
                    self.storage_advice_en.as_ref(),
                    kept.map(|kept| &kept.storage_advice.en),
                ),
            },
            origin: text(self.origin.as_ref(), kept.map(|kept| &kept.origin)),
            organic: self
                .organic
                .unwrap_or(kept.is_some_and(|kept| kept.organic)),
            shelf_life_days,
            season: self
                .season
                .as_ref()
                .or(kept.map(|kept| &kept.season))
                .cloned()
                .unwrap_or_default(),
            tax_rate: self
                .tax_rate
                .unwrap_or(kept.map_or(0, |kept| kept.tax_rate)),
            status: self
                .status
                .or(kept.map(|kept| kept.status))
                .unwrap_or_default(),
        })
    }

    /// The columns in which a later row of the product says something else; an empty cell says nothing.
    pub(super) fn differing(&self, later: &Self) -> impl Iterator<Item = &'static str> + use<> {
        fn differs<T: PartialEq>(first: Option<&T>, later: Option<&T>) -> bool {
            later.is_some() && later != first
        }
        fn text(first: Option<&String>, later: Option<&String>) -> bool {
            differs(first, later.filter(|text| !text.is_empty()))
        }
        let season = later.season.as_ref();
        let season = season.filter(|season| !season.months().is_empty());
        [
            (
                "category",
                differs(self.category.as_ref(), later.category.as_ref()),
            ),
            (
                "name_id",
                text(self.name_id.as_ref(), later.name_id.as_ref()),
            ),
            (
                "name_en",
                text(self.name_en.as_ref(), later.name_en.as_ref()),
            ),
            (
                "description_id",
                text(self.description_id.as_ref(), later.description_id.as_ref()),
            ),
            (
                "description_en",
                text(self.description_en.as_ref(), later.description_en.as_ref()),
            ),
            (
                "storage_advice_id",
                text(
                    self.storage_advice_id.as_ref(),
                    later.storage_advice_id.as_ref(),
                ),
            ),
            (
                "storage_advice_en",
                text(
                    self.storage_advice_en.as_ref(),
                    later.storage_advice_en.as_ref(),
                ),
            ),
            ("origin", text(self.origin.as_ref(), later.origin.as_ref())),
            (
                "organic",
                differs(self.organic.as_ref(), later.organic.as_ref()),
            ),
            (
                "shelf_life_days",
                differs(
                    self.shelf_life_days.as_ref(),
                    later.shelf_life_days.as_ref(),
                ),
            ),
            ("season_months", differs(self.season.as_ref(), season)),
            (
                "tax_rate_bp",
                differs(self.tax_rate.as_ref(), later.tax_rate.as_ref()),
            ),
            (
                "status",
                differs(self.status.as_ref(), later.status.as_ref()),
            ),
        ]
        .into_iter()
        .filter_map(|(column, differs)| differs.then_some(column))
    }
}

impl VariantChange {
    /// The variant as it is to be.
    pub(super) fn onto(
        &self,
        kept: Option<&Variant>,
        clock: &impl Clock,
    ) -> Result<Variant, Vec<Fault>> {
        let mut faults = Vec::new();
        let unit: Option<Unit> = self.unit.or(kept.map(|kept| kept.unit));
        let price: Option<Money> = self.price.or(kept.map(Variant::price));
        let rule = |said: Option<Quantity>, of: fn(&SellingRules) -> Quantity| {
            said.or(kept.map(|kept| of(&kept.rules)))
        };
        let step = rule(self.step, SellingRules::step);
        let minimum = rule(self.minimum, SellingRules::minimum);
        let maximum = rule(self.maximum, SellingRules::maximum);
        for (column, is_missing) in [
            ("unit", unit.is_none()),
            ("step", step.is_none()),
            ("minimum", minimum.is_none()),
            ("maximum", maximum.is_none()),
            ("price", price.is_none()),
        ] {
            if is_missing {
                faults.push((column, "required"));
            }
        }
        let (Some(unit), Some(step), Some(minimum), Some(maximum), Some(price)) =
            (unit, step, minimum, maximum, price)
        else {
            return Err(faults);
        };
        let id = kept.map_or_else(|| VariantId::generate(clock), |kept| kept.id);
        let weighed = self
            .weighed
            .unwrap_or(kept.is_some_and(|kept| kept.weighed));
        let rules = SellingRules::new(step, minimum, maximum).map_err(fault("step"))?;
        let variant = Variant::new(id, self.sku.clone(), unit, rules, weighed, price);
        let variant = variant.map_err(fault("price"))?;
        let kept_price = kept.and_then(Variant::compare_at_price);
        let kept_until = kept.and_then(Variant::compare_at_until);
        let until = self.compare_at_until.unwrap_or(kept_until);
        match self.compare_at_price.unwrap_or(kept_price) {
            // What is over already is as good as nothing.
            Some(_) if until.is_some_and(|until| until <= clock.now()) => Ok(variant),
            Some(price) => variant
                .compared_at(price, until)
                .map_err(fault("compare_at_price")),
            None if self.compare_at_until.flatten().is_some() => {
                Err(vec![("compare_at_price", "required")])
            }
            None => Ok(variant),
        }
    }
}

fn fault(column: &'static str) -> impl Fn(Invalid) -> Vec<Fault> {
    move |Invalid(code)| vec![(column, code)]
}

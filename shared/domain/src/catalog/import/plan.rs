//! What is to be written, decided on what was kept at one moment.

use super::{CatalogueSummary, VariantChange};
use crate::catalog::import::{Change, ProductChange, Row};
use crate::catalog::{Bilingual, ProductStatus, Season, SellingRules, Sku, Slug, Unit, Variant};
use crate::failure::Violation;
use crate::ids::{ProductId, VariantId};
use crate::money::BasisPoints;
use crate::{Clock, Invalid, Money, Quantity};
use std::collections::{HashMap, HashSet};
use time::OffsetDateTime;

/// A product without its variants and pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductState {
    pub category: Slug,
    pub name: Bilingual,
    pub description: Bilingual,
    pub storage_advice: Bilingual,
    pub origin: String,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season: Season,
    pub tax_rate: BasisPoints,
    pub status: ProductStatus,
}

/// A product as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProduct {
    pub id: ProductId,
    pub version: i64,
    /// Of its last variant; 0 when it has none.
    pub last_position: i32,
    pub state: ProductState,
}

/// A variant as it is kept, at the price that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownVariant {
    pub product: ProductId,
    pub version: i64,
    pub active: bool,
    pub variant: Variant,
    /// Since when the price holds; none for one that has always held.
    pub priced_at: Option<OffsetDateTime>,
}

/// What is kept of what a file is about.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub products: HashMap<Slug, KnownProduct>,
    pub variants: HashMap<Sku, KnownVariant>,
    pub categories: HashSet<Slug>,
}

impl Known {
    pub(super) fn extend(&mut self, more: Self) {
        self.products.extend(more.products);
        self.variants.extend(more.variants);
        self.categories.extend(more.categories);
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedProduct {
    pub id: ProductId,
    pub is_new: bool,
    pub slug: Slug,
    pub state: ProductState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedVariant {
    pub product: ProductId,
    pub is_new: bool,
    pub active: bool,
    /// Its place among the product's variants; means nothing unless it is new.
    pub position: i32,
    pub variant: Variant,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPrice {
    /// The variant's first, which has always held; another holds from now on.
    pub is_first: bool,
    pub variant: Variant,
}

/// What a plan was made on, of all that it touches. What is `None` must still be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    pub products: Vec<(Slug, Option<i64>)>,
    /// With the version and since when the price holds.
    pub variants: Vec<(Sku, Option<(i64, Option<OffsetDateTime>)>)>,
}

/// What is to be written: what changes, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    pub products: Vec<PlannedProduct>,
    pub variants: Vec<PlannedVariant>,
    pub prices: Vec<PlannedPrice>,
    pub expected: Expected,
    /// The products of all of it.
    pub touched: Vec<ProductId>,
    pub summary: CatalogueSummary,
}

/// A product that rows have named so far.
struct Named<'a> {
    id: ProductId,
    /// What its first row says; none when that row is bad, and the others cannot be judged.
    first: Option<&'a ProductChange>,
    last_position: i32,
    is_touched: bool,
}

/// Makes a plan of rows.
pub(super) struct Planner<'a, C> {
    known: &'a Known,
    clock: &'a C,
    named: HashMap<&'a Slug, Named<'a>>,
    skus: HashSet<&'a Sku>,
    plan: Plan,
    violations: Vec<Violation>,
}

impl<'a, C: Clock> Planner<'a, C> {
    pub(super) fn new(known: &'a Known, clock: &'a C) -> Self {
        Self {
            known,
            clock,
            named: HashMap::new(),
            skus: HashSet::new(),
            plan: Plan::default(),
            violations: Vec::new(),
        }
    }

    /// What the rows come to, or everything that is wrong with them.
    pub(super) fn plan(mut self, rows: &'a [Row]) -> Result<Plan, Vec<Violation>> {
        for row in rows {
            match row {
                Row::Good(change) => self.change(change),
                Row::Bad { slug, violations } => {
                    self.violations.extend_from_slice(violations);
                    if let Some(slug) = slug {
                        self.spoil(slug);
                    }
                }
            }
        }
        if !self.violations.is_empty() {
            return Err(self.violations);
        }
        let mut touched: Vec<_> = self
            .named
            .into_iter()
            .filter(|(_, it)| it.is_touched)
            .collect();
        touched.sort_unstable_by_key(|(slug, _)| *slug);
        for (slug, named) in touched {
            let version = self.known.products.get(slug).map(|product| product.version);
            self.plan.expected.products.push((slug.clone(), version));
            self.plan.touched.push(named.id);
        }
        self.plan.summary.rows = rows.len();
        Ok(self.plan)
    }

    /// The first row of the product is bad: what others add to it cannot be judged.
    fn spoil(&mut self, slug: &'a Slug) {
        let (id, _) = self.id_of(slug);
        self.named.entry(slug).or_insert(Named {
            id,
            first: None,
            last_position: 0,
            is_touched: false,
        });
    }

    fn id_of(&self, slug: &Slug) -> (ProductId, bool) {
        match self.known.products.get(slug) {
            Some(product) => (product.id, false),
            None => (ProductId::generate(self.clock), true),
        }
    }

    fn change(&mut self, change: &'a Change) {
        let touches_product = match self.named.get(&change.product.slug) {
            None => self.first_row(change),
            Some(named) => {
                if let Some(first) = named.first {
                    let differing = first.differing(&change.product);
                    let row = change.row;
                    self.violations
                        .extend(differing.map(|column| at(row, column, "product_rows_differ")));
                }
                false
            }
        };
        let touches_variant = match &change.variant {
            Some(variant) => self.variant(change.row, &change.product.slug, variant),
            None => false,
        };
        if touches_product || touches_variant {
            if let Some(named) = self.named.get_mut(&change.product.slug) {
                named.is_touched = true;
            }
        } else {
            self.plan.summary.unchanged += 1;
        }
    }

    /// Whether the product is to be written.
    fn first_row(&mut self, change: &'a Change) -> bool {
        let slug = &change.product.slug;
        let known = self.known.products.get(slug);
        let (id, is_new) = self.id_of(slug);
        let state = change.product.onto(known.map(|product| &product.state));
        let state = state.and_then(|state| {
            if self.known.categories.contains(&state.category)
                || known.is_some_and(|product| product.state.category == state.category)
            {
                Ok(state)
            } else {
                Err(vec![("category", "unknown_category")])
            }
        });
        self.named.insert(
            slug,
            Named {
                id,
                first: state.is_ok().then_some(&change.product),
                last_position: known.map_or(0, |product| product.last_position),
                is_touched: false,
            },
        );
        let state = match state {
            Ok(state) => state,
            Err(faults) => {
                let faults = faults.into_iter();
                self.violations
                    .extend(faults.map(|(column, code)| at(change.row, column, code)));
                return false;
            }
        };
        if known.is_some_and(|product| product.state == state) {
            return false;
        }
        let summary = &mut self.plan.summary;
        *(if is_new {
            &mut summary.products_created
        } else {
            &mut summary.products_updated
        }) += 1;
        self.plan.products.push(PlannedProduct {
            id,
            is_new,
            slug: slug.clone(),
            state,
        });
        true
    }

    /// Whether the variant or its price is to be written.
    fn variant(&mut self, row: usize, slug: &'a Slug, change: &'a VariantChange) -> bool {
        if !self.skus.insert(&change.sku) {
            self.violations.push(at(row, "sku", "sku_repeated"));
            return false;
        }
        let known = self.known.variants.get(&change.sku);
        let Some(named) = self.named.get_mut(slug) else {
            return false;
        };
        if known.is_some_and(|variant| variant.product != named.id) {
            self.violations.push(at(row, "sku", "sku_taken"));
            return false;
        }
        let variant = match change.onto(known.map(|known| &known.variant), self.clock) {
            Ok(variant) => variant,
            Err(faults) => {
                let faults = faults.into_iter();
                self.violations
                    .extend(faults.map(|(column, code)| at(row, column, code)));
                return false;
            }
        };
        let active = change
            .active
            .unwrap_or(known.is_none_or(|known| known.active));
        let is_new = known.is_none();
        if is_new {
            named.last_position += 1;
        }
        let position = named.last_position;
        let product = named.id;
        let is_other =
            known.is_none_or(|known| known.active != active || !known.variant.is_sold_as(&variant));
        let is_repriced = known.is_none_or(|known| !known.variant.costs_as_much_as(&variant));
        let summary = &mut self.plan.summary;
        summary.variants_created += usize::from(is_new);
        summary.variants_updated += usize::from(is_other && !is_new);
        summary.prices_changed += usize::from(is_repriced && !is_new);
        if is_repriced {
            self.plan.prices.push(PlannedPrice {
                is_first: is_new,
                variant: variant.clone(),
            });
        }
        if is_other {
            self.plan.variants.push(PlannedVariant {
                product,
                is_new,
                active,
                position,
                variant,
            });
        }
        if is_other || is_repriced {
            let state = known.map(|known| (known.version, known.priced_at));
            self.plan
                .expected
                .variants
                .push((change.sku.clone(), state));
        }
        is_other || is_repriced
    }
}

/// A column and what is wrong with its cell.
type Fault = (&'static str, &'static str);

fn at(row: usize, column: &str, code: &'static str) -> Violation {
    Violation::new(format!("/rows/{row}/{column}"), code)
}

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
    fn onto(&self, kept: Option<&ProductState>) -> Result<ProductState, Vec<Fault>> {
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
        let text = |said: &Option<String>, kept: Option<&String>| {
            said.as_ref().or(kept).cloned().unwrap_or_default()
        };
        Ok(ProductState {
            category,
            name: Bilingual { id, en },
            description: Bilingual {
                id: text(&self.description_id, kept.map(|kept| &kept.description.id)),
                en: text(&self.description_en, kept.map(|kept| &kept.description.en)),
            },
            storage_advice: Bilingual {
                id: text(
                    &self.storage_advice_id,
                    kept.map(|kept| &kept.storage_advice.id),
                ),
                en: text(
                    &self.storage_advice_en,
                    kept.map(|kept| &kept.storage_advice.en),
                ),
            },
            origin: text(&self.origin, kept.map(|kept| &kept.origin)),
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
    fn differing(&self, later: &Self) -> impl Iterator<Item = &'static str> + use<> {
        fn differs<T: PartialEq>(first: Option<&T>, later: Option<&T>) -> bool {
            later.is_some() && later != first
        }
        fn text(first: &Option<String>, later: &Option<String>) -> bool {
            differs(
                first.as_ref(),
                later.as_ref().filter(|text| !text.is_empty()),
            )
        }
        let season = later.season.as_ref();
        let season = season.filter(|season| !season.months().is_empty());
        [
            (
                "category",
                differs(self.category.as_ref(), later.category.as_ref()),
            ),
            ("name_id", text(&self.name_id, &later.name_id)),
            ("name_en", text(&self.name_en, &later.name_en)),
            (
                "description_id",
                text(&self.description_id, &later.description_id),
            ),
            (
                "description_en",
                text(&self.description_en, &later.description_en),
            ),
            (
                "storage_advice_id",
                text(&self.storage_advice_id, &later.storage_advice_id),
            ),
            (
                "storage_advice_en",
                text(&self.storage_advice_en, &later.storage_advice_en),
            ),
            ("origin", text(&self.origin, &later.origin)),
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
    fn onto(&self, kept: Option<&Variant>, clock: &impl Clock) -> Result<Variant, Vec<Fault>> {
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

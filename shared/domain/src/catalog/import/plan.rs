//! What is to be written, decided on what was kept at one moment.

use super::{CatalogueSummary, Change, ProductChange, Row, VariantChange};
use crate::Clock;
use crate::catalog::{Bilingual, ProductStatus, Season, Sku, Slug, Variant};
use crate::failure::Violation;
use crate::ids::ProductId;
use crate::money::BasisPoints;
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
    pub variants: Vec<(Sku, Option<VariantStamp>)>,
}

/// Which version of a variant it is, and at which of its prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariantStamp {
    pub version: i64,
    /// As [`KnownVariant::priced_at`].
    pub priced_at: Option<OffsetDateTime>,
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
            let state = known.map(|known| VariantStamp {
                version: known.version,
                priced_at: known.priced_at,
            });
            self.plan
                .expected
                .variants
                .push((change.sku.clone(), state));
        }
        is_other || is_repriced
    }
}

fn at(row: usize, column: &str, code: &'static str) -> Violation {
    Violation::new(format!("/rows/{row}/{column}"), code)
}

//! The catalogue as shoppers leaf through it.

use crate::catalog::{Bilingual, CategoryName, Search, Sku, Slug, Unit};
use crate::ids::ProductId;
use crate::{Money, Page};
use serde::{Deserialize, Serialize};

/// What is looked for. Of a product at least one variant must meet price, unit and stock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductFilter {
    pub search: Option<Search>,
    /// Everything shelved below it, too.
    pub category: Option<Slug>,
    pub min_price: Option<Money>,
    pub max_price: Option<Money>,
    pub organic: Option<bool>,
    pub in_stock: Option<bool>,
    pub unit: Option<Unit>,
    /// Only what this month is the season of.
    pub in_season: bool,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// What fits the search best; without a search the newest.
    #[serde(rename = "relevance")]
    Relevance,
    /// The cheapest, by the lowest price among what was looked for.
    #[serde(rename = "price")]
    Price,
    /// The dearest, by the same price.
    #[serde(rename = "-price")]
    PriceDescending,
    #[serde(rename = "newest")]
    Newest,
}

impl Sort {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Price => "price",
            Self::PriceDescending => "-price",
            Self::Newest => "newest",
        }
    }
}

/// Where a page ends: the product and what it was sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductKey {
    /// A key of one order means nothing in another.
    pub sort: Sort,
    pub rank: i64,
    pub product: ProductId,
}

/// A product in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductCard {
    pub key: ProductKey,
    pub slug: Slug,
    pub name: Bilingual,
    /// The first picture's key among the shop's images.
    pub image: Option<String>,
    pub organic: bool,
    pub origin: String,
    pub variants: Vec<VariantCard>,
}

/// A variant in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantCard {
    pub sku: Sku,
    pub unit: Unit,
    pub price: Money,
    pub compare_at_price: Option<Money>,
    /// At least the variant's minimum can be had.
    pub in_stock: bool,
}

/// How many of the products found have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<T> {
    pub value: T,
    pub count: i64,
}

/// What further filters would find, counted over all products found and not over one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// A category counts what is shelved below it.
    pub category: Vec<Count<CategoryName>>,
    pub unit: Vec<Count<Unit>>,
    pub organic: Vec<Count<bool>>,
    pub in_stock: Vec<Count<bool>>,
}

/// A page of what was found, and the facets of all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub page: Page<ProductCard, ProductKey>,
    pub facets: Facets,
}

//! The catalogue as shoppers leaf through it.

use crate::catalog::{
    Bilingual, CategoryName, MarkedText, Product, Search, Sku, Slug, UnfinishedSearch, Unit,
};
use crate::ids::ProductId;
use crate::{Language, Money, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What is looked for. Of a product at least one variant must meet price, unit and stock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProductFilter {
    pub search: Option<Search>,
    /// Everything shelved below it, too.
    pub category: Option<Slug>,
    pub min_price: Option<Money>,
    pub max_price: Option<Money>,
    pub organic: Option<bool>,
    pub in_stock: Option<bool>,
    pub unit: Option<Unit>,
    /// Where it grows, in the words of the product.
    pub origin: Option<String>,
    /// Only what this month is the season of.
    pub in_season: bool,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    #[serde(rename = "best_selling")]
    BestSelling,
}

impl Sort {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Price => "price",
            Self::PriceDescending => "-price",
            Self::Newest => "newest",
            Self::BestSelling => "best_selling",
        }
    }
}

/// Where a page ends: the product and what it was sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Why a search found it.
    pub highlight: Option<Highlight>,
}

/// Texts of a product, in one language, with what a search found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    pub name: MarkedText,
    /// A part of it, where something was found there.
    pub description: Option<MarkedText>,
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
    pub in_season: Vec<Count<bool>>,
    /// The most frequent.
    pub origin: Vec<Count<String>>,
    /// None when nothing is found.
    pub price: Option<PriceRange>,
}

/// The lowest and the highest price of the variants that were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PriceRange {
    pub min: Money,
    pub max: Money,
}

/// A page of what was found, and the facets of all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub page: Page<ProductCard, ProductKey>,
    pub facets: Facets,
    /// What was searched for, where that is not what was typed.
    pub corrected: Option<String>,
}

/// What somebody who types may be looking for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    Product {
        slug: Slug,
        name: Bilingual,
        image: Option<String>,
    },
    Category(CategoryName),
}

/// The catalogue as everybody may read it.
pub trait Listings: Send + Sync {
    /// What fits the filter. Texts are highlighted in `language`; the season is that of `now`, while prices and stock
    /// are those of the store's own clock.
    async fn list(
        &self,
        filter: &ProductFilter,
        sort: Sort,
        language: Language,
        page: &PageRequest<ProductKey>,
        now: OffsetDateTime,
    ) -> Result<Listing, StoreError>;

    /// The product, if everybody may see it.
    async fn find(&self, slug: &Slug) -> Result<Option<Product>, StoreError>;

    /// At most `limit`, the likeliest first.
    async fn suggest(
        &self,
        search: &UnfinishedSearch,
        limit: u8,
    ) -> Result<Vec<Suggestion>, StoreError>;
}

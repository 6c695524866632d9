//! What a list of products looks like.

use domain::catalog::{
    CategoryName, Count, Facets, Highlight, Listing, MarkedText, PriceRange, ProductCard,
    ProductKey, Sku, Slug, Unit, VariantCard,
};
use domain::{Language, Money, Page};
use runtime::PageView;
use serde::{Serialize, de::DeserializeOwned};
use storage::ImageUrls;

#[derive(Serialize)]
pub(crate) struct ListingView {
    #[serde(flatten)]
    page: PageView<CardView>,
    /// What was searched for, where that is not what was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<String>,
    facets: FacetsView,
}

impl ListingView {
    /// In a language, with a cursor made of the page's key.
    pub(crate) fn new<C: Serialize + DeserializeOwned>(
        listing: Listing,
        language: Language,
        urls: &ImageUrls,
        cursor: impl FnOnce(ProductKey) -> C,
    ) -> Self {
        let page = Page {
            items: listing.page.items,
            next: listing.page.next.map(cursor),
        };
        Self {
            page: PageView::new(&page, |card| CardView::new(card.clone(), language, urls)),
            corrected: listing.corrected,
            facets: FacetsView::new(listing.facets, language),
        }
    }
}

#[derive(Serialize)]
struct CardView {
    slug: Slug,
    name: String,
    image: Option<String>,
    organic: bool,
    origin: String,
    variants: Vec<VariantView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highlight: Option<HighlightView>,
}

/// HTML.
#[derive(Serialize)]
struct HighlightView {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize)]
struct VariantView {
    sku: Sku,
    unit: Unit,
    price: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at_price: Option<Money>,
    in_stock: bool,
}

impl CardView {
    fn new(card: ProductCard, language: Language, urls: &ImageUrls) -> Self {
        Self {
            slug: card.slug,
            name: card.name.into_language(language),
            image: card.image.as_deref().map(|key| urls.of(key)),
            organic: card.organic,
            origin: card.origin,
            variants: card.variants.into_iter().map(VariantView::from).collect(),
            highlight: card.highlight.as_ref().map(HighlightView::from),
        }
    }
}

impl From<VariantCard> for VariantView {
    fn from(variant: VariantCard) -> Self {
        Self {
            sku: variant.sku,
            unit: variant.unit,
            price: variant.price,
            compare_at_price: variant.compare_at_price,
            in_stock: variant.in_stock,
        }
    }
}

impl From<&Highlight> for HighlightView {
    fn from(highlight: &Highlight) -> Self {
        Self {
            name: highlight.name.html(),
            description: highlight.description.as_ref().map(MarkedText::html),
        }
    }
}

#[derive(Serialize)]
struct FacetsView {
    category: Vec<CategoryCount>,
    unit: Vec<CountView<Unit>>,
    organic: Vec<CountView<bool>>,
    in_stock: Vec<CountView<bool>>,
    in_season: Vec<CountView<bool>>,
    origin: Vec<CountView<String>>,
    price: Option<PriceRange>,
}

#[derive(Serialize)]
struct CategoryCount {
    value: Slug,
    name: String,
    count: i64,
}

#[derive(Serialize)]
struct CountView<T> {
    value: T,
    count: i64,
}

impl FacetsView {
    fn new(facets: Facets, language: Language) -> Self {
        let category = |counted: Count<CategoryName>| CategoryCount {
            value: counted.value.slug,
            name: counted.value.name.into_language(language),
            count: counted.count,
        };
        Self {
            category: facets.category.into_iter().map(category).collect(),
            unit: counts(facets.unit),
            organic: counts(facets.organic),
            in_stock: counts(facets.in_stock),
            in_season: counts(facets.in_season),
            origin: counts(facets.origin),
            price: facets.price,
        }
    }
}

fn counts<T>(counted: Vec<Count<T>>) -> Vec<CountView<T>> {
    counted
        .into_iter()
        .map(|Count { value, count }| CountView { value, count })
        .collect()
}

//! `GET /v1/products`: the catalogue, searched, filtered, sorted, page by page.

use crate::BrowseApp;
use domain::catalog::{
    CategoryName, Count, Facets, ProductCard, ProductFilter, ProductKey, Products, Search, Slug,
    Sort, Unit, VariantCard,
};
use domain::failure::{Failure, Kind, Violation};
use domain::{Clock, Invalid, Language, Money, SystemClock};
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use storage::ImageUrls;

/// What is in stock is never older than this.
const SECONDS: u32 = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: Option<String>,
    category: Option<String>,
    /// Whole rupiah.
    min_price: Option<i64>,
    max_price: Option<i64>,
    organic: Option<bool>,
    in_stock: Option<bool>,
    unit: Option<Unit>,
    in_season: Option<bool>,
    sort: Option<Sort>,
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("the parameter {0} cannot be read")]
struct BadParameter(&'static str);

impl Failure for BadParameter {
    fn kind(&self) -> Kind {
        Kind::Malformed
    }

    fn code(&self) -> &'static str {
        "malformed_request"
    }

    fn violations(&self) -> Vec<Violation> {
        vec![Violation::new(self.0, "malformed_parameter")]
    }
}

impl Query {
    fn filter(&self) -> Result<ProductFilter, BadParameter> {
        let search = Search::parse(self.q.as_deref().unwrap_or_default());
        let category = self.category.as_deref().map(Slug::parse).transpose();
        Ok(ProductFilter {
            search: search.map_err(|Invalid(_)| BadParameter("/q"))?,
            category: category.map_err(|Invalid(_)| BadParameter("/category"))?,
            min_price: self.min_price.map(Money::rupiah),
            max_price: self.max_price.map(Money::rupiah),
            organic: self.organic,
            in_stock: self.in_stock,
            unit: self.unit,
            in_season: self.in_season == Some(true),
        })
    }
}

pub async fn handle(app: &BrowseApp, request: Request) -> Result<Reply, Problem> {
    let query: Query = request.query()?;
    let filter = query.filter()?;
    let sort = query.sort.unwrap_or(Sort::Relevance);
    let page = request.page::<ProductKey>(query.limit, query.cursor.as_deref())?;
    if page.after.as_ref().is_some_and(|key| key.sort != sort) {
        return Err(BadParameter("/cursor").into());
    }
    let found = app
        .products
        .list(&filter, sort, &page, SystemClock.now())
        .await?;
    let language = request.language();
    let view = ListingView {
        page: PageView::new(&found.page, |card| CardView::new(card, language, &app.urls)),
        facets: FacetsView::new(&found.facets, language),
    };
    Ok(Reply::public(&request, SECONDS, &view))
}

#[derive(Serialize)]
struct ListingView<'a> {
    #[serde(flatten)]
    page: PageView<CardView<'a>>,
    facets: FacetsView<'a>,
}

#[derive(Serialize)]
struct CardView<'a> {
    slug: &'a str,
    name: &'a str,
    image: Option<String>,
    organic: bool,
    origin: &'a str,
    variants: Vec<VariantView<'a>>,
}

#[derive(Serialize)]
struct VariantView<'a> {
    sku: &'a str,
    unit: Unit,
    price: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at_price: Option<Money>,
    in_stock: bool,
}

impl<'a> CardView<'a> {
    fn new(card: &'a ProductCard, language: Language, urls: &ImageUrls) -> Self {
        Self {
            slug: card.slug.as_str(),
            name: card.name.in_language(language),
            image: card.image.as_deref().map(|key| urls.of(key)),
            organic: card.organic,
            origin: &card.origin,
            variants: card.variants.iter().map(VariantView::from).collect(),
        }
    }
}

impl<'a> From<&'a VariantCard> for VariantView<'a> {
    fn from(variant: &'a VariantCard) -> Self {
        Self {
            sku: variant.sku.as_str(),
            unit: variant.unit,
            price: variant.price,
            compare_at_price: variant.compare_at_price,
            in_stock: variant.in_stock,
        }
    }
}

#[derive(Serialize)]
struct FacetsView<'a> {
    category: Vec<CategoryCount<'a>>,
    unit: Vec<CountView<Unit>>,
    organic: Vec<CountView<bool>>,
    in_stock: Vec<CountView<bool>>,
}

#[derive(Serialize)]
struct CategoryCount<'a> {
    value: &'a str,
    name: &'a str,
    count: i64,
}

#[derive(Serialize)]
struct CountView<T> {
    value: T,
    count: i64,
}

impl<'a> FacetsView<'a> {
    fn new(facets: &'a Facets, language: Language) -> Self {
        let category = |counted: &'a Count<CategoryName>| CategoryCount {
            value: counted.value.slug.as_str(),
            name: counted.value.name.in_language(language),
            count: counted.count,
        };
        Self {
            category: facets.category.iter().map(category).collect(),
            unit: counts(&facets.unit),
            organic: counts(&facets.organic),
            in_stock: counts(&facets.in_stock),
        }
    }
}

fn counts<T: Copy>(counted: &[Count<T>]) -> Vec<CountView<T>> {
    counted
        .iter()
        .map(|&Count { value, count }| CountView { value, count })
        .collect()
}

//! `GET /v1/products/{slug}`: everything a product's page shows.

use crate::BrowseApp;
use domain::catalog::{
    CategoryName, Product, Products, Season, Slug, Unit, VariantOffer, date_text,
};
use domain::failure::{Failure, Kind};
use domain::ids::ProductId;
use domain::money::BasisPoints;
use domain::{Clock, Language, Money, Quantity, SystemClock};
use runtime::{Problem, Reply, Request};
use serde::Serialize;
use storage::ImageUrls;
use time::Date;

/// What is in stock is never older than this.
const SECONDS: u32 = 5;

#[derive(Debug, thiserror::Error)]
#[error("no such product, or none that everybody may see")]
struct NotFound;

impl Failure for NotFound {
    fn kind(&self) -> Kind {
        Kind::NotFound
    }

    fn code(&self) -> &'static str {
        "product_not_found"
    }
}

pub async fn handle(app: &BrowseApp, request: Request) -> Result<Reply, Problem> {
    let slug: Slug = request.path("slug")?;
    let found = app.products.find(&slug, SystemClock.now()).await?;
    let product = found.ok_or(NotFound)?;
    let view = ProductView::new(&product, request.language(), &app.urls);
    Ok(Reply::public(&request, SECONDS, &view))
}

#[derive(Serialize)]
struct ProductView<'a> {
    id: ProductId,
    slug: &'a str,
    name: &'a str,
    description: &'a str,
    storage_advice: &'a str,
    category_path: Vec<CategoryView<'a>>,
    origin: &'a str,
    organic: bool,
    shelf_life_days: i32,
    season_months: &'a Season,
    tax_rate_bp: BasisPoints,
    images: Vec<String>,
    variants: Vec<VariantView<'a>>,
}

#[derive(Serialize)]
struct CategoryView<'a> {
    slug: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct VariantView<'a> {
    sku: &'a str,
    unit: Unit,
    step: Quantity,
    minimum: Quantity,
    maximum: Quantity,
    weighed: bool,
    price: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at_price: Option<Money>,
    in_stock: bool,
    #[serde(with = "date_text::option")]
    best_before: Option<Date>,
}

impl<'a> ProductView<'a> {
    fn new(product: &'a Product, language: Language, urls: &ImageUrls) -> Self {
        let category = |category: &'a CategoryName| CategoryView {
            slug: category.slug.as_str(),
            name: category.name.in_language(language),
        };
        Self {
            id: product.id,
            slug: product.slug.as_str(),
            name: product.name.in_language(language),
            description: product.description.in_language(language),
            storage_advice: product.storage_advice.in_language(language),
            category_path: product.category_path.iter().map(category).collect(),
            origin: &product.origin,
            organic: product.organic,
            shelf_life_days: product.shelf_life_days,
            season_months: &product.season,
            tax_rate_bp: product.tax_rate,
            images: product.images.iter().map(|key| urls.of(key)).collect(),
            variants: product.offers.iter().map(VariantView::from).collect(),
        }
    }
}

impl<'a> From<&'a VariantOffer> for VariantView<'a> {
    fn from(offer: &'a VariantOffer) -> Self {
        let variant = &offer.variant;
        Self {
            sku: variant.sku.as_str(),
            unit: variant.unit,
            step: variant.rules.step(),
            minimum: variant.rules.minimum(),
            maximum: variant.rules.maximum(),
            weighed: variant.weighed,
            price: variant.price(),
            compare_at_price: variant.compare_at_price(),
            in_stock: offer.in_stock,
            best_before: offer.best_before,
        }
    }
}

//! `GET /v1/products/{slug}`: everything a product's page shows.

use crate::BrowseApp;
use domain::catalog::{
    CategoryName, Listings, Product, Season, Sku, Slug, Unit, VariantOffer, date_text,
};
use domain::failure::{Failure, Kind};
use domain::ids::ProductId;
use domain::money::BasisPoints;
use domain::{Language, Money, Quantity};
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
    let product = async || {
        let product = app.listings.find(&slug).await?.ok_or(NotFound)?;
        Ok(ProductView::new(product, request.language(), &app.urls))
    };
    app.pages.reply(&request, SECONDS, product).await
}

#[derive(Serialize)]
struct ProductView {
    id: ProductId,
    slug: Slug,
    name: String,
    description: String,
    storage_advice: String,
    category_path: Vec<CategoryView>,
    origin: String,
    organic: bool,
    shelf_life_days: i32,
    season_months: Season,
    tax_rate_bp: BasisPoints,
    images: Vec<String>,
    variants: Vec<VariantView>,
}

#[derive(Serialize)]
struct CategoryView {
    slug: Slug,
    name: String,
}

#[derive(Serialize)]
struct VariantView {
    sku: Sku,
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

impl ProductView {
    fn new(product: Product, language: Language, urls: &ImageUrls) -> Self {
        let category = |category: CategoryName| CategoryView {
            slug: category.slug,
            name: category.name.into_language(language),
        };
        Self {
            id: product.id,
            slug: product.slug,
            name: product.name.into_language(language),
            description: product.description.into_language(language),
            storage_advice: product.storage_advice.into_language(language),
            category_path: product.category_path.into_iter().map(category).collect(),
            origin: product.origin,
            organic: product.organic,
            shelf_life_days: product.shelf_life_days,
            season_months: product.season,
            tax_rate_bp: product.tax_rate,
            images: product.images.iter().map(|key| urls.of(key)).collect(),
            variants: product.offers.into_iter().map(VariantView::from).collect(),
        }
    }
}

impl From<VariantOffer> for VariantView {
    fn from(offer: VariantOffer) -> Self {
        let variant = offer.variant;
        Self {
            price: variant.price(),
            compare_at_price: variant.compare_at_price(),
            sku: variant.sku,
            unit: variant.unit,
            step: variant.rules.step(),
            minimum: variant.rules.minimum(),
            maximum: variant.rules.maximum(),
            weighed: variant.weighed,
            in_stock: offer.in_stock,
            best_before: offer.best_before,
        }
    }
}

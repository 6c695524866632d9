//! `POST /v1/admin/products`: a new product, with its first variants if they are known.

use crate::StaffApp;
use crate::variant_body::{VariantBody, VariantView};
use domain::catalog::{
    Actor, Bilingual, CategoryRef, NewProduct, ProductStatus, Products, Season, Slug, Variant,
};
use domain::failure::bounded_text;
use domain::identity::Permission;
use domain::ids::ProductId;
use domain::money::BasisPoints;
use domain::{Clock, Invalid, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    slug: String,
    /// Its slug or its id.
    category: String,
    name: Bilingual,
    #[serde(default)]
    description: Bilingual,
    #[serde(default)]
    storage_advice: Bilingual,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    organic: bool,
    shelf_life_days: i32,
    #[serde(default)]
    season_months: Vec<i32>,
    #[serde(default)]
    tax_rate_bp: BasisPoints,
    #[serde(default)]
    status: ProductStatus,
    #[serde(default)]
    variants: Vec<VariantBody>,
}

pub async fn handle(app: &StaffApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::CatalogWrite).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(product) = body.check(&mut fields) else {
        return Err(fields.problem());
    };
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    app.products
        .create(&product, Some(&actor), SystemClock.now())
        .await?;
    Ok(Reply::created(&ProductView::from(&product)))
}

impl Body {
    /// The product, if every field is good; each bad one is noted.
    fn check(&self, fields: &mut Fields) -> Option<NewProduct> {
        let slug = fields.take("/slug", Slug::parse(&self.slug));
        let category = fields.take("/category", category(&self.category));
        let name = fields.take("/name", Bilingual::name(&self.name.id, &self.name.en));
        let description = fields.take("/description", prose(&self.description));
        let storage_advice = fields.take("/storage_advice", prose(&self.storage_advice));
        let origin = fields.take(
            "/origin",
            bounded_text(&self.origin, 0..=120, "invalid_origin"),
        );
        let shelf_life = within(self.shelf_life_days, 1, 3_650, "invalid_shelf_life");
        let shelf_life_days = fields.take("/shelf_life_days", shelf_life);
        let season = Season::parse(self.season_months.clone());
        let season = fields.take("/season_months", season);
        let tax_rate = within(self.tax_rate_bp, 0, 10_000, "invalid_tax_rate");
        let tax_rate = fields.take("/tax_rate_bp", tax_rate);
        let variants: Vec<Option<Variant>> = self
            .variants
            .iter()
            .enumerate()
            .map(|(index, variant)| variant.check(&format!("/variants/{index}"), fields))
            .collect();
        Some(NewProduct {
            id: ProductId::generate(&SystemClock),
            category: category?,
            slug: slug?,
            name: name?,
            description: description?,
            storage_advice: storage_advice?,
            origin: origin?,
            organic: self.organic,
            shelf_life_days: shelf_life_days?,
            season: season?,
            tax_rate: tax_rate?,
            status: self.status,
            variants: variants.into_iter().collect::<Option<_>>()?,
        })
    }
}

fn category(text: &str) -> Result<CategoryRef, Invalid> {
    match text.parse() {
        Ok(id) => Ok(CategoryRef::Id(id)),
        Err(_) => Slug::parse(text).map(CategoryRef::Slug),
    }
}

fn prose(text: &Bilingual) -> Result<Bilingual, Invalid> {
    Bilingual::prose(&text.id, &text.en)
}

fn within(value: i32, least: i32, most: i32, code: &'static str) -> Result<i32, Invalid> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Invalid(code))
    }
}

#[derive(Serialize)]
struct ProductView<'a> {
    id: ProductId,
    slug: &'a str,
    name: &'a Bilingual,
    description: &'a Bilingual,
    storage_advice: &'a Bilingual,
    origin: &'a str,
    organic: bool,
    shelf_life_days: i32,
    season_months: &'a Season,
    tax_rate_bp: BasisPoints,
    status: ProductStatus,
    variants: Vec<VariantView<'a>>,
}

impl<'a> From<&'a NewProduct> for ProductView<'a> {
    fn from(product: &'a NewProduct) -> Self {
        Self {
            id: product.id,
            slug: product.slug.as_str(),
            name: &product.name,
            description: &product.description,
            storage_advice: &product.storage_advice,
            origin: &product.origin,
            organic: product.organic,
            shelf_life_days: product.shelf_life_days,
            season_months: &product.season,
            tax_rate_bp: product.tax_rate,
            status: product.status,
            variants: product.variants.iter().map(VariantView::from).collect(),
        }
    }
}

//! `POST /v1/admin/products`: a new product, with its first variants if they are known.

use crate::AssortmentApp;
use crate::product_body::{name, origin, prose, shelf_life, tax_rate};
use crate::product_record_view::ProductRecordView;
use crate::variant_body::VariantBody;
use domain::SystemClock;
use domain::catalog::{
    Bilingual, CategoryRef, NewProduct, ProductStatus, Season, Slug, Variant, products,
};
use domain::identity::Permission;
use domain::ids::ProductId;
use domain::money::BasisPoints;
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

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

pub async fn handle(app: &AssortmentApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(product) = body.check(&mut fields) else {
        return Err(fields.problem());
    };
    let created = products::create(&app.products, &SystemClock, &actor, &product);
    let product = app.desk.write(created).await?;
    let view = ProductRecordView::new(&product, &app.urls);
    Ok(Reply::created(&view).version(product.version))
}

impl Body {
    /// The product, if every field is good; each bad one is noted.
    fn check(&self, fields: &mut Fields) -> Option<NewProduct> {
        let slug = fields.take("/slug", Slug::parse(&self.slug));
        let category = fields.take("/category", CategoryRef::parse(&self.category));
        let name = fields.take("/name", name(&self.name));
        let description = fields.take("/description", prose(&self.description));
        let storage_advice = fields.take("/storage_advice", prose(&self.storage_advice));
        let origin = fields.take("/origin", origin(&self.origin));
        let shelf_life_days = fields.take("/shelf_life_days", shelf_life(self.shelf_life_days));
        let season = Season::parse(self.season_months.clone());
        let season = fields.take("/season_months", season);
        let tax_rate = fields.take("/tax_rate_bp", tax_rate(self.tax_rate_bp));
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

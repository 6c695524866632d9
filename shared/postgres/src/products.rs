//! Products in PostgreSQL, as staff make them.

use crate::database::adapter;
use crate::error::{from_postgres, violates};
use domain::Money;
use domain::catalog::{
    Actor, AddVariantError, CategoryRef, CreateProductError, NewProduct, Products, Variant,
};
use domain::ids::ProductId;
use postgres_queries::client::Params;
use postgres_queries::queries::products::{self, AddProductParams, AddVariantParams};
use time::OffsetDateTime;

adapter! {
    /// [`Products`] in PostgreSQL.
    PgProducts
}

impl Products for PgProducts {
    async fn create(
        &self,
        product: &NewProduct,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<(), CreateProductError> {
        let origin = actor.map(|actor| &actor.origin);
        let client = self.0.client().await?;
        let (category_id, category_slug) = match &product.category {
            CategoryRef::Id(id) => (Some(id.uuid()), None),
            CategoryRef::Slug(slug) => (None, Some(slug.as_str())),
        };
        let variants = &product.variants;
        let added = products::add_product()
            .params(
                &client,
                &AddProductParams {
                    id: product.id.uuid(),
                    slug: product.slug.as_str(),
                    name_id: product.name.id.as_str(),
                    name_en: product.name.en.as_str(),
                    description_id: product.description.id.as_str(),
                    description_en: product.description.en.as_str(),
                    storage_advice_id: product.storage_advice.id.as_str(),
                    storage_advice_en: product.storage_advice.en.as_str(),
                    origin: product.origin.as_str(),
                    organic: product.organic,
                    shelf_life_days: product.shelf_life_days,
                    season_months: product.season.months(),
                    tax_rate_bp: product.tax_rate,
                    status: product.status.as_str(),
                    now,
                    category_id,
                    category_slug,
                    variant_ids: column(variants, |variant| variant.id.uuid()),
                    skus: column(variants, |variant| variant.sku.as_str()),
                    units: column(variants, |variant| variant.unit.as_str()),
                    steps: column(variants, |variant| variant.rules.step().thousandths()),
                    minimums: column(variants, |variant| variant.rules.minimum().thousandths()),
                    maximums: column(variants, |variant| variant.rules.maximum().thousandths()),
                    weigheds: column(variants, |variant| variant.weighed),
                    prices: column(variants, |variant| variant.price().amount()),
                    compare_at_prices: column(variants, |variant| {
                        variant.compare_at_price().map(Money::amount)
                    }),
                    compare_at_untils: column(variants, Variant::compare_at_until),
                    actor_id: actor.map(|actor| actor.user.uuid()),
                    ip: origin.map_or("", |origin| &origin.ip),
                    user_agent: origin.map_or("", |origin| &origin.user_agent),
                    request_id: origin.map_or("", |origin| &origin.request_id),
                },
            )
            .opt()
            .await;
        match added {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(CreateProductError::UnknownCategory),
            Err(error) if violates(&error, "products_slug_key") => {
                Err(CreateProductError::SlugTaken)
            }
            Err(error) if violates(&error, "variants_sku_key") => Err(CreateProductError::SkuTaken),
            Err(error) => Err(from_postgres(error).into()),
        }
    }

    async fn add_variant(
        &self,
        product: ProductId,
        variant: &Variant,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<(), AddVariantError> {
        let client = self.0.client().await?;
        let added = products::add_variant()
            .params(
                &client,
                &AddVariantParams {
                    id: variant.id.uuid(),
                    sku: variant.sku.as_str(),
                    unit: variant.unit.as_str(),
                    step: variant.rules.step().thousandths(),
                    minimum: variant.rules.minimum().thousandths(),
                    maximum: variant.rules.maximum().thousandths(),
                    weighed: variant.weighed,
                    price: variant.price().amount(),
                    compare_at_price: variant.compare_at_price().map(Money::amount),
                    compare_at_until: variant.compare_at_until(),
                    product_id: product.uuid(),
                    now,
                    actor_id: actor.user.uuid(),
                    ip: actor.origin.ip.as_str(),
                    user_agent: actor.origin.user_agent.as_str(),
                    request_id: actor.origin.request_id.as_str(),
                },
            )
            .opt()
            .await;
        match added {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(AddVariantError::NoSuchProduct),
            Err(error) if violates(&error, "variants_sku_key") => Err(AddVariantError::SkuTaken),
            Err(error) => Err(from_postgres(error).into()),
        }
    }
}

/// One column of the variants to be.
fn column<'a, T>(variants: &'a [Variant], field: impl Fn(&'a Variant) -> T) -> Vec<T> {
    variants.iter().map(field).collect()
}

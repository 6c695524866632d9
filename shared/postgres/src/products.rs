//! Products in PostgreSQL: what shoppers leaf through.

use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::products_json::{CategoryRow, CountRow, ItemRow, VariantRow, categories, counts};
use domain::catalog::{
    Actor, AddVariantError, Bilingual, CategoryRef, CreateProductError, Facets, Listing,
    NewProduct, Product, ProductFilter, ProductKey, Products, Search, Season, Slug, Sort, Unit,
    Variant, shop_date,
};
use domain::ids::ProductId;
use domain::{Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::products::{
    self, AddProductParams, AddVariantParams, FindProduct, FindProductParams, ListProductsParams,
};
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

adapter! {
    /// [`Products`] in PostgreSQL.
    PgProducts
}

impl Products for PgProducts {
    async fn list(
        &self,
        filter: &ProductFilter,
        sort: Sort,
        page: &PageRequest<ProductKey>,
        now: OffsetDateTime,
    ) -> Result<Listing, StoreError> {
        let today = shop_date(now);
        // Without words nothing is more relevant than anything else.
        let order = match (sort, &filter.search) {
            (Sort::Relevance, None) => Sort::Newest,
            (sort, _) => sort,
        };
        let client = self.0.client().await?;
        let found = products::list_products()
            .params(
                &client,
                &ListProductsParams {
                    query: filter.search.as_ref().map(Search::query),
                    words: filter.search.as_ref().map(Search::text),
                    organic: filter.organic,
                    month: filter.in_season.then(|| i32::from(u8::from(today.month()))),
                    category: filter.category.as_ref().map(Slug::as_str),
                    today,
                    min_price: filter.min_price.map(Money::amount),
                    max_price: filter.max_price.map(Money::amount),
                    unit: filter.unit.map(Unit::as_str),
                    sort: order.as_str(),
                    in_stock: filter.in_stock,
                    after_rank: page.after.as_ref().map(|key| key.rank),
                    after_id: page.after.as_ref().map(|key| key.product.uuid()),
                    limit: i64::from(page.limit) + 1,
                },
            )
            .one()
            .await
            .map_err(from_postgres)?;
        let cards = rows::<ItemRow>(found.items)?
            .into_iter()
            .map(|row| row.card(sort))
            .collect::<Result<_, _>>()?;
        Ok(Listing {
            page: Page::cut(cards, page.limit, |card| card.key.clone()),
            facets: Facets {
                category: categories(rows(found.categories)?)?,
                unit: counts(rows::<CountRow<Unit>>(found.units)?),
                organic: counts(rows(found.organic)?),
                in_stock: counts(rows(found.in_stock)?),
            },
        })
    }

    async fn find(&self, slug: &Slug, now: OffsetDateTime) -> Result<Option<Product>, StoreError> {
        let client = self.0.client().await?;
        let key = FindProductParams {
            slug: slug.as_str(),
            today: shop_date(now),
        };
        let found = products::find_product()
            .params(&client, &key)
            .opt()
            .await
            .map_err(from_postgres)?;
        found.map(product).transpose()
    }

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

/// The rows of a part of the answer that comes as JSON.
fn rows<T: DeserializeOwned>(json: serde_json::Value) -> Result<Vec<T>, StoreError> {
    serde_json::from_value(json).map_err(broken)
}

fn product(row: FindProduct) -> Result<Product, StoreError> {
    Ok(Product {
        id: row.id.into(),
        slug: Slug::parse(&row.slug).map_err(broken)?,
        name: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        description: Bilingual {
            id: row.description_id,
            en: row.description_en,
        },
        storage_advice: Bilingual {
            id: row.storage_advice_id,
            en: row.storage_advice_en,
        },
        category_path: rows::<CategoryRow>(row.category_path)?
            .into_iter()
            .map(CategoryRow::name)
            .collect::<Result<_, _>>()?,
        origin: row.origin,
        organic: row.organic,
        shelf_life_days: row.shelf_life_days,
        season: Season::parse(row.season_months).map_err(broken)?,
        tax_rate: row.tax_rate_bp,
        images: row.images,
        offers: rows::<VariantRow>(row.variants)?
            .into_iter()
            .map(VariantRow::offer)
            .collect::<Result<_, _>>()?,
    })
}

//! Products in PostgreSQL, as staff write them.

use crate::assortment::{self, Shelved, add_product, entry, taken_places};
use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::statements::{containing, prepared};
use crate::variants::Reading;
use domain::catalog::{
    Actor, AddVariantError, AssortmentFilter, CategoryRef, ChangeProductError, CreateProductError,
    EntryKey, NewProduct, ProductCase, ProductChange, ProductEntry, ProductRecord, ProductStatus,
    Products, Slug, Variant, VariantRecord,
};
use domain::ids::{CategoryId, ProductId};
use domain::{Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::catalogue::{self, AddVariantParams, ListEntriesParams};
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`Products`] in PostgreSQL.
    PgProducts
}

impl Products for PgProducts {
    async fn entries(
        &self,
        filter: &AssortmentFilter,
        page: &PageRequest<EntryKey>,
    ) -> Result<Page<ProductEntry, EntryKey>, StoreError> {
        let client = self.0.client().await?;
        let category = filter.category.as_ref();
        let rows = catalogue::list_entries()
            .params(
                &client,
                &ListEntriesParams {
                    pattern: filter.search.as_ref().map(|text| containing(text.as_str())),
                    status: filter.status.map(ProductStatus::as_str),
                    category_id: category.and_then(CategoryRef::id).map(CategoryId::uuid),
                    category_slug: category.and_then(CategoryRef::slug).map(Slug::as_str),
                    after_created_at: page.after.map(|key| key.created_at),
                    after_id: page.after.map(|key| key.id.uuid()),
                    limit: i64::from(page.limit) + 1,
                },
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |entry: &ProductEntry| {
            EntryKey {
                created_at: entry.created_at,
                id: entry.id,
            }
        }))
    }

    /// One round trip.
    async fn record(&self, id: ProductId) -> Result<Option<ProductRecord>, StoreError> {
        let client = self.0.client().await?;
        let shelved = Shelved::prepare(&client).await?;
        shelved.product(&client, id.uuid()).await
    }

    async fn count_pictures(&self, id: ProductId) -> Result<Option<usize>, StoreError> {
        let client = self.0.client().await?;
        let pictures = catalogue::count_pictures()
            .bind(&client, &id.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        pictures.map(usize::try_from).transpose().map_err(broken)
    }

    /// One round trip.
    async fn create(
        &self,
        product: &NewProduct,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<ProductRecord, CreateProductError> {
        let client = self.0.client().await?;
        let shelved = Shelved::prepare(&client).await?;
        let add = prepared!(&client, catalogue::add_product()).0;
        let (added, record) = tokio::join!(
            biased;
            add_product(&client, &add, product, actor, now),
            shelved.product(&client, product.id.uuid()),
        );
        match added {
            Ok(Some(_)) => Ok(record?.ok_or_else(|| broken("a product that was added is gone"))?),
            Ok(None) => Err(CreateProductError::UnknownCategory),
            Err(error) if violates(&error, "products_slug_key") => {
                Err(CreateProductError::SlugTaken)
            }
            Err(error) if violates(&error, "variants_sku_key") => {
                let places = taken_places(&client, &product.variants).await?;
                Err(CreateProductError::SkusTaken(places))
            }
            Err(error) => Err(from_postgres(error).into()),
        }
    }

    /// Three round trips: what is locked and read, what is written and read again, the commit.
    async fn change(
        &self,
        id: ProductId,
        category: Option<&CategoryRef>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&ProductCase) -> Result<Option<ProductChange>, ChangeProductError> + Send,
    ) -> Result<ProductRecord, ChangeProductError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let shelved = Shelved::prepare(client).await?;
                // Boxed, because many statements together make a large future.
                let case = assortment::read_case(client, &shelved, id, category);
                let case = Box::pin(case).await?;
                let Some(change) = decide(&case)? else {
                    return case.product.ok_or(ChangeProductError::NotFound);
                };
                let written = assortment::write(client, &shelved, id, &change, actor, now);
                Box::pin(written).await
            })
            .await
    }

    /// One round trip.
    async fn add_variant(
        &self,
        product: ProductId,
        variant: &Variant,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<VariantRecord, AddVariantError> {
        let client = self.0.client().await?;
        let reading = Reading::prepare(&client).await?;
        let add = prepared!(&client, catalogue::add_variant()).0;
        let params = AddVariantParams {
            id: variant.id.uuid(),
            sku: variant.sku.as_str(),
            unit: variant.unit.as_str(),
            step: variant.rules.step().thousandths(),
            minimum: variant.rules.minimum().thousandths(),
            maximum: variant.rules.maximum().thousandths(),
            weighed: variant.weighed,
            product_id: product.uuid(),
            price: variant.price().amount(),
            compare_at_price: variant.compare_at_price().map(Money::amount),
            compare_at_until: variant.compare_at_until(),
            actor_id: actor.user.uuid(),
            now,
            details: json!({ "product_id": product, "before": null, "after": variant }),
            ip: actor.origin.ip.as_str(),
            user_agent: actor.origin.user_agent.as_str(),
            request_id: actor.origin.request_id.as_str(),
        };
        let (added, record) = tokio::join!(
            biased;
            add.params(&client, &params).opt(),
            reading.variant(&client, &variant.sku),
        );
        match added {
            Ok(Some(_)) => {
                let record = record?.variant;
                Ok(record.ok_or_else(|| broken("a variant that was added is gone"))?)
            }
            Ok(None) => Err(AddVariantError::NoSuchProduct),
            Err(error) if violates(&error, "variants_sku_key") => Err(AddVariantError::SkuTaken),
            Err(error) => Err(from_postgres(error).into()),
        }
    }
}

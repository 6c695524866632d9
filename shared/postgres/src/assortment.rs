//! Products as staff see and change them, in PostgreSQL.

use crate::audit::{self, Entry, difference};
use crate::error::{broken, from_postgres, violates};
use crate::statements::{column, prepared};
use crate::variants::Reading;
use deadpool_postgres::Object;
use domain::catalog::{
    Actor, Bilingual, CategoryLabel, CategoryRef, ChangeProductError, Edition, NewProduct, Picture,
    ProductAction, ProductCase, ProductChange, ProductDetails, ProductEntry, ProductRecord,
    ProductStatus, Season, Slug, Variant,
};
use domain::ids::{CategoryId, ProductId};
use domain::{Money, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::catalogue::{
    self, AddProductParams, ArrangePicturesParams, EditProductParams, FindCategoryByParams,
    FindRecord, ListEntries,
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// What reading a product with everything of it takes.
pub(crate) struct Shelved {
    record: catalogue::FindRecordStmt,
    pictures: catalogue::PicturesOfProductStmt,
    variants: Reading,
}

impl Shelved {
    pub(crate) async fn prepare(client: &Object) -> Result<Self, StoreError> {
        let (record, pictures) = prepared!(
            client,
            catalogue::find_record(),
            catalogue::pictures_of_product(),
        );
        Ok(Self {
            record,
            pictures,
            variants: Reading::prepare(client).await?,
        })
    }

    pub(crate) async fn product(
        &self,
        client: &Object,
        id: Uuid,
    ) -> Result<Option<ProductRecord>, StoreError> {
        // The version comes first: what is newer than it is refused when it comes back, never overwritten.
        let (row, pictures, variants) = tokio::join!(
            biased;
            self.record.bind(client, &id).opt(),
            self.pictures
                .bind(client, &id)
                .map(|row| Picture {
                    id: row.id.into(),
                    key: row.key.to_owned(),
                    alt: Bilingual {
                        id: row.alt_id.to_owned(),
                        en: row.alt_en.to_owned(),
                    },
                })
                .all(),
            self.variants.variants(client, id),
        );
        let Some(row) = row.map_err(from_postgres)? else {
            return Ok(None);
        };
        let images = pictures.map_err(from_postgres)?;
        Ok(Some(ProductRecord {
            id: id.into(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
            edition: Edition {
                details: details(row)?,
                images,
            },
            variants: variants?,
        }))
    }
}

/// Waits until nobody else changes the product, and reads what a decision needs.
pub(crate) async fn read_case(
    client: &Object,
    shelved: &Shelved,
    id: ProductId,
    category: Option<&CategoryRef>,
) -> Result<ProductCase, StoreError> {
    let (lock, find_by) = prepared!(
        client,
        catalogue::lock_product(),
        catalogue::find_category_by(),
    );
    let wanted = FindCategoryByParams {
        id: category.and_then(CategoryRef::id).map(CategoryId::uuid),
        slug: category.and_then(CategoryRef::slug).map(Slug::as_str),
    };
    let id = id.uuid();
    let (locked, product, category) = tokio::join!(
        biased;
        lock.bind(client, &id).opt(),
        shelved.product(client, id),
        find_by.params(client, &wanted).opt(),
    );
    locked.map_err(from_postgres)?;
    let category = category.map_err(from_postgres)?;
    let category = category.map(|row| label(row.id, &row.slug, row.name_id, row.name_en));
    Ok(ProductCase {
        product: product?,
        category: category.transpose()?,
    })
}

/// Writes the change and its line in the audit log, and reads what has become of the product.
pub(crate) async fn write(
    client: &Object,
    shelved: &Shelved,
    id: ProductId,
    change: &ProductChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<ProductRecord, ChangeProductError> {
    let (edit, arrange) = prepared!(
        client,
        catalogue::edit_product(),
        catalogue::arrange_pictures(),
    );
    let (edited, arranged, noted, record) = tokio::join!(
        biased;
        edit_details(client, &edit, id, &change.after.details, now),
        arrange_pictures(client, &arrange, id, &change.after.images, now),
        note(client, id, change, actor, now),
        shelved.product(client, id.uuid()),
    );
    edited?;
    arranged?;
    noted?;
    record?.ok_or(ChangeProductError::NotFound)
}

async fn edit_details(
    client: &Object,
    statement: &catalogue::EditProductStmt,
    id: ProductId,
    details: &ProductDetails,
    now: OffsetDateTime,
) -> Result<(), ChangeProductError> {
    let edited = statement
        .params(
            client,
            &EditProductParams {
                category_id: details.category.id.uuid(),
                slug: details.slug.as_str(),
                name_id: details.name.id.as_str(),
                name_en: details.name.en.as_str(),
                description_id: details.description.id.as_str(),
                description_en: details.description.en.as_str(),
                storage_advice_id: details.storage_advice.id.as_str(),
                storage_advice_en: details.storage_advice.en.as_str(),
                origin: details.origin.as_str(),
                organic: details.organic,
                shelf_life_days: details.shelf_life_days,
                season_months: details.season_months.months(),
                tax_rate_bp: details.tax_rate_bp,
                status: details.status.as_str(),
                now,
                id: id.uuid(),
            },
        )
        .await;
    match edited {
        Ok(_) => Ok(()),
        Err(error) if violates(&error, "products_slug_key") => Err(ChangeProductError::SlugTaken),
        // It was there when it was looked up.
        Err(error) if violates(&error, "products_category_id_fkey") => {
            Err(ChangeProductError::UnknownCategory)
        }
        Err(error) => Err(from_postgres(error).into()),
    }
}

async fn arrange_pictures(
    client: &Object,
    statement: &catalogue::ArrangePicturesStmt,
    id: ProductId,
    pictures: &[Picture],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    statement
        .params(
            client,
            &ArrangePicturesParams {
                product_id: id.uuid(),
                ids: column(pictures, |picture| picture.id.uuid()),
                now,
                keys: column(pictures, |picture| picture.key.as_str()),
                alt_ids: column(pictures, |picture| picture.alt.id.as_str()),
                alt_ens: column(pictures, |picture| picture.alt.en.as_str()),
            },
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

/// No row without the category.
pub(crate) async fn add_product(
    client: &Object,
    statement: &catalogue::AddProductStmt,
    product: &NewProduct,
    actor: Option<&Actor>,
    now: OffsetDateTime,
) -> Result<Option<Uuid>, tokio_postgres::Error> {
    let origin = actor.map(|actor| &actor.origin);
    let variants = &product.variants;
    let params = AddProductParams {
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
        category_id: product.category.id().map(CategoryId::uuid),
        category_slug: product.category.slug().map(Slug::as_str),
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
        details: json!({ "before": null, "after": product }),
        ip: origin.map_or("", |origin| &origin.ip),
        user_agent: origin.map_or("", |origin| &origin.user_agent),
        request_id: origin.map_or("", |origin| &origin.request_id),
    };
    statement.params(client, &params).opt().await
}

/// The places of the variants whose SKUs others have.
pub(crate) async fn taken_places(
    client: &Object,
    variants: &[Variant],
) -> Result<Vec<usize>, StoreError> {
    let skus = column(variants, |variant| variant.sku.as_str());
    let taken = catalogue::taken_skus()
        .bind(client, &skus)
        .all()
        .await
        .map_err(from_postgres)?;
    let is_taken = |sku: &str| taken.iter().any(|taken| taken == sku);
    let places = skus.iter().enumerate();
    Ok(places
        .filter_map(|(place, sku)| is_taken(sku).then_some(place))
        .collect())
}

async fn note(
    client: &Object,
    id: ProductId,
    change: &ProductChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let entry = Entry {
        action: match change.action {
            ProductAction::Changed => "product_changed",
            ProductAction::Archived => "product_archived",
            ProductAction::ImageAttached => "product_image_attached",
        },
        actor: Some(actor.user),
        user: None,
        target: &id.to_string(),
        details: difference(&change.before, &change.after)?,
    };
    audit::note(client, &entry, &actor.origin, now).await
}

fn label(
    id: Uuid,
    slug: &str,
    name_id: String,
    name_en: String,
) -> Result<CategoryLabel, StoreError> {
    Ok(CategoryLabel {
        id: id.into(),
        slug: Slug::parse(slug).map_err(broken)?,
        name: Bilingual {
            id: name_id,
            en: name_en,
        },
    })
}

fn details(row: FindRecord) -> Result<ProductDetails, StoreError> {
    Ok(ProductDetails {
        category: label(
            row.category_id,
            &row.category_slug,
            row.category_name_id,
            row.category_name_en,
        )?,
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
        origin: row.origin,
        organic: row.organic,
        shelf_life_days: row.shelf_life_days,
        season_months: Season::parse(row.season_months).map_err(broken)?,
        tax_rate_bp: row.tax_rate_bp,
        status: ProductStatus::parse(&row.status).map_err(broken)?,
    })
}

pub(crate) fn entry(row: ListEntries) -> Result<ProductEntry, StoreError> {
    Ok(ProductEntry {
        id: row.id.into(),
        slug: Slug::parse(&row.slug).map_err(broken)?,
        name: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        category: Slug::parse(&row.category).map_err(broken)?,
        status: ProductStatus::parse(&row.status).map_err(broken)?,
        image: row.image,
        skus: row.skus,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

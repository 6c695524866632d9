//! The catalogue as files read and write it, in PostgreSQL.

mod rows;

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::{column, prepared};
use deadpool_postgres::Object;
use domain::catalog::import::{
    CatalogueFiles, Course, Expected, ImportBoard, Known, Phase, Plan, PlannedPrice,
    PlannedProduct, PlannedVariant, Written,
};
use domain::catalog::{
    Actor, CatalogueLine, LineFilter, LineKey, ProductStatus, Season, Sku, Slug,
};
use domain::{Clock, Money, StoreError};
use futures::TryStreamExt;
use postgres_queries::client::Params;
use postgres_queries::queries::files::{
    self, AddPricesParams, AddProductsParams, AddVariantsParams, ChangeProductsParams,
    ChangeVariantsParams,
};
use rows::{known_product, known_variant, line, slug};
use serde_json::json;
use std::ops::ControlFlow;
use std::pin::pin;
use time::OffsetDateTime;
use tokio_postgres::error::SqlState;

/// So many rows of a table are written at once.
const BATCH: usize = 2_000;

adapter! {
    /// [`CatalogueFiles`] in PostgreSQL.
    PgCatalogueFiles
}

/// Why a plan is not written.
enum WriteError {
    Outdated,
    Store(StoreError),
}

impl From<StoreError> for WriteError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<tokio_postgres::Error> for WriteError {
    fn from(error: tokio_postgres::Error) -> Self {
        let code = error.code();
        // Somebody made the same slug or SKU, or went the other way, after the plan was looked at.
        if code == Some(&SqlState::UNIQUE_VIOLATION)
            || code == Some(&SqlState::T_R_DEADLOCK_DETECTED)
        {
            Self::Outdated
        } else {
            Self::Store(from_postgres(error))
        }
    }
}

impl CatalogueFiles for PgCatalogueFiles {
    async fn known(
        &self,
        slugs: &[Slug],
        skus: &[Sku],
        categories: &[Slug],
    ) -> Result<Known, StoreError> {
        let client = self.0.client().await?;
        let (slugs, skus, categories) = (
            column(slugs, Slug::as_str),
            column(skus, Sku::as_str),
            column(categories, Slug::as_str),
        );
        let (products, variants, shelves) = prepared!(
            &client,
            files::known_products(),
            files::known_variants(),
            files::known_categories(),
        );
        let (products, variants, shelves) = tokio::try_join!(
            products.bind(&client, &slugs).all(),
            variants.bind(&client, &skus).all(),
            shelves.bind(&client, &categories).all(),
        )
        .map_err(from_postgres)?;
        Ok(Known {
            products: products
                .into_iter()
                .map(known_product)
                .collect::<Result<_, _>>()?,
            variants: variants
                .iter()
                .map(known_variant)
                .collect::<Result<_, _>>()?,
            categories: shelves
                .iter()
                .map(|shelf| slug(shelf))
                .collect::<Result<_, _>>()?,
        })
    }

    async fn lines(
        &self,
        filter: &LineFilter,
        after: Option<&LineKey>,
        most: u32,
        mut take: impl FnMut(&CatalogueLine) -> ControlFlow<()> + Send,
    ) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        let status = filter.status.map(ProductStatus::as_str);
        let category = filter.category.as_ref().map(Slug::as_str);
        let after_slug = after.map(|key| key.slug.as_str());
        let after_sku = after.and_then(|key| key.sku.as_ref()).map(Sku::as_str);
        let most = i64::from(most);
        let export = files::export_catalog();
        let rows = export
            .bind(&client, &status, &category, &after_slug, &after_sku, &most)
            .iter()
            .await
            .map_err(from_postgres)?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await.map_err(from_postgres)? {
            if take(&line(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    async fn write<B: ImportBoard>(
        &self,
        plan: &Plan,
        actor: Option<&Actor>,
        clock: &impl Clock,
        course: &mut Course<'_, B>,
    ) -> Result<Written, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let now = clock.now();
        let outcome = transaction
            .run(async {
                hold(client, &plan.expected).await?;
                write(client, plan, actor, now, course).await?;
                course.at(Phase::Settling, 0).await;
                let touched = column(&plan.touched, |id| id.uuid());
                let settle = prepared!(client, files::settle_products()).0;
                let (settled, noted) = tokio::join!(
                    biased;
                    settle.bind(client, &touched).one(),
                    note(client, plan, actor, course, now),
                );
                settled?;
                Ok(noted?)
            })
            .await;
        match outcome {
            Ok(()) => Ok(Written::All),
            Err(WriteError::Outdated) => Ok(Written::Outdated),
            Err(WriteError::Store(error)) => Err(error),
        }
    }
}

async fn note<B: ImportBoard>(
    client: &Object,
    plan: &Plan,
    actor: Option<&Actor>,
    course: &Course<'_, B>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let Some(actor) = actor else {
        return Ok(());
    };
    let entry = Entry {
        action: "catalog_imported",
        actor: Some(actor.user),
        user: None,
        target: "",
        details: json!({ "import_id": course.id(), "summary": plan.summary }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

/// Locks what the plan touches, in the order in which everybody locks it, and sees that it is as expected.
async fn hold(client: &Object, expected: &Expected) -> Result<(), WriteError> {
    let slugs = column(&expected.products, |(slug, _)| slug.as_str());
    let product_versions = column(&expected.products, |(_, version)| *version);
    let skus = column(&expected.variants, |(sku, _)| sku.as_str());
    let variant_versions = column(&expected.variants, |(_, state)| {
        state.map(|stamp| stamp.version)
    });
    let priced_ats = column(&expected.variants, |(_, state)| {
        state.and_then(|stamp| stamp.priced_at)
    });
    let (take_turn, products, variants, outdated) = prepared!(
        client,
        files::begin_file(),
        files::hold_products(),
        files::hold_variants(),
        files::is_outdated(),
    );
    let (turn, products, variants, outdated) = tokio::join!(
        biased;
        take_turn.bind(client).one(),
        products.bind(client, &slugs).all(),
        variants.bind(client, &skus).all(),
        outdated
            .bind(client, &slugs, &product_versions, &skus, &variant_versions, &priced_ats)
            .one(),
    );
    turn?;
    products?;
    variants?;
    if outdated? {
        Err(WriteError::Outdated)
    } else {
        Ok(())
    }
}

async fn write<B: ImportBoard>(
    client: &Object,
    plan: &Plan,
    actor: Option<&Actor>,
    now: OffsetDateTime,
    course: &mut Course<'_, B>,
) -> Result<(), WriteError> {
    let mut done = 0;
    // Products before their variants, and variants before their prices.
    for batch in plan.products.chunks(BATCH) {
        course.at(Phase::Writing, done).await;
        write_products(client, batch, now).await?;
        done += batch.len();
    }
    for batch in plan.variants.chunks(BATCH) {
        course.at(Phase::Writing, done).await;
        write_variants(client, batch).await?;
        done += batch.len();
    }
    for batch in plan.prices.chunks(BATCH) {
        course.at(Phase::Writing, done).await;
        write_prices(client, batch, actor).await?;
        done += batch.len();
    }
    Ok(())
}

async fn write_products(
    client: &Object,
    batch: &[PlannedProduct],
    now: OffsetDateTime,
) -> Result<(), WriteError> {
    let (new, old): (Vec<_>, Vec<_>) = batch.iter().partition(|product| product.is_new);
    let (add, change) = (files::add_products(), files::change_products());
    let add_params = AddProductsParams {
        now,
        ids: column(&new, |it| it.id.uuid()),
        slugs: column(&new, |it| it.slug.as_str()),
        categories: column(&new, |it| it.state.category.as_str()),
        name_ids: column(&new, |it| it.state.name.id.as_str()),
        name_ens: column(&new, |it| it.state.name.en.as_str()),
        description_ids: column(&new, |it| it.state.description.id.as_str()),
        description_ens: column(&new, |it| it.state.description.en.as_str()),
        storage_advice_ids: column(&new, |it| it.state.storage_advice.id.as_str()),
        storage_advice_ens: column(&new, |it| it.state.storage_advice.en.as_str()),
        origins: column(&new, |it| it.state.origin.as_str()),
        organics: column(&new, |it| it.state.organic),
        shelf_lives: column(&new, |it| it.state.shelf_life_days),
        seasons: column(&new, |it| season(&it.state.season)),
        tax_rates: column(&new, |it| it.state.tax_rate),
        statuses: column(&new, |it| it.state.status.as_str()),
    };
    let change_params = ChangeProductsParams {
        now,
        ids: column(&old, |it| it.id.uuid()),
        categories: column(&old, |it| it.state.category.as_str()),
        name_ids: column(&old, |it| it.state.name.id.as_str()),
        name_ens: column(&old, |it| it.state.name.en.as_str()),
        description_ids: column(&old, |it| it.state.description.id.as_str()),
        description_ens: column(&old, |it| it.state.description.en.as_str()),
        storage_advice_ids: column(&old, |it| it.state.storage_advice.id.as_str()),
        storage_advice_ens: column(&old, |it| it.state.storage_advice.en.as_str()),
        origins: column(&old, |it| it.state.origin.as_str()),
        organics: column(&old, |it| it.state.organic),
        shelf_lives: column(&old, |it| it.state.shelf_life_days),
        seasons: column(&old, |it| season(&it.state.season)),
        tax_rates: column(&old, |it| it.state.tax_rate),
        statuses: column(&old, |it| it.state.status.as_str()),
    };
    let (added, changed) = tokio::join!(
        add.params(client, &add_params),
        change.params(client, &change_params),
    );
    // A category that is gone meanwhile leaves its products out.
    if added? == rows(new.len()) && changed? == rows(old.len()) {
        Ok(())
    } else {
        Err(WriteError::Outdated)
    }
}

async fn write_variants(client: &Object, batch: &[PlannedVariant]) -> Result<(), WriteError> {
    let (new, old): (Vec<_>, Vec<_>) = batch.iter().partition(|variant| variant.is_new);
    let (add, change) = (files::add_variants(), files::change_variants());
    let add_params = AddVariantsParams {
        ids: column(&new, |it| it.variant.id.uuid()),
        products: column(&new, |it| it.product.uuid()),
        skus: column(&new, |it| it.variant.sku.as_str()),
        units: column(&new, |it| it.variant.unit.as_str()),
        steps: column(&new, |it| it.variant.rules.step().thousandths()),
        minimums: column(&new, |it| it.variant.rules.minimum().thousandths()),
        maximums: column(&new, |it| it.variant.rules.maximum().thousandths()),
        weigheds: column(&new, |it| it.variant.weighed),
        positions: column(&new, |it| it.position),
        actives: column(&new, |it| it.active),
    };
    let change_params = ChangeVariantsParams {
        ids: column(&old, |it| it.variant.id.uuid()),
        units: column(&old, |it| it.variant.unit.as_str()),
        steps: column(&old, |it| it.variant.rules.step().thousandths()),
        minimums: column(&old, |it| it.variant.rules.minimum().thousandths()),
        maximums: column(&old, |it| it.variant.rules.maximum().thousandths()),
        weigheds: column(&old, |it| it.variant.weighed),
        actives: column(&old, |it| it.active),
    };
    let (added, changed) = tokio::join!(
        add.params(client, &add_params),
        change.params(client, &change_params),
    );
    added?;
    changed?;
    Ok(())
}

async fn write_prices(
    client: &Object,
    batch: &[PlannedPrice],
    actor: Option<&Actor>,
) -> Result<(), WriteError> {
    let params = AddPricesParams {
        actor_id: actor.map(|actor| actor.user.uuid()),
        variants: column(batch, |it| it.variant.id.uuid()),
        firsts: column(batch, |it| it.is_first),
        prices: column(batch, |it| it.variant.price().amount()),
        compare_at_prices: column(batch, |it| it.variant.compare_at_price().map(Money::amount)),
        compare_at_untils: column(batch, |it| it.variant.compare_at_until()),
    };
    files::add_prices().params(client, &params).await?;
    Ok(())
}

/// A count as the database tells of it.
fn rows(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Arrays of arrays must be of one length in PostgreSQL: months travel as text.
fn season(season: &Season) -> String {
    let months: Vec<String> = season.months().iter().map(i32::to_string).collect();
    months.join(" ")
}

//! Variants and their prices as staff see and change them, in PostgreSQL.

use crate::audit::{self, Entry, difference};
use crate::carts::rules;
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::{
    Actor, ChangeVariantError, PastPrice, PriceKind, PriceTag, ScheduledPrice, Sku, Unit,
    VariantCase, VariantChange, VariantRecord, VariantTerms, Variants,
};
use domain::ids::{UserId, VariantId};
use domain::{Money, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::catalogue::{
    self, EditVariantParams, PriceRow, PricesOfVariantsParams, SchedulePricesParams,
    SetPriceParams, VariantRow,
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// [`Variants`] in PostgreSQL.
    PgVariants
}

impl Variants for PgVariants {
    /// Three round trips: what is locked and read, what is written and read again, the commit.
    async fn change(
        &self,
        sku: &Sku,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&VariantCase) -> Result<Option<VariantChange>, ChangeVariantError> + Send,
    ) -> Result<VariantRecord, ChangeVariantError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let reading = Reading::prepare(client).await?;
                let lock = prepared!(client, catalogue::lock_variant()).0;
                let text = sku.as_str();
                let (locked, case) = tokio::join!(
                    biased;
                    lock.bind(client, &text).opt(),
                    reading.variant(client, sku),
                );
                locked.map_err(from_postgres)?;
                let case = case?;
                let Some(change) = decide(&case)? else {
                    return case.variant.ok_or(ChangeVariantError::NotFound);
                };
                let writing = Writing::prepare(client).await?;
                let (written, noted, after) = tokio::join!(
                    biased;
                    writing.write(client, &change, actor.user),
                    note(client, sku, &change, actor, now),
                    reading.variant(client, sku),
                );
                written?;
                noted?;
                after?.variant.ok_or(ChangeVariantError::NotFound)
            })
            .await
    }
}

/// What changing a variant and its prices takes.
struct Writing {
    edit: catalogue::EditVariantStmt,
    withdraw: catalogue::WithdrawPricesStmt,
    schedule: catalogue::SchedulePricesStmt,
    set: catalogue::SetPriceStmt,
}

impl Writing {
    async fn prepare(client: &Object) -> Result<Self, StoreError> {
        let (edit, withdraw, schedule, set) = prepared!(
            client,
            catalogue::edit_variant(),
            catalogue::withdraw_prices(),
            catalogue::schedule_prices(),
            catalogue::set_price(),
        );
        Ok(Self {
            edit,
            withdraw,
            schedule,
            set,
        })
    }

    /// Each statement is sent before the answer to the one before it: together they are one round trip.
    async fn write(
        &self,
        client: &Object,
        change: &VariantChange,
        actor: UserId,
    ) -> Result<(), StoreError> {
        let (id, terms) = (change.id.uuid(), &change.after.terms);
        let terms = EditVariantParams {
            step: terms.rules.step().thousandths(),
            minimum: terms.rules.minimum().thousandths(),
            maximum: terms.rules.maximum().thousandths(),
            weighed: terms.weighed,
            position: terms.position,
            active: terms.active,
            id,
        };
        let prices = change.new_schedule();
        let schedule_params = prices.map(|prices| scheduled(id, prices, actor));
        let price_params = change.new_price().map(|tag| SetPriceParams {
            variant_id: id,
            price: tag.price().amount(),
            compare_at_price: tag.compare_at_price().map(Money::amount),
            compare_at_until: tag.compare_at_until(),
            actor_id: actor.uuid(),
        });
        let (edited, withdrawn, scheduled, set) = tokio::join!(
            biased;
            self.edit.params(client, &terms),
            async {
                match prices {
                    Some(_) => self.withdraw.bind(client, &id).await,
                    None => Ok(0),
                }
            },
            async {
                match &schedule_params {
                    Some(params) => self.schedule.params(client, params).await,
                    None => Ok(0),
                }
            },
            async {
                match &price_params {
                    Some(params) => self.set.params(client, params).await,
                    None => Ok(0),
                }
            },
        );
        for outcome in [edited, withdrawn, scheduled, set] {
            outcome.map_err(from_postgres)?;
        }
        Ok(())
    }
}

type Columns = SchedulePricesParams<
    Vec<OffsetDateTime>,
    Vec<i64>,
    Vec<Option<i64>>,
    Vec<Option<OffsetDateTime>>,
>;

fn scheduled(variant_id: Uuid, prices: &[ScheduledPrice], actor: UserId) -> Columns {
    let tags = || prices.iter().map(ScheduledPrice::tag);
    SchedulePricesParams {
        variant_id,
        actor_id: actor.uuid(),
        starts_ats: prices.iter().map(ScheduledPrice::starts_at).collect(),
        prices: tags().map(|tag| tag.price().amount()).collect(),
        compare_at_prices: tags()
            .map(|tag| tag.compare_at_price().map(Money::amount))
            .collect(),
        compare_at_untils: tags().map(PriceTag::compare_at_until).collect(),
    }
}

async fn note(
    client: &Object,
    sku: &Sku,
    change: &VariantChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let entry = Entry {
        action: "variant_changed",
        actor: Some(actor.user),
        user: None,
        target: sku.as_str(),
        details: difference(&change.before, &change.after)?,
    };
    audit::note(client, &entry, &actor.origin, now).await
}

/// What reading variants with their prices takes.
pub(crate) struct Reading {
    moment: catalogue::MomentStmt,
    one: catalogue::FindVariantStmt,
    of_product: catalogue::VariantsOfProductStmt,
    prices: catalogue::PricesOfVariantsStmt,
}

impl Reading {
    pub(crate) async fn prepare(client: &Object) -> Result<Self, StoreError> {
        let (moment, one, of_product, prices) = prepared!(
            client,
            catalogue::moment(),
            catalogue::find_variant(),
            catalogue::variants_of_product(),
            catalogue::prices_of_variants(),
        );
        Ok(Self {
            moment,
            one,
            of_product,
            prices,
        })
    }

    /// The variant of this SKU, if there is one, and when that was.
    pub(crate) async fn variant(
        &self,
        client: &Object,
        sku: &Sku,
    ) -> Result<VariantCase, StoreError> {
        let (sku, of_sku) = (sku.as_str(), of(None, Some(sku)));
        let (now, variant, prices) = tokio::join!(
            biased;
            self.moment.bind(client).one(),
            self.one.bind(client, &sku).opt(),
            self.prices.params(client, &of_sku).all(),
        );
        let now = now.map_err(from_postgres)?;
        let rows = variant.map_err(from_postgres)?.into_iter().collect();
        let mut found = records(rows, prices.map_err(from_postgres)?, now)?;
        Ok(VariantCase {
            variant: found.pop(),
            now,
        })
    }

    /// All variants of a product, in their order.
    pub(crate) async fn variants(
        &self,
        client: &Object,
        product: Uuid,
    ) -> Result<Vec<VariantRecord>, StoreError> {
        let of_product = of(Some(product), None);
        let (now, variants, prices) = tokio::join!(
            biased;
            self.moment.bind(client).one(),
            self.of_product.bind(client, &product).all(),
            self.prices.params(client, &of_product).all(),
        );
        let now = now.map_err(from_postgres)?;
        let rows = variants.map_err(from_postgres)?;
        records(rows, prices.map_err(from_postgres)?, now)
    }
}

fn of(product_id: Option<Uuid>, sku: Option<&Sku>) -> PricesOfVariantsParams<&str> {
    PricesOfVariantsParams {
        product_id,
        sku: sku.map(Sku::as_str),
    }
}

fn records(
    variants: Vec<VariantRow>,
    prices: Vec<PriceRow>,
    now: OffsetDateTime,
) -> Result<Vec<VariantRecord>, StoreError> {
    let mut by_variant: HashMap<Uuid, Vec<PriceRow>> = HashMap::new();
    for price in prices {
        by_variant.entry(price.variant_id).or_default().push(price);
    }
    variants
        .into_iter()
        .map(|row| {
            let prices = by_variant.remove(&row.id).unwrap_or_default();
            record(&row, prices, now)
        })
        .collect()
}

/// The variant with its prices, which come the latest first.
fn record(
    row: &VariantRow,
    prices: Vec<PriceRow>,
    now: OffsetDateTime,
) -> Result<VariantRecord, StoreError> {
    let (to_come, past): (Vec<_>, Vec<_>) = prices.into_iter().partition(|row| row.is_to_come);
    let to_come = to_come.iter().rev().map(scheduled_price);
    let price_history: Vec<_> = past.iter().map(past_price).collect::<Result<_, _>>()?;
    let today = price_history.first();
    let today = today.ok_or_else(|| broken("a variant has no price"))?;
    Ok(VariantRecord {
        id: VariantId::from(row.id),
        product_id: row.product_id.into(),
        sku: Sku::parse(&row.sku).map_err(broken)?,
        unit: Unit::parse(&row.unit).map_err(broken)?,
        terms: VariantTerms {
            rules: rules(row.step, row.minimum, row.maximum)?,
            weighed: row.weighed,
            position: row.position,
            active: row.active,
        },
        tag: today.tag.at(now),
        scheduled_prices: to_come.collect::<Result<_, _>>()?,
        price_history,
        version: row.version,
    })
}

fn scheduled_price(row: &PriceRow) -> Result<ScheduledPrice, StoreError> {
    let starts_at = row.starts_at;
    let starts_at = starts_at.ok_or_else(|| broken("a price to come has begun"))?;
    Ok(ScheduledPrice::new(starts_at, tag(row)?))
}

fn past_price(row: &PriceRow) -> Result<PastPrice, StoreError> {
    Ok(PastPrice {
        starts_at: row.starts_at,
        tag: tag(row)?,
        kind: PriceKind::parse(&row.kind).ok_or_else(|| broken("a stored kind is none"))?,
        set_by: row.set_by.map(UserId::from),
        set_at: row.set_at,
    })
}

fn tag(row: &PriceRow) -> Result<PriceTag, StoreError> {
    let tag = PriceTag::new(Money::rupiah(row.price)).map_err(broken)?;
    match row.compare_at_price {
        Some(price) => tag
            .compared_at(Money::rupiah(price), row.compare_at_until)
            .map_err(broken),
        None => Ok(tag),
    }
}

//! Coupons as staff keep them, and their redemption by orders.

use super::coupon_rows::managed;
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{from_postgres, violates};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::ids::CategoryId;
use domain::orders::coupon::{Benefit, CouponProblem, CouponTerms};
use domain::orders::coupons::{CouponCase, CouponChange, CouponError, ManagedCoupon};
use domain::orders::placing::{PlaceOrderError, Problem};
use domain::orders::{CouponCode, Coupons, Order};
use domain::{Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::coupons::{InsertCouponParams, UpdateCouponParams};
use postgres_queries::queries::{audit as audit_queries, coupons as queries};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// [`Coupons`] in PostgreSQL.
    PgCoupons
}

impl Coupons for PgCoupons {
    async fn list(
        &self,
        archived: bool,
        page: PageRequest<String>,
    ) -> Result<Page<ManagedCoupon, String>, StoreError> {
        let client = self.0.client().await?;
        let after = page.after.as_deref();
        let rows = queries::list_coupons()
            .bind(&client, &archived, &after, &(i64::from(page.limit) + 1))
            .all()
            .await
            .map_err(from_postgres)?;
        let found: Vec<ManagedCoupon> = rows.into_iter().map(managed).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |coupon: &ManagedCoupon| {
            coupon.code.as_str().to_owned()
        }))
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn change(
        &self,
        code: &CouponCode,
        wanted: Option<&CouponTerms>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&CouponCase) -> Result<Option<CouponChange>, CouponError> + Send,
    ) -> Result<Option<ManagedCoupon>, CouponError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, code, wanted).await?;
                let Some(change) = decide(&case)? else {
                    return Ok(case.coupon);
                };
                write(client, &change, actor, now).await?;
                Ok(match change {
                    CouponChange::Add(coupon) | CouponChange::Redefine { after: coupon, .. } => {
                        Some(coupon)
                    }
                    CouponChange::Archive(_) | CouponChange::Remove(_) => None,
                })
            })
            .await
    }
}

/// Holds the coupon, and then looks at who used it: a redemption under way has ended.
async fn read_case(
    client: &Object,
    code: &CouponCode,
    wanted: Option<&CouponTerms>,
) -> Result<CouponCase, StoreError> {
    let categories = wanted.map_or_else(Vec::new, |terms| ids(&terms.category_ids));
    let (lock, facts) = prepared!(client, queries::lock_coupon(), queries::coupon_facts());
    let (code, categories) = (code.as_str(), categories.as_slice());
    let (found, facts) = tokio::join!(
        biased;
        async { lock.bind(client, &code).opt().await },
        async { facts.bind(client, &code, &categories).one().await },
    );
    let found = found.map_err(from_postgres)?;
    let facts = facts.map_err(from_postgres)?;
    let unknown = facts.unknown_categories.into_iter();
    Ok(CouponCase {
        coupon: found.map(managed).transpose()?,
        redeemed: facts.redeemed,
        unknown_categories: unknown.map(CategoryId::from).collect(),
    })
}

/// Writes the change, and its line in the audit log, in one round trip.
async fn write(
    client: &Object,
    change: &CouponChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), CouponError> {
    let _ = prepared!(
        client,
        queries::insert_coupon(),
        queries::update_coupon(),
        queries::archive_coupon(),
        queries::delete_coupon(),
        audit_queries::note(),
    );
    let (stored, noted) = tokio::join!(
        biased;
        store(client, change, now),
        note(client, change, actor, now),
    );
    stored?;
    Ok(noted?)
}

async fn store(
    client: &Object,
    change: &CouponChange,
    now: OffsetDateTime,
) -> Result<(), CouponError> {
    let stored = match change {
        CouponChange::Add(coupon) => insert(client, coupon).await,
        CouponChange::Redefine { after, .. } => update(client, after).await,
        CouponChange::Archive(coupon) => {
            let archive = queries::archive_coupon();
            archive.bind(client, &now, &coupon.code.as_str()).await
        }
        CouponChange::Remove(coupon) => {
            let delete = queries::delete_coupon();
            delete.bind(client, &coupon.code.as_str()).await
        }
    };
    match stored {
        Ok(_) => Ok(()),
        // Two made it at the same moment.
        Err(error) if violates(&error, "coupons_pkey") => Err(CouponError::CodeTaken),
        Err(error) => Err(from_postgres(error).into()),
    }
}

/// The columns of a benefit: rate, maximum, amount.
const fn columns(benefit: Benefit) -> (Option<i32>, Option<Money>, Option<Money>) {
    match benefit {
        Benefit::Percentage { rate_bp, maximum } => (Some(rate_bp), maximum, None),
        Benefit::Fixed { amount } => (None, None, Some(amount)),
        Benefit::FreeDelivery => (None, None, None),
    }
}

async fn insert(client: &Object, coupon: &ManagedCoupon) -> Result<u64, tokio_postgres::Error> {
    let terms = &coupon.terms;
    let (rate_bp, maximum, amount) = columns(terms.benefit);
    let row = InsertCouponParams {
        code: coupon.code.as_str(),
        kind: terms.benefit.kind(),
        rate_bp,
        maximum: maximum.map(Money::amount),
        amount: amount.map(Money::amount),
        minimum_subtotal: terms.minimum_subtotal.amount(),
        starts_at: terms.starts_at,
        ends_at: terms.ends_at,
        total_limit: terms.total_limit,
        user_limit: terms.user_limit,
        category_ids: ids(&terms.category_ids),
        first_order_only: terms.first_order_only,
        active: terms.active,
    };
    queries::insert_coupon().params(client, &row).await
}

async fn update(client: &Object, coupon: &ManagedCoupon) -> Result<u64, tokio_postgres::Error> {
    let terms = &coupon.terms;
    let (rate_bp, maximum, amount) = columns(terms.benefit);
    let row = UpdateCouponParams {
        kind: terms.benefit.kind(),
        rate_bp,
        maximum: maximum.map(Money::amount),
        amount: amount.map(Money::amount),
        minimum_subtotal: terms.minimum_subtotal.amount(),
        starts_at: terms.starts_at,
        ends_at: terms.ends_at,
        total_limit: terms.total_limit,
        user_limit: terms.user_limit,
        category_ids: ids(&terms.category_ids),
        first_order_only: terms.first_order_only,
        active: terms.active,
        code: coupon.code.as_str(),
    };
    queries::update_coupon().params(client, &row).await
}

fn ids(categories: &[CategoryId]) -> Vec<Uuid> {
    categories.iter().map(|id| id.uuid()).collect()
}

async fn note(
    client: &Object,
    change: &CouponChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (action, coupon, before, after) = match change {
        CouponChange::Add(coupon) => ("coupon_created", coupon, Value::Null, json!(coupon.terms)),
        CouponChange::Redefine { before, after } => (
            "coupon_changed",
            after,
            json!(before.terms),
            json!(after.terms),
        ),
        CouponChange::Archive(coupon) => {
            ("coupon_archived", coupon, json!(coupon.terms), Value::Null)
        }
        CouponChange::Remove(coupon) => {
            ("coupon_deleted", coupon, json!(coupon.terms), Value::Null)
        }
    };
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: coupon.code.as_str(),
        details: json!({ "before": before, "after": after }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

/// Uses up an order's coupon, once the order is written. Whoever comes second waits for the first and is judged by
/// what is left then.
pub(super) async fn redeem(
    client: &Object,
    order: &Order,
    now: OffsetDateTime,
) -> Result<(), PlaceOrderError> {
    let Some(code) = order.coupon.as_deref() else {
        return Ok(());
    };
    let user = order.customer.user.map(Uuid::from);
    let (redeem, queue) = (queries::redeem_coupon(), queries::queue_for_first_order());
    let add = queries::add_redemption();
    let (redeemed, queued, added) = tokio::join!(
        biased;
        async { redeem.bind(client, &code).one().await },
        async { queue.bind(client, &user, &code).one().await },
        async { add.bind(client, &order.id.uuid(), &user, &now, &code).one().await },
    );
    redeemed.and(queued).and(added).map(drop).map_err(|error| {
        let problems = [
            ("coupon_has_uses", CouponProblem::UsedUp),
            ("coupon_is_for_first_order", CouponProblem::FirstOrderOnly),
            ("coupon_has_uses_of_user", CouponProblem::LimitReached),
        ];
        match problems
            .into_iter()
            .find(|(rule, _)| violates(&error, rule))
        {
            Some((_, problem)) => PlaceOrderError::Problems(vec![Problem::Coupon(problem)]),
            None => from_postgres(error).into(),
        }
    })
}

//! Claims about orders.

use super::rows;
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use crate::{credits, idempotency, outbox};
use deadpool_postgres::Object;
use domain::idempotency::{Effect, Idempotency};
use domain::ids::{ClaimId, OrderId, UserId};
use domain::orders::Order;
use domain::orders::claims::{
    Claim, ClaimError, ClaimFilter, ClaimKey, ClaimLine, ClaimStatus, Claims, Filing, ResolveError,
    Settlement, Standing, UnderReview,
};
use domain::{Money, Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::{claims as queries, orders as order_queries};
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`Claims`] in PostgreSQL.
    PgClaims
}

/// An order has fewer claims than this.
const ALL_OF_ONE_ORDER: i64 = 100;

impl Claims for PgClaims {
    async fn standing(&self, order: OrderId) -> Result<Standing, StoreError> {
        let client = self.0.client().await?;
        let found = queries::standing()
            .bind(&client, &order.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        found.map_or_else(|| Ok(Standing::default()), rows::standing)
    }

    /// Three round trips: what is read behind the lock, what is written, the commit.
    async fn file(
        &self,
        order: OrderId,
        decide: impl FnOnce(&Order, &Standing) -> Result<Filing, ClaimError> + Send,
    ) -> Result<Filing, ClaimError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (lock, find, standing) = prepared!(
                    client,
                    order_queries::lock_order(),
                    order_queries::find_order(),
                    queries::standing(),
                );
                let id = order.uuid();
                let (locked, order, standing) = tokio::join!(
                    biased;
                    async { lock.bind(client, &Some(id), &None::<&str>, &None).opt().await },
                    async { find.bind(client, &Some(id), &None::<&str>, &None).opt().await },
                    async { standing.bind(client, &id).opt().await },
                );
                locked.map_err(from_postgres)?;
                let order = order.map_err(from_postgres)?.ok_or(ClaimError::NotFound)?;
                let standing = standing.map_err(from_postgres)?;
                let standing = standing.ok_or(ClaimError::NotFound)?;
                let filing = decide(&rows::order(order)?, &rows::standing(standing)?)?;
                let (added, events) = tokio::join!(
                    biased;
                    add(client, &filing.claim),
                    outbox::add(client, &filing.events),
                );
                added?;
                events?;
                Ok(filing)
            })
            .await
    }

    /// Three round trips: what is read behind the locks, what is written, the commit.
    async fn resolve(
        &self,
        claim: ClaimId,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(UnderReview) -> Result<Settlement, ResolveError> + Send,
    ) -> Result<Effect<Settlement, Claim>, ResolveError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (answered, review) = tokio::join!(
                    biased;
                    idempotency::claim::<Claim, ResolveError>(client, idempotency, now),
                    review(client, claim),
                );
                if let Some(claim) = answered? {
                    return Ok(Effect::Replayed(claim));
                }
                let settlement = decide(review?.ok_or(ResolveError::NotFound)?)?;
                write(client, &settlement, idempotency, now).await?;
                Ok(Effect::Done(settlement))
            })
            .await
    }

    async fn of_order(&self, order: OrderId) -> Result<Vec<Claim>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::claims_of_order()
            .bind(&client, &order.uuid(), &ALL_OF_ONE_ORDER)
            .all()
            .await
            .map_err(from_postgres)?;
        found.into_iter().map(rows::claim).collect()
    }

    async fn of_user(&self, user: UserId, limit: i64) -> Result<Vec<Claim>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::claims_of_user()
            .bind(&client, &user.uuid(), &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        found.into_iter().map(rows::claim).collect()
    }

    async fn list(
        &self,
        filter: &ClaimFilter,
        page: PageRequest<ClaimKey>,
    ) -> Result<Page<Claim, ClaimKey>, StoreError> {
        let client = self.0.client().await?;
        let (filed_at, id) = page.after.map(|key| (key.filed_at, key.id.uuid())).unzip();
        let found = queries::list_claims()
            .bind(
                &client,
                &filter.status.map(ClaimStatus::as_str),
                &filter.since,
                &filed_at,
                &id,
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = found
            .into_iter()
            .map(rows::claim)
            .collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |claim: &Claim| ClaimKey {
            filed_at: claim.filed_at,
            id: claim.id,
        }))
    }
}

/// The claim and what it is decided by, read behind its order's lock.
async fn review(client: &Object, claim: ClaimId) -> Result<Option<UnderReview>, StoreError> {
    let id = claim.uuid();
    let (lock, find, read) = prepared!(
        client,
        order_queries::lock_order_of_claim(),
        queries::find_claim(),
        queries::given_back(),
    );
    let (order, claim, given_back) = tokio::join!(
        biased;
        async { lock.bind(client, &id).opt().await },
        async { find.bind(client, &id).opt().await },
        async { read.bind(client, &id).opt().await },
    );
    let (Some(order), Some(claim), Some(given_back)) = (
        order.map_err(from_postgres)?,
        claim.map_err(from_postgres)?,
        given_back.map_err(from_postgres)?,
    ) else {
        return Ok(None);
    };
    Ok(Some(UnderReview {
        claim: rows::claim(claim)?,
        order: rows::order(order)?,
        refunded: Money::rupiah(given_back.refunded),
        customer_is_gone: given_back.customer_is_gone,
    }))
}

async fn add(client: &Object, claim: &Claim) -> Result<(), StoreError> {
    let lines = &claim.lines;
    let texts = |text: fn(&ClaimLine) -> &str| lines.iter().map(text).collect::<Vec<_>>();
    let numbers = |number: fn(&ClaimLine) -> i64| lines.iter().map(number).collect::<Vec<_>>();
    queries::add_claim()
        .params(
            client,
            &queries::AddClaimParams {
                id: claim.id.uuid(),
                order_id: claim.order.uuid(),
                reason: claim.reason.as_str(),
                text: claim.text.as_deref(),
                photos: claim.photos.iter().map(|id| id.uuid()).collect::<Vec<_>>(),
                filed_at: claim.filed_at,
                skus: texts(|line| line.sku.as_str()),
                names_id: texts(|line| &line.name_id),
                names_en: texts(|line| &line.name_en),
                units: texts(|line| line.unit.as_str()),
                quantities: numbers(|line| line.quantity.thousandths()),
                costs: numbers(|line| line.cost.amount()),
            },
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}

async fn write(
    client: &Object,
    settlement: &Settlement,
    idempotency: &Idempotency,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let Settlement {
        claim,
        credit,
        events,
        ..
    } = settlement;
    let (resolved, credited, noted, told, kept) = tokio::join!(
        biased;
        resolve(client, claim),
        async {
            match credit {
                Some(entry) => credits::add(client, entry, now).await,
                None => Ok(()),
            }
        },
        note(client, settlement, now),
        outbox::add(client, events),
        idempotency::keep(client, idempotency, claim, now),
    );
    resolved?;
    credited?;
    noted?;
    told?;
    kept
}

async fn resolve(client: &Object, claim: &Claim) -> Result<(), StoreError> {
    let unresolved = || broken("a resolved claim has no resolution");
    let resolution = claim.resolution.as_ref().ok_or_else(unresolved)?;
    let changed = queries::resolve_claim()
        .bind(
            client,
            &claim.status.as_str(),
            &resolution.amount.map(Money::amount),
            &resolution.note.as_deref(),
            &resolution.by.uuid(),
            &resolution.at,
            &claim.id.uuid(),
        )
        .await
        .map_err(from_postgres)?;
    match changed {
        1 => Ok(()),
        // Its order's row is locked: nobody can have resolved it.
        _ => Err(broken("a locked claim changed")),
    }
}

async fn note(
    client: &Object,
    settlement: &Settlement,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let claim = &settlement.claim;
    let amount = claim.resolution.as_ref().and_then(|done| done.amount);
    let entry = Entry {
        action: "claim_resolved",
        actor: Some(settlement.staff),
        user: claim.customer.user,
        target: claim.order_code.as_str(),
        details: json!({
            "claim": claim.id,
            "before": { "status": ClaimStatus::Open },
            "after": { "status": claim.status, "amount": amount.map(Money::amount) },
        }),
    };
    audit::note(client, &entry, &settlement.origin, now).await
}

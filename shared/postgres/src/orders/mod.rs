//! The orders, with the stock and the slots they hold.

mod checkout;
mod claims;
pub(crate) mod coupon_rows;
mod coupons;
mod couriers;
mod delivery;
mod holdings;
mod invoices;
mod lists;
mod pick_lists;
pub(crate) mod rows;
mod sales;
mod shelves;
mod slot_templates;
mod write;
mod zones;

pub use claims::PgClaims;
pub use coupons::PgCoupons;
pub use couriers::PgCouriers;
pub use delivery::PgDelivery;
pub use invoices::PgInvoices;
pub use pick_lists::PgPickLists;
pub use sales::PgSalesReports;
pub use slot_templates::PgSlotTemplates;
pub use zones::PgZones;

use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use crate::{courier_cash, idempotency, inbox, takings};
use domain::catalog::Sku;
use domain::events::Received;
use domain::idempotency::{Effect, Idempotency};
use domain::ids::{OrderId, UserId};
use domain::orders::placing::{Basket, Checkout, PlaceOrderError, Placement};
use domain::orders::returning::{PickedLot, TakenBack};
use domain::orders::shelves::{Rework, Shelves};
use domain::orders::transition::{Change, TransitionError, Which};
use domain::orders::{Courier, Order, OrderCode, OrderFilter, OrderKey, Orders, Progress};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::{deliveries as deliveries_queries, orders as queries};
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// The orders in PostgreSQL.
    PgOrders
}

impl Orders for PgOrders {
    /// One round trip.
    async fn checkout(&self, basket: &Basket, now: OffsetDateTime) -> Result<Checkout, StoreError> {
        let client = self.0.client().await?;
        checkout::read(&client, basket, checkout::Lots::Read, now).await
    }

    /// Two round trips: everything that is read and locked, everything that is written with the commit.
    async fn place(
        &self,
        basket: &Basket,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Checkout) -> Result<Placement, PlaceOrderError> + Send,
    ) -> Result<Effect<Placement, Order>, PlaceOrderError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let read = async {
            let (answered, checkout) = tokio::join!(
                biased;
                idempotency::claim::<Order, PlaceOrderError>(client, idempotency, now),
                checkout::read(client, basket, checkout::Lots::Lock, now),
            );
            if let Some(order) = answered? {
                return Ok(Effect::Replayed(order));
            }
            let placement = decide(checkout?)?;
            write::prepare_placement(client).await?;
            Ok(Effect::Done(placement))
        };
        let write = async |effect| {
            if let Effect::Done(placement) = &effect {
                write::placement(client, basket, placement, idempotency, now).await?;
            }
            Ok(effect)
        };
        let outcome = transaction.run_and_write(read, write).await;
        if matches!(outcome, Ok(Effect::Done(_))) {
            telemetry::count(&telemetry::ORDERS_PLACED, 1);
        }
        outcome
    }

    /// Three round trips, one more when goods are released; two when there is nothing to do.
    async fn change(
        &self,
        which: &Which,
        received: Option<&Received>,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order) -> Result<Option<Change>, TransitionError> + Send,
    ) -> Result<Option<Change>, TransitionError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let changed = transaction.run(async {
                let (id, code, user) = match which {
                    Which::Id(id) => (Some(id.uuid()), None, None),
                    Which::Code(code) => (None, Some(code.as_str()), None),
                    Which::CodeOf(code, user) => (None, Some(code.as_str()), Some(user.uuid())),
                };
                let (lock, find) = prepared!(client, queries::lock_order(), queries::find_order());
                let (is_news, locked, order) = tokio::join!(
                    biased;
                    async {
                        match received {
                            Some(received) => inbox::note(client, received).await,
                            None => Ok(true),
                        }
                    },
                    async { lock.bind(client, &id, &code, &user).opt().await.map_err(from_postgres) },
                    async { find.bind(client, &id, &code, &user).opt().await.map_err(from_postgres) },
                );
                locked?;
                let order = rows::order(order?.ok_or(TransitionError::NotFound)?)?;
                if !is_news? {
                    return Ok(None);
                }
                let Some(change) = decide(&order)? else { return Ok(None) };
                Box::pin(write::change(client, &order, &change, now)).await?;
                let taken = courier_cash::taken(&order, &change.order);
                Ok::<_, TransitionError>(Some((change, taken)))
            }).await?;
        let Some((change, taken)) = changed else {
            return Ok(None);
        };
        if let Some(taken) = taken {
            takings::came_in(taken);
        }
        Ok(Some(change))
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn take_back(
        &self,
        code: &OrderCode,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, &[PickedLot]) -> Result<(Change, Vec<TakenBack>), TransitionError>
        + Send,
    ) -> Result<Change, TransitionError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (order, picked) = holdings::lock_picked(client, code).await?;
                let order = order.ok_or(TransitionError::NotFound)?;
                let (change, taken) = decide(&order, &picked)?;
                let (changed, returned) = tokio::join!(
                    biased;
                    write::change(client, &order, &change, now),
                    holdings::take_back(client, &change, &taken, now),
                );
                changed?;
                returned?;
                Ok(change)
            })
            .await
    }

    /// Three round trips: everything that is read and locked, everything that is written, the commit.
    async fn rework<E: From<TransitionError> + From<StoreError> + Send>(
        &self,
        code: &OrderCode,
        beside: &[Sku],
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, &Shelves) -> Result<Rework, E> + Send,
    ) -> Result<Change, E> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                // Boxed: many statements at once make a large future, which every caller's would hold.
                let (order, shelves) = Box::pin(shelves::lock(client, code, beside, now)).await?;
                let order = order.ok_or(TransitionError::NotFound)?;
                let rework = decide(&order, &shelves)?;
                Box::pin(write::rework(client, &order, &rework, now)).await?;
                Ok(rework.change)
            })
            .await
    }

    async fn find(&self, code: &OrderCode) -> Result<Option<Order>, StoreError> {
        self.find_any(code, None).await
    }

    async fn find_of(&self, code: &OrderCode, user: UserId) -> Result<Option<Order>, StoreError> {
        self.find_any(code, Some(user.uuid())).await
    }

    async fn list_of(
        &self,
        user: UserId,
        page: PageRequest<OrderKey>,
    ) -> Result<Page<Order, OrderKey>, StoreError> {
        let (placed_at, id) = after(&page);
        let client = self.0.client().await?;
        let found = queries::orders_of_user()
            .bind(
                &client,
                &user.uuid(),
                &placed_at,
                &id,
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        rows::page(found, page.limit)
    }

    async fn list(
        &self,
        filter: &OrderFilter,
        page: PageRequest<OrderKey>,
    ) -> Result<Page<Order, OrderKey>, StoreError> {
        let (placed_at, id) = after(&page);
        let client = self.0.client().await?;
        let found = lists::read(&client, filter, placed_at, id, page.limit).await?;
        rows::page(found, page.limit)
    }

    /// One round trip.
    async fn progress(&self, order: &Order) -> Result<Progress, StoreError> {
        let client = self.0.client().await?;
        let (id, courier) = (order.id.uuid(), order.courier.map(Uuid::from));
        let (timeline, name) = (queries::timeline(), deliveries_queries::user_name());
        let (timeline, courier) = tokio::join!(
            biased;
            async { timeline.bind(&client, &id).all().await },
            async {
                match courier {
                    Some(user) => name.bind(&client, &user).opt().await,
                    None => Ok(None),
                }
            },
        );
        let timeline = timeline.map_err(from_postgres)?;
        let courier = courier.map_err(from_postgres)?;
        Ok(Progress {
            timeline: timeline
                .into_iter()
                .map(rows::timeline_entry)
                .collect::<Result<_, _>>()?,
            courier: courier.map(|row| Courier {
                id: row.id.into(),
                name: row.name,
            }),
        })
    }

    async fn overdue(&self, now: OffsetDateTime, limit: i64) -> Result<Vec<OrderId>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::overdue_orders()
            .bind(&client, &now, &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        Ok(found.into_iter().map(OrderId::from).collect())
    }

    async fn delivered_before(
        &self,
        before: OffsetDateTime,
        limit: i64,
    ) -> Result<Vec<OrderId>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::delivered_orders()
            .bind(&client, &before, &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        Ok(found.into_iter().map(OrderId::from).collect())
    }
}

impl PgOrders {
    async fn find_any(
        &self,
        code: &OrderCode,
        user: Option<Uuid>,
    ) -> Result<Option<Order>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::find_order()
            .bind(&client, &None, &Some(code.as_str()), &user)
            .opt()
            .await
            .map_err(from_postgres)?;
        found.map(rows::order).transpose()
    }
}

fn after(page: &PageRequest<OrderKey>) -> (Option<OffsetDateTime>, Option<Uuid>) {
    page.after.map(|key| (key.placed_at, key.id.uuid())).unzip()
}

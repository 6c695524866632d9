//! Couriers in PostgreSQL, and what they have to bring.

use super::rows;
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::ids::UserId;
use domain::orders::couriers::{Assignment, AssignmentError, CourierKey, DeliveryKey};
use domain::orders::{Courier, Couriers, Order};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::{deliveries as queries, orders};
use serde_json::json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

adapter! {
    /// [`Couriers`] in PostgreSQL.
    PgCouriers
}

impl Couriers for PgCouriers {
    async fn find(&self, user: UserId) -> Result<Option<Courier>, StoreError> {
        let client = self.0.client().await?;
        find(&client, user.uuid()).await
    }

    async fn list(
        &self,
        page: PageRequest<CourierKey>,
    ) -> Result<Page<Courier, CourierKey>, StoreError> {
        let client = self.0.client().await?;
        let (name, id) = page.after.map(|key| (key.name, key.id.uuid())).unzip();
        let limit = i64::from(page.limit) + 1;
        let rows = queries::list_couriers()
            .bind(&client, &name, &id, &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(|row| Courier {
            id: row.id.into(),
            name: row.name,
        });
        Ok(Page::cut(
            found.collect(),
            page.limit,
            |courier: &Courier| CourierKey {
                name: courier.name.clone(),
                id: courier.id,
            },
        ))
    }

    async fn deliveries(
        &self,
        courier: UserId,
        date: Date,
        page: PageRequest<DeliveryKey>,
    ) -> Result<Page<Order, DeliveryKey>, StoreError> {
        let client = self.0.client().await?;
        let (start, id) = page.after.map(|key| (key.start, key.id.uuid())).unzip();
        let limit = i64::from(page.limit) + 1;
        let rows = orders::orders_to_deliver()
            .bind(&client, &courier.uuid(), &date, &start, &id, &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows
            .into_iter()
            .map(rows::order)
            .collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |order: &Order| DeliveryKey {
            start: order.slot.start,
            id: order.id,
        }))
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn assign(
        &self,
        wanted: &Assignment,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, bool) -> Result<Order, AssignmentError> + Send,
    ) -> Result<Order, AssignmentError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let code = Some(wanted.code.as_str());
                let (lock, order) = prepared!(client, orders::lock_order(), orders::find_order());
                let (locked, order, courier) = tokio::join!(
                    biased;
                    async { lock.bind(client, &None, &code, &None).opt().await.map_err(from_postgres) },
                    async { order.bind(client, &None, &code, &None).opt().await.map_err(from_postgres) },
                    async {
                        match wanted.courier {
                            Some(user) => find(client, user.uuid()).await,
                            None => Ok(None),
                        }
                    },
                );
                locked?;
                let before = rows::order(order?.ok_or(AssignmentError::NotFound)?)?;
                let after = decide(&before, courier?.is_some())?;
                let (set, courier, id) = (
                    queries::set_courier(),
                    after.courier.map(Uuid::from),
                    after.id.uuid(),
                );
                let (set, noted) = tokio::join!(
                    biased;
                    async { set.bind(client, &courier, &id).await },
                    note(client, &before, &after, actor, now),
                );
                set.map_err(from_postgres)?;
                noted?;
                Ok(after)
            })
            .await
    }
}

async fn find(client: &Object, user: Uuid) -> Result<Option<Courier>, StoreError> {
    let found = queries::find_courier()
        .bind(client, &user)
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(found.map(|row| Courier {
        id: row.id.into(),
        name: row.name,
    }))
}

async fn note(
    client: &Object,
    before: &Order,
    after: &Order,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let entry = Entry {
        action: "courier_assigned",
        actor: Some(actor.user),
        user: after.courier,
        target: before.code.as_str(),
        details: json!({
            "before": { "courier_id": before.courier },
            "after": { "courier_id": after.courier },
        }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct MoveStockParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = i64>,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub ids: T1,
    pub lot_ids: T2,
    pub on_hand_deltas: T3,
    pub reserved_deltas: T4,
    pub kind: T5,
    pub order_id: Option<uuid::Uuid>,
    pub actor_id: Option<uuid::Uuid>,
    pub reason: T6,
    pub now: time::OffsetDateTime,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct MoveStockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_stock() -> MoveStockStmt {
    MoveStockStmt(
        "with moves as ( select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) as m (id, lot_id, on_hand_delta, reserved_delta) ), moved as ( update catalog.lots t set on_hand = t.on_hand + m.on_hand_delta, reserved = t.reserved + m.reserved_delta from moves m where t.id = m.lot_id returning m.id, t.id as lot_id, m.on_hand_delta, m.reserved_delta ) insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, order_id, actor_id, reason, moved_at) select id, lot_id, $5, on_hand_delta, reserved_delta, $6, $7, $8, $9 from moved",
        None,
    )
}
impl MoveStockStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = i64>,
        T4: crate::ArraySql<Item = i64>,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        lot_ids: &'a T2,
        on_hand_deltas: &'a T3,
        reserved_deltas: &'a T4,
        kind: &'a T5,
        order_id: &'a Option<uuid::Uuid>,
        actor_id: &'a Option<uuid::Uuid>,
        reason: &'a T6,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    ids,
                    lot_ids,
                    on_hand_deltas,
                    reserved_deltas,
                    kind,
                    order_id,
                    actor_id,
                    reason,
                    now,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = i64>,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        MoveStockParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for MoveStockStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a MoveStockParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.lot_ids,
            &params.on_hand_deltas,
            &params.reserved_deltas,
            &params.kind,
            &params.order_id,
            &params.actor_id,
            &params.reason,
            &params.now,
        ))
    }
}

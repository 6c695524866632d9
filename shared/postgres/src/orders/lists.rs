//! Staff's list of orders: by which way its page is found.

use crate::error::from_postgres;
use crate::statements::containing;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::orders::{OrderFilter, OrderSearch, OrderStatus, PaymentMethod};
use postgres_queries::client::Params;
use postgres_queries::queries::orders::{self as queries, ListOrdersParams};
use time::OffsetDateTime;
use uuid::Uuid;

/// Orders with one of these statuses are few: see the index `orders_open`.
const OPEN: [OrderStatus; 7] = [
    OrderStatus::AwaitingPayment,
    OrderStatus::Confirmed,
    OrderStatus::Picking,
    OrderStatus::Packed,
    OrderStatus::OutForDelivery,
    OrderStatus::Delivered,
    OrderStatus::DeliveryFailed,
];
/// See the index `orders_failed`.
const FAILED: [OrderStatus; 3] = [
    OrderStatus::Cancelled,
    OrderStatus::Expired,
    OrderStatus::Returned,
];

/// The page and one order more.
pub(super) async fn read(
    client: &Object,
    filter: &OrderFilter,
    after_placed_at: Option<OffsetDateTime>,
    after_id: Option<Uuid>,
    limit: u8,
) -> Result<Vec<queries::Order>, StoreError> {
    let (code, words) = match &filter.search {
        Some(OrderSearch::Code(beginning)) => (Some(beginning.as_str()), None),
        Some(OrderSearch::Words(words)) => (None, Some(containing(words))),
        None => (None, None),
    };
    let statuses: Vec<&str> = filter
        .statuses
        .iter()
        .map(|status| status.as_str())
        .collect();
    queries::list_orders()
        .params(
            client,
            &ListOrdersParams {
                by: way(filter),
                statuses: (!statuses.is_empty()).then_some(statuses),
                slot_id: filter.slot.map(Uuid::from),
                day: filter.date,
                courier_id: filter.courier.map(Uuid::from),
                payment_method: filter.payment_method.map(PaymentMethod::as_str),
                code,
                words,
                after_placed_at,
                after_id,
                limit: i64::from(limit) + 1,
            },
        )
        .all()
        .await
        .map_err(from_postgres)
}

/// The branch of the statement that looks at the fewest orders: what is bounded by nature comes first.
fn way(filter: &OrderFilter) -> &'static str {
    let all_are = |known: &[OrderStatus]| {
        let statuses = &filter.statuses;
        !statuses.is_empty() && statuses.iter().all(|status| known.contains(status))
    };
    match &filter.search {
        Some(OrderSearch::Code(_)) => "code",
        _ if filter.slot.is_some() => "slot",
        _ if filter.date.is_some() => "day",
        Some(OrderSearch::Words(_)) => "words",
        _ if all_are(&OPEN) => "open",
        _ if filter.courier.is_some() => "courier",
        _ if all_are(&FAILED) => "failed",
        _ => "newest",
    }
}

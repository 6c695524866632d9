//! `GET /v1/courier/deliveries`: what the courier who asks still has to bring on a day, in the order of its windows.

use crate::CouriersApp;
use crate::view::LineView;
use domain::catalog::shop_date;
use domain::identity::Permission;
use domain::orders::{Address, Couriers, Order, OrderCode, OrderStatus, SlotWindow};
use domain::{Clock, Language, Money, SystemClock};
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// Today, unless another day is named.
    #[serde(default, with = "domain::catalog::date_text::option")]
    date: Option<time::Date>,
    limit: Option<u8>,
    cursor: Option<String>,
}

/// What a courier needs at the door.
#[derive(Serialize)]
struct DeliveryView<'a> {
    code: &'a OrderCode,
    status: OrderStatus,
    slot: &'a SlotWindow,
    address: &'a Address,
    note: Option<&'a str>,
    attempts: i32,
    amount_to_collect: Money,
    lines: Vec<LineView<'a>>,
}

pub async fn handle(app: &CouriersApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersDeliver).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let date = query.date.unwrap_or_else(|| shop_date(SystemClock.now()));
    let found = app.couriers.deliveries(caller.user, date, page).await?;
    let language = request.language();
    Ok(Reply::ok(&PageView::new(&found, |order| {
        DeliveryView::new(order, language)
    })))
}

impl<'a> DeliveryView<'a> {
    fn new(order: &'a Order, language: Language) -> Self {
        let lines = order.lines.iter();
        Self {
            code: &order.code,
            status: order.status,
            slot: &order.slot,
            address: &order.address,
            note: order.note.as_deref(),
            attempts: order.attempts,
            amount_to_collect: order.due_at_the_door(),
            lines: lines.map(|line| LineView::new(line, language)).collect(),
        }
    }
}

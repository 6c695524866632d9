//! `GET /v1/orders/{code}/tracking`: where an order stands, for its shopper or whoever has its link.

use crate::ReadApp;
use crate::view::TimelineView;
use crate::visible_order::visible_order;
use domain::orders::{OrderCode, OrderStatus, Orders, SlotWindow};
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct Tracking<'a> {
    code: &'a OrderCode,
    status: OrderStatus,
    timeline: Vec<TimelineView>,
    slot: &'a SlotWindow,
}

pub async fn handle(app: &ReadApp, request: Request) -> Result<Reply, Problem> {
    let order = visible_order(&app.auth, &app.links, &app.orders, &request).await?;
    let timeline = app.orders.timeline(order.id).await?;
    Ok(Reply::ok(&Tracking {
        code: &order.code,
        status: order.status,
        timeline: timeline.into_iter().map(TimelineView::new).collect(),
        slot: &order.slot,
    }))
}

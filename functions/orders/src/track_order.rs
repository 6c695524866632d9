//! `GET /v1/orders/{code}/tracking`: where an order stands, for its shopper or whoever has its link.

use crate::ReadApp;
use crate::view::TimelineView;
use crate::visible_order::visible_order;
use domain::orders::{OrderCode, OrderStatus, Orders, Progress, SlotWindow};
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct Tracking<'a> {
    code: &'a OrderCode,
    status: OrderStatus,
    timeline: Vec<TimelineView>,
    slot: &'a SlotWindow,
    /// How often a courier has set out with it.
    attempts: i32,
    courier: Option<CourierView<'a>>,
}

/// Who stands at the door: nothing to call or find them by.
#[derive(Serialize)]
struct CourierView<'a> {
    name: &'a str,
    initials: String,
}

pub async fn handle(app: &ReadApp, request: Request) -> Result<Reply, Problem> {
    let order = visible_order(&app.auth, &app.links, &app.orders, &request).await?;
    let Progress { timeline, courier } = app.orders.progress(&order).await?;
    // Until somebody has set out it may become another.
    let courier = courier.as_ref().filter(|_| order.attempts > 0);
    Ok(Reply::ok(&Tracking {
        code: &order.code,
        status: order.status,
        timeline: timeline.into_iter().map(TimelineView::new).collect(),
        slot: &order.slot,
        attempts: order.attempts,
        courier: courier.map(|courier| CourierView {
            name: &courier.name,
            initials: courier.initials(),
        }),
    }))
}

//! `GET /v1/orders/{code}/tracking`: where an order stands, for its shopper or whoever has its link.

use crate::ReadApp;
use crate::view::TimelineView;
use domain::links::Purpose;
use domain::orders::transition::TransitionError::NotFound;
use domain::orders::{Order, OrderCode, OrderStatus, Orders, Progress, SlotWindow};
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    token: Option<String>,
}

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
    let order = visible_order(app, &request).await?;
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

/// The order, if the caller may follow it: by its token, or as the user who placed it.
async fn visible_order(app: &ReadApp, request: &Request) -> Result<Order, Problem> {
    let code: OrderCode = request.path("code")?;
    let query: Query = request.query()?;
    let Some(token) = query.token else {
        let caller = app.auth.user(request).await?;
        return Ok(app
            .orders
            .find_of(&code, caller.user)
            .await?
            .ok_or(NotFound)?);
    };
    let order = app.orders.find(&code).await?.ok_or(NotFound)?;
    if app
        .links
        .key()
        .verify(Purpose::TrackOrder, order.id, &token)
    {
        Ok(order)
    } else {
        Err(NotFound.into())
    }
}

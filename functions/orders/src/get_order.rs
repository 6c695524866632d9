//! `GET /v1/admin/orders/{code}`: one order with its timeline, for staff.

use crate::list_orders::App;
use crate::view::{OrderView, TimelineView};
use domain::identity::Permission;
use domain::orders::transition::TransitionError::NotFound;
use domain::orders::{Courier, Orders, Progress};
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    order: OrderView<'a>,
    timeline: Vec<TimelineView>,
    courier: Option<&'a Courier>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersRead).await?;
    let order = app
        .orders
        .find(&request.path("code")?)
        .await?
        .ok_or(NotFound)?;
    let Progress { timeline, courier } = app.orders.progress(&order).await?;
    Ok(Reply::ok(&Answer {
        order: OrderView::for_staff(&order, request.language()),
        timeline: timeline.into_iter().map(TimelineView::for_staff).collect(),
        courier: courier.as_ref(),
    })
    .version(order.version))
}

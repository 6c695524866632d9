//! `PUT /v1/admin/orders/{code}/courier`: staff say who is to bring an order.

use crate::CouriersApp;
use crate::view::OrderView;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::ids::UserId;
use domain::orders::couriers::{Assignment, assign};
use runtime::{Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    courier_id: Option<UserId>,
}

pub async fn handle(app: &CouriersApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let wanted = Assignment {
        code,
        courier: body.courier_id,
    };
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let order = assign(&app.couriers, &SystemClock, &actor, &wanted).await?;
    Ok(Reply::ok(&OrderView::for_staff(&order, request.language())))
}

//! `POST /v1/admin/orders/{code}/transitions`: staff move an order on, each step by its own permission.

use crate::checkout::note;
use crate::view::OrderView;
use domain::SystemClock;
use domain::ids::UserId;
use domain::orders::OrderStatus;
use domain::orders::transition::{self, StaffTransition};
use messaging::Publisher;
use postgres::PgOrders;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What moving an order on needs.
    pub struct App {
        auth: Auth,
        orders: PgOrders,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    to: OrderStatus,
    note: Option<String>,
    courier_id: Option<UserId>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let note = note(&mut fields, "/note", body.note.as_deref());
    fields.finish()?;
    let wanted = StaffTransition {
        code,
        to: body.to,
        note,
        courier: body.courier_id,
        origin: request.origin(),
    };
    let order =
        transition::move_on(&app.orders, &app.publisher, &SystemClock, &caller, wanted).await?;
    Ok(Reply::ok(&OrderView::for_staff(&order, request.language())))
}

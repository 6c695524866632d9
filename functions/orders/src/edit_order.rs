//! `PATCH /v1/admin/orders/{code}`: staff change what an order is of, before anybody picks it.

use crate::checkout::note;
use crate::transition_order::App;
use crate::view::OrderView;
use domain::cart::Substitution;
use domain::catalog::Sku;
use domain::identity::{Actor, Permission};
use domain::orders::editing::{self, EditOrder, EditedLine};
use domain::{Quantity, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    lines: Vec<LineBody>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineBody {
    sku: Sku,
    /// Nothing removes the line.
    quantity: Quantity,
    /// Stays as it was when it is not said.
    substitution: Option<Substitution>,
}

impl From<LineBody> for EditedLine {
    fn from(body: LineBody) -> Self {
        Self {
            sku: body.sku,
            quantity: body.quantity,
            substitution: body.substitution,
        }
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let note = note(&mut fields, "/note", body.note.as_deref());
    fields.finish()?;
    let editor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let wanted = EditOrder {
        code,
        expected: request.expected_version(),
        lines: body.lines.into_iter().map(EditedLine::from).collect(),
        note,
    };
    let order = editing::edit(&app.orders, &app.publisher, &SystemClock, &editor, wanted).await?;
    Ok(Reply::ok(&OrderView::for_staff(&order, request.language())).version(order.version))
}

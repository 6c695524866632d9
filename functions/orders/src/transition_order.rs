//! `POST /v1/admin/orders/{code}/transitions`: staff move an order on, each step by its own permission.

use crate::checkout::note;
use crate::view::OrderView;
use domain::catalog::Sku;
use domain::ids::UserId;
use domain::orders::OrderStatus;
use domain::orders::packing::{PackedLine, Substitute};
use domain::orders::transition::{self, StaffTransition};
use domain::{Invalid, Quantity, SystemClock};
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
    #[serde(default)]
    packed_lines: Vec<PackedBody>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackedBody {
    sku: Sku,
    quantity: Quantity,
    substitute: Option<SubstituteBody>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubstituteBody {
    sku: Sku,
    quantity: Quantity,
    #[serde(default)]
    agreed: bool,
}

impl From<PackedBody> for PackedLine {
    fn from(body: PackedBody) -> Self {
        Self {
            sku: body.sku,
            quantity: body.quantity,
            substitute: body.substitute.map(|other| Substitute {
                sku: other.sku,
                quantity: other.quantity,
                agreed: other.agreed,
            }),
        }
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let note = note(&mut fields, "/note", body.note.as_deref());
    if body.to != OrderStatus::Packed && !body.packed_lines.is_empty() {
        fields.take::<()>("/packed_lines", Err(Invalid("only_when_packed")));
    }
    fields.finish()?;
    let wanted = StaffTransition {
        code,
        to: body.to,
        note,
        courier: body.courier_id,
        packed: body
            .packed_lines
            .into_iter()
            .map(PackedLine::from)
            .collect(),
        origin: request.origin(),
    };
    let order =
        transition::move_on(&app.orders, &app.publisher, &SystemClock, &caller, wanted).await?;
    Ok(Reply::ok(&OrderView::for_staff(&order, request.language())))
}

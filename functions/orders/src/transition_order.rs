//! `POST /v1/admin/orders/{code}/transitions`: staff move an order on, each step by its own permission.

use crate::checkout::note;
use crate::view::OrderView;
use domain::catalog::Sku;
use domain::identity::Permission;
use domain::ids::UserId;
use domain::orders::OrderStatus;
use domain::orders::packing::{PackedLine, Substitute};
use domain::orders::returning::ReturnedLine;
use domain::orders::transition::{self, StaffTransition};
use domain::{Invalid, Money, Quantity, SystemClock};
use messaging::Publisher;
use postgres::{PgCouriers, PgOrders};
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What moving an order on needs.
    pub struct App {
        auth: Auth,
        orders: PgOrders,
        couriers: PgCouriers,
        publisher: Publisher,
    }
}

/// More lines than any order has.
const MOST_LINES: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    to: OrderStatus,
    note: Option<String>,
    courier_id: Option<UserId>,
    collected: Option<Money>,
    returned_lines: Option<Vec<ReturnedLineBody>>,
    packed_lines: Option<Vec<PackedBody>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReturnedLineBody {
    sku: Sku,
    #[serde(default)]
    restock: Quantity,
    #[serde(default)]
    waste: Quantity,
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
    // Which of them the step needs is looked at with the order, behind locks that nobody else is to take.
    let staff = [Permission::OrdersFulfil, Permission::OrdersDeliver];
    let caller = app.auth.staff_with_any(&request, &staff).await?;
    let code = request.path("code")?;
    let mut body: Body = request.json()?;
    let mut fields = Fields::default();
    body.check(&mut fields);
    let note = note(&mut fields, "/note", body.note.as_deref());
    fields.finish()?;
    let packed = body.packed_lines.take().unwrap_or_default();
    let wanted = StaffTransition {
        code,
        to: body.to,
        note,
        courier: body.courier_id,
        collected: body.collected,
        returned: body.returned(),
        packed: packed.into_iter().map(PackedLine::from).collect(),
        origin: request.origin(),
    };
    let (orders, couriers) = (&app.orders, &app.couriers);
    let clock = SystemClock;
    let order =
        transition::move_on(orders, couriers, &app.publisher, &clock, &caller, wanted).await?;
    Ok(Reply::ok(&OrderView::for_staff(&order, request.language())))
}

impl Body {
    /// Notes what belongs to another step, and what is less than nothing.
    fn check(&self, fields: &mut Fields) {
        for (pointer, is_there, step) in [
            (
                "/packed_lines",
                self.packed_lines.is_some(),
                OrderStatus::Packed,
            ),
            (
                "/courier_id",
                self.courier_id.is_some(),
                OrderStatus::OutForDelivery,
            ),
            (
                "/collected",
                self.collected.is_some(),
                OrderStatus::Delivered,
            ),
            (
                "/returned_lines",
                self.returned_lines.is_some(),
                OrderStatus::Returned,
            ),
        ] {
            if is_there && self.to != step {
                fields.take::<()>(pointer, Err(Invalid("not_for_this_step")));
            }
        }
        let packed = self.packed_lines.as_ref().map(Vec::len);
        let returned = self.returned_lines.as_ref().map(Vec::len);
        for (pointer, lines) in [("/packed_lines", packed), ("/returned_lines", returned)] {
            if lines.is_some_and(|lines| lines > MOST_LINES) {
                fields.take::<()>(pointer, Err(Invalid("invalid_lines")));
            }
        }
        if self.collected.is_some_and(Money::is_negative) {
            fields.take::<()>("/collected", Err(Invalid("invalid_amount")));
        }
        for (place, line) in self.returned_lines.iter().flatten().enumerate() {
            for (field, quantity) in [("restock", line.restock), ("waste", line.waste)] {
                if quantity < Quantity::ZERO {
                    let pointer = format!("/returned_lines/{place}/{field}");
                    fields.take::<()>(pointer, Err(Invalid("invalid_quantity")));
                }
            }
        }
    }

    fn returned(self) -> Vec<ReturnedLine> {
        let lines = self.returned_lines.into_iter().flatten();
        lines
            .map(|line| ReturnedLine {
                sku: line.sku,
                restock: line.restock,
                waste: line.waste,
            })
            .collect()
    }
}

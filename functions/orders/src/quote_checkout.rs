//! `POST /v1/checkout/quote`: what the cart would cost as an order, and what stands in its way. Without effect.

use domain::catalog::{Sku, Unit};
use domain::ids::{AddressId, SlotId};
use domain::orders::Postcode;
use domain::orders::coupon::CouponInUse;
use domain::orders::placing::{self, Basket, Destination, Quote};
use domain::{Invalid, Language, Money, Quantity, SystemClock};
use postgres::PgOrders;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

config::app! {
    pub struct App {
        auth: Auth,
        orders: PgOrders,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    address_id: Option<AddressId>,
    postcode: Option<String>,
    slot_id: Option<SlotId>,
    use_credit: Option<bool>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let body: Body = request.json()?;
    let basket = Basket {
        owner,
        destination: destination(&body)?,
        slot: body.slot_id,
        use_credit: body.use_credit.unwrap_or_default(),
        guest_email: None,
    };
    let quote = placing::quote(&app.orders, &SystemClock, &basket).await?;
    Ok(Reply::ok(&Answer::new(&quote, request.language())?))
}

fn destination(body: &Body) -> Result<Destination, Problem> {
    let mut fields = Fields::default();
    let destination = match (body.address_id, body.postcode.as_deref()) {
        (Some(address), None) => Some(Destination::Saved(address)),
        (None, Some(postcode)) => fields
            .take("/postcode", Postcode::parse(postcode))
            .map(Destination::Postcode),
        _ => fields.take("/address_id", Err(Invalid("address_or_postcode"))),
    };
    destination.ok_or_else(|| fields.problem())
}

/// A quote as shoppers see it.
#[derive(Serialize)]
pub(crate) struct Answer<'a> {
    lines: Vec<QuotedLine<'a>>,
    coupon: Option<&'a CouponInUse>,
    subtotal: Money,
    discount: Money,
    delivery_fee: Money,
    tax: Money,
    total: Money,
    /// What store credit pays of it.
    credit: Money,
    amount_due: Money,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct QuotedLine<'a> {
    sku: &'a Sku,
    name: &'a str,
    quantity: Quantity,
    unit: Unit,
    unit_price: Money,
    line_total: Money,
    discount: Money,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<&'a Sku>,
    detail: &'static str,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(quote: &'a Quote, language: Language) -> Result<Self, Problem> {
        let lines = quote.lines.iter().map(|(line, discount)| {
            Ok(QuotedLine {
                sku: &line.sku,
                name: line.name(language),
                quantity: line.quantity,
                unit: line.unit,
                unit_price: line.unit_price,
                line_total: line
                    .priced(*discount)
                    .total()
                    .map_err(placing::PlaceOrderError::from)?,
                discount: *discount,
            })
        });
        let problems = quote.problems.iter().map(|problem| ProblemView {
            code: problem.code(),
            sku: problem.sku(),
            detail: runtime::message(problem.code(), language),
        });
        Ok(Self {
            lines: lines.collect::<Result<_, Problem>>()?,
            coupon: quote.coupon.as_ref(),
            subtotal: quote.totals.subtotal,
            discount: quote.totals.discount,
            delivery_fee: quote.totals.delivery_fee,
            tax: quote.totals.tax,
            total: quote.totals.total,
            credit: quote
                .totals
                .credit()
                .map_err(placing::PlaceOrderError::from)?,
            amount_due: quote.totals.amount_due,
            problems: problems.collect(),
        })
    }
}

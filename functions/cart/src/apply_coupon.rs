//! `PUT /v1/cart/coupon`: the coupon that the cart uses. One that does not apply is refused.

use crate::App;
use crate::view::CartView;
use domain::SystemClock;
use domain::cart;
use domain::orders::CouponCode;
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    code: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(code) = fields.take("/code", CouponCode::parse(&body.code)) else {
        return Err(fields.problem());
    };
    let cart = cart::apply_coupon(&app.carts, &SystemClock, owner, &code).await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

//! `PUT /v1/cart/items/{sku}`: how much of something stands in the cart.

use crate::App;
use crate::view::CartView;
use domain::cart::{self, Substitution};
use domain::catalog::Sku;
use domain::{Quantity, SystemClock};
use runtime::{Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    quantity: Quantity,
    /// Stays as it was when it is not said.
    substitution: Option<Substitution>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let sku: Sku = request.path("sku")?;
    let Body {
        quantity,
        substitution,
    } = request.json()?;
    let cart = cart::put(
        &app.carts,
        &SystemClock,
        owner,
        &sku,
        quantity,
        substitution,
    )
    .await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

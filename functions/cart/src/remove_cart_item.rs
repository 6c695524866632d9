//! `DELETE /v1/cart/items/{sku}`: takes something out of the cart; what is not in it is out already.

use crate::App;
use crate::view::CartView;
use domain::SystemClock;
use domain::cart;
use domain::catalog::Sku;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let sku: Sku = request.path("sku")?;
    let cart = cart::remove(&app.carts, &SystemClock, owner, &sku).await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

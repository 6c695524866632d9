//! `DELETE /v1/cart/coupon`: the cart uses no coupon; where none is in use there is none already.

use crate::App;
use crate::view::CartView;
use domain::SystemClock;
use domain::cart;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let cart = cart::remove_coupon(&app.carts, &SystemClock, owner).await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

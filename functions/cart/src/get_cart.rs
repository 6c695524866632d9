//! `GET /v1/cart`: the cart as it is priced now, and what changed since the last look.

use crate::App;
use crate::view::CartView;
use domain::SystemClock;
use domain::cart;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let cart = cart::get(&app.carts, &SystemClock, owner).await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

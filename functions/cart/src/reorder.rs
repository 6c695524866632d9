//! `POST /v1/orders/{code}/reorder`: what the caller's order was of goes into their cart again.

use crate::App;
use crate::view::CartView;
use domain::SystemClock;
use domain::cart;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let code = request.path("code")?;
    let cart = cart::reorder(&app.carts, &SystemClock, caller.user, &code).await?;
    Ok(Reply::ok(&CartView::new(&cart, request.language())))
}

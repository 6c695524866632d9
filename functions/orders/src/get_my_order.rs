//! `GET /v1/orders/{code}`: one of the caller's orders.

use crate::ReadApp;
use crate::view::OrderView;
use domain::orders::Orders;
use domain::orders::transition::TransitionError::NotFound;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &ReadApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let order = app
        .orders
        .find_of(&request.path("code")?, caller.user)
        .await?
        .ok_or(NotFound)?;
    Ok(Reply::ok(&OrderView::with_token(
        &order,
        request.language(),
        app.links.key(),
    )))
}

//! The order of a request's path, for its shopper or whoever has its link.

use domain::links::Purpose;
use domain::orders::transition::TransitionError::NotFound;
use domain::orders::{Order, OrderCode, Orders};
use postgres::PgOrders;
use runtime::{Auth, Links, Problem, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    token: Option<String>,
}

/// The order, if the caller may follow it: by its token, or as the user who placed it.
pub(crate) async fn visible_order(
    auth: &Auth,
    links: &Links,
    orders: &PgOrders,
    request: &Request,
) -> Result<Order, Problem> {
    let code: OrderCode = request.path("code")?;
    let query: Query = request.query()?;
    let Some(token) = query.token else {
        let caller = auth.user(request).await?;
        return Ok(orders.find_of(&code, caller.user).await?.ok_or(NotFound)?);
    };
    let order = orders.find(&code).await?.ok_or(NotFound)?;
    if links.key().verify(Purpose::TrackOrder, order.id, &token) {
        Ok(order)
    } else {
        Err(NotFound.into())
    }
}

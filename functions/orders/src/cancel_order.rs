//! `POST /v1/orders/{code}/cancel`: the shopper cancels, while nobody is picking.

use crate::MoveApp;
use crate::checkout::note;
use crate::view::OrderView;
use domain::SystemClock;
use domain::orders::transition;
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    reason: Option<String>,
}

pub async fn handle(app: &MoveApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let reason = note(&mut fields, "/reason", body.reason.as_deref());
    fields.finish()?;
    let order = transition::cancel(
        &app.orders,
        &app.publisher,
        &SystemClock,
        transition::Cancellation {
            user: caller.user,
            code,
            reason,
            request_id: request.id(),
        },
    )
    .await?;
    Ok(Reply::ok(&OrderView::with_token(
        &order,
        request.language(),
        app.links.key(),
    )))
}

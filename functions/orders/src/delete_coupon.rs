//! `DELETE /v1/admin/coupons/{code}`: nobody can use the coupon any more; one that was redeemed is archived.

use crate::CouponsApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::coupons;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CouponsApp, request: Request) -> Result<Reply, Problem> {
    let caller = app
        .auth
        .staff(&request, Permission::PromotionsWrite)
        .await?;
    let code = request.path("code")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    coupons::delete(&app.coupons, &SystemClock, &actor, &code, &expected).await?;
    Ok(Reply::no_content())
}

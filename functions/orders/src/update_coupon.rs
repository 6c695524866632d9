//! `PUT /v1/admin/coupons/{code}`: a coupon's terms from now on; orders keep what they were placed on.

use crate::CouponsApp;
use crate::coupon_body::CouponBody;
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
    let body: CouponBody = request.json()?;
    let wanted = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    let coupon =
        coupons::redefine(&app.coupons, &SystemClock, &actor, &code, &expected, wanted).await?;
    Ok(Reply::ok(&coupon).version(coupon.version))
}

//! `POST /v1/admin/coupons`: a new coupon.

use crate::CouponsApp;
use crate::coupon_body::NewCouponBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::coupons;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CouponsApp, request: Request) -> Result<Reply, Problem> {
    let caller = app
        .auth
        .staff(&request, Permission::PromotionsWrite)
        .await?;
    let body: NewCouponBody = request.json()?;
    let (code, wanted) = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let coupon = coupons::create(&app.coupons, &SystemClock, &actor, code, wanted).await?;
    Ok(Reply::created(&coupon).version(coupon.version))
}

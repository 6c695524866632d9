//! `PUT /v1/me/second-factor`: from the app's first right code on, logins ask for one.

use crate::limits::Limits;
use crate::recovery_codes_view;
use domain::SystemClock;
use domain::identity::second_factor;
use messaging::Publisher;
use postgres::PgSecondFactors;
use runtime::{Auth, OneTimeCodes, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What confirming needs.
    pub struct App {
        factors: PgSecondFactors,
        codes: OneTimeCodes,
        auth: Auth,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    code: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let (body, tries): (Body, _) = app
        .limits
        .tried_body("confirm-second-factor", &request, caller.user)
        .await?;
    let (codes, cut) = second_factor::confirm(
        &app.factors,
        &app.publisher,
        app.codes.key(),
        &SystemClock,
        caller.user,
        &body.code,
        &request.origin(),
    )
    .await?;
    app.auth.cut_access(&[cut]).await;
    tries.forget().await;
    Ok(recovery_codes_view::reply(&codes))
}

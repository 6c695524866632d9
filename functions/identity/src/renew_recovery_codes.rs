//! `POST /v1/me/second-factor/recovery-codes`: puts new recovery codes in place of the old.

use crate::limits::Limits;
use crate::recovery_codes_view;
use domain::SystemClock;
use domain::identity::second_factor::{self, Claimant};
use passwords::Argon2Passwords;
use postgres::PgSecondFactors;
use runtime::{Auth, OneTimeCodes, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What renewing needs.
    pub struct App {
        factors: PgSecondFactors,
        passwords: Argon2Passwords,
        codes: OneTimeCodes,
        auth: Auth,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    password: String,
    code: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let (body, tries): (Body, _) = app
        .limits
        .tried_body("renew-recovery-codes", &request, caller.user)
        .await?;
    let claimant = Claimant {
        user: caller.user,
        password: &body.password,
        code: &body.code,
        origin: &request.origin(),
    };
    let codes = second_factor::renew_recovery_codes(
        &app.factors,
        &app.passwords,
        app.codes.key(),
        &SystemClock,
        claimant,
    )
    .await?;
    tries.forget().await;
    Ok(recovery_codes_view::reply(&codes))
}

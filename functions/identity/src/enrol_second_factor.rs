//! `POST /v1/me/second-factor`: gives the user's authenticator app a secret.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::second_factor;
use passwords::Argon2Passwords;
use postgres::PgSecondFactors;
use runtime::{Auth, OneTimeCodes, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

config::app! {
    /// What enrolling needs.
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
}

#[derive(Serialize)]
struct EnrolmentView {
    secret: String,
    otpauth_uri: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let (body, tries): (Body, _) = app
        .limits
        .tried_body("enrol-second-factor", &request, caller.user)
        .await?;
    let enrolment = second_factor::enrol(
        &app.factors,
        &app.passwords,
        app.codes.key(),
        &SystemClock,
        caller.user,
        &body.password,
    )
    .await?;
    tries.forget().await;
    Ok(Reply::created(&EnrolmentView {
        secret: enrolment.secret.base32(),
        otpauth_uri: enrolment.secret.otpauth_uri(&enrolment.email),
    }))
}

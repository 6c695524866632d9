//! `DELETE /v1/me/second-factor`: logins ask for no code any more.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::second_factor::{self, Claimant};
use messaging::Publisher;
use passwords::Argon2Passwords;
use postgres::PgSecondFactors;
use runtime::{Auth, OneTimeCodes, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What removing needs.
    pub struct App {
        factors: PgSecondFactors,
        passwords: Argon2Passwords,
        codes: OneTimeCodes,
        auth: Auth,
        limits: Limits,
        publisher: Publisher,
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
        .tried_body("remove-second-factor", &request, caller.user)
        .await?;
    let claimant = Claimant {
        user: caller.user,
        password: &body.password,
        code: &body.code,
        origin: &request.origin(),
    };
    let cut = second_factor::remove(
        &app.factors,
        &app.passwords,
        &app.publisher,
        app.codes.key(),
        &SystemClock,
        claimant,
    )
    .await?;
    app.auth.cut_access(&[cut]).await;
    tries.forget().await;
    Ok(Reply::no_content())
}

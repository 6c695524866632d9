//! `PUT /v1/me/password`: another password, for the one who knows the present one.

use crate::limits::Limits;
use crate::reauthentication;
use domain::SystemClock;
use domain::identity::NewPassword;
use domain::identity::password_change::{PasswordChange, change};
use domain::identity::reauthentication::holder;
use messaging::Publisher;
use passwords::Argon2Passwords;
use postgres::PgCredentials;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What another password needs.
    pub struct App {
        credentials: PgCredentials,
        passwords: Argon2Passwords,
        auth: Auth,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    current_password: String,
    password: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let (body, origin): (Body, _) = (request.json()?, request.origin());
    let holder = holder(&app.credentials, caller.user).await?;
    let password = NewPassword::parse(&body.password, holder.addressee.personal());
    let mut fields = Fields::default();
    let Some(password) = fields.take("/password", password) else {
        return Err(fields.problem());
    };
    let checked = reauthentication::ask(
        (&app.limits, "change-password", &request),
        &app.credentials,
        &app.passwords,
        &holder,
        &body.current_password,
    )
    .await?;
    let new = PasswordChange {
        user: &holder.addressee,
        session: caller.session,
        checked,
        password: &password,
    };
    let cut = change(
        &app.credentials,
        &app.passwords,
        &app.publisher,
        &SystemClock,
        &new,
        &origin,
    )
    .await?;
    app.auth.cut_access(&[cut]).await;
    Ok(Reply::no_content())
}

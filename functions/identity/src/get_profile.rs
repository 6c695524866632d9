//! `GET /v1/me`: what users see of themselves.

use domain::Language;
use domain::identity::{Account, user};
use postgres::PgUsers;
use runtime::{Auth, Problem, Reply, Request};
use serde::Serialize;

config::app! {
    /// What a profile needs.
    pub struct App {
        users: PgUsers,
        auth: Auth,
    }
}

#[derive(Serialize)]
struct ProfileView<'a> {
    #[serde(flatten)]
    account: &'a Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    language: Language,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let profile = user::profile(&app.users, caller.user).await?;
    Ok(Reply::ok(&ProfileView {
        account: &profile.account,
        phone: profile.phone.as_deref(),
        language: profile.language,
    }))
}

//! `GET /v1/me`: what users see of themselves.

use crate::profile_view::ProfileView;
use domain::identity::profile;
use postgres::PgProfiles;
use runtime::{Auth, Problem, Reply, Request};
use storage::ImageUrls;

config::app! {
    /// What a profile needs.
    pub struct App {
        profiles: PgProfiles,
        urls: ImageUrls,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let profile = profile::get(&app.profiles, caller.user).await?;
    Ok(Reply::ok(&ProfileView::new(&profile, &app.urls)))
}

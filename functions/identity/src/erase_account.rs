//! `DELETE /v1/me`: the user goes, with everything that tells of a person.

use domain::SystemClock;
use domain::identity::erasure;
use messaging::Publisher;
use postgres::PgProfiles;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What going takes.
    pub struct App {
        profiles: PgProfiles,
        publisher: Publisher,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let origin = request.origin();
    let erased = erasure::erase(
        &app.profiles,
        &app.publisher,
        &SystemClock,
        caller.user,
        &origin,
    )
    .await?;
    app.auth.cut_access(&[erased.cut]).await;
    Ok(Reply::no_content())
}

//! `DELETE /v1/me/sessions/{id}`: signs the user out on one device, at once.

use domain::SystemClock;
use domain::identity::session;
use postgres::PgSessions;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What ending a session needs.
    pub struct App {
        sessions: PgSessions,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let id = request.path("id")?;
    let origin = request.origin();
    session::end(&app.sessions, &SystemClock, caller.user, id, &origin).await?;
    app.auth.end_session(id).await;
    Ok(Reply::no_content())
}

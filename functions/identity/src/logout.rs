//! `POST /v1/auth/logout`: ends this session, or all of the user's, at once.

use domain::identity::Sessions;
use domain::{Clock, SystemClock};
use postgres::PgSessions;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What logging out needs.
    pub struct App {
        sessions: PgSessions,
        auth: Auth,
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    all: bool,
}

/// The body may be left out.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body = if request.body()?.is_empty() {
        Body::default()
    } else {
        request.json()?
    };
    let (origin, now) = (request.origin(), SystemClock.now());
    if body.all {
        let cut = app.sessions.end_all(caller.user, &origin, now).await?;
        app.auth.cut_access(cut.as_slice()).await;
    } else {
        app.sessions
            .end(caller.user, caller.session, &origin, now)
            .await?;
        app.auth.end_session(caller.session).await;
    }
    Ok(Reply::no_content())
}

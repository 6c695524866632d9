//! `POST /v1/auth/logout`: ends this session, or all of the user's, at once.

use domain::identity::Sessions;
use domain::identity::session::Which;
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
    let which = if body.all {
        Which::All
    } else {
        Which::One(caller.session)
    };
    let ended = app
        .sessions
        .end(caller.user, which, &request.origin(), SystemClock.now())
        .await?;
    app.auth.end_session(caller.session).await;
    for session in ended {
        app.auth.end_session(session).await;
    }
    Ok(Reply::no_content())
}

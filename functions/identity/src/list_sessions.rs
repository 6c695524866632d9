//! `GET /v1/me/sessions`: where the user is signed in, the last seen first.

use domain::identity::{Profiles, device};
use domain::ids::SessionId;
use domain::{Clock, SystemClock};
use postgres::PgProfiles;
use runtime::{Auth, Problem, Reply, Request};
use serde::Serialize;
use time::OffsetDateTime;

config::app! {
    /// What the list of sessions needs.
    pub struct App {
        profiles: PgProfiles,
        auth: Auth,
    }
}

#[derive(Serialize)]
struct Sessions {
    items: Vec<SessionItem>,
}

#[derive(Serialize)]
struct SessionItem {
    id: SessionId,
    /// In few words; none when the device says nothing of itself.
    device: Option<String>,
    user_agent: String,
    ip: String,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    last_seen_at: OffsetDateTime,
    /// Whether it is the one that asks.
    current: bool,
}

/// The list is bounded: one page holds it.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let open = app
        .profiles
        .open_sessions(caller.user, SystemClock.now())
        .await?;
    let items = open.into_iter().map(|session| SessionItem {
        id: session.id,
        device: device::describe(&session.user_agent),
        user_agent: session.user_agent,
        ip: session.ip,
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
        current: session.id == caller.session,
    });
    Ok(Reply::ok(&Sessions {
        items: items.collect(),
    }))
}

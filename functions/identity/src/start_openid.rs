//! `POST /v1/auth/openid/google`: where to sign in with Google, and what the browser keeps meanwhile.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::external_login::{self, FLOW_LIFETIME};
use openid::OpenId;
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Serialize};

config::app! {
    /// What beginning such a login needs.
    pub struct App {
        provider: OpenId,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {}

#[derive(Serialize)]
struct View {
    authorization_url: String,
    flow_token: String,
    /// Seconds.
    expires_in: i64,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("openid", &request).await?;
    let Body {} = request.json()?;
    let started = external_login::start(&app.provider, &SystemClock).await?;
    Ok(Reply::ok(&View {
        authorization_url: started.authorization_url,
        flow_token: started.flow.token(),
        expires_in: FLOW_LIFETIME.whole_seconds(),
    }))
}

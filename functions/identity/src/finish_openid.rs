//! `POST /v1/auth/openid/google/callback`: opens a session for whoever Google vouches for.

use crate::limits::{Account, Limits};
use crate::{guest_cart, session_view};
use domain::SystemClock;
use domain::identity::external_login::{self, Callback, Flow};
use domain::identity::{FirstFactor, OpenSession, login};
use messaging::Publisher;
use openid::OpenId;
use postgres::{PgCarts, PgExternalIdentities, PgSessions};
use runtime::{OneTimeCodes, Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What finishing such a login needs.
    pub struct App {
        provider: OpenId,
        identities: PgExternalIdentities,
        sessions: PgSessions,
        codes: OneTimeCodes,
        carts: PgCarts,
        publisher: Publisher,
        signer: TokenSigner,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    code: String,
    state: String,
    flow_token: String,
    cart_token: Option<String>,
    second_factor_code: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("openid", &request).await?;
    let body: Body = request.json()?;
    let callback = Callback {
        flow: Flow::resume(&body.flow_token, &body.state, &SystemClock)?,
        code: &body.code,
        language: request.language(),
        origin: request.origin(),
    };
    let first = external_login::identify(
        &app.provider,
        &app.identities,
        &app.publisher,
        &SystemClock,
        callback,
    )
    .await?;
    let session = enter(app, &request, &first, body.second_factor_code.as_deref()).await?;
    if let Some(token) = &body.cart_token {
        guest_cart::bring(&app.carts, token, session.account.id).await;
    }
    session_view::reply(&app.signer, &session, &SystemClock)
}

/// A code is tried no more often than anywhere else.
async fn enter(
    app: &App,
    request: &Request,
    first: &FirstFactor,
    code: Option<&str>,
) -> Result<OpenSession, Problem> {
    let account = first.second_factor.map(|_| Account::User(first.user));
    let tries = app.limits.tries("openid-code", request, account).await?;
    let session = login::enter(
        &app.sessions,
        app.codes.key(),
        &SystemClock,
        first,
        code,
        request.origin(),
    )
    .await?;
    tries.forget().await;
    Ok(session)
}

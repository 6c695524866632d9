//! `POST /v1/auth/openid/google/callback`: opens a session for whoever Google vouches for.

use crate::limits::Limits;
use crate::{guest_cart, session_view};
use domain::SystemClock;
use domain::identity::external_login::{self, Callback, Flow};
use messaging::Publisher;
use openid::OpenId;
use postgres::{PgCarts, PgExternalIdentities};
use runtime::{Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What finishing such a login needs.
    pub struct App {
        provider: OpenId,
        identities: PgExternalIdentities,
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
        second_factor_code: body.second_factor_code.as_deref(),
        language: request.language(),
        origin: request.origin(),
    };
    let session = external_login::finish(
        &app.provider,
        &app.identities,
        &app.publisher,
        &SystemClock,
        callback,
    )
    .await?;
    if let Some(token) = &body.cart_token {
        guest_cart::bring(&app.carts, token, session.account.id).await;
    }
    session_view::reply(&app.signer, &session, &SystemClock)
}

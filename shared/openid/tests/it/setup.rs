//! The adapter on a stage, and a flow through it.

use config::{Environment, FromEnvironment};
use domain::identity::external_login::{Claims, Flow, OpenIdProvider, ProviderError};
use domain::{Clock, SystemClock};
use openid::OpenId;
use serde_json::{Value, json};
use testkit::{Issuer, Stage};

pub(crate) fn adapter(issuer: &Issuer) -> OpenId {
    OpenId::from_environment(&issuer.on(Stage::default()).environment()).unwrap()
}

pub(crate) fn configured(variables: &[(&str, &str)]) -> Result<OpenId, String> {
    let environment: Environment = variables.iter().copied().collect();
    OpenId::from_environment(&environment).map_err(|error| error.to_string())
}

pub(crate) fn siti() -> Value {
    json!({ "sub": "1001", "email": "siti@example.com", "email_verified": true, "name": "Siti Aminah" })
}

/// Siti with one thing different.
pub(crate) fn siti_with(name: &str, value: Value) -> Value {
    let mut claims = siti();
    claims[name] = value;
    claims
}

/// Signs in from start to end.
pub(crate) async fn sign_in(
    openid: &OpenId,
    issuer: &Issuer,
    claims: &Value,
) -> Result<Claims, ProviderError> {
    let flow = Flow::start(&SystemClock).unwrap();
    let url = openid.authorization_url(&flow).await?;
    let returned = issuer.sign_in(&url, claims);
    openid
        .exchange(&returned.code, &flow, SystemClock.now())
        .await
}

/// Why the login was refused; the test fails if it was not.
#[track_caller]
pub(crate) fn refusal(outcome: Result<Claims, ProviderError>) -> &'static str {
    match outcome {
        Err(ProviderError::Refused(reason)) => reason,
        other => panic!("not refused: {other:?}"),
    }
}

//! A shop where people sign in with Google, and a provider that says what the test wants.

use crate::shop::{Shop, post, text};
use domain::events::Event;
use domain::identity::events::ExternalLoginLinked;
use identity::{finish_openid, start_openid};
use serde_json::{Value, json};
use testkit::{Answer, Issuer, Returned};

pub(crate) const START: &str = "/v1/auth/openid/google";
pub(crate) const CALLBACK: &str = "/v1/auth/openid/google/callback";

/// A shop that sends people to a provider of the test's own.
pub(crate) struct Counter {
    pub(crate) shop: Shop,
    pub(crate) issuer: Issuer,
}

impl Counter {
    pub(crate) async fn open() -> Self {
        let (mut shop, issuer) = (Shop::open().await, Issuer::open().await);
        shop.stage = issuer.on(shop.stage);
        Self { shop, issuer }
    }

    /// Begins a flow; answers the provider's page and the flow token.
    pub(crate) async fn start(&self) -> (String, String) {
        start(&self.shop).await
    }

    /// What the browser comes back with once somebody has signed in.
    pub(crate) async fn callback(&self, claims: &Value) -> Value {
        let (url, flow_token) = self.start().await;
        let Returned { code, state } = self.issuer.sign_in(&url, claims);
        json!({ "code": code, "state": state, "flow_token": flow_token })
    }

    /// From start to end.
    pub(crate) async fn sign_in(&self, claims: &Value) -> Answer {
        finish(&self.shop, &self.callback(claims).await).await
    }

    pub(crate) async fn linked(&self) -> Vec<ExternalLoginLinked> {
        let statement = "select event from platform.outbox order by id";
        let rows = self.shop.client.query(statement, &[]).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_value::<Event>(row.get(0)).unwrap())
            .filter_map(|event| event.read::<ExternalLoginLinked>().unwrap())
            .collect()
    }
}

pub(crate) async fn start(shop: &Shop) -> (String, String) {
    let started = post(START, &json!({}))
        .send(shop.app(), start_openid::handle)
        .await
        .expect(200);
    assert_eq!(started["expires_in"], 600);
    (
        text(&started, "authorization_url").to_owned(),
        text(&started, "flow_token").to_owned(),
    )
}

pub(crate) async fn finish(shop: &Shop, body: &Value) -> Answer {
    post(CALLBACK, body)
        .send(shop.app(), finish_openid::handle)
        .await
}

/// What a provider says of somebody.
pub(crate) fn person(email: &str) -> Value {
    json!({ "sub": format!("subject of {email}"), "email": email, "email_verified": true, "name": "Siti Aminah" })
}

pub(crate) fn with(mut value: Value, name: &str, other: Value) -> Value {
    value[name] = other;
    value
}

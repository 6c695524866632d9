//! Signing in with Google, as the stack's own provider stands in for it: through its pages, like a browser.

use crate::client::{Caller, Stack, text};
use serde_json::{Value, json};
use testkit::{Browser, Returned};

const START: &str = "/v1/auth/openid/google";
const CALLBACK: &str = "/v1/auth/openid/google/callback";

/// Begins a flow, signs in on the provider's pages as the caller, and answers what the shop's page would send.
async fn come_back(caller: &Caller, browser: &mut Browser) -> Value {
    let started = caller.post(START, &json!({})).await.expect(200);
    let url = text(&started["authorization_url"]);
    let Returned { code, state } = browser.sign_in(url, &caller.email).await;
    json!({ "code": code, "state": state, "flow_token": started["flow_token"] })
}

/// The callback with one part of it another's.
fn with(callback: &Value, part: &str, of: &Value) -> Value {
    let mut mixed = callback.clone();
    mixed[part] = of[part].clone();
    mixed
}

#[tokio::test]
async fn somebody_signs_in_on_the_providers_pages_and_is_the_same_the_next_time() {
    let stack = Stack::of_the_suite();
    let (mut siti, mut browser) = (stack.stranger(), Browser::default());
    let mut profiles = Vec::new();
    for _ in 0..2 {
        let callback = come_back(&siti, &mut browser).await;
        let session = siti.post(CALLBACK, &callback).await.expect(200);
        siti.sign_in_with(&session);
        profiles.push(siti.get("/v1/me").await.expect(200));
    }
    assert_eq!(profiles[0]["email"], siti.email);
    assert_eq!(profiles[0]["roles"], json!(["customer"]));
    assert_eq!(profiles[0], profiles[1]);
}

#[tokio::test]
async fn a_shopper_with_a_verified_address_keeps_their_account() {
    let stack = Stack::of_the_suite();
    let shopper = stack.shopper().await;
    let before = shopper.get("/v1/me").await.expect(200);
    let callback = come_back(&shopper, &mut Browser::default()).await;
    let session = shopper.post(CALLBACK, &callback).await.expect(200);
    assert_eq!(session["user"]["id"], before["id"]);
}

#[tokio::test]
async fn what_is_another_browsers_or_was_used_opens_nothing() {
    let stack = Stack::of_the_suite();
    let (siti, mallory) = (stack.stranger(), stack.stranger());
    let own = come_back(&siti, &mut Browser::default()).await;
    let foreign = come_back(&mallory, &mut Browser::default()).await;
    let mut garbled = own.clone();
    garbled["state"] = json!("garbled");
    // A token whose nonce is another flow's: the code is brought with a flow that did not ask for it.
    let injected = with(
        &foreign,
        "code",
        &come_back(&siti, &mut Browser::default()).await,
    );
    for callback in [
        garbled,
        with(&own, "state", &foreign),
        with(&own, "flow_token", &foreign),
        injected,
    ] {
        siti.post(CALLBACK, &callback)
            .await
            .expect_problem(401, "external_login_refused");
    }
    siti.post(CALLBACK, &own).await.expect(200);
    siti.post(CALLBACK, &own)
        .await
        .expect_problem(401, "external_login_refused");
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_verified_makes_nobody() {
    let stack = Stack::of_the_suite();
    let mut somebody = stack.stranger();
    somebody.email = somebody.email.replace('@', "+unverified@");
    let callback = come_back(&somebody, &mut Browser::default()).await;
    somebody
        .post(CALLBACK, &callback)
        .await
        .expect_problem(403, "external_email_not_verified");
}

//! The way to Google and back.

use crate::counter::{CALLBACK, Counter, START, finish, person, start, with};
use crate::shop::{Shop, post, somebody, somewhere, text};
use domain::SystemClock;
use domain::identity::external_login::Flow;
use identity::{finish_openid, start_openid};
use serde_json::{Value, json};
use testkit::{Browser, Call, Returned};

#[tokio::test]
async fn a_code_opens_a_session_once_and_in_the_browser_that_asked_for_it() {
    let (counter, email) = (Counter::open().await, somebody());
    let own = counter.callback(&person(&email)).await;
    let other = counter.callback(&person(&somebody())).await;
    let take = |name: &str| with(own.clone(), name, other[name].clone());
    let swapped_state_and_flow = with(take("state"), "flow_token", other["flow_token"].clone());
    for body in [
        // Another flow's state, another browser's flow token, another's code.
        take("state"),
        take("flow_token"),
        with(own.clone(), "state", "".into()),
        with(own.clone(), "state", "garbage".into()),
        with(own.clone(), "flow_token", "garbage".into()),
        with(own.clone(), "code", "garbage".into()),
        with(own.clone(), "code", "".into()),
    ] {
        finish(&counter.shop, &body)
            .await
            .expect_problem(401, "external_login_refused");
    }
    finish(&counter.shop, &own).await.expect(200);
    finish(&counter.shop, &own)
        .await
        .expect_problem(401, "external_login_refused");
    // Redeemed with another flow's verifier, a code is worth nothing, and is used up.
    finish(&counter.shop, &swapped_state_and_flow)
        .await
        .expect_problem(401, "external_login_refused");
    assert_eq!(counter.shop.count("identity.users").await, 1);
}

#[tokio::test]
async fn a_token_with_another_flows_nonce_is_refused() {
    let (counter, email) = (Counter::open().await, somebody());
    let claims = with(person(&email), "nonce", "of another flow".into());
    counter
        .sign_in(&claims)
        .await
        .expect_problem(401, "external_login_refused");
    assert_eq!(counter.shop.count("identity.users").await, 0);
}

#[tokio::test]
async fn a_shop_without_a_provider_says_so() {
    let shop = Shop::open().await;
    post(START, &json!({}))
        .send(shop.app(), start_openid::handle)
        .await
        .expect_problem(404, "external_login_not_offered");
    let flow = Flow::start(&SystemClock).unwrap();
    let body = json!({ "code": "c", "state": flow.state(), "flow_token": flow.token() });
    finish(&shop, &body)
        .await
        .expect_problem(404, "external_login_not_offered");
}

#[tokio::test]
async fn a_provider_that_is_away_is_no_ones_fault() {
    let counter = Counter::open().await;
    let callback = counter.callback(&person(&somebody())).await;
    let away = counter
        .shop
        .stage
        .clone()
        .with("OPENID_ISSUER", "http://127.0.0.1:1");
    let answer = post(START, &json!({}))
        .send(away.app(), start_openid::handle)
        .await;
    assert!(answer.headers.contains_key("retry-after"));
    answer.expect_problem(503, "openid_provider_unavailable");
    post(CALLBACK, &callback)
        .send(away.app(), finish_openid::handle)
        .await
        .expect_problem(503, "openid_provider_unavailable");
}

#[tokio::test]
async fn bodies_of_another_shape_are_refused() {
    let counter = Counter::open().await;
    let good = json!({ "code": "c", "state": "s", "flow_token": "f" });
    for body in [
        json!({}),
        json!([]),
        with(good.clone(), "code", Value::Null),
        with(good.clone(), "state", 1.into()),
        with(good.clone(), "flow_token", json!({})),
        with(good.clone(), "issuer", "https://evil.example".into()),
        with(good, "second_factor_code", 123_456.into()),
    ] {
        finish(&counter.shop, &body)
            .await
            .expect_problem(400, "malformed_request");
    }
    post(START, &json!({ "redirect_url": "https://evil.example" }))
        .send(counter.shop.app(), start_openid::handle)
        .await
        .expect_problem(400, "malformed_request");
    Call::post(START)
        .from_ip(somewhere())
        .send(counter.shop.app(), start_openid::handle)
        .await
        .expect_problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn one_network_begins_and_ends_sixty_flows_a_minute() {
    let (shop, network) = (Shop::open().await, somewhere());
    for _ in 0..60 {
        post(CALLBACK, &json!({}))
            .from_ip(&network)
            .send(shop.app(), finish_openid::handle)
            .await
            .expect_problem(400, "malformed_request");
    }
    post(START, &json!({}))
        .from_ip(&network)
        .send(shop.app(), start_openid::handle)
        .await
        .expect_problem(429, "too_many_requests");
}

/// A shop that sends people to the provider of the suite's stack: somebody else's implementation of the standard,
/// with pages.
async fn shop_of_the_suite() -> Shop {
    let mut shop = Shop::open().await;
    shop.stage = testkit::openid_of_the_suite(shop.stage);
    shop
}

#[tokio::test]
async fn somebody_signs_in_on_its_pages() {
    let (shop, email, mut browser) = (shop_of_the_suite().await, somebody(), Browser::default());
    let mut users = Vec::new();
    for _ in 0..2 {
        let (url, flow_token) = start(&shop).await;
        let Returned { code, state } = browser.sign_in(&url, &email).await;
        let body = json!({ "code": code, "state": state, "flow_token": flow_token });
        let session = finish(&shop, &body).await.expect(200);
        assert_eq!(session["user"]["email"], email);
        shop.me(text(&session, "access_token")).await.expect(200);
        finish(&shop, &body)
            .await
            .expect_problem(401, "external_login_refused");
        users.push(session["user"].clone());
    }
    assert_eq!(users[0], users[1]);
}

#[tokio::test]
async fn a_code_of_another_browser_and_an_address_not_verified_are_refused() {
    let shop = shop_of_the_suite().await;
    let (url, _) = start(&shop).await;
    let stolen = Browser::default().sign_in(&url, &somebody()).await;
    let (other_url, flow_token) = start(&shop).await;
    let own = Browser::default().sign_in(&other_url, &somebody()).await;
    let injected = json!({ "code": stolen.code, "state": own.state, "flow_token": flow_token });
    finish(&shop, &injected)
        .await
        .expect_problem(401, "external_login_refused");
    let (url, flow_token) = start(&shop).await;
    let unverified = somebody().replace('@', "+unverified@");
    let Returned { code, state } = Browser::default().sign_in(&url, &unverified).await;
    let body = json!({ "code": code, "state": state, "flow_token": flow_token });
    finish(&shop, &body)
        .await
        .expect_problem(403, "external_email_not_verified");
    assert_eq!(shop.count("identity.users").await, 0);
}

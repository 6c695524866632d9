//! Signing in with Google: a provider that says what the test wants, and one that is real.

use crate::shop::{PASSWORD, Shop, post, somebody, somewhere, text};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::events::ExternalLoginLinked;
use domain::links::{random_token, token_hash};
use identity::{finish_openid, start_openid};
use serde_json::{Value, json};
use testkit::{Answer, Browser, Call, Issuer, Returned};
use uuid::Uuid;

const START: &str = "/v1/auth/openid/google";
const CALLBACK: &str = "/v1/auth/openid/google/callback";

/// A shop that sends people to a provider of the test's own.
struct Counter {
    shop: Shop,
    issuer: Issuer,
}

impl Counter {
    async fn open() -> Self {
        let (mut shop, issuer) = (Shop::open().await, Issuer::open().await);
        shop.stage = issuer.on(shop.stage);
        Self { shop, issuer }
    }

    /// Begins a flow; answers the provider's page and the flow token.
    async fn start(&self) -> (String, String) {
        start(&self.shop).await
    }

    /// What the browser comes back with once somebody has signed in.
    async fn callback(&self, claims: &Value) -> Value {
        let (url, flow_token) = self.start().await;
        let Returned { code, state } = self.issuer.sign_in(&url, claims);
        json!({ "code": code, "state": state, "flow_token": flow_token })
    }

    /// From start to end.
    async fn sign_in(&self, claims: &Value) -> Answer {
        finish(&self.shop, &self.callback(claims).await).await
    }

    async fn linked(&self) -> Vec<ExternalLoginLinked> {
        let statement = "select event from platform.outbox order by id";
        let rows = self.shop.client.query(statement, &[]).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_value::<Event>(row.get(0)).unwrap())
            .filter_map(|event| event.read::<ExternalLoginLinked>().unwrap())
            .collect()
    }
}

async fn start(shop: &Shop) -> (String, String) {
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

async fn finish(shop: &Shop, body: &Value) -> Answer {
    post(CALLBACK, body)
        .send(shop.app(), finish_openid::handle)
        .await
}

/// What a provider says of somebody.
fn person(email: &str) -> Value {
    json!({ "sub": format!("subject of {email}"), "email": email, "email_verified": true, "name": "Siti Aminah" })
}

fn with(mut value: Value, name: &str, other: Value) -> Value {
    value[name] = other;
    value
}

#[tokio::test]
async fn somebody_new_becomes_a_customer_without_a_password() {
    let (counter, email) = (Counter::open().await, somebody());
    let callback = counter.callback(&person(&email)).await;
    let session = post(CALLBACK, &callback)
        .header("accept-language", "en")
        .send(counter.shop.app(), finish_openid::handle)
        .await
        .expect(200);
    assert_eq!(session["user"]["email"], email);
    assert_eq!(session["user"]["name"], "Siti Aminah");
    assert_eq!(session["user"]["roles"], json!(["customer"]));
    let me = counter.shop.me(text(&session, "access_token")).await;
    assert_eq!(me.expect(200)["language"], "en");
    let from = "identity.users where status = 'active' and password_hash is null \
        and email_verified_at is not null";
    assert_eq!(counter.shop.count(from).await, 1);
    counter
        .shop
        .login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    assert_eq!(counter.linked().await, []);
    assert_eq!(
        counter.shop.audit_log().await,
        ["registered_externally", "logged_in", "login_failed"]
    );
}

#[tokio::test]
async fn the_identity_is_the_same_person_whatever_the_address_is_by_now() {
    let (counter, email) = (Counter::open().await, somebody());
    let first = counter.sign_in(&person(&email)).await.expect(200);
    for claims in [
        person(&email),
        with(person(&email), "email", somebody().into()),
        with(person(&email), "email_verified", false.into()),
        with(person(&email), "email", Value::Null),
    ] {
        let again = counter.sign_in(&claims).await.expect(200);
        assert_eq!(again["user"], first["user"]);
    }
    assert_eq!(counter.shop.count("identity.users").await, 1);
    assert_eq!(counter.shop.count("identity.sessions").await, 5);
    assert_eq!(counter.linked().await, []);
}

#[tokio::test]
async fn a_verified_address_of_an_account_links_it_and_its_owner_is_told_once() {
    let (counter, email) = (Counter::open().await, somebody());
    let own = counter.shop.customer(&email).await;
    for _ in 0..2 {
        let session = counter
            .sign_in(&person(&email.to_uppercase()))
            .await
            .expect(200);
        assert_eq!(session["user"], own["user"]);
    }
    let told = counter.linked().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].user_id.to_string(), text(&own["user"], "id"));
    assert_eq!(
        (
            told[0].email.as_str(),
            told[0].name.as_str(),
            told[0].provider.as_str()
        ),
        (email.as_str(), "Sari", "Google")
    );
    let log = "identity.audit_log where action = 'external_login_linked' and details ? 'issuer'";
    assert_eq!(counter.shop.count(log).await, 1);
    // The password stays what it was: its owner had proved the address.
    counter.shop.login(&email, PASSWORD).await.expect(200);
    counter
        .shop
        .me(text(&own, "access_token"))
        .await
        .expect(200);
}

#[tokio::test]
async fn whoever_registered_somebody_elses_address_before_has_nothing_of_the_account() {
    let (counter, email) = (Counter::open().await, somebody());
    counter.shop.register(&email).await.expect(202);
    counter.shop.resend(&email).await.expect(202);
    counter
        .shop
        .execute("update identity.users set phone = '+6281234567890'")
        .await;
    let session = counter.sign_in(&person(&email)).await.expect(200);
    assert_eq!(session["user"]["name"], "Siti Aminah");
    // Their password is nobody's, their links lead nowhere, and what they wrote is gone.
    counter
        .shop
        .login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    for token in counter.shop.mailed_tokens(&email).await {
        counter
            .shop
            .verify(&token)
            .await
            .expect_problem(422, "invalid_verification_token");
    }
    assert_eq!(counter.shop.count("identity.one_time_tokens").await, 0);
    let untouched =
        "identity.users where phone is null and password_hash is null and status = 'active'";
    assert_eq!(counter.shop.count(untouched).await, 1);
    assert_eq!(counter.shop.count("identity.users").await, 1);
    assert_eq!(session["user"]["roles"], json!(["customer"]));
    // And they cannot register it anew.
    counter.shop.register(&email).await.expect(202);
    let again = counter.sign_in(&person(&email)).await.expect(200);
    assert_eq!(again["user"], session["user"]);
}

#[tokio::test]
async fn an_address_that_the_provider_has_not_verified_opens_nothing() {
    let (counter, email) = (Counter::open().await, somebody());
    counter.shop.customer(&email).await;
    let sessions = counter.shop.count("identity.sessions").await;
    for claims in [
        with(person(&email), "email_verified", false.into()),
        with(person(&email), "email_verified", Value::Null),
        with(person(&email), "email", Value::Null),
        with(person(&somebody()), "email_verified", false.into()),
        with(person(&email), "email", "siti@müller.example".into()),
    ] {
        counter
            .sign_in(&claims)
            .await
            .expect_problem(403, "external_email_not_verified");
    }
    assert_eq!(counter.shop.count("identity.users").await, 1);
    assert_eq!(counter.shop.count("identity.external_identities").await, 0);
    assert_eq!(counter.shop.count("identity.sessions").await, sessions);
}

#[tokio::test]
async fn a_second_person_who_is_given_the_address_is_not_the_first() {
    let (counter, email) = (Counter::open().await, somebody());
    counter.sign_in(&person(&email)).await.expect(200);
    counter
        .sign_in(&with(person(&email), "sub", "somebody else".into()))
        .await
        .expect_problem(401, "external_login_refused");
    assert_eq!(counter.shop.count("identity.sessions").await, 1);
}

#[tokio::test]
async fn a_suspended_user_stays_out_by_this_door_too() {
    let (counter, email, other) = (Counter::open().await, somebody(), somebody());
    counter.sign_in(&person(&email)).await.expect(200);
    counter.shop.customer(&other).await;
    counter
        .shop
        .execute("update identity.users set status = 'suspended'")
        .await;
    let sessions = counter.shop.count("identity.sessions").await;
    for email in [&email, &other] {
        counter
            .sign_in(&person(email))
            .await
            .expect_problem(403, "account_suspended");
    }
    assert_eq!(counter.shop.count("identity.sessions").await, sessions);
    assert_eq!(counter.shop.count("identity.external_identities").await, 1);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_once_it_is_confirmed() {
    let (counter, email) = (Counter::open().await, somebody());
    counter.sign_in(&person(&email)).await.expect(200);
    counter
        .shop
        .execute(
            "insert into identity.second_factors (user_id, id, created_at)
             select id, id, now() from identity.users",
        )
        .await;
    counter.sign_in(&person(&email)).await.expect(200);
    counter
        .shop
        .execute("update identity.second_factors set confirmed_at = now()")
        .await;
    let callback = counter.callback(&person(&email)).await;
    for callback in [
        callback,
        with(
            counter.callback(&person(&email)).await,
            "second_factor_code",
            "000000".into(),
        ),
    ] {
        finish(&counter.shop, &callback)
            .await
            .expect_problem(401, "second_factor_required");
    }
    assert_eq!(counter.shop.count("identity.sessions").await, 2);
}

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
async fn a_guests_cart_comes_along() {
    let (counter, email) = (Counter::open().await, somebody());
    let cart_token = random_token().unwrap();
    let statement = "insert into cart.carts (id, token_hash, created_at, updated_at, expires_at)
         values ($1, $2, now(), now(), now() + interval '1 day')";
    let id = domain::ids::CartId::generate(&SystemClock).uuid();
    let hash = token_hash(&cart_token);
    counter
        .shop
        .client
        .execute(statement, &[&id, &hash.as_slice()])
        .await
        .unwrap();
    let callback = counter.callback(&person(&email)).await;
    let session = finish(
        &counter.shop,
        &with(callback, "cart_token", cart_token.into()),
    )
    .await
    .expect(200);
    let user: Uuid = text(&session["user"], "id").parse().unwrap();
    let of_user = format!("cart.carts where user_id = '{user}'");
    assert_eq!(counter.shop.count(&of_user).await, 1);
    // One that is nobody's is no reason to keep somebody out.
    let callback = counter.callback(&person(&email)).await;
    finish(
        &counter.shop,
        &with(callback, "cart_token", "garbage".into()),
    )
    .await
    .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_callbacks_of_one_new_person_make_one_user() {
    let (counter, email) = (Counter::open().await, somebody());
    let users = in_parallel(&counter, &person(&email)).await;
    assert!(users.iter().all(|user| *user == users[0]));
    assert_eq!(counter.shop.count("identity.users").await, 1);
    assert_eq!(counter.shop.count("identity.external_identities").await, 1);
    assert_eq!(counter.shop.count("identity.sessions").await, 50);
    assert_eq!(counter.shop.count("identity.user_roles").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_callbacks_to_one_account_link_it_once() {
    let (counter, email) = (Counter::open().await, somebody());
    let own = counter.shop.customer(&email).await;
    let users = in_parallel(&counter, &person(&email)).await;
    assert!(users.iter().all(|user| *user == own["user"]));
    assert_eq!(counter.shop.count("identity.external_identities").await, 1);
    assert_eq!(counter.linked().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_callbacks_while_others_register_the_address_leave_no_password() {
    let (counter, email) = (Counter::open().await, somebody());
    let registering: Vec<_> = (0..5)
        .map(|_| {
            let body = json!({ "email": email, "password": PASSWORD, "name": "Mallory" });
            let app: &identity::register::App = counter.shop.app();
            tokio::spawn(post("/v1/auth/register", &body).send(app, identity::register::handle))
        })
        .collect();
    let users = in_parallel(&counter, &person(&email)).await;
    for call in registering {
        call.await.unwrap().expect(202);
    }
    assert!(users.iter().all(|user| *user == users[0]));
    let safe =
        "identity.users where status = 'active' and password_hash is null and name = 'Siti Aminah'";
    assert_eq!(counter.shop.count(safe).await, 1);
    assert_eq!(counter.shop.count("identity.users").await, 1);
    assert_eq!(counter.shop.count("identity.one_time_tokens").await, 0);
}

/// The users that fifty callbacks at once sign in.
async fn in_parallel(counter: &Counter, claims: &Value) -> Vec<Value> {
    let mut callbacks = Vec::new();
    for _ in 0..50 {
        callbacks.push(counter.callback(claims).await);
    }
    let app: &finish_openid::App = counter.shop.app();
    let calls: Vec<_> = callbacks
        .iter()
        .map(|callback| tokio::spawn(post(CALLBACK, callback).send(app, finish_openid::handle)))
        .collect();
    let mut users = Vec::new();
    for call in calls {
        users.push(call.await.unwrap().expect(200)["user"].clone());
    }
    users
}

#[tokio::test]
async fn a_shop_without_a_provider_says_so() {
    let shop = Shop::open().await;
    post(START, &json!({}))
        .send(shop.app(), start_openid::handle)
        .await
        .expect_problem(404, "external_login_not_offered");
    let flow = domain::identity::external_login::Flow::start(&SystemClock).unwrap();
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

/// The provider of the suite's stack: somebody else's implementation of the standard, with pages.
mod of_the_suite {
    use super::*;

    async fn shop() -> Shop {
        let mut shop = Shop::open().await;
        shop.stage = testkit::openid_of_the_suite(shop.stage);
        shop
    }

    #[tokio::test]
    async fn somebody_signs_in_on_its_pages() {
        let (shop, email, mut browser) = (shop().await, somebody(), Browser::default());
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
        let shop = shop().await;
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
}

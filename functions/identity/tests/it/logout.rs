//! Logging out.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use identity::{logout, refresh_session};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn logout(shop: &Shop, session: &Value, body: Option<Value>) -> Answer {
    let call = Call::post("/v1/auth/logout").bearer(text(session, "access_token"));
    let call = match body {
        Some(body) => call.json(&body),
        None => call,
    };
    call.send(shop.app(), logout::handle).await
}

async fn is_usable(shop: &Shop, session: &Value) -> bool {
    let body = json!({ "refresh_token": session["refresh_token"] });
    let refreshed = post("/v1/auth/refresh", &body)
        .send(shop.app(), refresh_session::handle)
        .await;
    let shown = shop.me(text(session, "access_token")).await;
    assert_eq!(shown.status, refreshed.status, "both tokens or none");
    shown.status == 200
}

#[tokio::test]
async fn logging_out_ends_this_session_at_once() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let there = shop.login(&email, PASSWORD).await.expect(200);
    logout(&shop, &here, None).await.expect(204);
    assert!(!is_usable(&shop, &here).await);
    assert!(is_usable(&shop, &there).await);
    logout(&shop, &here, None)
        .await
        .expect_problem(401, "invalid_token");
}

#[tokio::test]
async fn logging_out_everywhere_ends_the_users_sessions_and_nobody_elses() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let there = shop.login(&email, PASSWORD).await.expect(200);
    let neighbour = shop.customer(&somebody()).await;
    logout(&shop, &here, Some(json!({ "all": true })))
        .await
        .expect(204);
    assert!(!is_usable(&shop, &here).await);
    assert!(!is_usable(&shop, &there).await);
    assert!(is_usable(&shop, &neighbour).await);
    assert!(
        shop.audit_log()
            .await
            .contains(&"logged_out_everywhere".into())
    );
}

#[tokio::test]
async fn a_bad_body_logs_nobody_out() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    logout(&shop, &session, Some(json!({ "all": "yes" })))
        .await
        .expect_problem(400, "malformed_request");
    logout(&shop, &session, Some(json!({ "everywhere": true })))
        .await
        .expect_problem(400, "malformed_request");
    assert!(is_usable(&shop, &session).await);
}

#[tokio::test]
async fn without_redis_a_logout_still_ends_the_session() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let stage = shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1");
    Call::post("/v1/auth/logout")
        .bearer(text(&session, "access_token"))
        .send(stage.app(), logout::handle)
        .await
        .expect(204);
    let body = json!({ "refresh_token": session["refresh_token"] });
    post("/v1/auth/refresh", &body)
        .send(shop.app(), refresh_session::handle)
        .await
        .expect_problem(401, "invalid_refresh_token");
}

//! Where somebody is signed in, and being signed out there.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use identity::{end_session, list_sessions, login, refresh_session};
use serde_json::{Value, json};
use testkit::{Answer, Call};

const PHONE: &str = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                     Chrome/131.0.0.0 Mobile Safari/537.36";

async fn list(shop: &Shop, session: &Value) -> Vec<Value> {
    let answer = Call::get("/v1/me/sessions")
        .bearer(text(session, "access_token"))
        .send(shop.app(), list_sessions::handle)
        .await;
    answer.expect(200)["items"].as_array().unwrap().clone()
}

async fn end(shop: &Shop, session: &Value, id: &str) -> Answer {
    Call::new("DELETE", &format!("/v1/me/sessions/{id}"))
        .parameter("id", id)
        .bearer(text(session, "access_token"))
        .send(shop.app(), end_session::handle)
        .await
}

async fn login_from_phone(shop: &Shop, email: &str) -> Value {
    post(
        "/v1/auth/login",
        &json!({ "email": email, "password": PASSWORD }),
    )
    .header("user-agent", PHONE)
    .from_ip("192.0.2.77")
    .send(shop.app(), login::handle)
    .await
    .expect(200)
}

async fn refresh(shop: &Shop, session: &Value) -> Answer {
    let body = json!({ "refresh_token": session["refresh_token"] });
    post("/v1/auth/refresh", &body)
        .send(shop.app(), refresh_session::handle)
        .await
}

#[tokio::test]
async fn the_sessions_are_told_apart_and_the_asking_one_is_marked() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let phone = login_from_phone(&shop, &email).await;
    shop.customer(&somebody()).await;
    let items = list(&shop, &here).await;
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["device"], "Chrome (Android)");
    assert_eq!(items[0]["user_agent"], PHONE);
    assert_eq!(items[0]["ip"], "192.0.2.77");
    assert_eq!(items[0]["current"], false);
    // The first one was opened without a word of who asks.
    assert_eq!(items[1]["device"], Value::Null);
    assert_eq!(items[1]["current"], true);
    assert_eq!(list(&shop, &phone).await[0]["current"], true);
    // Whoever is kept alive was seen last.
    refresh(&shop, &here).await.expect(200);
    let items = list(&shop, &phone).await;
    assert_eq!(items[0]["device"], Value::Null);
    assert!(text(&items[0], "last_seen_at") > text(&items[0], "created_at"));
}

#[tokio::test]
async fn a_session_ends_at_once_on_the_device_that_is_named() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let phone = login_from_phone(&shop, &email).await;
    let id = text(&list(&shop, &here).await[0], "id").to_owned();
    end(&shop, &here, &id).await.expect(204);
    shop.me(text(&phone, "access_token"))
        .await
        .expect_problem(401, "invalid_token");
    refresh(&shop, &phone)
        .await
        .expect_problem(401, "invalid_refresh_token");
    assert_eq!(list(&shop, &here).await.len(), 1);
    end(&shop, &here, &id)
        .await
        .expect_problem(404, "session_not_found");
    shop.me(text(&here, "access_token")).await.expect(200);
}

#[tokio::test]
async fn anothers_session_is_not_found() {
    let shop = Shop::open().await;
    let (sari, budi) = (
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    );
    let saris = text(&list(&shop, &sari).await[0], "id").to_owned();
    end(&shop, &budi, &saris)
        .await
        .expect_problem(404, "session_not_found");
    end(&shop, &budi, "mine")
        .await
        .expect_problem(404, "not_found");
    shop.me(text(&sari, "access_token")).await.expect(200);
    refresh(&shop, &sari).await.expect(200);
}

#[tokio::test]
async fn what_cannot_go_on_is_no_open_session() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    for statement in [
        "update identity.refresh_tokens set expires_at = now() - interval '1 second' where session_id = ",
        "update identity.refresh_tokens set used_at = now() where session_id = ",
        "delete from identity.refresh_tokens where session_id = ",
        "update identity.sessions set revoked_at = now() where id = ",
    ] {
        login_from_phone(&shop, &email).await;
        let items = list(&shop, &here).await;
        assert_eq!(items.len(), 2);
        let id = text(&items[0], "id");
        shop.execute(&format!("{statement}'{id}'")).await;
        assert_eq!(list(&shop, &here).await.len(), 1, "{statement}");
    }
}

#[tokio::test]
async fn sessions_are_for_the_signed_in() {
    let shop = Shop::open().await;
    Call::get("/v1/me/sessions")
        .send(shop.app(), list_sessions::handle)
        .await
        .expect_problem(401, "authentication_required");
    Call::new("DELETE", "/v1/me/sessions/1")
        .parameter("id", "1")
        .send(shop.app(), end_session::handle)
        .await
        .expect_problem(401, "authentication_required");
}

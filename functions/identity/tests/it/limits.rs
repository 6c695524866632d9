//! How often one may try.

use crate::shop::{PASSWORD, Shop, post, somebody, somewhere};
use identity::{login, register, resend_verification};
use serde_json::json;

#[tokio::test]
async fn after_ten_wrong_passwords_an_account_rests_whoever_asks() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    for _ in 0..10 {
        shop.login(&email, "tomat-di-pasar-sore")
            .await
            .expect_problem(401, "invalid_credentials");
    }
    let refused = shop.login(&email, PASSWORD).await;
    let seconds: u32 = refused.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    refused.expect_problem(429, "too_many_requests");
    // An address nobody has rests alike, and another account does not.
    let (unknown, other) = (somebody(), somebody());
    for _ in 0..10 {
        shop.login(&unknown, PASSWORD)
            .await
            .expect_problem(401, "invalid_credentials");
    }
    shop.login(&unknown, PASSWORD)
        .await
        .expect_problem(429, "too_many_requests");
    shop.customer(&other).await;
    shop.login(&other, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn the_right_password_starts_the_count_again() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    for _ in 0..3 {
        for _ in 0..8 {
            shop.login(&email, "tomat-di-pasar-sore")
                .await
                .expect_problem(401, "invalid_credentials");
        }
        shop.login(&email, PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn five_mails_go_to_one_address_however_they_are_asked_for() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    for _ in 0..4 {
        shop.resend(&email).await.expect(202);
    }
    shop.resend(&email)
        .await
        .expect_problem(429, "too_many_requests");
    shop.register(&email)
        .await
        .expect_problem(429, "too_many_requests");
    assert_eq!(shop.requested_mails(&email).await.len(), 5);
}

#[tokio::test]
async fn one_network_calls_each_route_sixty_times_a_minute() {
    let (shop, network) = (Shop::open().await, somewhere());
    // Refused before anything is read or hashed.
    let call = || post("/", &json!({})).from_ip(&network);
    for _ in 0..60 {
        call()
            .send(shop.app(), resend_verification::handle)
            .await
            .expect_problem(400, "malformed_request");
    }
    let refused = call().send(shop.app(), resend_verification::handle).await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.expect_problem(429, "too_many_requests");
    call()
        .send(shop.app(), register::handle)
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test]
async fn without_redis_nobody_is_kept_out() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let stage = shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1");
    let app: &login::App = stage.app();
    let body = json!({ "email": email, "password": PASSWORD });
    for _ in 0..11 {
        post("/v1/auth/login", &body)
            .send(app, login::handle)
            .await
            .expect(200);
    }
}

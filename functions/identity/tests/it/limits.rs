//! How often one may try.

use crate::shop::{PASSWORD, Shop, post, somebody, somewhere, text};
use identity::{login, refresh_session, register, resend_verification};
use serde_json::json;
use testkit::{Answer, Stage};

const WRONG: &str = "tomat-di-pasar-sore";

/// A number in a header of the answer.
fn number(answer: &Answer, header: &str) -> u32 {
    let value = &answer.headers[header];
    value.to_str().unwrap().parse().unwrap()
}

/// Limit, calls left, seconds until there are more.
fn told(answer: &Answer) -> (u32, u32, u32) {
    (
        number(answer, "ratelimit-limit"),
        number(answer, "ratelimit-remaining"),
        number(answer, "ratelimit-reset"),
    )
}

/// The stage, where nothing answers at Redis's address.
fn without_redis(shop: &Shop) -> Stage {
    shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1")
}

async fn login_at(app: &'static login::App, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    post("/v1/auth/login", &body).send(app, login::handle).await
}

#[tokio::test]
async fn after_five_wrong_passwords_each_wait_is_longer_whoever_asks_and_whomever_for() {
    let (shop, known, unknown) = (Shop::open().await, somebody(), somebody());
    shop.customer(&known).await;
    let app = shop.app();
    for email in [&known, &unknown] {
        for _ in 0..9 {
            login_at(app, email, WRONG)
                .await
                .expect_problem(401, "invalid_credentials");
            shop.end_the_wait(email).await;
        }
        // Hashing takes its time of each wait.
        for wait in [16, 32, 64] {
            login_at(app, email, WRONG)
                .await
                .expect_problem(401, "invalid_credentials");
            let refused = login_at(app, email, PASSWORD).await;
            let left = number(&refused, "retry-after");
            assert!((wait / 2 + 1..=wait).contains(&left), "{left} of {wait}");
            assert_eq!(told(&refused), (5, 0, left));
            refused.expect_problem(429, "too_many_requests");
            shop.end_the_wait(email).await;
        }
    }
    // Another account does not rest.
    let other = somebody();
    shop.customer(&other).await;
    shop.login(&other, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn the_right_password_starts_the_count_again() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let app = shop.app();
    for _ in 0..3 {
        for left in [4, 3, 2, 1] {
            let wrong = login_at(app, &email, WRONG).await;
            assert_eq!(told(&wrong), (5, left, 86_400));
            wrong.expect_problem(401, "invalid_credentials");
        }
        let right = login_at(app, &email, PASSWORD).await;
        assert_eq!(told(&right), (60, 59, 60));
        right.expect(200);
    }
}

#[tokio::test]
async fn five_mails_go_to_one_address_however_they_are_asked_for() {
    let (shop, email) = (Shop::open().await, somebody());
    let registered = shop.register(&email).await;
    assert_eq!(told(&registered), (5, 4, 900));
    registered.expect(202);
    for _ in 0..4 {
        shop.resend(&email).await.expect(202);
    }
    for refused in [shop.resend(&email).await, shop.register(&email).await] {
        let wait = number(&refused, "retry-after");
        assert!((890..=900).contains(&wait), "{wait}");
        assert_eq!(told(&refused), (5, 0, wait));
        refused.expect_problem(429, "too_many_requests");
    }
    assert_eq!(shop.requested_mails(&email).await.len(), 5);
}

#[tokio::test]
async fn one_network_calls_each_route_sixty_times_a_minute() {
    let (shop, network) = (Shop::open().await, somewhere());
    // What cannot be read is counted too.
    let app = shop.app();
    let call = || post("/", &json!({})).from_ip(&network);
    for left in (0..60).rev() {
        let answer = call().send(app, resend_verification::handle).await;
        let (limit, remaining, reset) = told(&answer);
        assert_eq!((limit, remaining), (60, left));
        assert!((50..=60).contains(&reset), "{reset}");
        answer.expect_problem(400, "malformed_request");
    }
    let email = somebody();
    let refused = post("/", &json!({ "email": email }))
        .from_ip(&network)
        .send(app, resend_verification::handle)
        .await;
    assert_eq!(
        number(&refused, "retry-after"),
        number(&refused, "ratelimit-reset")
    );
    refused.expect_problem(429, "too_many_requests");
    // A call that is refused counts nowhere: the address has all its mails left.
    let elsewhere = shop.resend(&email).await;
    assert_eq!(told(&elsewhere).1, 4);
    call()
        .send(shop.app(), register::handle)
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test]
async fn without_redis_nobody_is_kept_out_who_knows_the_password() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let app = without_redis(&shop).app();
    for _ in 0..12 {
        login_at(app, &email, PASSWORD).await.expect(200);
    }
    assert_eq!(shop.count("identity.rate_windows").await, 12, "networks");
}

#[tokio::test]
async fn without_redis_the_limits_still_bite() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let stage = without_redis(&shop);
    let app = stage.app();
    let mut left = 10;
    let refused = loop {
        let answer = login_at(app, &email, WRONG).await;
        if answer.status == 429 {
            break answer;
        }
        assert!(number(&answer, "ratelimit-reset") <= 900);
        assert_eq!(number(&answer, "ratelimit-limit"), 10);
        // The count starts again with a window, which may begin at any moment.
        left = number(&answer, "ratelimit-remaining").min(left);
        answer.expect_problem(401, "invalid_credentials");
    };
    assert_eq!(left, 0);
    let wait = number(&refused, "retry-after");
    assert!((1..=900).contains(&wait), "{wait}");
    assert_eq!(told(&refused), (10, 0, wait));
    refused.expect_problem(429, "too_many_requests");

    // Fifty at once from one network, which has 60 calls a minute.
    let (network, refresh) = (somewhere(), stage.app());
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let call = post("/v1/auth/refresh", &json!({ "refresh_token": "none" }));
                let call = call.from_ip(&network);
                tokio::spawn(call.send(refresh, refresh_session::handle))
            })
            .collect();
        for call in calls {
            statuses.push(call.await.unwrap().status);
        }
    }
    // At most two windows were begun.
    let taken = statuses.iter().filter(|status| **status == 401).count();
    assert!((60..=120).contains(&taken), "{taken}");
    assert!(statuses.contains(&429));
}

#[tokio::test]
async fn without_redis_and_database_nothing_is_guessed() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let stage = without_redis(&shop).with("DATABASE_URL", "postgresql://postgres@127.0.0.1:1/none");
    let answer = login_at(stage.app(), &email, PASSWORD).await;
    assert_eq!(text(&answer.body, "code"), "unavailable");
    answer.expect_problem(503, "unavailable");
}

//! Another password, by the present one.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use domain::identity::events::PasswordChanged;
use identity::{change_password, login};
use serde_json::{Value, json};
use testkit::{Answer, Call};

const NEW: &str = "bayam-di-kebun-sore";

fn call(session: &Value, body: &Value) -> Call {
    Call::new("PUT", "/v1/me/password")
        .bearer(text(session, "access_token"))
        .json(body)
}

async fn change(shop: &Shop, session: &Value, current: &str, new: &str) -> Answer {
    let body = json!({ "current_password": current, "password": new });
    call(session, &body)
        .send(shop.app(), change_password::handle)
        .await
}

#[tokio::test]
async fn the_session_that_changes_the_password_goes_on_and_all_others_end() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let there = shop.login(&email, PASSWORD).await.expect(200);
    let neighbour = shop.customer(&somebody()).await;
    change(&shop, &here, PASSWORD, NEW).await.expect(204);
    for session in [&here, &there] {
        shop.me(text(session, "access_token"))
            .await
            .expect_problem(401, "invalid_token");
    }
    shop.refresh(&there)
        .await
        .expect_problem(401, "invalid_refresh_token");
    let here = shop.refresh(&here).await.expect(200);
    shop.me(text(&here, "access_token")).await.expect(200);
    shop.me(text(&neighbour, "access_token")).await.expect(200);
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, NEW).await.expect(200);
    let told = shop.told::<PasswordChanged>().await;
    assert_eq!((told.len(), told[0].email.as_str()), (1, email.as_str()));
}

#[tokio::test]
async fn links_of_before_die_with_the_password() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    shop.forgot(&email).await.expect(202);
    let token = shop.reset_tokens(&email).await.remove(0);
    change(&shop, &session, PASSWORD, NEW).await.expect(204);
    shop.reset(&token, "kangkung-di-pagi-buta")
        .await
        .expect_problem(422, "invalid_reset_token");
}

#[tokio::test]
async fn wrong_passwords_change_nothing_and_are_counted_apart_from_logins() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    for _ in 0..6 {
        change(&shop, &session, "tomat-di-pasar-sore", NEW)
            .await
            .expect_problem(422, "wrong_password");
    }
    shop.begin_a_wait(text(&session["user"], "id")).await;
    change(&shop, &session, PASSWORD, NEW)
        .await
        .expect_problem(429, "too_many_requests");
    // Whoever stole a session keeps its owner out of nothing.
    shop.login(&email, PASSWORD).await.expect(200);
    shop.me(text(&session, "access_token")).await.expect(200);
    let noted = "identity.audit_log where action = 'wrong_password' and actor_id = user_id";
    assert_eq!(shop.count(noted).await, 6);
    assert_eq!(
        shop.count("identity.users where access_version = 1").await,
        1
    );
}

#[tokio::test]
async fn whoever_has_no_password_gives_none_and_sets_a_first_one_by_mail() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    shop.execute("update identity.users set password_hash = null")
        .await;
    for current in ["", PASSWORD] {
        change(&shop, &session, current, NEW)
            .await
            .expect_problem(422, "wrong_password");
    }
    call(&session, &json!({ "password": NEW }))
        .send(shop.app(), change_password::handle)
        .await
        .expect_problem(400, "malformed_request");
    shop.forgot(&email).await.expect(202);
    let token = shop.reset_tokens(&email).await.remove(0);
    shop.reset(&token, NEW).await.expect(204);
    shop.login(&email, NEW).await.expect(200);
}

#[tokio::test]
async fn a_bad_body_changes_nothing_and_costs_no_try() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    for (new, code) in [
        ("ninechars", "password_too_short"),
        ("rahasia12345", "password_too_common"),
        (email.as_str(), "password_too_common"),
    ] {
        for _ in 0..4 {
            let answer = change(&shop, &session, PASSWORD, new).await;
            assert_eq!(answer.body["errors"][0]["pointer"], "/password");
            assert_eq!(answer.body["errors"][0]["code"], code);
            answer.expect_problem(422, "validation_failed");
        }
    }
    for body in [
        json!({}),
        json!({ "current_password": PASSWORD }),
        json!({ "current_password": PASSWORD, "password": NEW, "user": "x" }),
        json!({ "current_password": 7, "password": NEW }),
    ] {
        call(&session, &body)
            .send(shop.app(), change_password::handle)
            .await
            .expect_problem(400, "malformed_request");
    }
    change(&shop, &session, PASSWORD, NEW).await.expect(204);
}

#[tokio::test]
async fn the_signed_in_alone_are_asked_for_a_password() {
    let shop = Shop::open().await;
    // Who is asking comes before what.
    Call::new("PUT", "/v1/me/password")
        .text("{")
        .send(shop.app(), change_password::handle)
        .await
        .expect_problem(401, "authentication_required");
    let session = shop.customer(&somebody()).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    change(&shop, &session, PASSWORD, NEW)
        .await
        .expect_problem(404, "user_not_found");
}

// A thread each: hashing holds one up, and those on the way to the database are not to wait for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 50)]
async fn of_fifty_changes_at_the_same_time_one_counts() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let app: &change_password::App = shop.app();
    let password = |number: usize| format!("bayam-di-kebun-nomor-{number}");
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let body = json!({ "current_password": PASSWORD, "password": password(number) });
            tokio::spawn(call(&session, &body).send(app, change_password::handle))
        })
        .collect();
    let mut winners = Vec::new();
    for (number, call) in calls.into_iter().enumerate() {
        match call.await.unwrap() {
            answer if answer.status == 204 => winners.push(number),
            // After the winner, before the winner but too many, or with a token of before.
            answer => assert!(
                matches!(answer.status, 422 | 429 | 401),
                "{}",
                answer.status
            ),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(
        shop.count("identity.users where access_version = 2").await,
        1
    );
    // Their own counter is full of the others' tries; the database has none.
    let stage = shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1");
    let credentials = json!({ "email": email, "password": password(winners[0]) });
    post("/v1/auth/login", &credentials)
        .send(stage.app(), login::handle)
        .await
        .expect(200);
}

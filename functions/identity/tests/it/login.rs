//! Logging in.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::SystemClock;
use domain::ids::{CartId, VariantId};
use domain::links::{random_token, token_hash};
use identity::login;
use serde_json::{Value, json};
use std::time::Instant;
use uuid::Uuid;

#[tokio::test]
async fn the_right_password_opens_a_session_of_its_own() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let body = json!({ "email": email.to_uppercase(), "password": PASSWORD });
    let session = post("/v1/auth/login", &body)
        .from_ip("198.51.100.7")
        .header("user-agent", "Keranjang/1.0")
        .send(shop.app(), login::handle)
        .await
        .expect(200);
    shop.me(text(&session, "access_token")).await.expect(200);
    let from = "identity.sessions where ip = '198.51.100.7' and user_agent = 'Keranjang/1.0'";
    assert_eq!(shop.count(from).await, 1);
    assert_eq!(shop.count("identity.sessions").await, 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let wrong = shop.login(&email, "tomat-di-pasar-sore").await;
    let unknown = shop.login(&somebody(), PASSWORD).await;
    assert_eq!(
        (wrong.status, &wrong.headers, &wrong.body),
        (unknown.status, &unknown.headers, &unknown.body)
    );
    wrong.expect_problem(401, "invalid_credentials");
    assert_eq!(
        shop.count("identity.audit_log where action = 'login_failed'")
            .await,
        2
    );
    assert_eq!(
        shop.count("identity.audit_log where action = 'login_failed' and user_id is not null")
            .await,
        1
    );
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let unknown = somebody();
    let (mut wrong_time, mut unknown_time) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        for (email, times) in [(&email, &mut wrong_time), (&unknown, &mut unknown_time)] {
            let started = Instant::now();
            let _ = shop.login(email, "tomat-di-pasar-sore").await;
            times.push(started.elapsed());
        }
    }
    wrong_time.sort();
    unknown_time.sort();
    let (wrong, unknown) = (wrong_time[3], unknown_time[3]);
    // Without a hash of its own the unknown one would take a twentieth of the time.
    assert!(
        unknown * 3 > wrong && wrong * 3 > unknown,
        "{wrong:?} {unknown:?}"
    );
}

#[tokio::test]
async fn how_an_account_stands_is_told_to_the_one_who_knows_the_password() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    shop.login(&email, "tomat-di-pasar-sore")
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(403, "email_not_verified");
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.login(&email, "tomat-di-pasar-sore")
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(403, "account_suspended");
    shop.execute("update identity.users set status = 'erased', password_hash = null")
        .await;
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    assert_eq!(shop.count("identity.sessions").await, 0);
}

#[tokio::test]
async fn a_hash_of_other_parameters_is_renewed_at_login() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let weak = Params::new(8_192, 1, 1, None).unwrap();
    let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, weak);
    let hash = weak.hash_password(PASSWORD.as_bytes()).unwrap();
    shop.execute(&format!(
        "update identity.users set password_hash = '{hash}'"
    ))
    .await;
    shop.login(&email, "tomat-di-pasar-sore")
        .await
        .expect_problem(401, "invalid_credentials");
    assert_eq!(
        shop.count("identity.users where password_hash like '%m=8192,%'")
            .await,
        1
    );
    for _ in 0..2 {
        shop.login(&email, PASSWORD).await.expect(200);
        assert_eq!(
            shop.count("identity.users where password_hash like '%m=19456,t=2,p=1$%'")
                .await,
            1
        );
    }
}

/// Logs in with a guest's cart.
async fn login_with_cart(shop: &Shop, email: &str, cart_token: &str) -> Value {
    let body = json!({ "email": email, "password": PASSWORD, "cart_token": cart_token });
    post("/v1/auth/login", &body)
        .send(shop.app(), login::handle)
        .await
        .expect(200)
}

#[tokio::test]
async fn a_guests_cart_comes_along() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let (cart, variant) = (
        CartId::generate(&SystemClock).uuid(),
        VariantId::generate(&SystemClock).uuid(),
    );
    let cart_token = random_token().unwrap();
    let statement = "insert into cart.carts (id, token_hash, created_at, updated_at, expires_at)
         values ($1, $2, now(), now(), now() + interval '1 day')";
    let hash = token_hash(&cart_token);
    shop.client
        .execute(statement, &[&cart, &hash.as_slice()])
        .await
        .unwrap();
    let statement = "insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
         values ($1, $2, 2000, 9000, now())";
    shop.client
        .execute(statement, &[&cart, &variant])
        .await
        .unwrap();
    let session = login_with_cart(&shop, &email, &cart_token).await;
    // Again is harmless.
    login_with_cart(&shop, &email, &cart_token).await;
    let lines = shop
        .client
        .query(
            "select c.user_id, l.quantity from cart.carts c join cart.lines l on l.cart_id = c.id",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(lines.len(), 1);
    let owner: Uuid = lines[0].get(0);
    assert_eq!(owner.to_string(), text(&session["user"], "id"));
    assert_eq!(lines[0].get::<_, i64>(1), 2000);
}

#[tokio::test]
async fn a_cart_that_cannot_be_merged_keeps_nobody_out() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    login_with_cart(&shop, &email, "garbage").await;
    shop.execute("drop schema cart cascade").await;
    let session = login_with_cart(&shop, &email, "garbage").await;
    shop.me(text(&session, "access_token")).await.expect(200);
}

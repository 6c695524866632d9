//! Who it is that signs in with Google.

use crate::counter::{CALLBACK, Counter, finish, person, with};
use crate::shop::{PASSWORD, post, somebody, text};
use domain::SystemClock;
use domain::identity::SecondFactorKey;
use domain::links::{random_token, token_hash};
use identity::finish_openid;
use serde_json::{Value, json};
use testkit::{SECOND_FACTOR_KEY, authenticator_code};
use uuid::Uuid;

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
    let factor: Uuid = counter
        .shop
        .client
        .query_one("select id from identity.second_factors", &[])
        .await
        .unwrap()
        .get(0);
    let key = SecondFactorKey::parse(SECOND_FACTOR_KEY).unwrap();
    let code = authenticator_code(&key.secret(factor.into()).base32(), 0);
    for (code, refusal) in [
        (None, Some("second_factor_required")),
        (Some("000000"), Some("invalid_second_factor")),
        (Some(code.as_str()), None),
        (Some(code.as_str()), Some("invalid_second_factor")),
    ] {
        let mut callback = counter.callback(&person(&email)).await;
        if let Some(code) = code {
            callback = with(callback, "second_factor_code", code.into());
        }
        let answer = finish(&counter.shop, &callback).await;
        match refusal {
            None => drop(answer.expect(200)),
            Some(refusal) => answer.expect_problem(401, refusal),
        }
    }
    assert_eq!(counter.shop.count("identity.sessions").await, 3);
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

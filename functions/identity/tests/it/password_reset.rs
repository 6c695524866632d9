//! A forgotten password.

use crate::shop::{PASSWORD, Shop, account, post, somebody, text};
use domain::identity::events::{PasswordChanged, UnknownAddressUsed};
use identity::{login, reset_password};
use serde_json::json;
use testkit::until_waiting;

const NEW: &str = "bayam-di-kebun-sore";

/// The token of the link that is mailed when the password of this address is forgotten.
async fn forget(shop: &Shop, email: &str) -> String {
    shop.forgot(email).await.expect(202);
    shop.reset_tokens(email).await.pop().expect("a mail")
}

#[tokio::test]
async fn the_mailed_link_sets_another_password_and_the_owner_is_told() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    shop.reset(&token, NEW).await.expect(204);
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, NEW).await.expect(200);
    let told = shop.told::<PasswordChanged>().await;
    assert_eq!((told.len(), told[0].email.as_str()), (1, email.as_str()));
    assert_eq!(
        shop.audit_log().await[2..],
        [
            "password_reset_requested",
            "password_reset",
            "login_failed",
            "logged_in"
        ]
    );
}

#[tokio::test]
async fn a_reset_ends_every_session_of_the_user_at_once_and_nobody_elses() {
    let (shop, email) = (Shop::open().await, somebody());
    let sessions = [
        shop.customer(&email).await,
        shop.login(&email, PASSWORD).await.expect(200),
    ];
    let neighbour = shop.customer(&somebody()).await;
    let token = forget(&shop, &email).await;
    shop.reset(&token, NEW).await.expect(204);
    for session in &sessions {
        shop.me(text(session, "access_token"))
            .await
            .expect_problem(401, "invalid_token");
        shop.refresh(session)
            .await
            .expect_problem(401, "invalid_refresh_token");
    }
    shop.me(text(&neighbour, "access_token")).await.expect(200);
    shop.refresh(&neighbour).await.expect(200);
}

#[tokio::test]
async fn the_link_proves_the_address_of_a_pending_user_too() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let verification = shop.mailed_tokens(&email).await.remove(0);
    let token = forget(&shop, &email).await;
    shop.reset(&token, NEW).await.expect(204);
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, NEW).await.expect(200);
    // There is nothing left to verify, and no second way in.
    shop.verify(&verification)
        .await
        .expect_problem(422, "invalid_verification_token");
}

#[tokio::test]
async fn a_link_is_good_once_for_an_hour_and_for_nothing_else() {
    let (shop, email, late) = (Shop::open().await, somebody(), somebody());
    shop.customer(&email).await;
    shop.customer(&late).await;
    let (first, second) = (forget(&shop, &email).await, forget(&shop, &email).await);
    shop.verify(&first)
        .await
        .expect_problem(422, "invalid_verification_token");
    // The mails may overtake each other: the first link is as good as the second, but only one counts.
    shop.reset(&first, NEW).await.expect(204);
    let expired = forget(&shop, &late).await;
    shop.execute(
        "update identity.one_time_tokens set expires_at = now()
         where purpose = 'reset_password' and expires_at < now() + interval '61 minutes'",
    )
    .await;
    let verification = shop.mailed_tokens(&late).await.remove(0);
    for token in [
        first.as_str(),
        second.as_str(),
        expired.as_str(),
        verification.as_str(),
        "",
        "garbage",
        &"x".repeat(10_000),
    ] {
        shop.reset(token, "kangkung-di-pagi-buta")
            .await
            .expect_problem(422, "invalid_reset_token");
    }
    shop.login(&email, NEW).await.expect(200);
    shop.login(&late, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_refused_password_leaves_the_link_good() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    for (password, code) in [
        ("ninechars", "password_too_short"),
        ("rahasia12345", "password_too_common"),
        // The address itself.
        (email.as_str(), "password_too_common"),
        (&"kangkung ".repeat(15), "password_too_long"),
    ] {
        let answer = shop.reset(&token, password).await;
        assert_eq!(answer.body["errors"][0]["pointer"], "/password");
        assert_eq!(answer.body["errors"][0]["code"], code, "{password}");
        answer.expect_problem(422, "validation_failed");
    }
    shop.reset(&token, NEW).await.expect(204);
}

#[tokio::test]
async fn everybody_hears_the_same_and_nothing_is_written_of_an_unknown_address() {
    let shop = Shop::open().await;
    let (suspended, active, unknown) = (somebody(), somebody(), somebody());
    shop.customer(&suspended).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.customer(&active).await;
    // All three were mailed to once before: how often that was is told.
    shop.forgot(&unknown).await.expect(202);
    let answers = [
        shop.forgot(&active).await,
        shop.forgot(&suspended).await,
        shop.forgot(&unknown).await,
    ];
    for answer in &answers {
        assert_eq!((answer.status, &answer.headers), (202, &answers[0].headers));
        assert!(answer.body.is_null());
    }
    assert_eq!(shop.reset_tokens(&active).await.len(), 1);
    assert_eq!(shop.told::<UnknownAddressUsed>().await.len(), 3);
    let resets = "identity.one_time_tokens where purpose = 'reset_password'";
    assert_eq!(shop.count(resets).await, 1);
    for table in ["platform.outbox", "identity.audit_log"] {
        let found = format!("{table} t where t::text like '%{unknown}%'");
        assert_eq!(shop.count(&found).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_user_suspended_meanwhile_does_not_come_back_by_the_link() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.reset(&token, NEW)
        .await
        .expect_problem(422, "invalid_reset_token");
    let kept = "identity.users where status = 'suspended' and access_version = 1";
    assert_eq!(shop.count(kept).await, 1);
}

#[tokio::test]
async fn a_token_is_never_written_anywhere_in_the_clear() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    for table in [
        "platform.outbox",
        "identity.one_time_tokens",
        "identity.audit_log",
    ] {
        let found = format!("{table} t where t::text like '%{token}%'");
        assert_eq!(shop.count(&found).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_link_to_a_thiefs_address_dies_with_the_old_password() {
    let (shop, email, thiefs) = (Shop::open().await, somebody(), somebody());
    let session = shop.customer(&email).await;
    shop.change_email(text(&session, "access_token"), &thiefs)
        .await
        .expect(202);
    let stolen = shop.change_tokens(&thiefs).await.remove(0);
    let token = forget(&shop, &email).await;
    shop.reset(&token, NEW).await.expect(204);
    shop.verify(&stolen)
        .await
        .expect_problem(422, "invalid_verification_token");
    shop.login(&email, NEW).await.expect(200);
}

#[tokio::test]
async fn whoever_has_tried_too_often_is_let_in_with_the_new_password() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    for _ in 0..6 {
        shop.login(&email, "tomat-di-pasar-sore")
            .await
            .expect_problem(401, "invalid_credentials");
    }
    shop.begin_a_wait(&account(&email)).await;
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(429, "too_many_requests");
    let token = forget(&shop, &email).await;
    shop.reset(&token, NEW).await.expect(204);
    shop.login(&email, NEW).await.expect(200);
}

#[tokio::test]
async fn mails_to_one_address_are_counted_whatever_they_are_asked_for() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    for _ in 0..4 {
        shop.forgot(&email).await.expect(202);
    }
    shop.forgot(&email)
        .await
        .expect_problem(429, "too_many_requests");
    let unknown = somebody();
    for _ in 0..5 {
        shop.forgot(&unknown).await.expect(202);
    }
    shop.forgot(&unknown)
        .await
        .expect_problem(429, "too_many_requests");
}

// A thread each: hashing holds one up, and those on the way to the database are not to wait for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 50)]
async fn fifty_uses_of_one_link_at_the_same_time_set_one_password() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    let app: &reset_password::App = shop.app();
    let password = |number: usize| format!("bayam-di-kebun-nomor-{number}");
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let body = json!({ "token": token, "password": password(number) });
            let call = post("/v1/auth/reset-password", &body);
            tokio::spawn(call.send(app, reset_password::handle))
        })
        .collect();
    let mut winners = Vec::new();
    for (number, call) in calls.into_iter().enumerate() {
        let answer = call.await.unwrap();
        if answer.status == 204 {
            winners.push(number);
        } else {
            answer.expect_problem(422, "invalid_reset_token");
        }
    }
    assert_eq!(winners.len(), 1);
    shop.login(&email, &password(winners[0])).await.expect(200);
    assert_eq!(shop.told::<PasswordChanged>().await.len(), 1);
    assert_eq!(
        shop.count("identity.users where access_version = 2").await,
        1
    );
}

#[tokio::test]
async fn a_login_that_is_under_way_when_the_password_is_reset_leaves_no_session_open() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    // As far as a login gets before it commits: the user's row is its own, and a session is there.
    let login = shop.database.client().await;
    let statement = "begin;
        update identity.users set password_hash = password_hash;
        insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
        select gen_random_uuid(), id, '', '', now(), now() from identity.users";
    login.batch_execute(statement).await.unwrap();
    let app: &reset_password::App = shop.app();
    let body = json!({ "token": token, "password": NEW });
    let reset = post("/v1/auth/reset-password", &body).send(app, reset_password::handle);
    let reset = tokio::spawn(reset);
    until_waiting(&shop.client, 1).await;
    login.batch_execute("commit").await.unwrap();
    reset.await.unwrap().expect(204);
    assert_eq!(shop.count("identity.sessions").await, 2);
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        0
    );
}

// A thread each: hashing holds one up, and those on the way to the database are not to wait for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 50)]
async fn a_login_with_the_old_password_at_the_same_time_leaves_no_session_open() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let token = forget(&shop, &email).await;
    let app: &login::App = shop.app();
    let credentials = json!({ "email": email, "password": PASSWORD });
    let logins: Vec<_> = (0..50)
        .map(|_| tokio::spawn(post("/v1/auth/login", &credentials).send(app, login::handle)))
        .collect();
    shop.reset(&token, NEW).await.expect(204);
    for login in logins {
        login.await.unwrap();
    }
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        0
    );
}

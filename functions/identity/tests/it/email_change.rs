//! Another address.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use domain::identity::events::{EmailChanged, KnownAddressUsed};
use identity::{change_email, verify_email};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn ask(shop: &Shop, session: &Value, body: &Value) -> Answer {
    Call::new("PUT", "/v1/me/email")
        .bearer(text(session, "access_token"))
        .json(body)
        .send(shop.app(), change_email::handle)
        .await
}

/// The token of the link that is mailed to the address that this session's user wants.
async fn want(shop: &Shop, session: &Value, to: &str) -> String {
    shop.change_email(text(session, "access_token"), to)
        .await
        .expect(202);
    shop.change_tokens(to).await.pop().expect("a mail")
}

#[tokio::test]
async fn the_new_address_counts_once_its_link_is_opened_and_the_old_one_is_told() {
    let (shop, old, new) = (Shop::open().await, somebody(), somebody());
    let session = shop.customer(&old).await;
    let token = want(&shop, &session, &new).await;
    let me = shop.me(text(&session, "access_token")).await.expect(200);
    assert_eq!(me["email"], old.as_str());
    shop.login(&new, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");

    let opened = shop.verify(&token).await.expect(200);
    assert_eq!(opened["user"]["email"], new.as_str());
    assert_eq!(opened["user"]["id"], session["user"]["id"]);
    for session in [&opened, &session] {
        let me = shop.me(text(session, "access_token")).await.expect(200);
        assert_eq!(me["email"], new.as_str());
    }
    shop.refresh(&opened).await.expect(200);
    shop.login(&old, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&new, PASSWORD).await.expect(200);
    let told = shop.told::<EmailChanged>().await;
    assert_eq!((told.len(), told[0].email.as_str()), (1, old.as_str()));
    let log = shop.audit_log().await;
    assert!(log.contains(&"email_change_requested".into()));
    assert!(log.contains(&"email_changed".into()));
    // The old address is anybody's again.
    shop.customer(&old).await;
}

#[tokio::test]
async fn whoever_asks_does_not_learn_whose_the_address_is() {
    let (shop, anothers) = (Shop::open().await, somebody());
    shop.customer(&anothers).await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut free = shop.change_email(token, &somebody()).await;
    let mut known = shop.change_email(token, &anothers).await;
    // Their own mails are counted, whoever they are to.
    for (answer, left) in [(&mut free, "3"), (&mut known, "2")] {
        let remaining = answer.headers.remove("ratelimit-remaining");
        assert_eq!(remaining.unwrap(), left);
    }
    assert_eq!(
        (known.status, &known.headers, &known.body),
        (free.status, &free.headers, &free.body)
    );
    assert_eq!(known.status, 202);
    // They are told instead, and no link was made.
    let told = shop.told::<KnownAddressUsed>().await;
    assert_eq!((told.len(), told[0].email.as_str()), (1, anothers.as_str()));
    let links = "identity.one_time_tokens where purpose = 'change_email'";
    assert_eq!(shop.count(links).await, 1);
}

#[tokio::test]
async fn an_address_that_became_anothers_meanwhile_stays_theirs() {
    let (shop, mine, wanted) = (Shop::open().await, somebody(), somebody());
    let session = shop.customer(&mine).await;
    let token = want(&shop, &session, &wanted).await;
    let other = shop.customer(&wanted).await;
    shop.verify(&token).await.expect_problem(409, "email_taken");
    let me = shop.me(text(&session, "access_token")).await.expect(200);
    assert_eq!(me["email"], mine.as_str());
    let me = shop.me(text(&other, "access_token")).await.expect(200);
    assert_eq!(me["email"], wanted.as_str());
    assert_eq!(shop.told::<EmailChanged>().await.len(), 0);
    assert_eq!(shop.count("identity.sessions").await, 2);
}

#[tokio::test]
async fn whoever_registered_the_address_without_proving_it_makes_way() {
    let (shop, wanted) = (Shop::open().await, somebody());
    let session = shop.customer(&somebody()).await;
    shop.register(&wanted).await.expect(202);
    let pending = shop.mailed_tokens(&wanted).await.remove(0);
    let token = want(&shop, &session, &wanted).await;
    let opened = shop.verify(&token).await.expect(200);
    assert_eq!(opened["user"]["id"], session["user"]["id"]);
    shop.verify(&pending)
        .await
        .expect_problem(422, "invalid_verification_token");
    assert_eq!(shop.count("identity.users").await, 1);
}

#[tokio::test]
async fn links_of_the_old_address_die_with_it() {
    let (shop, old, new) = (Shop::open().await, somebody(), somebody());
    let session = shop.customer(&old).await;
    shop.forgot(&old).await.expect(202);
    let reset = shop.reset_tokens(&old).await.remove(0);
    let (first, second) = (
        want(&shop, &session, &new).await,
        want(&shop, &session, &new).await,
    );
    // Mails overtake each other.
    shop.verify(&first).await.expect(200);
    shop.reset(&reset, "bayam-di-kebun-sore")
        .await
        .expect_problem(422, "invalid_reset_token");
    shop.verify(&second)
        .await
        .expect_problem(422, "invalid_verification_token");
}

#[tokio::test]
async fn a_link_to_a_mistyped_address_dies_when_another_is_asked_for() {
    let (shop, mistyped, right) = (Shop::open().await, somebody(), somebody());
    let session = shop.customer(&somebody()).await;
    let strangers = want(&shop, &session, &mistyped).await;
    let token = want(&shop, &session, &right).await;
    shop.verify(&strangers)
        .await
        .expect_problem(422, "invalid_verification_token");
    shop.verify(&token).await.expect(200);
}

#[tokio::test]
async fn a_link_is_good_once_for_a_day_and_for_nothing_else() {
    let (shop, wanted) = (Shop::open().await, somebody());
    let session = shop.customer(&somebody()).await;
    let token = want(&shop, &session, &wanted).await;
    shop.reset(&token, "bayam-di-kebun-sore")
        .await
        .expect_problem(422, "invalid_reset_token");
    let lifetime = "identity.one_time_tokens
        where purpose = 'change_email' and expires_at - created_at = interval '24 hours'";
    assert_eq!(shop.count(lifetime).await, 1);
    let expire = async |by: &str| {
        let statement = format!(
            "update identity.one_time_tokens set expires_at = expires_at {by} interval '25 hours'"
        );
        shop.execute(&statement).await;
    };
    expire("-").await;
    shop.verify(&token)
        .await
        .expect_problem(422, "invalid_verification_token");
    expire("+").await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.verify(&token)
        .await
        .expect_problem(422, "invalid_verification_token");
    shop.execute("update identity.users set status = 'active'")
        .await;
    shop.verify(&token).await.expect(200);
    shop.verify(&token)
        .await
        .expect_problem(422, "invalid_verification_token");
}

#[tokio::test]
async fn a_link_alone_does_not_sign_in_who_has_a_second_factor() {
    let (shop, wanted) = (Shop::open().await, somebody());
    let session = shop.customer(&somebody()).await;
    let token = want(&shop, &session, &wanted).await;
    shop.execute(
        "insert into identity.second_factors (user_id, id, created_at, confirmed_at)
         select id, id, now(), now() from identity.users",
    )
    .await;
    assert_eq!(shop.verify(&token).await.expect(204), Value::Null);
    let me = shop.me(text(&session, "access_token")).await.expect(200);
    assert_eq!(me["email"], wanted.as_str());
    assert_eq!(shop.count("identity.sessions").await, 1);
    assert_eq!(shop.count("identity.refresh_tokens").await, 1);
}

#[tokio::test]
async fn a_wrong_password_asks_for_nothing() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let body = json!({ "password": "tomat-di-pasar-sore", "email": somebody() });
    for _ in 0..6 {
        ask(&shop, &session, &body)
            .await
            .expect_problem(422, "wrong_password");
    }
    shop.begin_a_wait(text(&session["user"], "id")).await;
    ask(&shop, &session, &body)
        .await
        .expect_problem(429, "too_many_requests");
    let links = "identity.one_time_tokens where purpose = 'change_email'";
    assert_eq!(shop.count(links).await, 0);
}

#[tokio::test]
async fn a_bad_body_is_named() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    for (new, code) in [
        ("sari@", "invalid_email"),
        ("", "invalid_email"),
        (email.as_str(), "email_unchanged"),
    ] {
        let body = json!({ "password": PASSWORD, "email": new });
        let answer = ask(&shop, &session, &body).await;
        assert_eq!(answer.body["errors"][0]["pointer"], "/email");
        assert_eq!(answer.body["errors"][0]["code"], code);
        answer.expect_problem(422, "validation_failed");
    }
    for body in [
        json!({}),
        json!({ "email": somebody() }),
        json!({ "email": somebody(), "password": PASSWORD, "id": "x" }),
        json!({ "email": null, "password": PASSWORD }),
    ] {
        ask(&shop, &session, &body)
            .await
            .expect_problem(400, "malformed_request");
    }
    Call::new("PUT", "/v1/me/email")
        .text("{")
        .send(shop.app(), change_email::handle)
        .await
        .expect_problem(401, "authentication_required");
}

#[tokio::test]
async fn nobody_writes_to_many_addresses_by_asking_for_them() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    // The mail of the registration counts.
    for _ in 0..4 {
        shop.change_email(token, &somebody()).await.expect(202);
    }
    shop.change_email(token, &somebody())
        .await
        .expect_problem(429, "too_many_requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_confirmations_of_two_users_for_one_address_one_counts() {
    let (shop, wanted) = (Shop::open().await, somebody());
    let sessions = [
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    ];
    for session in &sessions {
        want(&shop, session, &wanted).await;
    }
    let tokens = shop.change_tokens(&wanted).await;
    assert_eq!(tokens.len(), 2);
    // And somebody who has not proved it is in the way.
    shop.register(&wanted).await.expect(202);
    let app: &verify_email::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let body = json!({ "token": tokens[number % 2] });
            tokio::spawn(post("/v1/auth/verify-email", &body).send(app, verify_email::handle))
        })
        .collect();
    let mut winners = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        match answer.status {
            200 => winners.push(answer.body),
            // The other's token, or the winner's own once more.
            409 => answer.expect_problem(409, "email_taken"),
            _ => answer.expect_problem(422, "invalid_verification_token"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(winners[0]["user"]["email"], wanted.as_str());
    assert_eq!(shop.count("identity.users").await, 2);
    assert_eq!(shop.count("identity.sessions").await, 3);
    assert_eq!(shop.told::<EmailChanged>().await.len(), 1);
}

//! Keeping a session alive.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use identity::{logout, refresh_session};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn refresh(shop: &Shop, token: &str) -> Answer {
    post("/v1/auth/refresh", &json!({ "refresh_token": token }))
        .send(shop.app(), refresh_session::handle)
        .await
}

#[tokio::test]
async fn a_refresh_token_gives_the_next_one_and_a_fresh_access_token() {
    let shop = Shop::open().await;
    let mut session = shop.customer(&somebody()).await;
    for _ in 0..3 {
        let next = refresh(&shop, text(&session, "refresh_token"))
            .await
            .expect(200);
        assert_ne!(next["refresh_token"], session["refresh_token"]);
        assert_eq!(next["user"], session["user"]);
        shop.me(text(&next, "access_token")).await.expect(200);
        session = next;
    }
    assert_eq!(shop.count("identity.sessions").await, 1);
}

#[tokio::test]
async fn a_token_that_comes_twice_ends_its_family_at_once_and_no_other() {
    let (shop, email) = (Shop::open().await, somebody());
    let stolen = shop.customer(&email).await;
    let other = shop.login(&email, PASSWORD).await.expect(200);
    let owners = refresh(&shop, text(&stolen, "refresh_token"))
        .await
        .expect(200);
    refresh(&shop, text(&stolen, "refresh_token"))
        .await
        .expect_problem(401, "invalid_refresh_token");
    refresh(&shop, text(&owners, "refresh_token"))
        .await
        .expect_problem(401, "invalid_refresh_token");
    for session in [&stolen, &owners] {
        shop.me(text(session, "access_token"))
            .await
            .expect_problem(401, "invalid_token");
    }
    shop.me(text(&other, "access_token")).await.expect(200);
    refresh(&shop, text(&other, "refresh_token"))
        .await
        .expect(200);
    assert!(
        shop.audit_log()
            .await
            .contains(&"refresh_token_reused".into())
    );
}

#[tokio::test]
async fn what_is_no_good_token_is_refused() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    for token in ["", "garbage", text(&session, "access_token")] {
        refresh(&shop, token)
            .await
            .expect_problem(401, "invalid_refresh_token");
    }
    shop.execute("update identity.refresh_tokens set expires_at = now() - interval '1 second'")
        .await;
    refresh(&shop, text(&session, "refresh_token"))
        .await
        .expect_problem(401, "invalid_refresh_token");
    // An expired token that was never used is no theft.
    shop.me(text(&session, "access_token")).await.expect(200);
}

#[tokio::test]
async fn a_suspended_user_is_not_refreshed() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    refresh(&shop, text(&session, "refresh_token"))
        .await
        .expect_problem(401, "invalid_refresh_token");
}

#[tokio::test]
async fn a_role_granted_meanwhile_comes_with_the_next_token() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    shop.execute(
        "insert into identity.user_roles select id, 'courier', now() from identity.users;
         insert into identity.user_roles select id, 'warehouse', now() from identity.users;
         insert into identity.user_roles select id, 'support', now() from identity.users;
         update identity.roles set permissions = permissions || '{moon.walk}' where name = 'courier'",
    )
    .await;
    let next = refresh(&shop, text(&session, "refresh_token"))
        .await
        .expect(200);
    assert_eq!(
        next["user"]["roles"],
        json!(["courier", "customer", "support", "warehouse"])
    );
    // Each permission once; one that this program does not know is left out.
    assert_eq!(
        next["user"]["permissions"],
        json!([
            "inventory.write",
            "orders.deliver",
            "orders.fulfil",
            "orders.read",
            "payments.refund"
        ])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_refreshes_of_one_token_leave_at_most_one_usable_session() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let app: &refresh_session::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let body = json!({ "refresh_token": session["refresh_token"] });
            tokio::spawn(post("/v1/auth/refresh", &body).send(app, refresh_session::handle))
        })
        .collect();
    let mut sessions: Vec<Value> = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 200 {
            sessions.push(answer.body);
        } else {
            answer.expect_problem(401, "invalid_refresh_token");
        }
    }
    assert_eq!(sessions.len(), 1);
    let tokens = "identity.refresh_tokens";
    assert_eq!(shop.count(tokens).await, 2, "one token has one successor");
    // Reuse ended the family: the one that won is of no use to a thief either.
    shop.me(text(&sessions[0], "access_token"))
        .await
        .expect_problem(401, "invalid_token");
    refresh(&shop, text(&sessions[0], "refresh_token"))
        .await
        .expect_problem(401, "invalid_refresh_token");
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logout_among_fifty_refreshes_leaves_nothing_of_its_session_and_all_of_another() {
    let (shop, email) = (Shop::open().await, somebody());
    let other = shop.customer(&email).await;
    let session = shop.login(&email, PASSWORD).await.expect(200);
    let app: &refresh_session::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let body = json!({ "refresh_token": session["refresh_token"] });
            tokio::spawn(post("/v1/auth/refresh", &body).send(app, refresh_session::handle))
        })
        .collect();
    // Before or after the family ended by itself.
    let logged_out = Call::post("/v1/auth/logout")
        .bearer(text(&session, "access_token"))
        .send(shop.app(), logout::handle)
        .await;
    assert!([204, 401].contains(&logged_out.status), "{logged_out:?}");
    let mut successors = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 200 {
            successors.push(answer.body);
        }
    }
    assert!(successors.len() <= 1);
    for successor in &successors {
        refresh(&shop, text(successor, "refresh_token"))
            .await
            .expect_problem(401, "invalid_refresh_token");
    }
    refresh(&shop, text(&other, "refresh_token"))
        .await
        .expect(200);
    let open = "identity.sessions where revoked_at is null";
    assert_eq!(shop.count(open).await, 1);
}

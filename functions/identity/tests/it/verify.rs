//! Proving an address.

use crate::shop::{Shop, post, somebody, text};
use identity::verify_email;
use serde_json::json;

#[tokio::test]
async fn the_link_makes_the_account_active_and_signs_in() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    assert_eq!(session["token_type"], "Bearer");
    assert_eq!(session["expires_in"], 600);
    assert_eq!(session["user"]["email"], email.as_str());
    assert_eq!(session["user"]["roles"], json!(["customer"]));
    assert_eq!(session["user"]["permissions"], json!([]));
    let me = shop.me(text(&session, "access_token")).await.expect(200);
    assert_eq!(me["id"], session["user"]["id"]);
    assert_eq!(shop.audit_log().await, ["registered", "email_verified"]);
}

#[tokio::test]
async fn a_link_is_good_once_and_for_a_day() {
    let (shop, email, late) = (Shop::open().await, somebody(), somebody());
    shop.customer(&email).await;
    let used = shop.mailed_tokens(&email).await.remove(0);
    shop.register(&late).await.expect(202);
    shop.execute("update identity.one_time_tokens set expires_at = now() - interval '1 second'")
        .await;
    let expired = shop.mailed_tokens(&late).await.remove(0);
    for token in [
        used.as_str(),
        expired.as_str(),
        "",
        "garbage",
        &"x".repeat(10_000),
    ] {
        shop.verify(token)
            .await
            .expect_problem(422, "invalid_verification_token");
    }
    assert_eq!(shop.count("identity.sessions").await, 1);
}

#[tokio::test]
async fn another_link_is_mailed_to_the_pending_alone_and_everybody_hears_the_same() {
    let (shop, pending, active) = (Shop::open().await, somebody(), somebody());
    shop.register(&pending).await.expect(202);
    shop.customer(&active).await;
    // Asked for as often as the others.
    let unknown = somebody();
    shop.resend(&unknown).await.expect(202);
    let answers = [
        shop.resend(&pending).await,
        shop.resend(&active).await,
        shop.resend(&unknown).await,
    ];
    for answer in &answers {
        assert_eq!((answer.status, &answer.headers), (202, &answers[0].headers));
        assert!(answer.body.is_null());
    }
    assert_eq!(shop.requested_mails(&active).await.len(), 1);
    let tokens = shop.mailed_tokens(&pending).await;
    assert_eq!(tokens.len(), 2);
    // The mails may overtake each other: the first link is as good as the second, but only one counts.
    shop.verify(&tokens[0]).await.expect(200);
    shop.verify(&tokens[1])
        .await
        .expect_problem(422, "invalid_verification_token");
}

#[tokio::test]
async fn a_suspended_user_does_not_come_back_by_an_old_link() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    let token = shop.mailed_tokens(&email).await.remove(0);
    shop.verify(&token)
        .await
        .expect_problem(422, "invalid_verification_token");
    // The refusal used nothing up.
    assert_eq!(shop.count("identity.sessions").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_uses_of_one_link_at_the_same_time_verify_once() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let token = shop.mailed_tokens(&email).await.remove(0);
    let app: &verify_email::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let call = post("/v1/auth/verify-email", &json!({ "token": token }));
            tokio::spawn(call.send(app, verify_email::handle))
        })
        .collect();
    let mut statuses = Vec::new();
    for call in calls {
        statuses.push(call.await.unwrap().status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses.remove(0), 200);
    assert_eq!(statuses, [422; 49]);
    assert_eq!(shop.count("identity.sessions").await, 1);
}

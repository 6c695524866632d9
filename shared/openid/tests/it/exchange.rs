//! Codes, and the ID tokens that they are good for.

use crate::setup::{adapter, refusal, sign_in, siti, siti_with};
use domain::identity::external_login::{Flow, OpenIdProvider};
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use testkit::{Issuer, Signature};

#[tokio::test]
async fn a_code_is_worth_what_the_provider_says_of_somebody() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    let claims = sign_in(&openid, &issuer, &siti()).await.unwrap();
    assert_eq!(claims.subject, "1001");
    assert_eq!(claims.email.as_deref(), Some("siti@example.com"));
    assert_eq!(claims.name.as_deref(), Some("Siti Aminah"));
    assert!(claims.email_verified);
    let bare = sign_in(&openid, &issuer, &json!({ "sub": "1002" }))
        .await
        .unwrap();
    assert_eq!(
        (bare.email, bare.name, bare.email_verified),
        (None, None, false)
    );
}

#[tokio::test]
async fn a_provider_is_asked_once_for_what_it_says_of_itself() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    for _ in 0..3 {
        sign_in(&openid, &issuer, &siti()).await.unwrap();
    }
    let calls = ["description", "keys", "token"].map(|what| issuer.calls(what));
    assert_eq!(calls, [1, 1, 3]);
}

#[tokio::test]
async fn a_new_key_is_fetched_and_one_that_is_nowhere_is_asked_for_once_more() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    sign_in(&openid, &issuer, &siti()).await.unwrap();
    issuer.rotate("second");
    sign_in(&openid, &issuer, &siti()).await.unwrap();
    assert_eq!(issuer.calls("keys"), 2);
    issuer.sign_with(Signature::UnknownKey);
    let refused = sign_in(&openid, &issuer, &siti()).await;
    assert_eq!(refusal(refused), "no such key is published");
    assert_eq!(issuer.calls("keys"), 3);
}

#[tokio::test]
async fn a_signature_that_is_not_the_providers_is_refused() {
    for (signature, reason) in [
        (Signature::AnotherKey, "the signature or the payload is bad"),
        (Signature::None, "it is no token"),
        (Signature::HmacOfPublicKey, "the algorithm is not ours"),
        (Signature::UnknownKey, "no such key is published"),
    ] {
        let issuer = Issuer::open().await;
        issuer.sign_with(signature);
        let refused = sign_in(&adapter(&issuer), &issuer, &siti()).await;
        assert_eq!(refusal(refused), reason, "{signature:?}");
    }
}

#[tokio::test]
async fn a_token_for_another_or_from_another_time_is_refused() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    let now = SystemClock.now().unix_timestamp();
    for (name, value, reason) in [
        (
            "iss",
            json!("https://another.example"),
            "the issuer is another",
        ),
        ("aud", json!("another"), "it is for somebody else"),
        ("aud", json!(["shop", "another"]), "it is for somebody else"),
        ("azp", json!("another"), "it was issued to somebody else"),
        ("exp", json!(now - 3_600), "it has expired"),
        ("iat", json!(now - 3_600), "it is old"),
        ("iat", json!(now + 3_600), "it is from the future"),
        ("nonce", json!("another"), "the nonce is another flow's"),
        ("nonce", Value::Null, "the nonce is another flow's"),
        ("sub", Value::Null, "the signature or the payload is bad"),
    ] {
        let refused = sign_in(&openid, &issuer, &siti_with(name, value.clone())).await;
        assert_eq!(refusal(refused), reason, "{name} {value}");
    }
    // The last of them spoilt nothing.
    sign_in(&openid, &issuer, &siti()).await.unwrap();
}

#[tokio::test]
async fn a_code_is_good_once_and_for_its_own_flow() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    let (flow, other) = (
        Flow::start(&SystemClock).unwrap(),
        Flow::start(&SystemClock).unwrap(),
    );
    let now = SystemClock.now();
    let url = openid.authorization_url(&flow).await.unwrap();
    let stolen = issuer.sign_in(&url, &siti());
    let refused = openid.exchange(&stolen.code, &other, now).await;
    assert_eq!(refusal(refused), "the provider does not take the code");
    let own = issuer.sign_in(&url, &siti());
    openid.exchange(&own.code, &flow, now).await.unwrap();
    let again = openid.exchange(&own.code, &flow, now).await;
    assert_eq!(refusal(again), "the provider does not take the code");
}

#[tokio::test]
async fn what_cannot_be_a_code_is_not_sent_anywhere() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    let flow = Flow::start(&SystemClock).unwrap();
    for code in ["", "kode\n", "ködé", "x".repeat(2_049).as_str()] {
        let refused = openid.exchange(code, &flow, SystemClock.now()).await;
        assert_eq!(refusal(refused), "the code is none");
    }
    assert_eq!(issuer.calls("token"), 0);
}

#[tokio::test]
async fn credentials_go_into_the_form_where_the_header_is_not_taken() {
    let issuer = Issuer::open().await;
    issuer.describe(
        "token_endpoint_auth_methods_supported",
        json!(["client_secret_post"]),
    );
    sign_in(&adapter(&issuer), &issuer, &siti()).await.unwrap();
}

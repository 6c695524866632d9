//! Access tokens: who is let in by `GET /v1/me`, and who is not.

use crate::shop::{Shop, somebody, text};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use config::FromEnvironment;
use domain::identity::Caller;
use domain::ids::{SessionId, UserId};
use domain::{Clock, SystemClock};
use identity::{get_profile, logout};
use ring::hmac;
use runtime::TokenSigner;
use serde_json::{Value, json};
use testkit::{Call, Forge, Stage};
use time::{Duration, OffsetDateTime};

/// A token of the stage's key for this user, issued then.
fn issue(stage: &Stage, user: &str, at: OffsetDateTime) -> String {
    let caller = Caller {
        user: user.parse::<UserId>().unwrap(),
        session: SessionId::generate(&SystemClock),
        access_version: 1,
        permissions: Vec::new(),
    };
    let signer = TokenSigner::from_environment(&stage.environment()).unwrap();
    signer.issue(&caller, at).unwrap().access_token
}

fn encode(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

#[tokio::test]
async fn only_a_token_of_ours_for_us_in_its_time_lets_in() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let user = text(&session["user"], "id");
    let now = SystemClock.now();
    let good = issue(&shop.stage, user, now);
    shop.me(&good).await.expect(200);
    let said = Forge::claims(&good);
    let forge = Forge::with_key(shop.stage.environment().text("JWT_PRIVATE_KEY").unwrap());
    let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": "test" });
    shop.me(&forge.sign(&header, &said)).await.expect(200);

    let (head, rest) = good.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    let mut promoted = said.clone();
    promoted["permissions"] = json!(["users.manage"]);
    let mut eternal = said.clone();
    eternal.as_object_mut().unwrap().remove("exp");
    let mut moonwalker = said.clone();
    moonwalker["permissions"] = json!(["moon.walk"]);
    let none = encode(&json!({ "typ": "at+jwt", "alg": "none", "kid": "test" }));
    let symmetric = encode(&json!({ "typ": "at+jwt", "alg": "HS256", "kid": "test" }));
    let public_keys = shop
        .stage
        .environment()
        .text("JWT_PUBLIC_KEYS")
        .unwrap()
        .to_owned();
    let hmac_key = hmac::Key::new(hmac::HMAC_SHA256, public_keys.as_bytes());
    let hmac_tag = hmac::sign(&hmac_key, format!("{symmetric}.{body}").as_bytes());
    let with_header = |name: &str, value: Value| {
        let mut header = header.clone();
        header[name] = value;
        forge.sign(&header, &said)
    };
    let elsewhere = |name: &str| issue(&shop.stage.clone().with(name, "elsewhere"), user, now);
    for (what, token) in [
        ("garbage", "garbage".to_owned()),
        ("dots", "..".to_owned()),
        (
            "expired",
            issue(&shop.stage, user, now - Duration::seconds(606)),
        ),
        ("tampered claims", Forge::tampered(&good, &promoted)),
        ("no signature", format!("{head}.{body}.")),
        ("a cut signature", good[..good.len() - 2].to_owned()),
        ("algorithm none", format!("{none}.{body}.")),
        (
            "algorithm none with our signature",
            format!("{none}.{body}.{signature}"),
        ),
        (
            "the public key as a secret",
            format!("{symmetric}.{body}.{}", URL_SAFE_NO_PAD.encode(hmac_tag)),
        ),
        (
            "another key of the same name",
            issue(&Stage::on(&shop.database), user, now),
        ),
        ("an unknown key", with_header("kid", json!("other"))),
        ("no key", with_header("kid", json!(null))),
        ("another kind of token", with_header("typ", json!("JWT"))),
        ("another audience", elsewhere("JWT_AUDIENCE")),
        ("another issuer", elsewhere("JWT_ISSUER")),
        ("no end", forge.sign(&header, &eternal)),
        ("a permission that there is not", forge.token(&moonwalker)),
        (
            "a refresh token",
            text(&session, "refresh_token").to_owned(),
        ),
    ] {
        let answer = shop.me(&token).await;
        assert_eq!(answer.status, 401, "{what}");
        assert_eq!(answer.headers["www-authenticate"], "Bearer", "{what}");
        answer.expect_problem(401, "invalid_token");
    }
}

#[tokio::test]
async fn without_a_token_nobody_is_let_in() {
    let shop = Shop::open().await;
    let app: &get_profile::App = shop.app();
    for call in [
        Call::get("/v1/me"),
        Call::get("/v1/me").header("authorization", "Basic dTpw"),
        Call::get("/v1/me").header("authorization", "Bearer"),
    ] {
        call.send(app, get_profile::handle)
            .await
            .expect_problem(401, "authentication_required");
    }
}

#[tokio::test]
async fn the_token_of_an_ended_session_is_refused() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    Call::post("/v1/auth/logout")
        .bearer(token)
        .send(shop.app(), logout::handle)
        .await
        .expect(204);
    shop.me(token).await.expect_problem(401, "invalid_token");
}

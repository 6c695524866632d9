//! What users see of themselves, and the keys that say who they are.

use crate::shop::{Shop, post, somebody, text};
use domain::SystemClock;
use domain::ids::UserId;
use identity::{jwks, register};
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn a_profile_shows_what_was_registered() {
    let (shop, email) = (Shop::open().await, somebody());
    let body = json!({
        "email": email, "password": crate::shop::PASSWORD, "name": "Sari Dewi", "phone": "+62 21 555 0123",
        "language": "en"
    });
    post("/v1/auth/register", &body)
        .send(shop.app(), register::handle)
        .await
        .expect(202);
    let token = shop.mailed_tokens(&email).await.remove(0);
    let session = shop.verify(&token).await.expect(200);
    let me = shop.me(text(&session, "access_token")).await;
    assert_eq!(me.headers["cache-control"], "no-store");
    assert_eq!(
        me.expect(200),
        json!({
            "id": session["user"]["id"], "email": email, "name": "Sari Dewi", "phone": "+62215550123",
            "language": "en", "roles": ["customer"], "permissions": [], "second_factor": "off"
        })
    );
}

#[tokio::test]
async fn a_user_who_is_gone_has_no_profile() {
    let shop = Shop::open().await;
    let token = shop.stage.token(UserId::generate(&SystemClock), &[]);
    shop.me(&token).await.expect_problem(404, "user_not_found");
}

#[tokio::test]
async fn the_public_keys_are_public_and_nothing_else_is() {
    let shop = Shop::open().await;
    let answer = Call::get("/.well-known/jwks.json")
        .send(shop.app(), jwks::handle)
        .await;
    assert_eq!(answer.headers["cache-control"], "public, max-age=300");
    let keys = answer.expect(200);
    let key = keys["keys"][0].as_object().unwrap();
    let mut names: Vec<_> = key.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
}

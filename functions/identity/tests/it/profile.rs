//! What users see of themselves, and the keys that say who they are.

use crate::shop::{Shop, post, somebody, text};
use domain::SystemClock;
use domain::ids::UserId;
use identity::{jwks, register, update_profile};
use serde_json::{Value, json};
use testkit::{Answer, Call};

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
            "language": "en", "email_verified": true, "roles": ["customer"], "permissions": [], "second_factor": "off"
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

async fn update(shop: &Shop, access_token: &str, body: &Value) -> Answer {
    Call::new("PATCH", "/v1/me")
        .bearer(access_token)
        .json(body)
        .send(shop.app(), update_profile::handle)
        .await
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut expected = shop.me(token).await.expect(200);
    for (body, field, value) in [
        (json!({ "name": " Sari Dewi " }), "name", json!("Sari Dewi")),
        (
            json!({ "phone": "0812 3456 7890" }),
            "phone",
            json!("+6281234567890"),
        ),
        (json!({ "language": "en" }), "language", json!("en")),
        (
            json!({ "name": null, "language": null }),
            "name",
            json!("Sari Dewi"),
        ),
        (json!({}), "name", json!("Sari Dewi")),
    ] {
        expected[field] = value;
        assert_eq!(
            update(&shop, token, &body).await.expect(200),
            expected,
            "{body}"
        );
        assert_eq!(shop.me(token).await.expect(200), expected);
    }
    // Null takes the number away, and only where it is said.
    expected.as_object_mut().unwrap().remove("phone");
    let body = json!({ "phone": null });
    assert_eq!(update(&shop, token, &body).await.expect(200), expected);
    assert_eq!(shop.me(token).await.expect(200), expected);
}

#[tokio::test]
async fn the_log_tells_which_fields_were_changed_and_not_to_what() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let body = json!({ "name": "Sari Dewi", "phone": "081234567890" });
    update(&shop, text(&session, "access_token"), &body)
        .await
        .expect(200);
    let statement = "select details from identity.audit_log where action = 'profile_changed'";
    let rows = shop.client.query(statement, &[]).await.unwrap();
    let details: Vec<Value> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(details, [json!({ "fields": ["name", "phone"] })]);
}

#[tokio::test]
async fn a_bad_change_changes_nothing() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let before = shop.me(token).await.expect(200);
    for (body, status, pointer, code) in [
        (json!({ "name": " " }), 422, "/name", "invalid_name"),
        (
            json!({ "name": "x".repeat(101) }),
            422,
            "/name",
            "invalid_name",
        ),
        (
            json!({ "phone": "911", "name": "Budi" }),
            422,
            "/phone",
            "invalid_phone",
        ),
        (
            json!({ "language": "fr", "name": "Budi" }),
            400,
            "/language",
            "malformed_field",
        ),
        (json!({ "name": 7 }), 400, "/name", "malformed_field"),
        (json!({ "phone": 7 }), 400, "/phone", "malformed_field"),
        (
            json!({ "email": "budi@example.com" }),
            400,
            "/email",
            "malformed_field",
        ),
        (
            json!({ "roles": ["super_admin"] }),
            400,
            "/roles",
            "malformed_field",
        ),
    ] {
        let answer = update(&shop, token, &body).await;
        assert_eq!(answer.status, status, "{body}");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
        assert_eq!(answer.body["errors"][0]["code"], code, "{body}");
    }
    assert_eq!(shop.me(token).await.expect(200), before);
}

#[tokio::test]
async fn a_profile_is_changed_by_its_signed_in_owner_alone() {
    let shop = Shop::open().await;
    Call::new("PATCH", "/v1/me")
        .text("{")
        .send(shop.app(), update_profile::handle)
        .await
        .expect_problem(401, "authentication_required");
    let gone = shop.stage.token(UserId::generate(&SystemClock), &[]);
    for body in [json!({ "name": "Budi" }), json!({})] {
        update(&shop, &gone, &body)
            .await
            .expect_problem(404, "user_not_found");
    }
}

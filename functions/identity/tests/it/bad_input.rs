//! What cannot be read or is not valid, field by field.

use crate::addresses::{add, home};
use crate::shop::{PASSWORD, Shop, post, somebody, somewhere, text};
use identity::{
    forgot_password, login, refresh_session, register, resend_verification, reset_password,
    verify_email,
};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn register(shop: &Shop, body: &Value) -> Answer {
    post("/v1/auth/register", body)
        .send(shop.app(), register::handle)
        .await
}

/// The pointers and codes of an answer's `errors`.
fn errors(answer: &Answer) -> Vec<(&str, &str)> {
    answer.body["errors"]
        .as_array()
        .map(|errors| {
            errors
                .iter()
                .map(|error| (text(error, "pointer"), text(error, "code")))
                .collect()
        })
        .unwrap_or_default()
}

#[tokio::test]
async fn a_body_that_is_no_json_is_400_everywhere() {
    let shop = Shop::open().await;
    for body in ["", "{", "}", "nul", "{\"", "\u{0}"] {
        let call = || {
            Call::post("/")
                .text(body)
                .header("content-type", "application/json")
                .from_ip(somewhere())
        };
        for answer in [
            call().send(shop.app(), register::handle).await,
            call().send(shop.app(), resend_verification::handle).await,
            call().send(shop.app(), verify_email::handle).await,
            call().send(shop.app(), login::handle).await,
            call().send(shop.app(), refresh_session::handle).await,
            call().send(shop.app(), forgot_password::handle).await,
            call().send(shop.app(), reset_password::handle).await,
        ] {
            answer.expect_problem(400, "malformed_json");
        }
    }
    Call::post("/v1/auth/login")
        .text("email=a")
        .from_ip(somewhere())
        .send(shop.app(), login::handle)
        .await
        .expect_problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn unknown_missing_and_mistyped_fields_are_400_and_named() {
    let shop = Shop::open().await;
    let good = json!({ "email": somebody(), "password": PASSWORD, "name": "Sari" });
    for (field, value, pointer) in [
        ("role", json!("super_admin"), "/role"),
        ("status", json!("active"), "/status"),
        ("email", json!(7), "/email"),
        ("email", json!(null), "/email"),
        ("password", json!(["a"]), "/password"),
        ("name", json!({}), "/name"),
        ("phone", json!(812), "/phone"),
        ("language", json!("fr"), "/language"),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let answer = register(&shop, &body).await;
        assert_eq!(errors(&answer), [(pointer, "malformed_field")], "{body}");
        answer.expect_problem(400, "malformed_request");
    }
    for field in ["email", "password", "name"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(field);
        register(&shop, &body)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(shop.count("identity.users").await, 0);
}

#[tokio::test]
async fn every_bad_field_of_a_registration_is_named_at_once() {
    let shop = Shop::open().await;
    let body =
        json!({ "email": "sari@", "password": "short", "name": " ", "phone": "+6581234567" });
    let answer = register(&shop, &body).await;
    assert_eq!(
        errors(&answer),
        [
            ("/email", "invalid_email"),
            ("/password", "password_too_short"),
            ("/name", "invalid_name"),
            ("/phone", "invalid_phone"),
        ]
    );
    answer.expect_problem(422, "validation_failed");
    for (field, value, code) in [
        ("email", "a@b@example.com".to_owned(), "invalid_email"),
        ("email", "sari@localhost".to_owned(), "invalid_email"),
        (
            "email",
            format!("{}@example.com", "a".repeat(250)),
            "invalid_email",
        ),
        (
            "email",
            "sari@example.com\r\nBcc: all@example.com".to_owned(),
            "invalid_email",
        ),
        ("password", "ninechars".to_owned(), "password_too_short"),
        ("password", "kangkung ".repeat(15), "password_too_long"),
        ("password", "password123".to_owned(), "password_too_common"),
        ("password", "1234567890".to_owned(), "password_too_common"),
        ("password", "sari.dewi99".to_owned(), "password_too_common"),
        ("name", "x".repeat(101), "invalid_name"),
        ("name", "Sa\u{7}ri".to_owned(), "invalid_name"),
        ("phone", "12345".to_owned(), "invalid_phone"),
    ] {
        let mut body =
            json!({ "email": "sari.dewi@example.com", "password": PASSWORD, "name": "Sari" });
        body[field] = json!(value);
        let answer = register(&shop, &body).await;
        assert_eq!(
            errors(&answer),
            [(format!("/{field}").as_str(), code)],
            "{body}"
        );
        answer.expect_problem(422, "validation_failed");
    }
    assert_eq!(shop.count("identity.users").await, 0);
}

#[tokio::test]
async fn problems_speak_the_callers_language() {
    let shop = Shop::open().await;
    for (language, title) in [
        ("id", "Permintaan tidak dapat dipenuhi"),
        ("en-GB", "The request cannot be fulfilled"),
    ] {
        let answer = post("/v1/auth/resend-verification", &json!({ "email": "sari" }))
            .header("accept-language", language)
            .send(shop.app(), resend_verification::handle)
            .await;
        assert_eq!(answer.body["title"], title);
        assert_ne!(answer.body["errors"][0]["detail"], "invalid_email");
        answer.expect_problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn every_bad_field_of_an_address_is_named() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    for (field, value, code) in [
        ("label", json!(""), "invalid_address_line"),
        ("street", json!("x".repeat(201)), "invalid_address_line"),
        ("village", json!("a\nb"), "invalid_address_line"),
        ("district", json!(" "), "invalid_address_line"),
        ("city", json!(""), "invalid_address_line"),
        ("province", json!(""), "invalid_address_line"),
        ("recipient", json!(""), "invalid_name"),
        ("phone", json!("911"), "invalid_phone"),
        ("postcode", json!("1031"), "invalid_postcode"),
        ("postcode", json!("103100"), "invalid_postcode"),
        ("postcode", json!("1031O"), "invalid_postcode"),
        ("postcode", json!("１０３１０"), "invalid_postcode"),
        ("latitude", json!(-6.2), "invalid_position"),
        (
            "courier_note",
            json!("x".repeat(201)),
            "invalid_address_line",
        ),
    ] {
        let mut address = home();
        address[field] = value;
        let answer = add(&shop, token, &address).await;
        assert_eq!(
            errors(&answer),
            [(format!("/{field}").as_str(), code)],
            "{address}"
        );
        answer.expect_problem(422, "validation_failed");
    }
    for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.1)] {
        let mut address = home();
        address["latitude"] = json!(latitude);
        address["longitude"] = json!(longitude);
        let answer = add(&shop, token, &address).await;
        assert_eq!(errors(&answer), [("/latitude", "invalid_position")]);
    }
    for (field, value) in [
        ("user_id", json!("x")),
        ("id", json!("x")),
        ("postcode", json!(10310)),
        ("is_default", json!("yes")),
        ("latitude", json!("-6.2")),
    ] {
        let mut address = home();
        address[field] = value;
        add(&shop, token, &address)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(shop.count("identity.addresses").await, 0);
}

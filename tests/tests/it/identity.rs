//! Every flow of an account on the deployed stack, with mails read from the inbox.

use crate::client::{Caller, PASSWORD, Stack, text};
use serde_json::{Value, json};
use testkit::authenticator_code;

const NEW_PASSWORD: &str = "kangkung-tumis-terasi-9";

async fn sessions(user: &Caller) -> Vec<Value> {
    let listed = user.get("/v1/me/sessions").await.expect(200);
    listed["items"].as_array().unwrap().clone()
}

async fn refused(user: &Caller) {
    user.get("/v1/me")
        .await
        .expect_problem(401, "invalid_token");
}

async fn login(user: &Caller, password: &str) -> crate::client::Answer {
    let body = json!({ "email": user.email, "password": password });
    user.post("/v1/auth/login", &body).await
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_the_mail_and_every_session_ends() {
    let stack = Stack::of_the_suite();
    let user = stack.shopper().await;
    let stranger = stack.stranger();
    for email in [&user.email, &stranger.email] {
        let body = json!({ "email": email });
        stranger
            .post("/v1/auth/forgot-password", &body)
            .await
            .expect(202);
    }
    let token = stack.mailed_token(&user.email, "reset-password").await;
    let body = json!({ "token": token, "password": NEW_PASSWORD });
    stranger
        .post("/v1/auth/reset-password", &body)
        .await
        .expect(204);
    stranger
        .post("/v1/auth/reset-password", &body)
        .await
        .expect_problem(422, "invalid_reset_token");
    refused(&user).await;
    login(&user, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    login(&user, NEW_PASSWORD).await.expect(200);
    stack
        .mail(&user.email, "Kata sandi Anda telah diganti")
        .await;
    assert_eq!(stack.mails(&stranger.email).await, [""; 0]);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let stack = Stack::of_the_suite();
    let (user, mut elsewhere) = {
        let user = stack.shopper().await;
        (user.clone(), user)
    };
    elsewhere.log_in(PASSWORD).await;
    assert_eq!(sessions(&user).await.len(), 2);
    let wrong = json!({ "current_password": "bukan-yang-ini", "password": NEW_PASSWORD });
    user.put("/v1/me/password", &wrong)
        .await
        .expect_problem(422, "wrong_password");
    let right = json!({ "current_password": PASSWORD, "password": NEW_PASSWORD });
    user.put("/v1/me/password", &right).await.expect(204);
    refused(&elsewhere).await;
    elsewhere.log_in(NEW_PASSWORD).await;
    assert_eq!(sessions(&elsewhere).await.len(), 2);
}

#[tokio::test]
async fn a_changed_address_is_proved_first_and_the_old_one_is_told() {
    let stack = Stack::of_the_suite();
    let mut user = stack.shopper().await;
    let (old, new) = (user.email.clone(), stack.stranger().email);
    let body = json!({ "email": new, "password": PASSWORD });
    user.put("/v1/me/email", &body).await.expect(202);
    assert_eq!(user.get("/v1/me").await.expect(200)["email"], old.as_str());
    let token = stack.mailed_token(&new, "verify-email").await;
    let body = json!({ "token": token });
    let session = user.post("/v1/auth/verify-email", &body).await.expect(200);
    user.sign_in_with(&session);
    assert_eq!(user.get("/v1/me").await.expect(200)["email"], new.as_str());
    stack.mail(&old, "diganti").await;
    login(&user, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    user.email = new;
    login(&user, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_session_on_another_device_is_seen_and_ended() {
    let stack = Stack::of_the_suite();
    let user = stack.shopper().await;
    let mut lost = user.clone();
    lost.log_in(PASSWORD).await;
    let others: Vec<Value> = sessions(&user)
        .await
        .into_iter()
        .filter(|session| session["current"] == false)
        .collect();
    assert_eq!(others.len(), 1);
    let path = format!("/v1/me/sessions/{}", text(&others[0]["id"]));
    user.delete(&path).await.expect(204);
    refused(&lost).await;
    user.delete(&path)
        .await
        .expect_problem(404, "session_not_found");
    user.post("/v1/auth/logout", &json!({ "all": true }))
        .await
        .expect(204);
    refused(&user).await;
}

#[tokio::test]
async fn a_profile_and_an_address_book_are_kept() {
    let stack = Stack::of_the_suite();
    let user = stack.shopper().await;
    let changed = user
        .patch(
            "/v1/me",
            &json!({ "name": "Siti Rahayu", "phone": "0812-3456-789", "language": "en" }),
        )
        .await
        .expect(200);
    assert_eq!(changed["phone"], "+628123456789");
    let profile = user.get("/v1/me").await.expect(200);
    assert_eq!(
        (&profile["name"], &profile["language"]),
        (&json!("Siti Rahayu"), &json!("en"))
    );

    let address = |label: &str, is_default: bool| {
        json!({
            "label": label, "recipient": "Siti", "phone": "081234567890", "street": "Jl. Melati 1",
            "village": "Senayan", "district": "Kebayoran Baru", "city": "Jakarta Selatan",
            "province": "DKI Jakarta", "postcode": "12190", "is_default": is_default
        })
    };
    let home = user
        .post("/v1/me/addresses", &address("Rumah", false))
        .await
        .expect(201);
    let work = user
        .post("/v1/me/addresses", &address("Kantor", false))
        .await
        .expect(201);
    assert_eq!(
        (&home["is_default"], &work["is_default"]),
        (&json!(true), &json!(false))
    );
    let path = format!("/v1/me/addresses/{}", text(&work["id"]));
    let moved = user
        .put(&path, &address("Kantor baru", true))
        .await
        .expect(200);
    assert_eq!(
        (&moved["label"], &moved["is_default"]),
        (&json!("Kantor baru"), &json!(true))
    );
    user.delete(&path).await.expect(204);
    let left = user.get("/v1/me/addresses").await.expect(200);
    assert_eq!(left["items"][0]["id"], home["id"]);
    assert_eq!(left["items"][0]["is_default"], true);
}

#[tokio::test]
async fn personal_data_are_exported_and_erased() {
    let stack = Stack::of_the_suite();
    let user = stack.shopper().await;
    let export = user.get("/v1/me/export").await.expect(200);
    assert_eq!(export["profile"]["email"], user.email.as_str());
    user.delete("/v1/me").await.expect(204);
    refused(&user).await;
    login(&user, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    // The address is free again.
    let body = json!({ "email": user.email, "password": PASSWORD, "name": "Siti" });
    user.post("/v1/auth/register", &body).await.expect(202);
}

#[tokio::test]
async fn staff_suspend_and_appoint_and_every_act_is_on_record() {
    let stack = Stack::of_the_suite();
    let (admin, mut user) = (stack.admin().await, stack.shopper().await);
    let found = admin
        .get(&format!("/v1/admin/users?q={}", user.email))
        .await
        .expect(200);
    assert_eq!(found["items"][0]["id"], user.id().as_str());
    let path = format!("/v1/admin/users/{}", user.id());

    let roles = json!({ "roles": ["customer", "warehouse"] });
    admin.patch(&path, &roles).await.expect(200);
    refused(&user).await;
    user.log_in(PASSWORD).await;
    user.get("/v1/admin/orders").await.expect(200);

    let suspended = json!({ "status": "suspended", "reason": "penipuan" });
    admin.patch(&path, &suspended).await.expect(200);
    refused(&user).await;
    login(&user, PASSWORD)
        .await
        .expect_problem(403, "account_suspended");
    admin
        .patch(&path, &json!({ "status": "active" }))
        .await
        .expect(200);
    user.log_in(PASSWORD).await;

    let log = admin
        .get(&format!("/v1/admin/audit-log?user={}", user.id()))
        .await
        .expect(200);
    let by_admin: Vec<&Value> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["actor"]["id"] == admin.id().as_str())
        .collect();
    assert_eq!(by_admin.len(), 3, "{log}");
    assert!(
        by_admin
            .iter()
            .all(|entry| entry["details"]["before"] != entry["details"]["after"])
    );
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and so on";

#[tokio::test]
async fn a_photo_is_uploaded_by_the_browser_and_looked_at() {
    let stack = Stack::of_the_suite();
    let user = stack.shopper().await;
    let wish = json!({ "content_type": "image/png", "bytes": PNG.len() });
    let ticket = user.post("/v1/me/photo", &wish).await.expect(201);
    assert_eq!(stack.upload(&ticket, PNG).await, 200);
    let attach = json!({ "upload_id": ticket["upload_id"] });
    let profile = user.put("/v1/me/photo", &attach).await.expect(200);
    // The bucket is private: a CDN in front of it, or whoever has a right to, shows what is at this address.
    let shown = text(&profile["photo_url"]);
    assert!(shown.ends_with(text(&ticket["upload_id"])), "{shown}");
    user.delete("/v1/me/photo").await.expect(204);
    assert_eq!(
        user.get("/v1/me").await.expect(200)["photo_url"],
        Value::Null
    );

    // What it says it is does not make it a picture.
    let wish = json!({ "content_type": "image/png", "bytes": 5 });
    let ticket = user.post("/v1/me/photo", &wish).await.expect(201);
    assert_eq!(stack.upload(&ticket, b"<svg>").await, 200);
    let attach = json!({ "upload_id": ticket["upload_id"] });
    let refused = user.put("/v1/me/photo", &attach).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
}

#[tokio::test]
async fn a_second_factor_is_enrolled_asked_for_and_told() {
    let stack = Stack::of_the_suite();
    let mut user = stack.shopper().await;
    let enrolled = user
        .post("/v1/me/second-factor", &json!({ "password": PASSWORD }))
        .await
        .expect(201);
    let secret = text(&enrolled["secret"]);
    let confirmed = user
        .put(
            "/v1/me/second-factor",
            &json!({ "code": authenticator_code(secret, -1) }),
        )
        .await
        .expect(200);
    let recovery_codes = confirmed["recovery_codes"].as_array().unwrap();
    assert_eq!(recovery_codes.len(), 10);
    stack
        .mail(&user.email, "Verifikasi dua langkah diaktifkan")
        .await;

    login(&user, PASSWORD)
        .await
        .expect_problem(401, "second_factor_required");
    let with_code = |code: &str| json!({ "email": user.email, "password": PASSWORD, "code": code });
    let code = authenticator_code(secret, 0);
    let session = user
        .post("/v1/auth/login", &with_code(&code))
        .await
        .expect(200);
    user.post("/v1/auth/login", &with_code(&code))
        .await
        .expect_problem(401, "invalid_second_factor");
    user.post("/v1/auth/login", &with_code(text(&recovery_codes[0])))
        .await
        .expect(200);
    user.sign_in_with(&session);
    assert_eq!(user.get("/v1/me").await.expect(200)["second_factor"], "on");
}

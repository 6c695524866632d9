//! A photo: uploaded, attached, replaced, removed.

use crate::shop::{Shop, somebody, text};
use domain::SystemClock;
use domain::ids::{UploadId, UserId};
use identity::{attach_photo, erase_account, remove_photo, upload_photo};
use serde_json::{Value, json};
use testkit::{Answer, Call, LocalAws};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and so on";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 , and so on";

/// A shop with a bucket.
async fn open() -> Shop {
    let (mut shop, aws) = (Shop::open().await, LocalAws::of_the_suite());
    shop.stage = aws.on(shop.stage).with("IMAGES_BUCKET", aws.bucket().await);
    shop
}

async fn ask(shop: &Shop, token: &str, body: &Value) -> Answer {
    Call::post("/v1/me/photo")
        .bearer(token)
        .json(body)
        .send(shop.app(), upload_photo::handle)
        .await
}

/// Uploads what is said to be a picture of this kind, as a browser does; the upload's id.
async fn upload(shop: &Shop, token: &str, kind: &str, body: &'static [u8]) -> String {
    let ask_for = json!({ "content_type": kind, "bytes": body.len() });
    let ticket = ask(shop, token, &ask_for).await.expect(201);
    assert_eq!(ticket["method"], "PUT");
    let mut request = reqwest::Client::new().put(text(&ticket, "url")).body(body);
    for (name, value) in ticket["headers"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    assert_eq!(request.send().await.unwrap().status(), 200);
    text(&ticket, "upload_id").to_owned()
}

async fn attach(shop: &Shop, token: &str, upload: &str) -> Answer {
    Call::new("PUT", "/v1/me/photo")
        .bearer(token)
        .json(&json!({ "upload_id": upload }))
        .send(shop.app(), attach_photo::handle)
        .await
}

async fn remove(shop: &Shop, token: &str) -> Answer {
    Call::new("DELETE", "/v1/me/photo")
        .bearer(token)
        .send(shop.app(), remove_photo::handle)
        .await
}

#[tokio::test]
async fn a_photo_is_shown_until_another_takes_its_place_or_it_is_removed() {
    let shop = open().await;
    let session = shop.customer(&somebody()).await;
    let (token, user) = (text(&session, "access_token"), text(&session["user"], "id"));
    let first = upload(&shop, token, "image/png", PNG).await;
    assert_eq!(shop.me(token).await.expect(200)["photo_url"], Value::Null);
    for _ in 0..2 {
        let profile = attach(&shop, token, &first).await.expect(200);
        let url = format!("https://images.test/photos/{user}/{first}");
        assert_eq!(profile["photo_url"], url);
        assert_eq!(shop.me(token).await.expect(200), profile);
    }
    let second = upload(&shop, token, "image/webp", WEBP).await;
    let profile = attach(&shop, token, &second).await.expect(200);
    assert_eq!(
        profile["photo_url"],
        format!("https://images.test/photos/{user}/{second}")
    );
    // The first one's object is gone.
    attach(&shop, token, &first)
        .await
        .expect_problem(404, "upload_not_found");
    for _ in 0..2 {
        remove(&shop, token).await.expect(204);
        assert_eq!(shop.me(token).await.expect(200)["photo_url"], Value::Null);
    }
    attach(&shop, token, &second)
        .await
        .expect_problem(404, "upload_not_found");
    assert_eq!(shop.count("platform.discarded_images").await, 0);
    let log = shop.audit_log().await;
    let told = |action: &str| log.iter().filter(|told| *told == action).count();
    assert_eq!((told("photo_changed"), told("photo_removed")), (2, 1));
}

#[tokio::test]
async fn what_is_no_picture_is_not_attached() {
    let shop = open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    for (kind, body, code) in [
        ("image/png", &b"<svg onload=alert(1)>"[..], "not_an_image"),
        ("image/jpeg", b"GIF89a", "not_an_image"),
        // A picture, but shown as another kind.
        ("image/jpeg", PNG, "not_an_image"),
    ] {
        let id = upload(&shop, token, kind, body).await;
        attach(&shop, token, &id).await.expect_problem(422, code);
    }
    assert_eq!(shop.me(token).await.expect(200)["photo_url"], Value::Null);
}

#[tokio::test]
async fn anothers_upload_and_one_that_never_came_are_not_found() {
    let shop = open().await;
    let (sari, budi) = (
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    );
    let saris = upload(&shop, text(&sari, "access_token"), "image/png", PNG).await;
    let never = UploadId::generate(&SystemClock).to_string();
    for id in [&saris, &never] {
        attach(&shop, text(&budi, "access_token"), id)
            .await
            .expect_problem(404, "upload_not_found");
    }
}

#[tokio::test]
async fn an_upload_is_of_a_kind_and_a_size_that_the_shop_shows() {
    let shop = open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    for (body, status, pointer, code) in [
        (
            json!({ "content_type": "image/gif", "bytes": 9 }),
            400,
            "/content_type",
            "malformed_field",
        ),
        (
            json!({ "content_type": "text/html", "bytes": 9 }),
            400,
            "/content_type",
            "malformed_field",
        ),
        (
            json!({ "content_type": "image/png", "bytes": -1 }),
            400,
            "/bytes",
            "malformed_field",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 1.5 }),
            400,
            "/bytes",
            "malformed_field",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 9, "key": "x" }),
            400,
            "/key",
            "malformed_field",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 0 }),
            422,
            "/bytes",
            "invalid_image_size",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 5_242_881 }),
            422,
            "/bytes",
            "invalid_image_size",
        ),
    ] {
        let answer = ask(&shop, token, &body).await;
        assert_eq!(answer.status, status, "{body}");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
        assert_eq!(answer.body["errors"][0]["code"], code, "{body}");
    }
    let largest = json!({ "content_type": "image/png", "bytes": 5_242_880 });
    let ticket = ask(&shop, token, &largest).await.expect(201);
    assert_eq!(ticket["headers"]["content-length"], "5242880");
    attach(&shop, token, "1")
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_photos_attached_at_once_one_is_left() {
    let shop = open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut calls = Vec::new();
    let app: &attach_photo::App = shop.app();
    for _ in 0..10 {
        let id = upload(&shop, token, "image/png", PNG).await;
        let call = Call::new("PUT", "/v1/me/photo").bearer(token);
        calls.push(call.json(&json!({ "upload_id": id })));
    }
    let calls: Vec<_> = calls
        .into_iter()
        .map(|call| tokio::spawn(call.send(app, attach_photo::handle)))
        .collect();
    for call in calls {
        call.await.unwrap().expect(200);
    }
    let url = shop.me(token).await.expect(200)["photo_url"].clone();
    // Whichever won is there still: it can be attached again.
    let id = url.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(
        attach(&shop, token, &id).await.expect(200)["photo_url"],
        url
    );
    assert_eq!(shop.count("platform.discarded_images").await, 0);
}

#[tokio::test]
async fn a_photo_goes_with_its_user() {
    let shop = open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let id = upload(&shop, token, "image/png", PNG).await;
    attach(&shop, token, &id).await.expect(200);
    Call::new("DELETE", "/v1/me")
        .bearer(token)
        .send(shop.app(), erase_account::handle)
        .await
        .expect(204);
    assert_eq!(shop.count("platform.discarded_images").await, 0);
}

#[tokio::test]
async fn a_photo_is_the_business_of_the_signed_in_who_are_there() {
    let shop = open().await;
    for answer in [
        Call::post("/v1/me/photo")
            .text("{")
            .send(shop.app(), upload_photo::handle)
            .await,
        Call::new("PUT", "/v1/me/photo")
            .text("{")
            .send(shop.app(), attach_photo::handle)
            .await,
        Call::new("DELETE", "/v1/me/photo")
            .send(shop.app(), remove_photo::handle)
            .await,
    ] {
        answer.expect_problem(401, "authentication_required");
    }
    let gone = shop.stage.token(UserId::generate(&SystemClock), &[]);
    let id = upload(&shop, &gone, "image/png", PNG).await;
    attach(&shop, &gone, &id)
        .await
        .expect_problem(404, "user_not_found");
    remove(&shop, &gone)
        .await
        .expect_problem(404, "user_not_found");
}

//! A product's pictures: uploaded, attached, put in order, removed.

use crate::keeper::{Keeper, NOWHERE, at_once, id, statuses, tag, wrong};
use crate::market::Market;
use serde_json::json;
use std::sync::Arc;
use testkit::{Answer, LocalAws, Stage};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and so on";

/// A keeper with a bucket.
async fn at_work() -> Keeper {
    let (market, aws) = (Market::open().await, LocalAws::of_the_suite());
    let stage = Stage::on(&market.database).with("DATABASE_CONNECTIONS", "8");
    let stage = aws.on(stage).with("IMAGES_BUCKET", aws.bucket().await);
    Keeper::on(market, stage)
}

impl Keeper {
    /// Uploads what is said to be a picture of this kind, as a browser does; the upload's id.
    async fn upload(&self, product: &str, kind: &str, body: &'static [u8]) -> String {
        let wish = json!({ "content_type": kind, "bytes": body.len() });
        let ticket = self.image(product, &wish).await.expect(201);
        let upload = &ticket["upload"];
        assert_eq!(upload["method"], "PUT");
        let mut request = reqwest::Client::new()
            .put(upload["url"].as_str().unwrap())
            .body(body);
        for (name, value) in upload["headers"].as_object().unwrap() {
            request = request.header(name, value.as_str().unwrap());
        }
        assert_eq!(request.send().await.unwrap().status(), 200);
        ticket["upload_id"].as_str().unwrap().to_owned()
    }

    async fn attach(&self, product: &str, upload: &str) -> Answer {
        self.image(product, &json!({ "upload_id": upload })).await
    }

    /// The ids of the product's pictures, in their order.
    async fn pictures(&self, product: &str) -> Vec<String> {
        let product = self.show(product).await.expect(200);
        let images = product["images"].as_array().unwrap().iter();
        images.map(|image| id(image).to_owned()).collect()
    }
}

#[tokio::test]
async fn pictures_are_shown_in_the_order_that_staff_give_them() {
    let keeper = at_work().await;
    let product = keeper.product("tomat").await;
    let first = keeper.upload(&product, "image/png", PNG).await;
    assert_eq!(keeper.pictures(&product).await, [""; 0]);
    let alt = json!({ "id": "Tomat merah", "en": "Red tomatoes" });
    let body = json!({ "upload_id": first, "alt": alt });
    // Attaching again is harmless.
    for _ in 0..2 {
        let attached = keeper.image(&product, &body).await;
        assert_eq!(tag(&attached), "\"2\"");
        let url = format!("https://images.test/products/{product}/{first}");
        let expected = json!([{ "id": first, "url": url, "alt": alt }]);
        assert_eq!(attached.expect(200)["images"], expected);
    }
    let second = keeper.upload(&product, "image/png", PNG).await;
    keeper.attach(&product, &second).await.expect(200);
    let third = keeper.upload(&product, "image/png", PNG).await;
    keeper.attach(&product, &third).await.expect(200);

    let order = json!({ "images": [third, first] });
    let changed = keeper.patch_if(&product, &order, "\"4\"").await.expect(200);
    assert_eq!(
        [&changed["images"][0]["id"], &changed["images"][1]["id"]],
        [&json!(third), &json!(first)]
    );
    assert_eq!(changed["images"][1]["alt"], alt);
    let url = |upload: &str| json!(format!("https://images.test/products/{product}/{upload}"));
    let page = keeper.page("tomat").await.expect(200);
    assert_eq!(page["images"], json!([url(&third), url(&first)]));
    let list = keeper.market.get("?q=tomat").await.expect(200);
    assert_eq!(list["items"][0]["image"], url(&third));
    let list = keeper.list("?q=tomat").await.expect(200);
    assert_eq!(list["items"][0]["image"], url(&third));
    // The one left out is gone from the bucket, and nothing is left to clean up.
    let answer = keeper.attach(&product, &second).await;
    answer.expect_problem(404, "upload_not_found");
    let discarded = "select count(*) from platform.discarded_images";
    assert_eq!(keeper.market.number(discarded).await, 0);
    let condition =
        format!("target = '{product}' and details #>> '{{after,images,0,id}}' = '{first}'");
    assert_eq!(keeper.noted("product_image_attached", &condition).await, 3);
    assert_eq!(keeper.noted("product_changed", "true").await, 1);
}

#[tokio::test]
async fn a_picture_that_cannot_be_removed_now_is_noted_for_later() {
    let keeper = at_work().await;
    let product = keeper.product("tomat").await;
    let upload = keeper.upload(&product, "image/png", PNG).await;
    keeper.attach(&product, &upload).await.expect(200);
    // Nobody answers there.
    let away = Stage::on(&keeper.market.database).with("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    let keeper = Keeper::on(keeper.market, away);
    keeper
        .patch(&product, &json!({ "images": [] }))
        .await
        .expect(200);
    let noted = format!(
        "select count(*) from platform.discarded_images where key = 'products/{product}/{upload}'"
    );
    assert_eq!(keeper.market.number(&noted).await, 1);
}

#[tokio::test]
async fn what_is_no_picture_is_not_attached() {
    let keeper = at_work().await;
    let product = keeper.product("tomat").await;
    for (kind, body, code) in [
        ("image/png", &b"<svg onload=alert(1)>"[..], "not_an_image"),
        ("image/jpeg", b"GIF89a", "not_an_image"),
        // A picture, but shown as another kind.
        ("image/jpeg", PNG, "not_an_image"),
    ] {
        let upload = keeper.upload(&product, kind, body).await;
        let answer = keeper.attach(&product, &upload).await;
        answer.expect_problem(422, code);
    }
    // Another product's upload, and one that never came.
    let others = keeper.upload(&product, "image/png", PNG).await;
    let jahe = keeper.product("jahe").await;
    for (product, upload) in [(&jahe, others.as_str()), (&product, NOWHERE)] {
        let answer = keeper.attach(product, upload).await;
        answer.expect_problem(404, "upload_not_found");
    }
    assert_eq!(keeper.pictures(&product).await, [""; 0]);
    assert_eq!(keeper.noted("product_image_attached", "true").await, 0);
}

#[tokio::test]
async fn a_request_is_one_of_the_two_and_whole() {
    let keeper = at_work().await;
    let product = keeper.product("tomat").await;
    let long = "x".repeat(201);
    for (body, status, pointer, code) in [
        (json!({}), 422, "", "upload_or_attach"),
        (
            json!({ "content_type": "image/png" }),
            422,
            "",
            "upload_or_attach",
        ),
        (json!({ "bytes": 9 }), 422, "", "upload_or_attach"),
        (
            json!({ "content_type": "image/png", "bytes": 9, "upload_id": NOWHERE }),
            422,
            "",
            "upload_or_attach",
        ),
        (
            json!({ "alt": { "id": "", "en": "" } }),
            422,
            "",
            "upload_or_attach",
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
        (
            json!({ "upload_id": NOWHERE, "alt": { "id": long, "en": "" } }),
            422,
            "/alt",
            "invalid_caption",
        ),
        (
            json!({ "content_type": "image/gif", "bytes": 9 }),
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
            json!({ "upload_id": "x" }),
            400,
            "/upload_id",
            "malformed_field",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 9, "key": "x" }),
            400,
            "/key",
            "malformed_field",
        ),
    ] {
        let answer = keeper.image(&product, &body).await;
        assert_eq!(
            wrong(&answer),
            [(pointer.to_owned(), code.to_owned())],
            "{body}"
        );
        assert_eq!(answer.status, status, "{body}");
    }
    let wish = json!({ "content_type": "image/png", "bytes": 9 });
    let answer = keeper.image(NOWHERE, &wish).await;
    answer.expect_problem(404, "product_not_found");
}

#[tokio::test]
async fn a_product_has_ten_pictures_at_most_however_many_come_at_once() {
    let keeper = Arc::new(at_work().await);
    let product = keeper.product("tomat").await;
    let mut uploads = Vec::new();
    for _ in 0..50 {
        uploads.push(keeper.upload(&product, "image/png", PNG).await);
    }
    let answers = at_once(&keeper, 50, |keeper, place| {
        let (product, upload) = (
            product.clone(),
            uploads[usize::try_from(place).unwrap()].clone(),
        );
        async move { keeper.attach(&product, &upload).await }
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 10), (409, 40)].into());
    assert_eq!(keeper.pictures(&product).await.len(), 10);
    let wish = json!({ "content_type": "image/png", "bytes": 9 });
    let answer = keeper.image(&product, &wish).await;
    answer.expect_problem(409, "too_many_images");
}

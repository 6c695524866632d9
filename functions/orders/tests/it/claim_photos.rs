//! Pictures of what is claimed: uploaded by who may claim, seen by staff alone, gone with their customer.

use crate::claims::{deliver, delivered, file, resolve, two_bunches};
use crate::scene::{Scene, text};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::Permission::OrdersFulfil;
use domain::identity::events::AccountErased;
use domain::ids::UploadId;
use orders::{apply_payment_to_order, file_claim, list_claims, upload_claim_photo};
use serde_json::{Value, json};
use testkit::{Answer, Call, LocalAws, Stage};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and so on";

/// A shop whose pictures lie in a bucket.
async fn with_bucket(scene: &Scene) -> Stage {
    let aws = LocalAws::of_the_suite();
    let bucket = aws.bucket().await;
    aws.on(scene.stage.clone()).with("IMAGES_BUCKET", bucket)
}

fn asking(order: &Value, body: &Value) -> Call {
    Call::post("/v1/orders/code/claims/photos")
        .parameter("code", text(&order["code"]))
        .json(body)
}

/// Uploads what is said to be a picture of this kind, as a browser does; the upload's id.
async fn upload(
    stage: &Stage,
    token: &str,
    order: &Value,
    kind: &str,
    body: &'static [u8],
) -> String {
    let ask = json!({ "content_type": kind, "bytes": body.len() });
    let ticket = asking(order, &ask)
        .bearer(token)
        .send(stage.app(), upload_claim_photo::handle)
        .await
        .expect(201);
    let mut request = reqwest::Client::new().put(text(&ticket["url"])).body(body);
    for (name, value) in ticket["headers"].as_object().unwrap() {
        request = request.header(name, text(value));
    }
    assert_eq!(request.send().await.unwrap().status(), 200);
    text(&ticket["upload_id"]).to_owned()
}

async fn file_with(stage: &Stage, token: &str, order: &Value, photos: &[&str]) -> Answer {
    let mut body = two_bunches();
    body["photos"] = json!(photos);
    Call::post("/v1/orders/code/claims")
        .parameter("code", text(&order["code"]))
        .bearer(token)
        .json(&body)
        .send(stage.app(), file_claim::handle)
        .await
}

#[tokio::test]
async fn staff_see_a_claims_photos_at_addresses_that_are_signed() {
    let scene = Scene::set().await;
    let stage = with_bucket(&scene).await;
    let order = delivered(&scene, 1.0).await;
    let photo = upload(&stage, &scene.token, &order, "image/png", PNG).await;
    let claim = file_with(&stage, &scene.token, &order, &[&photo])
        .await
        .expect(201);
    assert_eq!(claim["photos"], json!([photo]));
    assert!(claim.get("photo_urls").is_none());
    let staff = scene.stage.token(scene.shopper.user, &[OrdersFulfil]);
    let claims = Call::get("/v1/admin/claims")
        .bearer(&staff)
        .send(stage.app(), list_claims::handle)
        .await
        .expect(200);
    let url = text(&claims["items"][0]["photo_urls"][0]);
    assert!(
        url.contains("X-Amz-Signature=") && url.contains("X-Amz-Expires=300"),
        "{url}"
    );
    let shown = reqwest::get(url).await.unwrap();
    assert_eq!(shown.headers()["content-type"], "image/png");
    assert_eq!(shown.bytes().await.unwrap(), PNG);
}

#[tokio::test]
async fn what_is_no_picture_or_no_upload_of_this_order_is_not_taken() {
    let scene = Scene::set().await;
    let stage = with_bucket(&scene).await;
    let order = delivered(&scene, 1.0).await;
    let bad = upload(
        &stage,
        &scene.token,
        &order,
        "image/png",
        b"<svg onload=alert(1)>",
    )
    .await;
    file_with(&stage, &scene.token, &order, &[&bad])
        .await
        .expect_problem(422, "not_an_image");
    let never = UploadId::generate(&SystemClock).to_string();
    // Another's order, with a picture of its own.
    let other = scene.shop.shopper().await;
    scene.shop.fill_cart(other.user, scene.variant, 2_000).await;
    let others = scene.stage.token(other.user, &[]);
    let body =
        json!({ "address_id": other.address, "slot_id": scene.slot, "payment_method": "cod" });
    let anothers = scene.place_as(&others, "one", &body).await.expect(201);
    let client = scene.shop.client();
    let clear = "alter table orders.timeline disable trigger timeline_append_only; delete from orders.timeline";
    client.batch_execute(clear).await.unwrap();
    deliver(&scene, 1.0).await;
    let theirs = upload(&stage, &others, &anothers, "image/png", PNG).await;
    for photo in [never, theirs] {
        file_with(&stage, &scene.token, &order, &[&photo])
            .await
            .expect_problem(404, "upload_not_found");
    }
    assert_eq!(scene.shop.count("orders.claims").await, 0);
}

#[tokio::test]
async fn an_upload_is_for_who_may_claim_now() {
    let scene = Scene::set().await;
    let stage = crate::claims::stage(&scene);
    let app: &upload_claim_photo::App = stage.app();
    let order = scene.placed().await;
    let body = json!({ "content_type": "image/png", "bytes": 9 });
    let ask = async |call: Call| call.send(app, upload_claim_photo::handle).await;
    ask(asking(&order, &body).bearer(&scene.token))
        .await
        .expect_problem(409, "order_not_delivered");
    deliver(&scene, 24.001).await;
    ask(asking(&order, &body).bearer(&scene.token))
        .await
        .expect_problem(409, "claim_window_closed");
    let later = "alter table orders.timeline disable trigger timeline_append_only;
        update orders.timeline set at = now() where status = 'delivered'";
    scene.shop.client().batch_execute(later).await.unwrap();
    let stranger = scene.stage.token(scene.shop.shopper().await.user, &[]);
    ask(asking(&order, &body).bearer(&stranger))
        .await
        .expect_problem(404, "order_not_found");
    ask(asking(&order, &body))
        .await
        .expect_problem(401, "authentication_required");
    for (body, status, code) in [
        (
            json!({ "content_type": "image/gif", "bytes": 9 }),
            400,
            "malformed_request",
        ),
        (
            json!({ "content_type": "image/png", "bytes": -1 }),
            400,
            "malformed_request",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 0 }),
            422,
            "validation_failed",
        ),
        (
            json!({ "content_type": "image/png", "bytes": 5_242_881 }),
            422,
            "validation_failed",
        ),
    ] {
        ask(asking(&order, &body).bearer(&scene.token))
            .await
            .expect_problem(status, code);
    }
    let ticket = ask(asking(&order, &body).bearer(&scene.token))
        .await
        .expect(201);
    let (order_id, upload) = (text(&order["id"]), text(&ticket["upload_id"]));
    let key = format!("/claims/{order_id}/{upload}?");
    assert!(text(&ticket["url"]).contains(&key), "{ticket}");
}

#[tokio::test]
async fn words_and_photos_go_with_their_customer() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let mut body = two_bunches();
    body["text"] = json!("Telepon Siti dulu");
    let claim = file(&scene, &order, &body).await.expect(201);
    resolve(
        &scene,
        &claim,
        "one",
        json!({ "kind": "credit", "note": "Maaf Siti" }),
    )
    .await
    .expect(200);
    let photo = UploadId::generate(&SystemClock);
    let shown = format!(
        "update orders.claims set photos = array['{photo}'::uuid];
         update orders.orders set status = 'completed'"
    );
    scene.shop.client().batch_execute(&shown).await.unwrap();
    let user = scene.shopper.user;
    let fact = AccountErased { user_id: user };
    let event = Event::new(&SystemClock, "test-request", user, &fact).unwrap();
    for _ in 0..3 {
        apply_payment_to_order::handle(scene.stage.app(), event.clone())
            .await
            .unwrap();
    }
    let silent =
        "orders.claims where text is null and note is null and photos = '{}' and amount = 10000";
    assert_eq!(scene.shop.count(silent).await, 1);
    let key = format!("claims/{}/{photo}", text(&order["id"]));
    let discarded = format!("platform.discarded_images where key = '{key}'");
    assert_eq!(scene.shop.count(&discarded).await, 1);
    // The books stay, and nobody claims for somebody who is gone.
    assert_eq!(scene.shop.count("payments.credit_entries").await, 1);
    let link = text(&order["tracking_token"]);
    Call::post(&format!("/v1/orders/code/claims?token={link}"))
        .parameter("code", text(&order["code"]))
        .json(&two_bunches())
        .send(crate::claims::stage(&scene).app(), file_claim::handle)
        .await
        .expect_problem(404, "order_not_found");
}

//! Bad input, bad luck and bad people, against the deployed stack.

use crate::client::{Stack, text};
use end_to_end::Description;
use serde_json::{Value, json};

async fn guest_order(stack: &Stack, sku: &str) -> (crate::client::Caller, Value) {
    let guest = stack.stranger().with_guest_cart().await;
    guest
        .put(
            &format!("/v1/cart/items/{sku}"),
            &json!({ "quantity": "1" }),
        )
        .await
        .expect(200);
    let postcode = stack.variable("DEMO_POSTCODE");
    let slots = guest
        .get(&format!("/v1/delivery/slots?postcode={postcode}"))
        .await
        .expect(200);
    let roomy = slots["slots"]
        .as_array()
        .unwrap()
        .iter()
        .max_by_key(|slot| slot["available"].as_i64());
    let body = json!({
        "address": {
            "recipient": "Budi", "phone": "081234567890", "street": "Jl. Mawar 2", "village": "Senayan",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta",
            "postcode": postcode
        },
        "email": guest.email, "name": "Budi", "slot_id": roomy.unwrap()["id"], "payment_method": "midtrans"
    });
    (guest, body)
}

/// A product of the test's own, so many units of it, sold by the piece.
async fn own_product(stack: &Stack, units: u32) -> String {
    let admin = stack.admin().await;
    let unique = unique();
    let (slug, sku) = (
        format!("uji-{unique}"),
        format!("UJI-{}", unique.to_uppercase()),
    );
    let product = json!({
        "slug": slug, "category": leaf_category(stack).await, "name": { "id": "Uji", "en": "Trial" },
        "shelf_life_days": 5, "status": "active",
        "variants": [{
            "sku": sku, "unit": "buah", "step": "1", "minimum": "1", "maximum": "20",
            "price": { "amount": 40_000, "currency": "IDR" }
        }]
    });
    admin.post("/v1/admin/products", &product).await.expect(201);
    let receipt = json!({
        "sku": sku, "location": stack.variable("DEMO_LOCATION"), "quantity": units.to_string(),
        "best_before": "2099-12-31", "unit_cost": { "amount": 10_000, "currency": "IDR" }
    });
    admin
        .post("/v1/admin/inventory/receipts", &receipt)
        .await
        .expect(201);
    sku
}

fn unique() -> String {
    uuid::Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
        .simple()
        .to_string()[20..]
        .to_owned()
}

async fn leaf_category(stack: &Stack) -> String {
    let tree = stack.stranger().get("/v1/categories").await.expect(200);
    let mut category = &tree["items"][0];
    while let Some(child) = category["children"].get(0) {
        category = child;
    }
    text(&category["slug"]).to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_parallel_guests_of_ten_units_give_ten_orders() {
    let stack = Stack::of_the_suite();
    let sku = own_product(&stack, 10).await;
    let mut buyers = Vec::new();
    for _ in 0..50 {
        buyers.push(guest_order(&stack, &sku).await);
    }
    let orders: Vec<_> = buyers
        .into_iter()
        .map(|(guest, body)| {
            tokio::spawn(async move { guest.post_once("/v1/orders", "one", &body).await })
        })
        .collect();
    let (mut placed, mut refused) = (0, 0);
    for order in orders {
        match order.await.unwrap() {
            answer if answer.status == 201 => placed += 1,
            answer => {
                answer.expect_problem(409, "insufficient_stock");
                refused += 1;
            }
        }
    }
    assert_eq!((placed, refused), (10, 40));
}

#[tokio::test]
async fn a_forged_or_replayed_notification_moves_nothing_more() {
    let stack = Stack::of_the_suite();
    let sku = own_product(&stack, 5).await;
    let (guest, body) = guest_order(&stack, &sku).await;
    let order = guest
        .post_once("/v1/orders", "one", &body)
        .await
        .expect(201);
    let (code, token) = (text(&order["code"]), text(&order["tracking_token"]));
    let payments = format!("/v1/orders/{code}/payments?token={token}");
    let payment = guest
        .post_once(&payments, "one", &json!({ "method": "snap" }))
        .await
        .expect(201);
    let reference = text(&payment["gateway_reference"]);

    let forged = json!({
        "order_id": reference, "transaction_status": "settlement", "status_code": "200",
        "gross_amount": "1.00", "fraud_status": "accept", "payment_type": "qris",
        "transaction_id": "1", "signature_key": "0".repeat(128)
    });
    guest
        .post("/v1/webhooks/midtrans", &forged)
        .await
        .expect_problem(401, "invalid_signature");

    let settled = stack
        .simulate(reference, &json!({ "transaction_status": "settlement" }))
        .await;
    let notification = &settled["notifications"][0]["body"];
    for _ in 0..3 {
        if notification.is_object() {
            guest
                .post("/v1/webhooks/midtrans", notification)
                .await
                .expect(200);
        }
    }
    let tracking = format!("/v1/orders/{code}/tracking?token={token}");
    let timeline = crate::client::eventually("the confirmation", async || {
        let tracking = guest.get(&tracking).await.expect(200);
        (tracking["status"] == "confirmed").then(|| tracking["timeline"].as_array().unwrap().len())
    })
    .await;
    assert_eq!(timeline, 2);
}

#[tokio::test]
async fn bad_requests_are_told_what_is_wrong() {
    let stack = Stack::of_the_suite();
    let sku = own_product(&stack, 5).await;
    let guest = stack.stranger().with_guest_cart().await;
    let item = format!("/v1/cart/items/{sku}");
    for (body, status, code) in [
        (json!({ "quantity": "0" }), 422, "validation_failed"),
        (json!({ "quantity": "-1" }), 422, "validation_failed"),
        (json!({ "quantity": "1.5" }), 422, "validation_failed"),
        (json!({ "quantity": "21" }), 422, "validation_failed"),
        (json!({ "quantity": "6" }), 409, "insufficient_stock"),
        (json!({ "quantity": 1 }), 400, "malformed_request"),
        (
            json!({ "quantity": "1", "colour": "green" }),
            400,
            "malformed_request",
        ),
        (json!([]), 400, "malformed_request"),
    ] {
        guest.put(&item, &body).await.expect_problem(status, code);
    }
    assert_eq!(guest.get("/v1/cart").await.expect(200)["lines"], json!([]));
    stack
        .stranger()
        .get("/v1/me")
        .await
        .expect_problem(401, "authentication_required");
    stack
        .stranger()
        .get("/v1/cart")
        .await
        .expect_problem(401, "authentication_required");
    stack
        .stranger()
        .get("/v1/admin/orders")
        .await
        .expect_problem(401, "authentication_required");
}

/// A function that lacks a variable or a right does not start: every one of them answers for itself.
#[tokio::test]
async fn every_function_behind_a_route_starts() {
    let stranger = Stack::of_the_suite().stranger();
    for operation in Description::load().operations() {
        let path = operation
            .path
            .replace("{code}", "SYR-00000000")
            .replace("{sku}", "TIDAK-ADA")
            .replace("{slug}", "tidak-ada")
            .replace("{id}", "01890000-0000-7000-8000-000000000000");
        let status = stranger.probe(&operation.method, &path).await;
        assert!(status < 500, "{} answered {status}", operation.id);
    }
}

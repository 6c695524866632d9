//! A shopper buys vegetables: the whole way, through the API's address and nothing else.

use crate::client::{Caller, PASSWORD, Stack, eventually, text};
use serde_json::{Value, json};

/// Three different things that are in stock, each with the least that is sold of it: enough for a delivery.
async fn three_goods(shopper: &Caller) -> Vec<(String, String)> {
    let listed = shopper
        .get("/v1/products?in_stock=true&unit=pack&min_price=13000")
        .await
        .expect(200);
    let slugs = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| text(&item["slug"]).to_owned());
    let mut goods = Vec::new();
    for slug in slugs.take(3) {
        let product = shopper
            .get(&format!("/v1/products/{slug}"))
            .await
            .expect(200);
        let variants = product["variants"].as_array().unwrap();
        let variant = variants
            .iter()
            .find(|variant| variant["in_stock"] == true)
            .unwrap();
        goods.push((
            text(&variant["sku"]).to_owned(),
            text(&variant["minimum"]).to_owned(),
        ));
    }
    goods
}

/// A full cart, an address and a slot: what an order is placed with.
pub(crate) async fn ready_to_order(stack: &Stack, shopper: &Caller, method: &str) -> Value {
    for (sku, quantity) in three_goods(shopper).await {
        shopper
            .put(
                &format!("/v1/cart/items/{sku}"),
                &json!({ "quantity": quantity }),
            )
            .await
            .expect(200);
    }
    let cart = shopper.get("/v1/cart").await.expect(200);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 3);

    let postcode = stack.variable("DEMO_POSTCODE");
    let address = shopper
        .post("/v1/me/addresses", &address(postcode))
        .await
        .expect(201);
    let slots = shopper
        .get(&format!("/v1/delivery/slots?postcode={postcode}"))
        .await
        .expect(200);
    let free = slots["slots"]
        .as_array()
        .unwrap()
        .iter()
        .find(|slot| slot["available"].as_i64() > Some(0));
    let order = json!({
        "address_id": address["id"], "slot_id": free.unwrap()["id"], "payment_method": method,
    });
    let mut question = order.clone();
    question.as_object_mut().unwrap().remove("payment_method");
    let quote = shopper
        .post("/v1/checkout/quote", &question)
        .await
        .expect(200);
    assert_eq!(quote["problems"], json!([]));
    assert_eq!(quote["subtotal"], cart["subtotal"]);
    order
}

pub(crate) fn address(postcode: &str) -> Value {
    json!({
        "label": "Rumah", "recipient": "Siti Aminah", "phone": "081234567890", "street": "Jl. Melati 1",
        "village": "Senayan", "district": "Kebayoran Baru", "city": "Jakarta Selatan",
        "province": "DKI Jakarta", "postcode": postcode, "is_default": true
    })
}

pub(crate) async fn reaches(shopper: &Caller, order: &Value, status: &str) {
    let path = format!("/v1/orders/{}", text(&order["code"]));
    eventually(&format!("the order {status}"), async || {
        let order = shopper.get(&path).await.expect(200);
        (order["status"] == status).then_some(())
    })
    .await;
}

fn statuses(tracking: &Value) -> Vec<&str> {
    tracking["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| text(&entry["status"]))
        .collect()
}

#[tokio::test]
async fn a_shopper_s_journey_from_registration_to_a_paid_order() {
    let stack = Stack::of_the_suite();
    let mut shopper = stack.shopper().await;
    shopper.log_in(PASSWORD).await;
    let profile = shopper.get("/v1/me").await.expect(200);
    assert_eq!(profile["email"], shopper.email.as_str());

    let body = ready_to_order(&stack, &shopper, "midtrans").await;
    let order = shopper
        .post_once("/v1/orders", "journey-order", &body)
        .await
        .expect(201);
    assert_eq!(order["status"], "awaiting_payment");
    assert_eq!(
        shopper
            .post_once("/v1/orders", "journey-order", &body)
            .await
            .expect(201),
        order
    );
    assert_eq!(
        shopper.get("/v1/cart").await.expect(200)["lines"],
        json!([])
    );

    let payments = format!("/v1/orders/{}/payments", text(&order["code"]));
    let payment = shopper
        .post_once(&payments, "journey-payment", &json!({ "method": "snap" }))
        .await
        .expect(201);
    assert_eq!(payment["amount"], order["amount_due"]);
    stack.pay_on_page(text(&payment["redirect_url"])).await;

    reaches(&shopper, &order, "confirmed").await;
    let mail = stack.mail(&shopper.email, "dikonfirmasi").await;
    assert!(mail.contains(text(&order["code"])), "{mail}");
    let listed = shopper.get(&payments).await.expect(200);
    assert_eq!(listed["items"][0]["status"], "succeeded");

    let (code, token) = (text(&order["code"]), text(&order["tracking_token"]));
    let tracking = stack
        .stranger()
        .get(&format!("/v1/orders/{code}/tracking?token={token}"))
        .await
        .expect(200);
    assert_eq!(statuses(&tracking), ["awaiting_payment", "confirmed"]);
    let invoice = stack
        .stranger()
        .get(&format!("/v1/orders/{code}/invoice?token={token}"))
        .await
        .expect(200);
    let page = text(&invoice);
    assert!(page.contains(code) && page.contains("Lunas"), "{page}");
}

#[tokio::test]
async fn the_journey_of_a_cash_order_ends_at_the_door() {
    let stack = Stack::of_the_suite();
    let shopper = stack.shopper().await;
    let body = ready_to_order(&stack, &shopper, "cod").await;
    let order = shopper
        .post_once("/v1/orders", "cash", &body)
        .await
        .expect(201);
    assert_eq!(order["status"], "confirmed");
    let code = text(&order["code"]);
    let payment = shopper
        .post_once(
            &format!("/v1/orders/{code}/payments"),
            "cash",
            &json!({ "method": "cod" }),
        )
        .await;
    assert_eq!(payment.expect(201)["status"], "pending");

    let admin = stack.admin().await;
    let transitions = format!("/v1/admin/orders/{code}/transitions");
    // The scales say what was ordered.
    let lines = order["lines"].as_array().unwrap().iter();
    let packed: Vec<_> = lines
        .map(|line| json!({ "sku": line["sku"], "quantity": line["quantity"] }))
        .collect();
    for step in [
        json!({ "to": "picking" }),
        json!({ "to": "packed", "packed_lines": packed }),
        json!({ "to": "out_for_delivery" }),
        json!({ "to": "delivered", "collected": order["amount_due"] }),
    ] {
        let moved = admin.post(&transitions, &step).await.expect(200);
        assert_eq!(moved["status"], step["to"]);
    }
    shopper
        .post(&transitions, &json!({ "to": "completed" }))
        .await
        .expect_problem(403, "permission_denied");
    stack.mail(&shopper.email, code).await;
    let tracking = shopper
        .get(&format!("/v1/orders/{code}/tracking"))
        .await
        .expect(200);
    assert_eq!(
        statuses(&tracking),
        [
            "confirmed",
            "picking",
            "packed",
            "out_for_delivery",
            "delivered"
        ]
    );
}

use crate::shop::{Carts, contents};
use cart::put_cart_item;
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn a_quantity_that_is_not_sold_is_refused_and_leaves_the_line_as_it_was() {
    let carts = Carts::open().await;
    carts.run("update catalog.variants set step = 500, minimum = 1000, maximum = 9000 where sku = 'WORTEL'").await;
    let guest = carts.guest().await;
    carts.put(&guest, "WORTEL", "1.5").await.expect(200);
    for (quantity, code) in [
        ("0", "quantity_not_positive"),
        ("0.000", "quantity_not_positive"),
        ("-1", "quantity_not_positive"),
        ("1.25", "quantity_off_step"),
        ("1.001", "quantity_off_step"),
        ("0.5", "quantity_below_minimum"),
        ("9.5", "quantity_above_maximum"),
        ("9000000000000000", "quantity_above_maximum"),
    ] {
        let answer = carts.put(&guest, "WORTEL", quantity).await;
        assert_eq!(answer.body["code"], "validation_failed", "{quantity}");
        let errors = answer.expect(422)["errors"].clone();
        assert_eq!(errors.as_array().unwrap().len(), 1);
        assert_eq!(
            [&errors[0]["pointer"], &errors[0]["code"]],
            ["/quantity", code],
            "{quantity}"
        );
    }
    // Eight are there; the maximum is nine.
    let answer = carts.put(&guest, "WORTEL", "8.5").await;
    assert_eq!(answer.body["errors"][0]["pointer"], "/quantity");
    answer.expect_problem(409, "insufficient_stock");
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(contents(&cart), [("WORTEL".into(), "1.500".into())]);
    carts.put(&guest, "WORTEL", "8").await.expect(200);
}

#[tokio::test]
async fn a_body_that_is_not_what_was_asked_for_is_malformed() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    for (body, pointer) in [
        (json!({ "quantity": 1 }), "/quantity"),
        (json!({ "quantity": 1.5 }), "/quantity"),
        (json!({ "quantity": "" }), "/quantity"),
        (json!({ "quantity": "1.0000" }), "/quantity"),
        (json!({ "quantity": "1e3" }), "/quantity"),
        (json!({ "quantity": "NaN" }), "/quantity"),
        (json!({ "quantity": "99999999999999999999" }), "/quantity"),
        (json!({ "quantity": null }), "/quantity"),
        (json!({ "quantity": ["1"] }), "/quantity"),
        (json!({}), "/quantity"),
        (
            json!({ "quantity": "1", "substitution": "any" }),
            "/substitution",
        ),
        (json!({ "quantity": "1", "price": 1 }), "/price"),
    ] {
        let answer = carts.put_body(&guest, "BAYAM", &body).await;
        // serde tells of a field that is missing at the place where it should stand in.
        let pointer = if body == json!({}) { "" } else { pointer };
        assert_eq!(
            answer.body["errors"][0]["pointer"], pointer,
            "{body} {}",
            answer.body
        );
        answer.expect_problem(400, "malformed_request");
    }
    let put = |call: Call| {
        guest
            .asks(call.parameter("sku", "BAYAM"))
            .send(carts.app, put_cart_item::handle)
    };
    let path = "/v1/cart/items/BAYAM";
    for text in [
        "",
        "{",
        "{\"quantity\":\"1\"",
        "{\"quantity\":\"1\"} x",
        "quantity=1",
    ] {
        let call = Call::new("PUT", path)
            .header("content-type", "application/json")
            .text(text);
        put(call).await.expect_problem(400, "malformed_json");
    }
    let call = Call::new("PUT", path)
        .header("content-type", "text/plain")
        .text("{\"quantity\":\"1\"}");
    put(call)
        .await
        .expect_problem(415, "unsupported_media_type");
    assert_eq!(carts.shop.count("cart.lines").await, 0);
}

#[tokio::test]
async fn what_is_not_sold_cannot_be_put_in() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    carts
        .put(&guest, "NO-SUCH", "1")
        .await
        .expect_problem(404, "sku_not_found");
    for bad in ["bayam", "BAYAM 1", "%00", ""] {
        carts
            .put(&guest, bad, "1")
            .await
            .expect_problem(404, "not_found");
    }
    carts
        .run("update catalog.variants set active = false where sku = 'WORTEL'")
        .await;
    carts
        .put(&guest, "WORTEL", "1")
        .await
        .expect_problem(404, "sku_not_found");
    for status in ["draft", "archived"] {
        carts
            .run(&format!("update catalog.products set status = '{status}'"))
            .await;
        carts
            .put(&guest, "BAYAM", "1")
            .await
            .expect_problem(404, "sku_not_found");
    }
}

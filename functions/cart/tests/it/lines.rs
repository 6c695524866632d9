use crate::shop::{Carts, contents, rupiah};
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn a_guests_cart_is_filled_changed_and_emptied() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    let empty = json!({
        "lines": [], "coupon": null, "subtotal": rupiah(0), "discount": rupiah(0), "notices": [],
    });
    assert_eq!(carts.get(&guest).await.expect(200), empty);

    carts.put(&guest, "BAYAM", "2").await.expect(200);
    let wish = json!({ "quantity": "3.000", "substitution": "ask" });
    let cart = carts.put_body(&guest, "WORTEL", &wish).await.expect(200);
    let line = |sku: &str, quantity: &str, price: i64, total: i64, wish: &str| {
        json!({
            "sku": sku, "name": "Bayam", "quantity": quantity, "unit": "ikat", "unit_price": rupiah(price),
            "line_total": rupiah(total), "substitution": wish, "in_stock": true,
        })
    };
    let filled = json!({
        "lines": [line("BAYAM", "2.000", 5_000, 10_000, "none"), line("WORTEL", "3.000", 3_000, 9_000, "ask")],
        "coupon": null, "subtotal": rupiah(19_000), "discount": rupiah(0), "notices": [],
    });
    assert_eq!(cart, filled);
    assert_eq!(carts.get(&guest).await.expect(200), filled);

    // The wish stays until another is said.
    let cart = carts.put(&guest, "WORTEL", "1").await.expect(200);
    assert_eq!(
        cart["lines"][1],
        line("WORTEL", "1.000", 3_000, 3_000, "ask")
    );
    carts.remove(&guest, "BAYAM").await.expect(200);
    let cart = carts.remove(&guest, "WORTEL").await.expect(200);
    assert_eq!(cart, empty);
    // What is not in it is out already.
    assert_eq!(carts.remove(&guest, "WORTEL").await.expect(200), empty);
}

#[tokio::test]
async fn a_users_cart_is_there_when_it_is_needed() {
    let carts = Carts::open().await;
    let user = carts.user();
    assert_eq!(carts.get(&user).await.expect(200)["lines"], json!([]));
    assert_eq!(
        carts.remove(&user, "BAYAM").await.expect(200)["lines"],
        json!([])
    );
    assert_eq!(carts.shop.count("cart.carts").await, 0);
    let cart = carts.put(&user, "BAYAM", "20").await.expect(200);
    assert_eq!(contents(&cart), [("BAYAM".into(), "20.000".into())]);
    assert_eq!(carts.get(&user).await.expect(200), cart);
}

#[tokio::test]
async fn names_come_in_the_callers_language() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    carts.put(&guest, "BAYAM", "1").await.expect(200);
    let call = guest
        .asks(Call::get("/v1/cart"))
        .header("accept-language", "en");
    let cart = call
        .send(carts.app, cart::get_cart::handle)
        .await
        .expect(200);
    assert_eq!(cart["lines"][0]["name"], "Spinach");
}

#[tokio::test]
async fn fifty_edits_at_once_lose_no_line() {
    let carts = Carts::open().await;
    let skus: Vec<String> = (0..50).map(|number| format!("SKU-{number:02}")).collect();
    for sku in &skus {
        let variant = carts.shop.variant(sku, 1_000).await;
        carts.shop.lot(variant, 9_000, 3).await;
    }
    for buyer in [carts.guest().await, carts.user()] {
        let mut edits = tokio::task::JoinSet::new();
        for sku in &skus {
            let (app, buyer, sku) = (carts.app, buyer.clone(), sku.clone());
            edits.spawn(async move {
                let call = Call::new("PUT", "/v1/cart/items/x")
                    .parameter("sku", sku)
                    .json(&json!({ "quantity": "1" }));
                buyer
                    .asks(call)
                    .send(app, cart::put_cart_item::handle)
                    .await
                    .status
            });
        }
        assert!(edits.join_all().await.iter().all(|status| *status == 200));
        let mut found: Vec<String> = contents(&carts.get(&buyer).await.expect(200))
            .into_iter()
            .map(|(sku, _)| sku)
            .collect();
        found.sort();
        assert_eq!(found, skus);
    }
}

#[tokio::test]
async fn a_cart_takes_a_hundred_different_goods_and_what_is_in_it_can_still_change() {
    let carts = Carts::open().await;
    for number in 0..99 {
        let variant = carts.shop.variant(&format!("SAYUR-{number}"), 1_000).await;
        carts.shop.lot(variant, 10_000, 3).await;
    }
    for buyer in [carts.guest().await, carts.user()] {
        for number in 0..99 {
            let sku = format!("SAYUR-{number}");
            carts.put(&buyer, &sku, "1").await.expect(200);
        }
        carts.put(&buyer, "BAYAM", "1").await.expect(200);
        carts
            .put(&buyer, "WORTEL", "1")
            .await
            .expect_problem(409, "cart_full");
        let cart = carts.put(&buyer, "BAYAM", "2").await.expect(200);
        assert_eq!(cart["lines"].as_array().unwrap().len(), 100);
        carts.remove(&buyer, "BAYAM").await.expect(200);
        carts.put(&buyer, "WORTEL", "1").await.expect(200);
    }
}

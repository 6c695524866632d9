use crate::shop::{Carts, rupiah};
use serde_json::{Value, json};

async fn filled() -> (Carts, crate::shop::Buyer) {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    carts.put(&guest, "BAYAM", "2").await.expect(200);
    carts.put(&guest, "WORTEL", "4").await.expect(200);
    (carts, guest)
}

fn codes(cart: &Value) -> Vec<&str> {
    let notices = cart["notices"].as_array().unwrap().iter();
    notices
        .map(|notice| notice["code"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_new_price_counts_at_once_and_is_told_once() {
    let (carts, guest) = filled().await;
    carts.price("BAYAM", 6_000).await;
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(cart["lines"][0]["unit_price"], rupiah(6_000));
    assert_eq!(cart["lines"][0]["changed"], json!(["price_changed"]));
    assert_eq!(cart["subtotal"], rupiah(24_000));
    let notice = json!({
        "code": "price_changed", "sku": "BAYAM", "previous_price": rupiah(5_000), "unit_price": rupiah(6_000),
    });
    assert_eq!(cart["notices"], json!([notice]));
    let again = carts.get(&guest).await.expect(200);
    assert_eq!(again["notices"], json!([]));
    assert!(again["lines"][0].get("changed").is_none());
    assert_eq!(again["subtotal"], rupiah(24_000));
}

#[tokio::test]
async fn a_scheduled_price_counts_from_its_moment_on() {
    let (carts, guest) = filled().await;
    carts
        .run(
            "insert into catalog.prices (variant_id, starts_at, price)
             select id, clock_timestamp() + interval '1 second', 6000 from catalog.variants where sku = 'BAYAM'",
        )
        .await;
    let mut seen = Vec::new();
    // By the database's clock, which is asked with every look into the cart.
    while seen.last() != Some(&rupiah(6_000)) {
        let cart = carts.get(&guest).await.expect(200);
        seen.push(cart["lines"][0]["unit_price"].clone());
        seen.dedup();
    }
    assert_eq!(seen.last(), Some(&rupiah(6_000)));
    assert!(seen.len() <= 2, "{seen:?}");
}

#[tokio::test]
async fn an_edit_of_one_line_tells_what_changed_in_the_others() {
    let (carts, guest) = filled().await;
    carts.price("BAYAM", 6_000).await;
    let cart = carts.put(&guest, "WORTEL", "1").await.expect(200);
    assert_eq!(cart["notices"][0]["sku"], "BAYAM");
    assert_eq!(codes(&cart), ["price_changed"]);
    carts.price("BAYAM", 7_000).await;
    assert_eq!(
        codes(&carts.remove(&guest, "WORTEL").await.expect(200)),
        ["price_changed"]
    );
}

#[tokio::test]
async fn what_is_short_is_told_until_it_is_mended() {
    let (carts, guest) = filled().await;
    carts
        .run("update catalog.lots set on_hand = 1000, reserved = 0")
        .await;
    for _ in 0..2 {
        let cart = carts.get(&guest).await.expect(200);
        assert_eq!(codes(&cart), ["insufficient_stock", "insufficient_stock"]);
        assert_eq!(cart["notices"][0]["available"], "1.000");
        assert_eq!(cart["lines"][0]["in_stock"], false);
        assert_eq!(cart["subtotal"], rupiah(22_000));
    }
    carts.put(&guest, "BAYAM", "1").await.expect(200);
    let cart = carts.put(&guest, "WORTEL", "1").await.expect(200);
    assert_eq!(codes(&cart), [""; 0]);
    carts
        .run("update catalog.lots set best_before = current_date - 1")
        .await;
    assert_eq!(
        carts.get(&guest).await.expect(200)["notices"][0]["available"],
        "0.000"
    );
}

#[tokio::test]
async fn what_is_not_sold_any_more_costs_nothing_and_can_be_taken_out() {
    let (carts, guest) = filled().await;
    carts
        .run("update catalog.variants set active = false where sku = 'BAYAM'")
        .await;
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(
        cart["notices"],
        json!([{ "code": "no_longer_sold", "sku": "BAYAM" }])
    );
    assert_eq!(cart["lines"][0]["line_total"], rupiah(0));
    assert_eq!(cart["subtotal"], rupiah(12_000));
    let cart = carts.remove(&guest, "BAYAM").await.expect(200);
    assert_eq!(codes(&cart), [""; 0]);
    carts
        .run("update catalog.products set status = 'archived'")
        .await;
    assert_eq!(
        codes(&carts.get(&guest).await.expect(200)),
        ["no_longer_sold"]
    );
}

#[tokio::test]
async fn new_bounds_are_told() {
    let (carts, guest) = filled().await;
    carts
        .run("update catalog.variants set maximum = 3000")
        .await;
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(
        cart["notices"],
        json!([{ "code": "quantity_above_maximum", "sku": "WORTEL" }])
    );
}

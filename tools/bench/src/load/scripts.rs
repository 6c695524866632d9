//! What people do at the shop, call by call. A call that fails ends the visit; the next one begins anew.

use super::routes::{
    CART, CATEGORIES, INVENTORY, NEW_CART, ORDER, PAY, PICK_LIST, PLACE, PRODUCT, PRODUCTS,
    PUT_ITEM, QUOTE, REMOVE_ITEM, SEARCH, SLOTS, STAFF_ORDER, STAFF_ORDERS, SUGGEST, TRACKING,
    TRANSITION,
};
use super::stage::text;
use super::visitor::Visitor;
use serde_json::{Value, json};

/// What is typed, and what is searched for then.
const SEARCHES: [(&str, &str); 8] = [
    ("ba", "bayam"),
    ("kang", "kangkung"),
    ("cab", "cabe rawit"),
    ("wor", "wortel"),
    ("tom", "tomatoes"),
    ("kub", "kangkng"),
    ("jag", "jagung manis"),
    ("say", "sayur segar"),
];
/// How lists are narrowed.
const FILTERS: [&str; 4] = [
    "in_stock=true&sort=price",
    "organic=true&sort=best_selling",
    "unit=ikat&max_price=20000&sort=-price",
    "in_season=true&in_stock=true",
];
/// So often somebody looks whether the payment has come.
const LOOKS: usize = 15;

/// Who does what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Browses,
    FillsCart,
    Buys,
    Works,
}

impl Part {
    /// Comes again and again until the day is over.
    pub(super) async fn play(self, mut visitor: Visitor) {
        while visitor.stays() {
            match self {
                Self::Browses => browse(&mut visitor).await,
                Self::FillsCart => fill_cart(&mut visitor).await,
                Self::Buys => buy(&mut visitor).await,
                Self::Works => work(&mut visitor).await,
            };
        }
    }
}

async fn browse(visitor: &mut Visitor) -> Option<()> {
    visitor.get(&CATEGORIES, "/v1/categories").await?;
    let listed = visitor.get(&PRODUCTS, "/v1/products").await?;
    look_at_some(visitor, &listed).await?;
    let category = visitor.chance.any(&visitor.stage.categories)?.clone();
    let path = format!("/v1/products?category={category}");
    let listed = visitor.get(&PRODUCTS, &path).await?;
    let cursor = text(&listed, "/next_cursor").to_owned();
    if !cursor.is_empty() {
        visitor
            .get(&PRODUCTS, &format!("{path}&cursor={cursor}"))
            .await?;
    }
    let filter = visitor.chance.any(&FILTERS)?;
    visitor
        .get(&PRODUCTS, &format!("/v1/products?{filter}"))
        .await?;
    let (typed, meant) = visitor.chance.any(&SEARCHES)?;
    visitor
        .get(&SUGGEST, &format!("/v1/products/suggest?q={typed}"))
        .await?;
    let path = format!("/v1/products?q={}", meant.replace(' ', "%20"));
    let found = visitor.get(&SEARCH, &path).await?;
    look_at_some(visitor, &found).await
}

/// Opens two of what is listed.
async fn look_at_some(visitor: &mut Visitor, listed: &Value) -> Option<()> {
    for _ in 0..2 {
        let Some(item) = visitor.chance.any(listed["items"].as_array()?) else {
            break;
        };
        let path = format!("/v1/products/{}", text(item, "/slug"));
        visitor.get(&PRODUCT, &path).await?;
    }
    Some(())
}

/// Every second one as a guest.
async fn fill_cart(visitor: &mut Visitor) -> Option<()> {
    if visitor.number.is_multiple_of(2) {
        visitor.sign_in(visitor.stage.shopper(visitor.number));
    } else {
        visitor.identity = None;
        let cart = visitor
            .call(&NEW_CART, "/v1/carts", Some(json!({})))
            .await?;
        visitor.identity = Some(("cart-token", text(&cart, "/cart_token").to_owned()));
    }
    visitor.get(&PRODUCTS, "/v1/products").await?;
    let taken = fill(visitor, 3, 0).await?;
    visitor.get(&CART, "/v1/cart").await?;
    for sku in taken {
        visitor
            .call(&REMOVE_ITEM, &format!("/v1/cart/items/{sku}"), None)
            .await?;
    }
    Some(())
}

/// Looks at goods and takes them, at least so many and worth so much; gives their SKUs.
async fn fill(visitor: &mut Visitor, least: usize, minimum: u64) -> Option<Vec<String>> {
    let stage = visitor.stage.clone();
    let (mut taken, mut worth) = (Vec::new(), 0);
    while (taken.len() < least || worth < minimum) && taken.len() < stage.goods.len() {
        let goods = visitor.chance.popular(&stage.goods)?;
        if taken.contains(&goods.sku) {
            continue;
        }
        visitor
            .get(&PRODUCT, &format!("/v1/products/{}", goods.slug))
            .await?;
        let path = format!("/v1/cart/items/{}", goods.sku);
        visitor
            .call(&PUT_ITEM, &path, Some(json!({ "quantity": goods.minimum })))
            .await?;
        taken.push(goods.sku.clone());
        worth += goods.worth;
    }
    Some(taken)
}

async fn buy(visitor: &mut Visitor) -> Option<()> {
    visitor.sign_in(visitor.stage.shopper(visitor.number));
    let minimum = visitor.stage.minimum;
    fill(visitor, 3, minimum).await?;
    visitor.get(&CART, "/v1/cart").await?;
    let slots = visitor
        .get(
            &SLOTS,
            &format!("/v1/delivery/slots?postcode={}", visitor.stage.postcode),
        )
        .await?;
    let slots: Vec<_> = slots["slots"]
        .as_array()?
        .iter()
        .filter(|slot| slot["available"].as_i64() > Some(0))
        .collect();
    let slot = &visitor.chance.any(&slots)?["id"];
    let address = visitor.stage.address(visitor.number)?;
    let mut order = json!({ "address_id": address, "slot_id": slot });
    visitor
        .call(&QUOTE, "/v1/checkout/quote", Some(order.clone()))
        .await?;
    order["payment_method"] = json!("midtrans");
    let order = visitor.insist(&PLACE, "/v1/orders", order).await?;
    let code = text(&order, "/code");
    let method = match visitor.chance.below(3) {
        0 => json!({ "method": "qris" }),
        1 => json!({ "method": "gopay" }),
        _ => json!({ "method": "bank_transfer", "bank": "bca" }),
    };
    let payment = visitor
        .insist(&PAY, &format!("/v1/orders/{code}/payments"), method)
        .await?;
    visitor
        .pay_at_gateway(text(&payment, "/gateway_reference"))
        .await?;
    for _ in 0..LOOKS {
        let order = visitor.get(&ORDER, &format!("/v1/orders/{code}")).await?;
        if order["status"] == "confirmed" {
            if let Ok(mut paid) = visitor.stage.paid.lock() {
                paid.push(code.to_owned());
            }
            break;
        }
    }
    visitor
        .get(&TRACKING, &format!("/v1/orders/{code}/tracking"))
        .await?;
    Some(())
}

/// Looks through orders and shelves, and packs what has been paid.
async fn work(visitor: &mut Visitor) -> Option<()> {
    visitor.sign_in(visitor.stage.staff(visitor.number));
    let orders = visitor
        .get(&STAFF_ORDERS, "/v1/admin/orders?status=confirmed")
        .await?;
    if let Some(order) = visitor.chance.any(orders["items"].as_array()?) {
        let day = text(order, "/slot/date").to_owned();
        visitor
            .get(&PICK_LIST, &format!("/v1/admin/pick-list?date={day}"))
            .await?;
    }
    visitor
        .get(&INVENTORY, "/v1/admin/inventory?q=bayam")
        .await?;
    // Nobody else gets the same.
    let paid = visitor.stage.paid.lock().ok()?.pop();
    let Some(code) = paid else { return Some(()) };
    let path = format!("/v1/admin/orders/{code}/transitions");
    let order = visitor
        .get(&STAFF_ORDER, &format!("/v1/admin/orders/{code}"))
        .await?;
    visitor
        .call(&TRANSITION, &path, Some(json!({ "to": "picking" })))
        .await?;
    let lines = order["lines"].as_array()?.iter();
    let packed: Vec<_> = lines
        .map(|line| json!({ "sku": line["sku"], "quantity": line["quantity"] }))
        .collect();
    visitor
        .call(
            &TRANSITION,
            &path,
            Some(json!({ "to": "packed", "packed_lines": packed })),
        )
        .await?;
    Some(())
}

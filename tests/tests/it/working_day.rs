//! A working day: what was ordered is picked, weighed, replaced, brought, brought again, claimed and paid back.

use crate::client::{Caller, Stack, eventually, text};
use crate::journey::address;
use serde_json::{Value, json};
use uuid::Uuid;

/// Sold by weight, and what may stand in for it.
const CABBAGE: &str = "KOL-KG";
const RED_CABBAGE: &str = "KOLU-KG";
const WATER_SPINACH: &str = "KKG-IKAT";

/// The people of the day.
struct Staff {
    warehouse: Caller,
    courier: Caller,
}

impl Staff {
    async fn step(&self, who: &Caller, code: &str, step: Value) -> crate::client::Answer {
        who.post(&format!("/v1/admin/orders/{code}/transitions"), &step)
            .await
    }

    /// The warehouse fetches an order and says what is in the box.
    async fn pack(&self, code: &str, packed: Value) -> Value {
        let picking = json!({ "to": "picking" });
        self.step(&self.warehouse, code, picking).await.expect(200);
        let packed = json!({ "to": "packed", "packed_lines": packed });
        self.step(&self.warehouse, code, packed).await.expect(200)
    }

    async fn bring(&self, code: &str, step: Value) -> Value {
        self.step(&self.courier, code, step).await.expect(200)
    }
}

fn rupiah(money: &Value) -> i64 {
    money["amount"].as_i64().unwrap()
}

fn line<'a>(order: &'a Value, sku: &str) -> &'a Value {
    let mut lines = order["lines"].as_array().unwrap().iter();
    lines.find(|line| line["sku"] == sku).unwrap()
}

/// An order adds up, whatever became of it.
fn assert_adds_up(order: &Value) {
    let lines = order["lines"].as_array().unwrap();
    let sum = |field: &str| lines.iter().map(|line| rupiah(&line[field])).sum::<i64>();
    assert_eq!(sum("line_total"), rupiah(&order["subtotal"]), "{order}");
    assert_eq!(sum("discount"), rupiah(&order["discount"]), "{order}");
    let total = rupiah(&order["subtotal"]) - rupiah(&order["discount"])
        + rupiah(&order["delivery_fee"])
        + rupiah(&order["tax"]);
    assert_eq!(total, rupiah(&order["total"]), "{order}");
}

/// Two kilograms of cabbage and four bunches of water spinach, for the first window that has room.
async fn ordered(stack: &Stack, shopper: &Caller, method: &str, coupon: Option<&str>) -> Value {
    let cabbage = json!({ "quantity": "2", "substitution": "similar" });
    for (sku, body) in [
        (CABBAGE, cabbage),
        (WATER_SPINACH, json!({ "quantity": "4" })),
    ] {
        let path = format!("/v1/cart/items/{sku}");
        shopper.put(&path, &body).await.expect(200);
    }
    if let Some(code) = coupon {
        let coupon = json!({ "code": code });
        let cart = shopper.put("/v1/cart/coupon", &coupon).await.expect(200);
        assert!(rupiah(&cart["discount"]) > 0);
    }
    let postcode = stack.variable("DEMO_POSTCODE");
    let home = shopper.post("/v1/me/addresses", &address(postcode)).await;
    let slots = format!("/v1/delivery/slots?postcode={postcode}");
    let slots = shopper.get(&slots).await.expect(200);
    let mut slots = slots["slots"].as_array().unwrap().iter();
    let free = slots.find(|slot| slot["available"].as_i64() > Some(0));
    let quote = json!({ "address_id": home.expect(201)["id"], "slot_id": free.unwrap()["id"] });
    let quoted = shopper.post("/v1/checkout/quote", &quote).await.expect(200);
    let mut body = quote;
    body["payment_method"] = json!(method);
    body["expected_total"] = quoted["total"].clone();
    let order = shopper.post_once("/v1/orders", "day", &body).await;
    let order = order.expect(201);
    assert_adds_up(&order);
    order
}

async fn shown(shopper: &Caller, code: &str) -> Value {
    shopper.get(&format!("/v1/orders/{code}")).await.expect(200)
}

/// What went back for an order, once it is so many times.
async fn refunds(shopper: &Caller, code: &str, times: usize) -> Vec<Value> {
    let path = format!("/v1/orders/{code}/payments");
    eventually("money goes back", async || {
        let payments = shopper.get(&path).await.expect(200);
        let refunds = payments["refunds"].as_array().unwrap().clone();
        (refunds.len() == times).then_some(refunds)
    })
    .await
}

async fn coupon(admin: &Caller) -> String {
    let id = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple();
    let code = format!("HARI-{}", &id.to_string()[20..]).to_uppercase();
    let body = json!({ "code": code, "kind": "percentage", "rate_bp": 1_000, "total_limit": 1 });
    admin.post("/v1/admin/coupons", &body).await.expect(201);
    code
}

#[tokio::test]
async fn a_working_day_from_the_first_order_to_the_last_claim() {
    let stack = Stack::of_the_suite();
    let admin = stack.admin().await;
    let staff = Staff {
        warehouse: stack.user_with_roles(&admin, &["warehouse"]).await,
        courier: stack.user_with_roles(&admin, &["courier"]).await,
    };
    let (paid, cash, absent) = (
        stack.shopper().await,
        stack.shopper().await,
        stack.shopper().await,
    );

    // Three orders: one paid, with the one use of a coupon, and two to be paid at the door.
    let coupon = coupon(&admin).await;
    let prepaid = ordered(&stack, &paid, "midtrans", Some(&coupon)).await;
    let first = text(&prepaid["code"]);
    let payment = paid
        .post_once(
            &format!("/v1/orders/{first}/payments"),
            "day",
            &json!({ "method": "snap" }),
        )
        .await
        .expect(201);
    stack.pay_on_page(text(&payment["redirect_url"])).await;
    eventually("the order is confirmed", async || {
        (shown(&paid, first).await["status"] == "confirmed").then_some(())
    })
    .await;
    let used_up = json!({ "code": coupon });
    cash.put("/v1/cart/items/KOL-KG", &json!({ "quantity": "1" }))
        .await
        .expect(200);
    cash.put("/v1/cart/coupon", &used_up)
        .await
        .expect_problem(409, "coupon_used_up");
    let at_the_door = ordered(&stack, &cash, "cod", None).await;
    let second = text(&at_the_door["code"]);
    let nobody_home = ordered(&stack, &absent, "cod", None).await;
    let third = text(&nobody_home["code"]);

    // The third customer wants one bunch less, before anybody picks.
    let edit = json!({ "lines": [{ "sku": WATER_SPINACH, "quantity": "3" }] });
    let edited = staff
        .warehouse
        .patch(&format!("/v1/admin/orders/{third}"), &edit)
        .await
        .expect(200);
    assert_adds_up(&edited);
    assert!(rupiah(&edited["amount_due"]) < rupiah(&nobody_home["amount_due"]));

    // The warehouse fetches what the window needs, by lot.
    let slot = text(&prepaid["slot"]["id"]);
    let list = staff
        .warehouse
        .get(&format!("/v1/admin/pick-list?slot={slot}&limit=100"))
        .await
        .expect(200);
    assert!(list.to_string().contains(first), "{list}");
    let lighter = staff
        .pack(first, json!([{ "sku": CABBAGE, "quantity": "1.8" }]))
        .await;
    assert_adds_up(&lighter);
    let less = rupiah(&prepaid["amount_due"]) - rupiah(&lighter["amount_due"]);
    assert!(less > 0);
    // No cabbage is left for the second, who takes something similar.
    let instead = json!({ "sku": RED_CABBAGE, "quantity": "1.5" });
    let replaced = staff
        .pack(
            second,
            json!([{ "sku": CABBAGE, "quantity": "0", "substitute": instead }]),
        )
        .await;
    assert_adds_up(&replaced);
    assert_eq!(line(&replaced, RED_CABBAGE)["substitute_for"], CABBAGE);
    assert!(rupiah(&replaced["amount_due"]) <= rupiah(&at_the_door["amount_due"]));
    staff
        .pack(third, json!([{ "sku": CABBAGE, "quantity": "2.05" }]))
        .await;
    let returned = refunds(&paid, first, 1).await;
    assert_eq!(rupiah(&returned[0]["amount"]), less);

    // The courier has a list of their own.
    let on = format!(
        "/v1/courier/deliveries?limit=100&date={}",
        text(&prepaid["slot"]["date"])
    );
    assert_eq!(staff.courier.get(&on).await.expect(200)["items"], json!([]));
    for code in [first, second, third] {
        let path = format!("/v1/admin/orders/{code}/courier");
        let courier = json!({ "courier_id": staff.courier.id() });
        staff.warehouse.put(&path, &courier).await.expect(200);
    }
    let deliveries = staff.courier.get(&on).await.expect(200);
    assert_eq!(deliveries["items"].as_array().unwrap().len(), 3);
    for code in [first, second, third] {
        staff.bring(code, json!({ "to": "out_for_delivery" })).await;
    }
    staff.bring(first, json!({ "to": "delivered" })).await;
    let collected = json!({ "to": "delivered", "collected": replaced["amount_due"] });
    assert_eq!(
        staff.bring(second, collected).await["collected"],
        replaced["amount_due"]
    );

    // Nobody is home, twice: the goods come back.
    let failed = json!({ "to": "delivery_failed", "note": "Tidak ada orang di rumah" });
    staff.bring(third, failed.clone()).await;
    staff
        .bring(third, json!({ "to": "out_for_delivery" }))
        .await;
    staff.bring(third, failed).await;
    let again = json!({ "to": "out_for_delivery" });
    staff
        .step(&staff.courier, third, again)
        .await
        .expect_problem(409, "no_attempts_left");
    let back = json!({
        "to": "returned",
        "returned_lines": [{ "sku": WATER_SPINACH, "restock": "0", "waste": "3" }, { "sku": CABBAGE, "restock": "2.05" }],
    });
    let back = staff.step(&staff.warehouse, third, back).await.expect(200);
    assert_adds_up(&back);
    assert_eq!(rupiah(&back["amount_due"]), 0);

    // Something was bad: it is claimed, and paid back.
    let claims = format!("/v1/orders/{first}/claims");
    let bad = json!({
        "lines": [{ "sku": WATER_SPINACH, "quantity": "1" }], "reason": "quality", "text": "Layu",
    });
    let claim = paid.post(&claims, &bad).await.expect(201);
    let resolution = format!("/v1/admin/claims/{}/resolution", text(&claim["id"]));
    let refund = json!({ "kind": "refund", "note": "Maaf" });
    let resolved = staff
        .warehouse
        .post_once(&resolution, "day", &refund)
        .await
        .expect(200);
    assert_eq!(resolved["status"], "refunded");
    let returned = refunds(&paid, first, 2).await;
    let sum: i64 = returned
        .iter()
        .map(|refund| rupiah(&refund["amount"]))
        .sum();
    assert_eq!(sum, less + rupiah(&claim["cost"]));

    // The shopper sees what became of it, and orders it again.
    let invoice = paid
        .get(&format!("/v1/orders/{first}/invoice"))
        .await
        .expect(200);
    let page = text(&invoice);
    assert!(page.contains("1,8"), "{page}");
    let cart = paid
        .post(&format!("/v1/orders/{first}/reorder"), &json!({}))
        .await
        .expect(200);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 2);
    stack.mail(&paid.email, "Maaf").await;
}

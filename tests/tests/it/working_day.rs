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

/// A coupon for one order.
async fn coupon(admin: &Caller) -> String {
    let id = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple();
    let code = format!("HARI-{}", &id.to_string()[20..]).to_uppercase();
    let body = json!({ "code": code, "kind": "percentage", "rate_bp": 1_000, "total_limit": 1 });
    admin.post("/v1/admin/coupons", &body).await.expect(201);
    code
}

/// An order with its customer.
struct Bought {
    by: Caller,
    order: Value,
}

impl Bought {
    async fn new(stack: &Stack, method: &str, coupon: Option<&str>) -> Self {
        let by = stack.shopper().await;
        let order = ordered(stack, &by, method, coupon).await;
        Self { by, order }
    }

    fn code(&self) -> &str {
        text(&self.order["code"])
    }

    /// What is owed less than when it was placed, now that the order is `after`.
    fn less(&self, after: &Value) -> i64 {
        assert_adds_up(after);
        rupiah(&self.order["amount_due"]) - rupiah(&after["amount_due"])
    }

    async fn pay(&self, stack: &Stack) {
        let payments = format!("/v1/orders/{}/payments", self.code());
        let snap = json!({ "method": "snap" });
        let payment = self.by.post_once(&payments, "day", &snap).await.expect(201);
        stack.pay_on_page(text(&payment["redirect_url"])).await;
        let path = format!("/v1/orders/{}", self.code());
        eventually("the order is confirmed", async || {
            (self.by.get(&path).await.expect(200)["status"] == "confirmed").then_some(())
        })
        .await;
    }

    /// What went back, once it is so many times.
    async fn refunds(&self, times: usize) -> i64 {
        let path = format!("/v1/orders/{}/payments", self.code());
        eventually("money goes back", async || {
            let payments = self.by.get(&path).await.expect(200);
            let refunds = payments["refunds"].as_array().unwrap();
            let sum = refunds.iter().map(|refund| rupiah(&refund["amount"])).sum();
            (refunds.len() == times).then_some(sum)
        })
        .await
    }

    /// A bunch was bad: it is claimed, and paid back. Answers how much that was.
    async fn claim(&self, staff: &Staff) -> i64 {
        let bad = json!({
            "lines": [{ "sku": WATER_SPINACH, "quantity": "1" }], "reason": "quality", "text": "Layu",
        });
        let claims = format!("/v1/orders/{}/claims", self.code());
        let claim = self.by.post(&claims, &bad).await.expect(201);
        let resolution = format!("/v1/admin/claims/{}/resolution", text(&claim["id"]));
        let refund = json!({ "kind": "refund", "note": "Maaf" });
        let resolved = staff.warehouse.post_once(&resolution, "day", &refund).await;
        assert_eq!(resolved.expect(200)["status"], "refunded");
        rupiah(&claim["cost"])
    }
}

impl Staff {
    async fn of(stack: &Stack, admin: &Caller) -> Self {
        Self {
            warehouse: stack.user_with_roles(admin, &["warehouse"]).await,
            courier: stack.user_with_roles(admin, &["courier"]).await,
        }
    }

    /// The warehouse gives these orders to the courier, who finds them on their list and sets out.
    async fn hand_out(&self, orders: &[&Bought]) {
        let day = text(&orders[0].order["slot"]["date"]);
        let list = format!("/v1/courier/deliveries?limit=100&date={day}");
        let listed = async || self.courier.get(&list).await.expect(200)["items"].clone();
        assert_eq!(listed().await, json!([]));
        for bought in orders {
            let path = format!("/v1/admin/orders/{}/courier", bought.code());
            let courier = json!({ "courier_id": self.courier.id() });
            self.warehouse.put(&path, &courier).await.expect(200);
        }
        assert_eq!(listed().await.as_array().unwrap().len(), orders.len());
        for bought in orders {
            let out = json!({ "to": "out_for_delivery" });
            self.bring(bought.code(), out).await;
        }
    }

    /// Nobody is home, twice: the goods come back, some of them still good.
    async fn bring_back(&self, code: &str) -> Value {
        let (failed, again) = (
            json!({ "to": "delivery_failed", "note": "Tidak ada orang di rumah" }),
            json!({ "to": "out_for_delivery" }),
        );
        for step in [&failed, &again, &failed] {
            self.bring(code, step.clone()).await;
        }
        let third = self.step(&self.courier, code, again).await;
        third.expect_problem(409, "no_attempts_left");
        let back = json!({
            "to": "returned",
            "returned_lines": [{ "sku": WATER_SPINACH, "waste": "3" }, { "sku": CABBAGE, "restock": "2.05" }],
        });
        self.step(&self.warehouse, code, back).await.expect(200)
    }
}

#[tokio::test]
async fn a_working_day_from_the_first_order_to_the_last_claim() {
    let stack = Stack::of_the_suite();
    let admin = stack.admin().await;
    let staff = Staff::of(&stack, &admin).await;

    // Three orders: one paid, with the one use of a coupon, and two to be paid at the door.
    let coupon = coupon(&admin).await;
    let paid = Bought::new(&stack, "midtrans", Some(&coupon)).await;
    paid.pay(&stack).await;
    let cash = Bought::new(&stack, "cod", None).await;
    let used_up = json!({ "code": coupon });
    let late = cash.by.put("/v1/cart/coupon", &used_up).await;
    late.expect_problem(409, "coupon_used_up");
    let absent = Bought::new(&stack, "cod", None).await;

    // One bunch less is wanted, before anybody picks.
    let edit = json!({ "lines": [{ "sku": WATER_SPINACH, "quantity": "3" }] });
    let path = format!("/v1/admin/orders/{}", absent.code());
    let edited = staff.warehouse.patch(&path, &edit).await.expect(200);
    assert!(absent.less(&edited) > 0);

    // The warehouse fetches what the window needs, and says what is in each box.
    let slot = text(&paid.order["slot"]["id"]);
    let list = format!("/v1/admin/pick-list?slot={slot}&limit=100");
    let list = staff.warehouse.get(&list).await.expect(200);
    assert!(list.to_string().contains(paid.code()), "{list}");
    let lighter = json!([{ "sku": CABBAGE, "quantity": "1.8" }]);
    let less = paid.less(&staff.pack(paid.code(), lighter).await);
    assert!(less > 0);
    assert_eq!(paid.refunds(1).await, less);
    let instead = json!({ "sku": RED_CABBAGE, "quantity": "1.5" });
    let instead = json!([{ "sku": CABBAGE, "quantity": "0", "substitute": instead }]);
    let replaced = staff.pack(cash.code(), instead).await;
    assert!(cash.less(&replaced) >= 0);
    assert_eq!(line(&replaced, RED_CABBAGE)["substitute_for"], CABBAGE);
    let heavier = json!([{ "sku": CABBAGE, "quantity": "2.05" }]);
    staff.pack(absent.code(), heavier).await;

    // Two are brought; the third comes back.
    staff.hand_out(&[&paid, &cash, &absent]).await;
    staff.bring(paid.code(), json!({ "to": "delivered" })).await;
    let taken = json!({ "to": "delivered", "collected": replaced["amount_due"] });
    let taken = staff.bring(cash.code(), taken).await;
    assert_eq!(taken["collected"], replaced["amount_due"]);
    let back = staff.bring_back(absent.code()).await;
    assert_eq!(absent.less(&back), rupiah(&absent.order["amount_due"]));

    // Something was bad, and is paid back; the rest is ordered again.
    let claimed = paid.claim(&staff).await;
    assert_eq!(paid.refunds(2).await, less + claimed);
    stack.mail(&paid.by.email, "Maaf").await;
    let invoice = format!("/v1/orders/{}/invoice", paid.code());
    let invoice = paid.by.get(&invoice).await.expect(200);
    assert!(text(&invoice).contains("1,8"), "{invoice}");
    let reorder = format!("/v1/orders/{}/reorder", paid.code());
    let cart = paid.by.post(&reorder, &json!({})).await.expect(200);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 2);
}

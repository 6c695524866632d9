//! The shop as it is: how shoppers ask the functions for what they do.

use super::books::{Order, Refusal};
use super::premises::{Buyer, Shop};
use super::pricing::Sums;
use crate::scene::text;
use cart::{apply_coupon, get_cart, put_cart_item, remove_cart_item, remove_coupon};
use domain::events::Event;
use domain::ids::{OrderId, PaymentId, SlotId};
use domain::payments::events::PaymentSucceeded;
use domain::{Clock, Money, SystemClock};
use orders::{apply_payment_to_order, cancel_order, file_claim, place_order, quote_checkout};
use serde_json::{Value, json};
use testkit::{Answer, Call};

impl Shop<'_> {
    fn asks(&self, who: usize, call: Call) -> Call {
        match &self.buyers[who] {
            Buyer::User(_, token) => call.bearer(token),
            Buyer::Guest(token) => call.header("cart-token", token),
        }
    }

    pub(super) async fn cart(&self, who: usize) -> Value {
        let call = self.asks(who, Call::get("/v1/cart"));
        let answer = call.send(self.premises.carts, get_cart::handle).await;
        answer.expect(200)
    }

    pub(super) async fn put(&self, who: usize, sku: &str, quantity: i64) -> Answer {
        let call = Call::new("PUT", "/v1/cart/items/sku")
            .parameter("sku", sku)
            .json(&json!({ "quantity": decimal(quantity) }));
        self.asks(who, call)
            .send(self.premises.carts, put_cart_item::handle)
            .await
    }

    pub(super) async fn remove(&self, who: usize, sku: &str) {
        let call = Call::new("DELETE", "/v1/cart/items/sku").parameter("sku", sku);
        let answer = self
            .asks(who, call)
            .send(self.premises.carts, remove_cart_item::handle)
            .await;
        answer.expect(200);
    }

    pub(super) async fn use_coupon(&self, who: usize, code: &str) -> Answer {
        let call = Call::new("PUT", "/v1/cart/coupon").json(&json!({ "code": code }));
        self.asks(who, call)
            .send(self.premises.carts, apply_coupon::handle)
            .await
    }

    pub(super) async fn drop_coupon(&self, who: usize) {
        let call = self.asks(who, Call::new("DELETE", "/v1/cart/coupon"));
        let answer = call.send(self.premises.carts, remove_coupon::handle).await;
        answer.expect(200);
    }

    pub(super) async fn quote(&self, who: usize, window: SlotId, use_credit: bool) -> Value {
        let body = json!({ "postcode": "12190", "slot_id": window, "use_credit": use_credit });
        let call = Call::post("/v1/checkout/quote").json(&body);
        let answer = self
            .asks(who, call)
            .send(self.premises.quotes, quote_checkout::handle)
            .await;
        answer.expect(200)
    }

    /// The body of an order.
    pub(super) fn order(&self, who: usize, window: SlotId, cash: bool, use_credit: bool) -> Value {
        let method = if cash { "cod" } else { "midtrans" };
        let mut body =
            json!({ "slot_id": window, "payment_method": method, "use_credit": use_credit });
        match &self.buyers[who] {
            Buyer::User(shopper, _) => body["address_id"] = json!(shopper.address),
            Buyer::Guest(_) => {
                // On another day it is another's.
                body["email"] = json!(format!("budi-{}@example.com", self.premises.days.get()));
                body["name"] = json!("Budi");
                body["address"] = json!({
                    "recipient": "Budi", "phone": "0812 3456 7890", "street": "Jl. Mawar 2", "village": "Senayan",
                    "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta",
                    "postcode": "12190"
                });
            }
        }
        body
    }

    pub(super) async fn place(&self, who: usize, key: &str, body: &Value) -> Answer {
        let call = Call::post("/v1/orders")
            .header("idempotency-key", key)
            .json(body);
        self.asks(who, call)
            .send(self.premises.places, place_order::handle)
            .await
    }

    /// A payment of what is due comes in.
    pub(super) async fn pay(&self, order: &Order) -> Event {
        let id: OrderId = text(&order.first_answer["id"]).parse().unwrap();
        let payment = PaymentSucceeded {
            payment: PaymentId::generate(&SystemClock),
            order: id,
            amount: Money::rupiah(order.sums.due),
            paid_at: SystemClock.now(),
        };
        let event = Event::new(&SystemClock, "test-request", id, &payment).unwrap();
        self.deliver(&event).await;
        event
    }

    pub(super) async fn deliver(&self, event: &Event) {
        apply_payment_to_order::handle(self.premises.payments, event.clone())
            .await
            .unwrap();
    }

    /// `None`: a guest has nothing to say who they are by.
    pub(super) async fn cancel(&self, order: &Order) -> Option<Answer> {
        let Buyer::User(_, token) = &self.buyers[order.buyer] else {
            return None;
        };
        let call = Call::post("/v1/orders/code/cancel")
            .parameter("code", &order.code)
            .bearer(token)
            .json(&json!({}));
        Some(call.send(self.premises.cancels, cancel_order::handle).await)
    }

    /// The order's shopper claims so much of these SKUs, a guest by the order's link; or another shopper does.
    pub(super) async fn claim(
        &self,
        order: &Order,
        wanted: &[(&str, i64)],
        by_another: bool,
    ) -> Answer {
        let lines = wanted
            .iter()
            .map(|(sku, quantity)| json!({ "sku": sku, "quantity": decimal(*quantity) }));
        let body = json!({ "lines": lines.collect::<Vec<_>>(), "reason": "quality" });
        let path = "/v1/orders/code/claims";
        let mut users = self
            .buyers
            .iter()
            .enumerate()
            .filter_map(|(who, buyer)| match buyer {
                Buyer::User(_, token) if (who == order.buyer) != by_another => Some(token),
                _ => None,
            });
        let call = if let Some(token) = users.next() {
            Call::post(path).bearer(token)
        } else {
            let link = text(&order.first_answer["tracking_token"]);
            Call::post(&format!("{path}?token={link}"))
        };
        let call = call.parameter("code", &order.code).json(&body);
        call.send(self.premises.claims, file_claim::handle).await
    }

    /// The body of an answer that was expected to be good; `None` for a refusal that was expected. It is counted
    /// either way.
    pub(super) fn told(
        &self,
        act: &'static str,
        answer: Answer,
        expected: Result<u16, Refusal>,
    ) -> Option<Value> {
        let (status, code) = match expected {
            Ok(status) => {
                self.met(act, "done");
                return Some(answer.expect(status));
            }
            Err(refusal) => refusal,
        };
        self.met(act, code);
        let mut told = &answer.body["code"];
        if *told == json!("validation_failed") {
            told = &answer.body["errors"][0]["code"];
        }
        assert_eq!(
            (answer.status, told.as_str()),
            (status, Some(code)),
            "{}",
            answer.body
        );
        None
    }

    /// Counts what was met.
    pub(super) fn met(&self, act: &'static str, end: &str) {
        let day = self.premises.days.get();
        self.premises.tally.met(act, end, day);
    }
}

/// The sums in an answer.
pub(super) fn sums(answer: &Value) -> Sums {
    Sums {
        subtotal: amount(&answer["subtotal"]),
        discount: amount(&answer["discount"]),
        fee: amount(&answer["delivery_fee"]),
        tax: amount(&answer["tax"]),
        total: amount(&answer["total"]),
        due: amount(&answer["amount_due"]),
    }
}

/// The codes of a list of problems.
pub(super) fn codes(problems: &Value) -> Vec<&str> {
    let problems = problems.as_array().unwrap().iter();
    problems.map(|problem| text(&problem["code"])).collect()
}

pub(super) fn amount(money: &Value) -> i64 {
    money["amount"].as_i64().unwrap()
}

/// Thousandths as the API writes them.
pub(super) fn decimal(thousandths: i64) -> String {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

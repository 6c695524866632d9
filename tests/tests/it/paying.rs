//! Money on its way: paid by each method, refused, out of time, late, and given back.

use crate::client::{Caller, Stack, eventually, text};
use crate::journey::{reaches, ready_to_order};
use serde_json::{Value, json};

/// Somebody's order, and what they pay for it.
struct Sale {
    stack: Stack,
    by: Caller,
    order: Value,
}

impl Sale {
    /// To be paid through Midtrans, by a shopper of its own.
    async fn new(stack: &Stack) -> Self {
        let by = stack.shopper().await;
        Self::to(stack, by, "sale").await
    }

    async fn to(stack: &Stack, by: Caller, key: &str) -> Self {
        let body = ready_to_order(stack, &by, "midtrans").await;
        let order = by.post_once("/v1/orders", key, &body).await.expect(201);
        let stack = stack.clone();
        Self { stack, by, order }
    }

    fn code(&self) -> &str {
        text(&self.order["code"])
    }

    fn due(&self) -> i64 {
        rupiah(&self.order["amount_due"])
    }

    fn payments(&self) -> String {
        format!("/v1/orders/{}/payments", self.code())
    }

    async fn start(&self, key: &str, method: Value) -> Value {
        let started = self.by.post_once(&self.payments(), key, &method).await;
        let payment = started.expect(201);
        assert_eq!(rupiah(&payment["amount"]), self.due());
        payment
    }

    /// Midtrans tells the shop what became of the payment.
    async fn told(&self, payment: &Value, status: &str) {
        let news = json!({ "transaction_status": status });
        let reference = text(&payment["gateway_reference"]);
        self.stack.simulate(reference, &news).await;
    }

    /// Paid by a method that takes money back, or by one that does not.
    async fn paid(stack: &Stack, method: Value) -> (Self, Value) {
        let sale = Self::new(stack).await;
        let payment = sale.start("pay", method).await;
        sale.told(&payment, "settlement").await;
        reaches(&sale.by, &sale.order, "confirmed").await;
        (sale, payment)
    }

    /// What the list of the order's payments says, once it says so.
    async fn sees(&self, what: &str, seen: impl Fn(&Value) -> bool) -> Value {
        eventually(what, async || {
            let listed = self.by.get(&self.payments()).await.expect(200);
            seen(&listed).then_some(listed)
        })
        .await
    }

    async fn is_paid_back(&self, amounts: &[i64]) -> Value {
        self.sees("the refunds", |listed| {
            let refunds = listed["refunds"].as_array().unwrap();
            let mut back: Vec<_> = refunds
                .iter()
                .filter(|refund| refund["status"] == "succeeded")
                .map(|refund| rupiah(&refund["amount"]))
                .collect();
            back.sort_unstable();
            back == amounts
        })
        .await
    }
}

fn rupiah(money: &Value) -> i64 {
    money["amount"].as_i64().unwrap()
}

#[tokio::test]
async fn every_way_to_pay_confirms_an_order() {
    let stack = Stack::of_the_suite();
    let transfer = |bank: &str| json!({ "method": "bank_transfer", "bank": bank });
    let mut shopper = stack.shopper().await;
    for (number, method) in [
        transfer("bca"),
        transfer("bni"),
        transfer("bri"),
        transfer("mandiri"),
        transfer("permata"),
        json!({ "method": "qris" }),
        json!({ "method": "gopay" }),
    ]
    .into_iter()
    .enumerate()
    {
        let sale = Sale::to(&stack, shopper, &format!("order-{number}")).await;
        let payment = sale.start("pay", method.clone()).await;
        let shown = ["va_number", "qr", "redirect_url", "bill_key"];
        assert!(
            shown.iter().any(|way| payment[way].is_string()),
            "{payment}"
        );
        sale.told(&payment, "settlement").await;
        reaches(&sale.by, &sale.order, "confirmed").await;
        shopper = sale.by;
    }
    let sale = Sale::to(&stack, shopper, "order-card").await;
    let payment = sale.start("pay", json!({ "method": "card" })).await;
    stack.pay_on_page(text(&payment["redirect_url"])).await;
    reaches(&sale.by, &sale.order, "confirmed").await;
}

#[tokio::test]
async fn what_was_refused_or_ran_out_is_paid_another_way() {
    let sale = Sale::new(&Stack::of_the_suite()).await;
    let refused = sale.start("gopay", json!({ "method": "gopay" })).await;
    sale.told(&refused, "deny").await;
    sale.sees("the refusal", |listed| {
        listed["items"][0]["status"] == "failed"
    })
    .await;
    let late = sale.start("qris", json!({ "method": "qris" })).await;
    sale.told(&late, "expire").await;
    sale.sees("the end of the time", |listed| {
        let mut attempts = listed["items"].as_array().unwrap().iter();
        attempts.any(|attempt| attempt["status"] == "expired")
    })
    .await;
    let transfer = json!({ "method": "bank_transfer", "bank": "bni" });
    let paid = sale.start("transfer", transfer).await;
    sale.told(&paid, "settlement").await;
    reaches(&sale.by, &sale.order, "confirmed").await;
}

#[tokio::test]
async fn money_that_comes_too_late_goes_back_by_itself() {
    let stack = Stack::of_the_suite();
    let sale = Sale::new(&stack).await;
    let payment = sale.start("page", json!({ "method": "snap" })).await;
    let cancel = format!("/v1/orders/{}/cancel", sale.code());
    let why = json!({ "reason": "Salah alamat" });
    let cancelled = sale.by.post(&cancel, &why).await.expect(200);
    assert_eq!(cancelled["status"], "cancelled");
    // The page is still open in another window.
    stack.pay_on_page(text(&payment["redirect_url"])).await;
    sale.is_paid_back(&[sale.due()]).await;
    let mail = stack.mail(&sale.by.email, "engembalian").await;
    assert!(mail.contains(sale.code()), "{mail}");
}

#[tokio::test]
async fn staff_give_back_a_part_and_then_the_rest() {
    let stack = Stack::of_the_suite();
    let (sale, payment) = Sale::paid(&stack, json!({ "method": "qris" })).await;
    let admin = stack.admin().await;
    let refunds = format!("/v1/admin/payments/{}/refunds", text(&payment["id"]));
    let part = json!({ "amount": { "amount": 5_000, "currency": "IDR" }, "reason": "Layu" });
    let first = admin.post_once(&refunds, "part", &part).await.expect(201);
    let again = admin.post_once(&refunds, "part", &part).await.expect(201);
    assert_eq!(again["id"], first["id"]);
    let rest = json!({ "reason": "Semuanya layu" });
    let rest = admin.post_once(&refunds, "rest", &rest).await.expect(201);
    assert_eq!(rupiah(&rest["amount"]), sale.due() - 5_000);
    let more = admin.post_once(&refunds, "more", &part).await;
    assert!((400..500).contains(&more.status), "{}", more.body);
    let listed = sale.is_paid_back(&[5_000, sale.due() - 5_000]).await;
    assert_eq!(listed["items"][0]["status"], "refunded");
}

#[tokio::test]
async fn what_no_bank_takes_back_is_transferred_by_staff() {
    let stack = Stack::of_the_suite();
    let transfer = json!({ "method": "bank_transfer", "bank": "bca" });
    let (sale, payment) = Sale::paid(&stack, transfer).await;
    let admin = stack.admin().await;
    let refunds = format!("/v1/admin/payments/{}/refunds", text(&payment["id"]));
    let all = json!({ "reason": "Layu" });
    let refund = admin.post_once(&refunds, "all", &all).await.expect(201);
    sale.sees("the payout", |listed| {
        listed["refunds"][0]["status"] == "manual"
    })
    .await;
    let completion = format!("/v1/admin/payouts/{}/completion", text(&refund["id"]));
    let proof = json!({ "reference": "BCA-20261122-0007" });
    admin.post(&completion, &proof).await.expect(200);
    let again = admin.post(&completion, &proof).await;
    assert_eq!(again.status, 409, "{}", again.body);
    sale.is_paid_back(&[sale.due()]).await;
}

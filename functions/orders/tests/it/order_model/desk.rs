//! The shop as it is: how staff ask the functions for what they do, and what time does.

use super::acts::{Remedy, Tag};
use super::books::Order;
use super::claims::Claim;
use super::coupons::Coupon;
use super::premises::{Buyer, Shop, rupiah};
use super::shop::decimal;
use orders::{edit_order, expire_orders, resolve_claim, transition_order, update_coupon};
use serde_json::{Value, json};
use testkit::{Answer, Call};

impl Shop<'_> {
    /// The shop is generous; `false`: a guest has no credit.
    pub(super) async fn give(&self, who: usize, amount: i64) -> bool {
        let Buyer::User(shopper, _) = &self.buyers[who] else {
            return false;
        };
        let user = shopper.user;
        self.execute(&format!(
            "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
             values ('{user}', {amount}, 'goodwill', 'Maaf', gen_random_uuid()::text, now())"
        ))
        .await;
        true
    }

    pub(super) async fn reprice(&self, sku: &str, price: i64) {
        self.execute(&format!(
            "insert into catalog.prices (variant_id, starts_at, price)
             select id, clock_timestamp(), {price} from catalog.variants where sku = '{sku}'"
        ))
        .await;
    }

    pub(super) async fn offer(&self, sku: &str, on_sale: bool) {
        self.execute(&format!(
            "update catalog.variants set active = {on_sale} where sku = '{sku}'"
        ))
        .await;
    }

    pub(super) async fn plan(&self, coupon: &Coupon) {
        let call = Call::new("PUT", "/v1/admin/coupons/code").parameter("code", &coupon.code);
        let call = call.bearer(&self.premises.staff).json(&self.terms(coupon));
        let answer = call
            .send(self.premises.coupons, update_coupon::handle)
            .await;
        answer.expect(200);
    }

    /// An hour goes by for the order, and the schedule runs.
    pub(super) async fn expire(&self, order: &Order) {
        let code = &order.code;
        self.execute(&format!(
            "update orders.orders set expires_at = placed_at where code = '{code}' and expires_at is not null"
        ))
        .await;
        expire_orders::handle(self.premises.expires, "run".into())
            .await
            .unwrap();
    }

    /// A day goes by since the order was handed over. The timeline takes no change but from a replica.
    pub(super) async fn day_after(&self, order: &Order) {
        let code = &order.code;
        self.execute(&format!(
            "begin;
             set local session_replication_role = replica;
             update orders.timeline t set at = at - interval '1 day'
             from orders.orders o where o.id = t.order_id and o.code = '{code}';
             commit"
        ))
        .await;
    }

    /// Staff who hold every permission say no more than they must.
    pub(super) async fn move_on(&self, order: &Order, to: &str) -> Answer {
        let mut step = json!({ "to": to });
        if to == "delivered" && order.cash && order.sums.due > 0 {
            step["collected"] = rupiah(order.sums.due);
        }
        if to == "delivery_failed" {
            step["note"] = json!("Tidak ada orang");
        }
        self.step(order, &step).await
    }

    pub(super) async fn pack(&self, order: &Order, sku: &str, quantity: i64) -> Answer {
        let line = json!({ "sku": sku, "quantity": decimal(quantity) });
        self.step(order, &json!({ "to": "packed", "packed_lines": [line] }))
            .await
    }

    async fn step(&self, order: &Order, step: &Value) -> Answer {
        let call = Call::post("/v1/admin/orders/code/transitions").parameter("code", &order.code);
        let call = call.bearer(&self.premises.staff).json(step);
        call.send(self.premises.moves, transition_order::handle)
            .await
    }

    /// The order is to be of so much of these SKUs.
    pub(super) async fn edit(&self, order: &Order, wanted: &[(&str, i64)], tag: Tag) -> Answer {
        let lines = wanted
            .iter()
            .map(|(sku, quantity)| json!({ "sku": sku, "quantity": decimal(*quantity) }));
        let body = json!({ "lines": lines.collect::<Vec<_>>(), "note": "Ditelepon" });
        let call = Call::new("PATCH", "/v1/admin/orders/code").parameter("code", &order.code);
        let call = match tag {
            Tag::Unsaid => call,
            Tag::Current => call.header("if-match", format!("\"{}\"", order.version())),
            Tag::Old => call.header("if-match", format!("\"{}\"", order.version() - 1)),
        };
        let call = call.bearer(&self.premises.staff).json(&body);
        call.send(self.premises.moves, edit_order::handle).await
    }

    pub(super) async fn resolve(
        &self,
        key: &str,
        claim: &Claim,
        remedy: Remedy,
        amount: Option<i64>,
    ) -> Answer {
        let kind = match remedy {
            Remedy::Refund => "refund",
            Remedy::Credit => "credit",
            Remedy::Refuse => "refuse",
        };
        let call = Call::post("/v1/admin/claims/id/resolution")
            .parameter("id", &claim.id)
            .bearer(&self.premises.staff)
            .header("idempotency-key", key)
            .json(&json!({ "kind": kind, "amount": amount.map(rupiah) }));
        call.send(self.premises.resolves, resolve_claim::handle)
            .await
    }
}

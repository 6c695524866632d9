//! A transaction as JSON: in the answer to a charge, to a status question, and in a notification.

use serde_json::{Map, Value, json};

use super::Transaction;
use super::status::Status;
use crate::clock::wall_clock;
use crate::notifications::signature;

/// What a view needs to know of the merchant.
pub(crate) struct Merchant<'a> {
    pub(crate) id: &'a str,
    pub(crate) server_key: &'a str,
    pub(crate) public_url: &'a str,
}

impl Transaction {
    /// The answer to the charge that opened this transaction.
    pub(crate) fn charged(&self, merchant: &Merchant<'_>) -> Map<String, Value> {
        let message = match self.status {
            Status::Deny => "Deny by Bank [MANDIRI] with code [05] and message [Do not honor]",
            Status::Pending | Status::Capture | Status::Authorize => {
                self.method.channel().created_message()
            }
            _ => "Success, transaction is found",
        };
        let mut body = self.body(self.status.code(self.fraud), message, merchant);
        if self.status == Status::Pending {
            body.extend(self.method.instructions(merchant.public_url, &self.id));
        }
        body
    }

    /// The answer to a status question, which is signed like a notification.
    pub(crate) fn shown(&self, merchant: &Merchant<'_>) -> Map<String, Value> {
        let code = self.status.code(self.fraud);
        let mut body = self.body(code, "Success, transaction is found", merchant);
        body.extend(self.refund_fields());
        self.sign(&mut body, code, merchant);
        body
    }

    /// The answer to a request that changed the transaction.
    pub(crate) fn changed(
        &self,
        code: &str,
        message: &str,
        merchant: &Merchant<'_>,
    ) -> Map<String, Value> {
        self.body(code, message, merchant)
    }

    /// What the merchant is told when the transaction has moved.
    pub(crate) fn notification(&self, merchant: &Merchant<'_>) -> Map<String, Value> {
        let code = self.status.notification_code(self.fraud);
        let mut body = self.body(code, "midtrans payment notification", merchant);
        body.extend(self.refund_fields());
        self.sign(&mut body, code, merchant);
        body
    }

    fn body(&self, code: &str, message: &str, merchant: &Merchant<'_>) -> Map<String, Value> {
        let mut body = self.method.fields();
        body.extend(self.extras.clone());
        let mut put = |name: &str, value: &str| {
            body.insert(name.to_owned(), Value::from(value));
        };
        put("status_code", code);
        put("status_message", message);
        put("transaction_id", &self.id);
        put("order_id", &self.order_id);
        put("merchant_id", merchant.id);
        put("gross_amount", &self.gross_amount.to_string());
        put("currency", "IDR");
        put("payment_type", self.method.channel().payment_type());
        put("transaction_time", &wall_clock(self.created_at));
        put("transaction_status", self.status.as_str());
        put("fraud_status", self.fraud.as_str());
        put("expiry_time", &wall_clock(self.expires_at));
        if let Some(at) = self.settled_at {
            put("settlement_time", &wall_clock(at));
        }
        body
    }

    fn refund_fields(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        if self.refunds.is_empty() {
            return fields;
        }
        let refunds = self.refunds.iter().map(|refund| {
            json!({
                "refund_chargeback_id": refund.number,
                "refund_amount": refund.amount.to_string(),
                "created_at": wall_clock(refund.created_at),
                "reason": refund.reason,
                "refund_key": refund.key,
                "refund_method": "online",
            })
        });
        fields.insert("refunds".to_owned(), refunds.collect());
        fields.insert(
            "refund_amount".to_owned(),
            Value::from(self.refunded().to_string()),
        );
        fields
    }

    fn sign(&self, body: &mut Map<String, Value>, code: &str, merchant: &Merchant<'_>) {
        let key = signature::sign(
            &self.order_id,
            code,
            &self.gross_amount.to_string(),
            merchant.server_key,
        );
        body.insert("signature_key".to_owned(), Value::from(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::method::{Bank, Channel};
    use crate::transaction::tests::{NOW, transaction};

    const MERCHANT: Merchant<'_> = Merchant {
        id: "G1",
        server_key: "key",
        public_url: "http://sim",
    };

    #[test]
    fn the_answer_to_a_charge_says_how_to_pay_and_is_not_signed() {
        let charged = transaction(Channel::Qris).charged(&MERCHANT);
        assert_eq!(charged["status_code"], "201");
        assert_eq!(charged["gross_amount"], "10000.00");
        assert_eq!(charged["transaction_time"], "2026-11-22 10:00:00");
        assert_eq!(charged["expiry_time"], "2026-11-22 10:15:00");
        assert!(charged.contains_key("qr_string"));
        assert!(!charged.contains_key("signature_key"));
    }

    #[test]
    fn a_notification_signs_the_code_it_carries() {
        let mut transaction = transaction(Channel::VirtualAccount(Bank::Bca));
        transaction.move_to(Status::Expire, NOW).unwrap();
        let body = transaction.notification(&MERCHANT);
        assert_eq!(body["status_code"], "202");
        assert_eq!(
            body["signature_key"],
            signature::sign("order-1", "202", "10000.00", "key")
        );
        assert_eq!(transaction.shown(&MERCHANT)["status_code"], "407");
    }
}

//! Midtrans' answers, as it gives them, and what is made of them.

use super::*;
use serde_json::{Value, json};
use time::macros::datetime;

fn answer(more: &Value) -> CoreAnswer {
    let mut body = json!({
        "status_code": "200",
        "status_message": "Success, transaction is found",
        "transaction_id": "513f1f01-c9da-474c-9fc9-d5c64364b709",
        "order_id": "SYR-0A1B2C3D-1",
        "gross_amount": "145000.00",
        "currency": "IDR",
        "payment_type": "qris",
        "transaction_time": "2026-11-22 18:30:00",
        "fraud_status": "accept",
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

fn status(more: &Value) -> Result<GatewayStatus, GatewayError> {
    answer(more).report().map(|report| report.status)
}

#[test]
fn a_settlement_is_read_whole() {
    let report = answer(&json!({
        "transaction_status": "settlement", "settlement_time": "2026-11-22 18:31:02",
    }));
    let expected = GatewayReport {
        status: GatewayStatus::Paid,
        reference: "SYR-0A1B2C3D-1".into(),
        amount: Money::rupiah(145_000),
        paid_with: Some("qris".into()),
        paid_at: Some(datetime!(2026-11-22 11:31:02 UTC)),
        returned_refunds: Vec::new(),
    };
    assert_eq!(report.report(), Ok(expected));
}

#[test]
fn every_status_is_known_whatever_its_case() {
    for (word, expected) in [
        ("pending", GatewayStatus::Pending),
        ("authorize", GatewayStatus::Pending),
        ("Settlement", GatewayStatus::Paid),
        ("CAPTURE", GatewayStatus::Paid),
        ("deny", GatewayStatus::Failed),
        ("failure", GatewayStatus::Failed),
        ("expire", GatewayStatus::Expired),
        ("cancel", GatewayStatus::Cancelled),
        ("refund", GatewayStatus::Refunded),
        ("partial_refund", GatewayStatus::PartiallyRefunded),
        ("chargeback", GatewayStatus::ChargedBack),
    ] {
        assert_eq!(
            status(&json!({ "transaction_status": word })),
            Ok(expected),
            "{word}"
        );
    }
    let unknown = Err(GatewayError::Unreadable("transaction_status"));
    assert_eq!(status(&json!({ "transaction_status": "paid" })), unknown);
    assert_eq!(status(&json!({})), unknown);
}

#[test]
fn a_capture_that_is_challenged_is_not_paid() {
    let capture = |fraud: Value, code: &str| {
        status(
            &json!({ "transaction_status": "capture", "fraud_status": fraud, "status_code": code }),
        )
    };
    assert_eq!(
        capture(json!("challenge"), "201"),
        Ok(GatewayStatus::Pending)
    );
    assert_eq!(
        capture(json!("challenge"), "200"),
        Ok(GatewayStatus::Pending)
    );
    assert_eq!(capture(json!("deny"), "200"), Ok(GatewayStatus::Failed));
    assert_eq!(capture(json!("accept"), "201"), Ok(GatewayStatus::Pending));
    assert_eq!(capture(Value::Null, "200"), Ok(GatewayStatus::Paid));
}

#[test]
fn amounts_are_whole_rupiah_or_nothing() {
    for (text, expected) in [
        ("10000.00", Some(10_000)),
        ("10000", Some(10_000)),
        ("0.00", Some(0)),
    ] {
        assert_eq!(rupiah(text), expected.map(Money::rupiah), "{text}");
    }
    for text in [
        "",
        ".00",
        "10000.50",
        "1e4",
        "-1.00",
        "10,000.00",
        "+1",
        "99999999999999999999.00",
    ] {
        assert_eq!(rupiah(text), None, "{text}");
    }
}

#[test]
fn another_currency_is_not_read() {
    let dollars = json!({ "transaction_status": "settlement", "currency": "USD" });
    assert_eq!(status(&dollars), Err(GatewayError::Unreadable("currency")));
}

#[test]
fn another_merchants_transaction_is_told_apart() {
    let ours = answer(&json!({ "merchant_id": "G141532850" }));
    assert!(ours.is_of(Some("G141532850")) && ours.is_of(None));
    assert!(!ours.is_of(Some("G141532851")));
    // Refusals name nobody.
    assert!(answer(&json!({})).is_of(Some("G141532850")));
}

#[test]
fn a_virtual_account_has_its_number() {
    let bca = answer(&json!({ "va_numbers": [{ "bank": "bca", "va_number": "12345678901" }] }));
    let permata = answer(&json!({ "permata_va_number": "8562000087926752" }));
    for (answer, bank, number) in [
        (bca, Bank::Bca, "12345678901"),
        (permata, Bank::Permata, "8562000087926752"),
    ] {
        let instructions = answer.instructions(Method::BankTransfer(bank)).unwrap();
        assert_eq!(
            instructions.virtual_account,
            Some(VirtualAccount {
                bank,
                number: number.into()
            })
        );
    }
    let none = answer(&json!({})).instructions(Method::BankTransfer(Bank::Bni));
    assert_eq!(none, Err(GatewayError::Unreadable("va_number")));
}

#[test]
fn a_bill_of_mandiri_has_its_two_numbers() {
    let mandiri = Method::BankTransfer(Bank::Mandiri);
    let numbers = json!({ "biller_code": "70012", "bill_key": "990000000260" });
    let instructions = answer(&numbers).instructions(mandiri).unwrap();
    let expected = BillPayment {
        bank: Bank::Mandiri,
        biller_code: "70012".into(),
        bill_key: "990000000260".into(),
    };
    assert_eq!(instructions.bill_payment, Some(expected));
    assert_eq!(instructions.virtual_account, None);
    let half = answer(&json!({ "biller_code": "70012" })).instructions(mandiri);
    assert_eq!(half, Err(GatewayError::Unreadable("bill_key")));
}

#[test]
fn a_wallet_has_its_code_and_its_link() {
    let actions = json!({ "actions": [
        { "name": "generate-qr-code", "method": "GET", "url": "https://api.example/qr" },
        { "name": "deeplink-redirect", "method": "GET", "url": "gojek://pay" },
        { "name": "cancel", "method": "POST", "url": "https://api.example/cancel" },
    ]});
    let gopay = answer(&actions).instructions(Method::Gopay).unwrap();
    assert_eq!(gopay.redirect_url.as_deref(), Some("gojek://pay"));
    assert_eq!(gopay.qr.as_deref(), Some("https://api.example/qr"));
    let qris = answer(&actions).instructions(Method::Qris).unwrap();
    assert_eq!(
        (qris.redirect_url, qris.qr.as_deref()),
        (None, Some("https://api.example/qr"))
    );
}

#[test]
fn a_channel_that_is_not_activated_is_not_offered() {
    assert_eq!(
        answer(&json!({ "status_code": "402" })).refusal(),
        GatewayError::NotOffered
    );
    let conflict = GatewayError::Rejected { code: "406".into() };
    assert_eq!(answer(&json!({ "status_code": "406" })).refusal(), conflict);
}

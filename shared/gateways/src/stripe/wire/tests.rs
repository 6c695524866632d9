//! Stripe's answers, as it gives them, and what is made of them.

use super::*;
use domain::ids::OrderId;
use domain::orders::{Customer, OrderStatus, PaymentMethod};
use domain::payments::{Bill, GatewayName, Method};
use domain::{Clock, Language, SystemClock};
use serde_json::{Value, json};
use time::macros::datetime;

/// Rp25.000, paid by card.
fn payment() -> Payment {
    let bill = Bill {
        order: OrderId::generate(&SystemClock),
        code: "SYR-0A1B2C3D".parse().unwrap(),
        customer: Customer {
            user: None,
            email: "siti@example.com".into(),
            name: "Siti".into(),
            language: Language::Id,
        },
        status: OrderStatus::AwaitingPayment,
        payment_method: PaymentMethod::Stripe,
        amount_due: Money::rupiah(25_000),
        expires_at: Some(SystemClock.now()),
        items: Vec::new(),
    };
    Payment {
        reference: "pi_1".into(),
        ..Payment::new(&bill, 1, GatewayName::Stripe, Method::Card, &SystemClock)
    }
}

fn charge(fields: &Value) -> Value {
    let mut charge = json!({ "id": "ch_1", "created": 1_764_493_200 });
    charge
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    charge
}

/// The intent of the payment, with other fields.
fn intent(fields: &Value) -> Intent {
    let mut intent = json!({
        "id": "pi_1", "object": "payment_intent", "status": "succeeded", "amount": 2_500_000, "currency": "idr",
        "amount_received": 2_500_000, "metadata": { "order_id": "SYR-0A1B2C3D-1" }, "latest_charge": charge(&json!({}))
    });
    intent
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    serde_json::from_value(intent).unwrap()
}

fn report(fields: &Value) -> Result<GatewayReport, GatewayError> {
    intent(fields).report(&payment(), false, &[])
}

#[test]
fn only_what_succeeded_is_paid() {
    for (status, expected) in [
        ("requires_payment_method", GatewayStatus::Pending),
        ("requires_confirmation", GatewayStatus::Pending),
        ("requires_action", GatewayStatus::Pending),
        ("requires_capture", GatewayStatus::Pending),
        ("processing", GatewayStatus::Pending),
        ("canceled", GatewayStatus::Cancelled),
        ("succeeded", GatewayStatus::Paid),
    ] {
        let report = report(&json!({ "status": status })).unwrap();
        assert_eq!(report.status, expected, "{status}");
    }
    let strange = report(&json!({ "status": "reticulated" }));
    assert_eq!(strange, Err(GatewayError::Unreadable("status")));
}

#[test]
fn a_report_is_in_rupiah_and_tells_when_and_with_what() {
    let with = json!({ "payment_method_details": { "type": "card", "card": { "brand": "visa" } } });
    let report = report(&json!({ "latest_charge": charge(&with) })).unwrap();
    let expected = GatewayReport {
        status: GatewayStatus::Paid,
        reference: "pi_1".into(),
        amount: Money::rupiah(25_000),
        paid_with: Some("card".into()),
        paid_at: Some(datetime!(2025-11-30 9:00 UTC)),
        returned_refunds: Vec::new(),
    };
    assert_eq!(report, expected);
}

#[test]
fn a_refund_is_seen_whole_or_in_part() {
    for (refunded, expected) in [
        (0, GatewayStatus::Paid),
        (50, GatewayStatus::PartiallyRefunded),
        (2_499_900, GatewayStatus::PartiallyRefunded),
        (2_500_000, GatewayStatus::Refunded),
    ] {
        let charge = charge(&json!({ "amount_refunded": refunded }));
        let report = report(&json!({ "latest_charge": charge })).unwrap();
        assert_eq!(
            (report.status, report.amount),
            (expected, Money::rupiah(25_000))
        );
    }
}

#[test]
fn a_refund_that_came_back_has_not_gone_back() {
    let refund = |key: &str, amount: i64, status: &str| -> Refunded {
        let known =
            json!({ "amount": amount, "status": status, "metadata": { "refund_key": key } });
        serde_json::from_value(known).unwrap()
    };
    let arrived = refund("one", 500_000, "succeeded");
    // Whether the charge counts what came back or not.
    for counted in [2_500_000, 500_000] {
        let charge = charge(&json!({ "amount_refunded": counted }));
        let intent = intent(&json!({ "latest_charge": charge }));
        let refunds = [
            arrived.clone(),
            refund("two", 1_500_000, "failed"),
            refund("three", 500_000, "canceled"),
        ];
        let report = intent.report(&payment(), false, &refunds).unwrap();
        assert_eq!(report.status, GatewayStatus::PartiallyRefunded);
        assert_eq!(report.returned_refunds, ["two", "three"]);
    }
    let charge = charge(&json!({ "amount_refunded": 2_500_000 }));
    let intent = intent(&json!({ "latest_charge": charge }));
    let report = intent.report(&payment(), false, &[arrived]).unwrap();
    assert_eq!(report.status, GatewayStatus::Refunded);
    assert!(report.returned_refunds.is_empty());
}

#[test]
fn what_is_not_this_payments_is_told_apart() {
    let other = json!({ "metadata": { "order_id": "SYR-0A1B2C3D-2" } });
    assert_eq!(report(&other).unwrap().reference, "SYR-0A1B2C3D-2");
    assert_eq!(report(&json!({ "metadata": {} })).unwrap().reference, "");
    let dollars = report(&json!({ "currency": "usd" }));
    assert_eq!(dollars, Err(GatewayError::Unreadable("currency")));
    // What was charged counts, not what was to be.
    let less = report(&json!({ "amount_received": 2_400_000 })).unwrap();
    assert_eq!(less.amount, Money::rupiah(24_000));
    for amount in [2_500_050, 1, -100] {
        let broken = report(&json!({ "amount": amount, "amount_received": amount }));
        assert_eq!(broken, Err(GatewayError::Unreadable("amount")), "{amount}");
    }
}

#[test]
fn a_dispute_takes_the_money_back_unless_it_is_an_inquiry_or_won() {
    let disputed = json!({ "latest_charge": charge(&json!({ "disputed": true })) });
    assert!(intent(&disputed).is_disputed() && !intent(&json!({})).is_disputed());
    let report = intent(&disputed).report(&payment(), true, &[]).unwrap();
    assert_eq!(report.status, GatewayStatus::ChargedBack);
    for (status, takes_money) in [
        ("needs_response", true),
        ("under_review", true),
        ("lost", true),
        ("won", false),
        ("warning_needs_response", false),
        ("warning_closed", false),
    ] {
        let dispute: Dispute = serde_json::from_value(json!({ "status": status })).unwrap();
        assert_eq!(dispute.takes_money(), takes_money, "{status}");
    }
}

#[test]
fn rupiah_are_hundredths_at_stripe() {
    assert_eq!(hundredths(Money::rupiah(150_000)), Ok(15_000_000));
    let too_much = hundredths(Money::rupiah(i64::MAX));
    assert_eq!(too_much, Err(GatewayError::NotOffered));
    assert_eq!(rupiah(15_000_000), Some(Money::rupiah(150_000)));
    assert_eq!(rupiah(15_000_050), None);
}

#[test]
fn a_refusal_has_a_code_or_none() {
    let code = |body: &Value| {
        let refusal: Refusal = serde_json::from_value(body.clone()).unwrap();
        refusal.code().map(str::to_owned)
    };
    let told = json!({ "error": { "type": "invalid_request_error", "code": "resource_missing" } });
    assert_eq!(code(&told).as_deref(), Some("resource_missing"));
    assert_eq!(code(&json!({ "error": { "type": "api_error" } })), None);
    assert_eq!(code(&json!({})), None);
}

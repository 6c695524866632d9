//! Every mail as it goes out, compared with `tests/snapshots`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p email` writes them anew; the diff is then read before it is
//! committed. The HTML ones open in a browser. A status changes words and not the layout, so all but
//! one are kept as text only.

use std::fs;
use std::path::Path;

use email::{
    CancelledBy, Content, Kind, Language, OrderStatus, OrderSummary, PaymentHint, PaymentRoute,
    RefundRoute, Remedy, Rendered, WebhookFault, WeighedTotal, render, sample,
};
use time::macros::datetime;

#[test]
fn every_kind_reads_as_before() {
    for kind in Kind::ALL.iter().copied() {
        check(kind.as_str(), &sample(kind), &[subject_and_text, html]);
    }
}

#[test]
fn a_second_factor_switched_off_reads_as_before() {
    let Content::SecondFactorChanged(mut mail) = sample(Kind::SecondFactorChanged) else {
        unreachable!("a sample is of its kind")
    };
    mail.enabled = false;
    let content = Content::SecondFactorChanged(mail);
    check("second_factor_changed.off", &content, &[subject_and_text]);
}

#[test]
fn an_unpaid_order_that_was_cancelled_reads_as_before() {
    let Content::OrderUnpaid(mut mail) = sample(Kind::OrderUnpaid) else {
        unreachable!("a sample is of its kind")
    };
    mail.is_cancelled = true;
    let content = Content::OrderUnpaid(mail);
    check("order_unpaid.cancelled", &content, &[subject_and_text]);
}

#[test]
fn a_webhook_that_is_gone_reads_as_before() {
    let Content::WebhookDisabled(mut mail) = sample(Kind::WebhookDisabled) else {
        unreachable!("a sample is of its kind")
    };
    mail.fault = WebhookFault::Gone;
    let content = Content::WebhookDisabled(mail);
    check("webhook_disabled.gone", &content, &[subject_and_text]);
}

#[test]
fn every_way_to_pay_reads_as_before() {
    for (name, payment) in [
        ("cash_on_delivery", PaymentHint::CashOnDelivery),
        ("paid", PaymentHint::Paid),
        ("store_credit", PaymentHint::StoreCredit),
    ] {
        let placed = Content::OrderPlaced(paid_by(payment.clone()));
        check(
            &format!("order_placed.{name}"),
            &placed,
            &[subject_and_text],
        );
        let confirmed = Content::OrderConfirmed(paid_by(payment));
        check(
            &format!("order_confirmed.{name}"),
            &confirmed,
            &[subject_and_text],
        );
    }
    let link = || String::from("https://pay.example/SYR-4K7QW2XN");
    for (name, route) in [
        ("payment_page", PaymentRoute::PaymentPage { link: link() }),
        (
            "qris",
            PaymentRoute::Qris {
                link: link(),
                picture: Some(link()),
            },
        ),
        ("gopay", PaymentRoute::Gopay { link: link() }),
        ("card", PaymentRoute::Card { link: link() }),
        (
            "bill_payment",
            PaymentRoute::BillPayment {
                bank: "mandiri".into(),
                biller_code: "70012".into(),
                bill_key: "990000000260".into(),
            },
        ),
    ] {
        let Content::PaymentInstructions(mut mail) = sample(Kind::PaymentInstructions) else {
            unreachable!("a sample is of its kind")
        };
        mail.route = route;
        let content = Content::PaymentInstructions(mail);
        check(
            &format!("payment_instructions.{name}"),
            &content,
            &[subject_and_text],
        );
    }
}

#[test]
fn every_status_reads_as_before() {
    for (name, status) in [
        ("picking", OrderStatus::Picking),
        ("packed", OrderStatus::Packed),
        ("out_for_delivery", OrderStatus::OutForDelivery),
        ("delivered", OrderStatus::Delivered),
        ("completed", OrderStatus::Completed),
        ("delivery_failed", OrderStatus::DeliveryFailed),
        ("returned", OrderStatus::Returned),
    ] {
        let Content::OrderStatusChanged(mut mail) = sample(Kind::OrderStatusChanged) else {
            unreachable!("a sample is of its kind")
        };
        mail.status = status;
        match status {
            OrderStatus::Packed => {
                mail.weighed = Some(WeighedTotal {
                    estimated: 117_500,
                    actual: 113_000,
                    refund: 4_500,
                });
            }
            OrderStatus::OutForDelivery => mail.amount_to_collect = Some(113_000),
            OrderStatus::Delivered => mail.claim_until = Some(datetime!(2026-11-25 01:30 UTC)),
            OrderStatus::DeliveryFailed => mail.reason = Some("Rumah kosong.".into()),
            _ => {}
        }
        let content = Content::OrderStatusChanged(mail);
        check(
            &format!("order_status_changed.{name}"),
            &content,
            &[subject_and_text],
        );
    }
}

#[test]
fn every_end_of_an_order_reads_as_before() {
    let Content::OrderCancelled(mut cancelled) = sample(Kind::OrderCancelled) else {
        unreachable!("a sample is of its kind")
    };
    cancelled.cancelled_by = CancelledBy::Customer;
    cancelled.reason = None;
    cancelled.refund = 0;
    let content = Content::OrderCancelled(cancelled);
    check("order_cancelled.by_customer", &content, &[subject_and_text]);

    for (name, route) in [
        ("bank_transfer", RefundRoute::BankTransfer),
        ("transferred", RefundRoute::Transferred),
        ("store_credit", RefundRoute::StoreCredit),
    ] {
        let Content::PaymentRefunded(mut refunded) = sample(Kind::PaymentRefunded) else {
            unreachable!("a sample is of its kind")
        };
        refunded.route = route;
        let content = Content::PaymentRefunded(refunded);
        check(
            &format!("payment_refunded.{name}"),
            &content,
            &[subject_and_text],
        );
    }
}

#[test]
fn every_remedy_of_a_claim_reads_as_before() {
    for (name, remedy, amount) in [
        ("credit", Remedy::Credit, 22_500),
        ("refuse", Remedy::Refuse, 0),
    ] {
        let Content::ClaimResolved(mut mail) = sample(Kind::ClaimResolved) else {
            unreachable!("a sample is of its kind")
        };
        mail.remedy = remedy;
        mail.amount = amount;
        mail.note = None;
        let content = Content::ClaimResolved(mail);
        check(
            &format!("claim_resolved.{name}"),
            &content,
            &[subject_and_text],
        );
    }
}

/// The sample order, paid in another way; by cash it has no discount, credit or delivery fee either.
fn paid_by(payment: PaymentHint) -> OrderSummary {
    let Content::OrderPlaced(order) = sample(Kind::OrderPlaced) else {
        unreachable!("a sample is of its kind")
    };
    match payment {
        PaymentHint::CashOnDelivery => OrderSummary {
            discount: 0,
            delivery_fee: 0,
            credit_used: 0,
            total: order.subtotal,
            amount_due: order.subtotal,
            payment,
            ..order
        },
        PaymentHint::StoreCredit => OrderSummary {
            credit_used: order.total,
            amount_due: 0,
            payment,
            ..order
        },
        PaymentHint::Online { .. } | PaymentHint::Paid => OrderSummary { payment, ..order },
    }
}

/// A part of a mail: what its file ends in, and what is in it.
type Part = fn(&Rendered) -> (&'static str, String);

fn subject_and_text(mail: &Rendered) -> (&'static str, String) {
    (
        "txt",
        format!("Subject: {}\n\n{}", mail.subject(), mail.text()),
    )
}

fn html(mail: &Rendered) -> (&'static str, String) {
    ("html", format!("{}\n", mail.html()))
}

/// Compares the parts of a mail, in both languages, with the files of that name.
fn check(name: &str, content: &Content, parts: &[Part]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for language in [Language::Id, Language::En] {
        let mail = render(content, language).unwrap();
        for part in parts {
            let (ending, actual) = part(&mail);
            let file = folder.join(format!("{name}.{}.{ending}", language.as_str()));
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::write(&file, &actual).unwrap();
            }
            let expected = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                actual == expected,
                "{} has changed; UPDATE_SNAPSHOTS=1 writes it anew. Now:\n{actual}",
                file.display()
            );
        }
    }
}

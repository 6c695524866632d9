//! Every event, and what is told of it.

use super::*;
use crate::SystemClock;
use crate::events::EventType;
use crate::identity::Permission;
use crate::identity::events::{
    EmailChangeRequested, EmailChanged, EmailVerificationRequested, ExternalLoginLinked,
    KnownAddressUsed, PasswordChanged, PasswordResetRequested, SecondFactorChanged,
    UnknownAddressUsed,
};
use crate::ids::{OneTimeTokenId, OrderId, UserId};
use crate::links::{LinkKey, Purpose};
use crate::orders::events::OrderUnpaid;
use serde_json::{Value, json};

const KEY: &str = "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q";
const ID: &str = "019330f0-0000-7000-8000-000000000001";

fn links() -> Links {
    Links::new("https://sayur.example/", LinkKey::parse(KEY).unwrap())
}

/// An order as it stands in an event.
fn order(status: OrderStatus, payment_method: &str) -> Value {
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    let is_waiting = status == OrderStatus::AwaitingPayment;
    json!({
        "id": ID,
        "code": "SYR-4K7QW2XN",
        "customer": { "user": null, "email": "siti@contoh.id", "name": "Siti", "language": "en" },
        "status": status,
        "payment_method": payment_method,
        "lines": [],
        "totals": {
            "subtotal": rupiah(50_000), "discount": rupiah(0), "delivery_fee": rupiah(15_000),
            "tax": rupiah(0), "total": rupiah(65_000), "amount_due": rupiah(60_000),
        },
        "slot": {
            "id": ID, "date": "2026-11-24",
            "start": "2026-11-23T23:00:00Z", "end": "2026-11-24T02:00:00Z",
        },
        "address": {
            "recipient": "Siti", "phone": "+6281234567890", "street": "Jl. Wijaya II No. 14", "village": "Melawai",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta",
            "postcode": "12160",
        },
        "note": null,
        "placed_at": "2026-11-22T03:00:00Z",
        "expires_at": is_waiting.then_some("2026-11-22T04:00:00Z"),
        "version": 1,
    })
}

fn letter<T: EventType>(data: Value) -> Option<Letter> {
    let data: T = serde_json::from_value(data).unwrap();
    let event = Event::new(
        &SystemClock,
        "request",
        OrderId::generate(&SystemClock),
        &data,
    )
    .unwrap();
    Letter::about(&event, &links()).unwrap()
}

fn notice(status: OrderStatus, payment_method: &str, from: OrderStatus) -> Option<Notice> {
    let change = json!({
        "order": order(status, payment_method), "from": from, "actor": { "kind": "shop" }, "reason": "hujan"
    });
    Some(letter::<OrderStatusChanged>(change)?.notice)
}

#[test]
fn every_change_but_the_first_is_told() {
    for status in OrderStatus::ALL {
        let told = match notice(*status, "midtrans", OrderStatus::Confirmed) {
            None => "nothing",
            Some(Notice::OrderConfirmed {
                payment: Payment::Paid,
                ..
            }) => "confirmed",
            Some(Notice::OrderMoved {
                to_collect: None, ..
            }) => "moved",
            Some(Notice::OrderCancelled { .. }) => "cancelled",
            Some(Notice::OrderExpired { .. }) => "expired",
            Some(other) => panic!("{other:?}"),
        };
        let expected = match status.as_str() {
            "awaiting_payment" => "nothing",
            end @ ("confirmed" | "cancelled" | "expired") => end,
            _ => "moved",
        };
        assert_eq!(told, expected, "{status:?}");
    }
}

#[test]
fn what_was_paid_before_a_cancellation_goes_back() {
    for (method, from, expected) in [
        ("midtrans", OrderStatus::Confirmed, 60_000),
        ("midtrans", OrderStatus::AwaitingPayment, 0),
        ("cod", OrderStatus::Confirmed, 0),
    ] {
        match notice(OrderStatus::Cancelled, method, from) {
            Some(Notice::OrderCancelled { refund, .. }) => {
                assert_eq!(refund.amount(), expected, "{method} {from:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_cancellation_says_who_it_was() {
    for (actor, expected) in [
        (
            json!({ "kind": "shopper", "user": null }),
            CancelledBy::Customer,
        ),
        (
            json!({ "kind": "staff", "user": UserId::generate(&SystemClock) }),
            CancelledBy::Shop,
        ),
        (json!({ "kind": "shop" }), CancelledBy::Shop),
    ] {
        let order = order(OrderStatus::Cancelled, "midtrans");
        let change = json!({ "order": order, "from": "confirmed", "actor": actor, "reason": null });
        match letter::<OrderStatusChanged>(change).unwrap().notice {
            Notice::OrderCancelled { by, .. } => assert_eq!(by, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_courier_collects_what_is_due_in_cash() {
    match notice(OrderStatus::OutForDelivery, "cod", OrderStatus::Packed) {
        Some(Notice::OrderMoved { to_collect, .. }) => {
            assert_eq!(to_collect, Some(Money::rupiah(60_000)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_placed_order_is_told_with_how_to_pay_it_and_a_link_of_its_own() {
    let told =
        letter::<OrderPlaced>(json!({ "order": order(OrderStatus::AwaitingPayment, "midtrans") }))
            .unwrap();
    assert_eq!(
        (told.recipient.as_str(), told.language),
        ("siti@contoh.id", Language::En)
    );
    let Notice::OrderPlaced {
        payment: Payment::Due(deadline),
        link,
        ..
    } = told.notice
    else {
        panic!("{told:?}");
    };
    assert_eq!(deadline, time::macros::datetime!(2026-11-22 04:00 UTC));
    let token = link
        .strip_prefix("https://sayur.example/orders/SYR-4K7QW2XN?token=")
        .unwrap();
    let id: OrderId = ID.parse().unwrap();
    assert!(
        LinkKey::parse(KEY)
            .unwrap()
            .verify(Purpose::TrackOrder, id, token)
    );
}

/// A fact about an account, with a link's token.
fn account() -> Value {
    json!({
        "user_id": ID, "email": "siti@contoh.id", "name": "Siti", "language": "en",
        "token_id": ID, "expires_at": "2100-01-01T00:00:00Z",
        "enabled": true, "provider": "Google",
    })
}

#[test]
fn each_link_about_an_account_has_the_token_of_its_purpose_alone() {
    let key = LinkKey::parse(KEY).unwrap();
    let links = [
        (
            letter::<EmailVerificationRequested>(account()),
            "verify-email",
            Purpose::VerifyEmail,
        ),
        (
            letter::<PasswordResetRequested>(account()),
            "reset-password",
            Purpose::ResetPassword,
        ),
        (
            letter::<EmailChangeRequested>(account()),
            "verify-email",
            Purpose::ChangeEmail,
        ),
    ];
    for (told, page, purpose) in links {
        let Notice::Account(
            AccountNotice::EmailVerification { link, .. }
            | AccountNotice::PasswordReset { link, .. }
            | AccountNotice::EmailChange { link, .. },
        ) = told.unwrap().notice
        else {
            panic!("{purpose:?}");
        };
        let token = link
            .strip_prefix(&format!("https://sayur.example/{page}?token="))
            .unwrap();
        let id: OneTimeTokenId = ID.parse().unwrap();
        assert!(key.verify(purpose, id, token), "{purpose:?}");
    }
}

#[test]
fn an_accounts_owner_hears_of_what_happens_to_it() {
    for told in [
        letter::<PasswordChanged>(account()),
        letter::<EmailChanged>(account()),
        letter::<KnownAddressUsed>(account()),
        letter::<SecondFactorChanged>(account()),
        letter::<ExternalLoginLinked>(account()),
    ] {
        let told = told.unwrap();
        assert_eq!(told.recipient, "siti@contoh.id");
        assert_eq!(told.language, Language::En);
    }
}

#[test]
fn nobody_is_told_of_an_address_that_is_nobodys() {
    assert_eq!(letter::<UnknownAddressUsed>(json!({})), None);
}

#[test]
fn staff_are_told_of_stock_in_their_own_letters() {
    use crate::catalog::events::{LotNearExpiry, StockLow};
    let low: StockLow = serde_json::from_value(json!({
        "variant": ID, "sku": "BYM-IKAT", "product": { "id": "Bayam", "en": "Spinach" }, "unit": "ikat",
        "available": "3.000", "threshold": "5.000",
    }))
    .unwrap();
    let lot: LotNearExpiry = serde_json::from_value(json!({
        "lot": ID, "sku": "BYM-IKAT", "product": { "id": "Bayam", "en": "Spinach" }, "unit": "ikat",
        "location": "Jakarta", "best_before": "2026-11-24", "available": "3.000",
    }))
    .unwrap();
    let id = OrderId::generate(&SystemClock);
    let member = StaffMember {
        user: UserId::generate(&SystemClock),
        email: "dewi@contoh.id".into(),
        name: "Dewi".into(),
        language: Language::En,
    };
    for (event, expected) in [
        (
            Event::new(&SystemClock, "request", id, &low).unwrap(),
            StaffNotice::StockLow(low),
        ),
        (
            Event::new(&SystemClock, "request", id, &lot).unwrap(),
            StaffNotice::LotNearExpiry(lot),
        ),
    ] {
        assert_eq!(
            Letter::about(&event, &links()).unwrap(),
            None,
            "no customer's business"
        );
        let (notice, permission) = StaffNotice::about(&event).unwrap().unwrap();
        assert_eq!(
            (&notice, permission),
            (&expected, Permission::InventoryWrite)
        );
        let letter = notice.to(member.clone());
        assert_eq!(
            (letter.user, letter.recipient.as_str(), letter.language),
            (Some(member.user), "dewi@contoh.id", Language::En)
        );
        let notice = Box::new(expected);
        let name = "Dewi".to_owned();
        assert_eq!(letter.notice, Notice::Staff { name, notice });
    }
}

#[test]
fn money_that_was_taken_back_is_not_promised_and_staff_are_told() {
    let cancelled = order(OrderStatus::Cancelled, "midtrans");
    let change = json!({
        "order": cancelled, "from": "confirmed", "actor": { "kind": "shop" }, "reason": PAYMENT_REVERSED
    });
    let told = letter::<OrderStatusChanged>(change).unwrap();
    let Notice::OrderCancelled { refund, reason, .. } = told.notice else {
        unreachable!("a cancelled order is told of as such")
    };
    assert_eq!(refund, Money::ZERO);
    assert_eq!(reason.as_deref(), Some(PAYMENT_REVERSED));

    let amount = json!({ "amount": 60_000, "currency": "IDR" });
    let unpaid: OrderUnpaid =
        serde_json::from_value(json!({ "order": cancelled, "amount": amount })).unwrap();
    let id = OrderId::generate(&SystemClock);
    let event = Event::new(&SystemClock, "request", id, &unpaid).unwrap();
    assert_eq!(Letter::about(&event, &links()).unwrap(), None);
    let expected = (
        StaffNotice::OrderUnpaid(Box::new(unpaid)),
        Permission::OrdersFulfil,
    );
    assert_eq!(StaffNotice::about(&event).unwrap(), Some(expected));
}

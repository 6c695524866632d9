//! When a claim is heard, how much of it, and what can be given back for it.

use super::costs::Delivered;
use super::*;
use crate::cart::Substitution;
use crate::events::EventType;
use crate::failure::Failure;
use crate::identity::Origin;
use crate::ids::{SlotId, VariantId};
use crate::orders::events::{ClaimFiled, ClaimResolved, RefundDue};
use crate::orders::{Address, OrderLine, OrderStatus, Postcode, SlotWindow, Totals};
use proptest::prelude::*;
use time::Duration;
use time::macros::{date, datetime};

const DELIVERED: OffsetDateTime = datetime!(2026-11-22 03:00 UTC);
const NOW: OffsetDateTime = datetime!(2026-11-22 05:00 UTC);

/// SKU, ordered, packed, line total, discount and tax rate.
type Line<'a> = (&'a str, i64, Option<i64>, i64, i64, i32);

fn line(&(sku, quantity, packed, total, discount, tax_rate): &Line<'_>) -> OrderLine {
    OrderLine {
        variant: VariantId::generate(&NOW),
        sku: sku.parse().unwrap(),
        name_id: "Tomat".into(),
        name_en: "Tomatoes".into(),
        unit: Unit::Kg,
        quantity: Quantity::from_thousandths(quantity),
        unit_price: Money::rupiah(18_000),
        line_total: Money::rupiah(total),
        discount: Money::rupiah(discount),
        tax_rate,
        weighed: packed.is_some(),
        packed_quantity: packed.map(Quantity::from_thousandths),
        substitution: Substitution::None,
        substitute_for: None,
    }
}

/// A delivered order of these lines, with so much tax.
fn order(lines: &[Line<'_>], tax: i64) -> Order {
    let subtotal: i64 = lines.iter().map(|line| line.3).sum();
    let discount: i64 = lines.iter().map(|line| line.4).sum();
    let total = Money::rupiah(subtotal - discount + 15_000 + tax);
    Order {
        id: OrderId::generate(&NOW),
        code: "SYR-7K3M9QPX".parse().unwrap(),
        customer: Customer {
            user: Some(UserId::generate(&NOW)),
            email: "siti@example.com".into(),
            name: "Siti".into(),
            language: Language::Id,
        },
        status: OrderStatus::Delivered,
        payment_method: PaymentMethod::Midtrans,
        lines: lines.iter().map(line).collect(),
        totals: Totals {
            subtotal: Money::rupiah(subtotal),
            discount: Money::rupiah(discount),
            delivery_fee: Money::rupiah(15_000),
            tax: Money::rupiah(tax),
            total,
            amount_due: total,
        },
        slot: SlotWindow {
            id: SlotId::generate(&NOW),
            date: date!(2026 - 11 - 22),
            start: DELIVERED,
            end: DELIVERED,
        },
        address: Address {
            recipient: "Siti".into(),
            phone: "+6281234567890".into(),
            street: "Jl. Melati 1".into(),
            village: "Senayan".into(),
            district: "Kebayoran Baru".into(),
            city: "Jakarta Selatan".into(),
            province: "DKI Jakarta".into(),
            postcode: Postcode::parse("12190").unwrap(),
            latitude: None,
            longitude: None,
            courier_note: None,
        },
        note: None,
        coupon: None,
        courier: None,
        collected: None,
        attempts: 1,
        placed_at: DELIVERED,
        expires_at: None,
        version: 6,
    }
}

fn tomatoes() -> Order {
    order(
        &[("TMT-KG", 1_250, Some(1_200), 21_600, 1_600, 1_100)],
        2_200,
    )
}

fn standing(claimed: &[(&str, i64)]) -> Standing {
    Standing {
        delivered_at: Some(DELIVERED),
        claims: 0,
        claimed: claimed
            .iter()
            .map(|(sku, thousandths)| {
                (
                    sku.parse().unwrap(),
                    Quantity::from_thousandths(*thousandths),
                )
            })
            .collect(),
    }
}

fn claim_of(order: &Order, lines: &[(&str, i64)]) -> FileClaim<'static> {
    FileClaim {
        order: order.id,
        lines: lines
            .iter()
            .map(|(sku, thousandths)| {
                (
                    sku.parse().unwrap(),
                    Quantity::from_thousandths(*thousandths),
                )
            })
            .collect(),
        reason: ClaimReason::Damaged,
        text: None,
        photos: Vec::new(),
        request_id: "request",
    }
}

/// The code with which a claim is refused; `filed` if it is heard.
fn heard(order: &Order, standing: &Standing, lines: &[(&str, i64)], at: OffsetDateTime) -> String {
    match filing::decide(order, standing, claim_of(order, lines), at) {
        Ok(_) => "filed".to_owned(),
        Err(error) => {
            let violations = error.violations();
            let fields = violations.iter().map(|one| format!(" {}", one.code));
            format!("{}{}", error.code(), fields.collect::<String>())
        }
    }
}

#[test]
fn a_claim_is_heard_for_a_day_after_the_delivery() {
    let tick = Duration::nanoseconds(1);
    for (status, at, expected) in [
        (OrderStatus::Delivered, DELIVERED, "filed"),
        (OrderStatus::Delivered, DELIVERED + WINDOW - tick, "filed"),
        (OrderStatus::Completed, DELIVERED + WINDOW - tick, "filed"),
        (
            OrderStatus::Delivered,
            DELIVERED + WINDOW,
            "claim_window_closed",
        ),
        (
            OrderStatus::Completed,
            DELIVERED + WINDOW,
            "claim_window_closed",
        ),
        (OrderStatus::OutForDelivery, NOW, "order_not_delivered"),
        (OrderStatus::Returned, NOW, "order_not_delivered"),
        (OrderStatus::Cancelled, NOW, "order_not_delivered"),
    ] {
        let order = Order {
            status,
            ..tomatoes()
        };
        let found = heard(&order, &standing(&[]), &[("TMT-KG", 1_000)], at);
        assert_eq!(found, expected, "{status:?} {at}");
    }
    let never = Standing::default();
    assert_eq!(
        heard(&tomatoes(), &never, &[("TMT-KG", 1_000)], NOW),
        "order_not_delivered"
    );
}

#[test]
fn what_was_packed_can_be_claimed_once() {
    let order = tomatoes();
    for (claimed, wanted, expected) in [
        (0, vec![("TMT-KG", 1_200)], "filed"),
        (0, vec![("TMT-KG", 1)], "filed"),
        // More was ordered, but that was not packed.
        (
            0,
            vec![("TMT-KG", 1_250)],
            "validation_failed quantity_above_packed",
        ),
        (
            0,
            vec![("BYM-IKAT", 1)],
            "validation_failed sku_not_ordered",
        ),
        (
            0,
            vec![("BYM-IKAT", 1), ("TMT-KG", 1_201)],
            "validation_failed sku_not_ordered quantity_above_packed",
        ),
        (200, vec![("TMT-KG", 1_000)], "filed"),
        (
            200,
            vec![("TMT-KG", 1_001)],
            "already_claimed already_claimed",
        ),
        (
            1_200,
            vec![("TMT-KG", 1)],
            "already_claimed already_claimed",
        ),
    ] {
        let before = standing(&[("TMT-KG", claimed)]);
        assert_eq!(heard(&order, &before, &wanted, NOW), expected, "{wanted:?}");
    }
    let many = Standing {
        claims: 20,
        ..standing(&[])
    };
    assert_eq!(
        heard(&order, &many, &[("TMT-KG", 1)], NOW),
        "too_many_claims"
    );
}

#[test]
fn about_an_erased_customers_order_nothing_is_claimed() {
    let mut order = tomatoes();
    order.customer.email = "erased-1@erased.invalid".into();
    assert_eq!(
        heard(&order, &standing(&[]), &[("TMT-KG", 1)], NOW),
        "order_not_found"
    );
}

fn filed(order: &Order, lines: &[(&str, i64)]) -> Claim {
    let filing = filing::decide(order, &standing(&[]), claim_of(order, lines), NOW).unwrap();
    assert_eq!(filing.events.len(), 1);
    assert_eq!(filing.events[0].kind, ClaimFiled::TYPE);
    filing.claim
}

#[test]
fn a_part_costs_its_part_after_discount_and_with_tax() {
    // 21,600 less 1,600, and 2,200 of tax.
    let claim = filed(&tomatoes(), &[("TMT-KG", 600)]);
    assert_eq!(claim.cost(), Ok(Money::rupiah(11_100)));
}

/// The outcome of a resolution: status, amount given back and credited; or the code of its refusal.
fn outcome(review: UnderReview, remedy: Remedy, amount: Option<i64>) -> String {
    let wanted = ResolveClaim {
        claim: review.claim.id,
        remedy,
        amount: amount.map(Money::rupiah),
        note: None,
        staff: UserId::generate(&NOW),
        origin: Origin::default(),
    };
    match resolving::decide(review, wanted, NOW) {
        Ok(settlement) => {
            let kinds: Vec<_> = settlement.events.iter().map(|event| &event.kind).collect();
            assert_eq!(kinds[0], ClaimResolved::TYPE);
            let refund = settlement.events.get(1).map(|event| {
                let refund = event.read::<RefundDue>().unwrap().unwrap();
                assert!(refund.key.len() <= 60 && refund.key.starts_with("claim-"));
                refund.amount.amount()
            });
            let credit = settlement.credit.map(|credit| credit.amount.amount());
            let status = settlement.claim.status.as_str();
            format!("{status} {refund:?} {credit:?}")
        }
        Err(error) => match error.violations().first() {
            Some(violation) => violation.code.to_owned(),
            None => error.code().to_owned(),
        },
    }
}

fn review(order: Order) -> UnderReview {
    UnderReview {
        claim: filed(&order, &[("TMT-KG", 1_200)]),
        order,
        refunded: Money::ZERO,
        customer_is_gone: false,
    }
}

#[test]
fn what_is_given_back_is_what_was_claimed_at_most() {
    use Remedy::{Credit, Refund, Refuse};
    for (remedy, amount, expected) in [
        (Refund, None, "refunded Some(22200) None"),
        (Refund, Some(1), "refunded Some(1) None"),
        (Refund, Some(22_200), "refunded Some(22200) None"),
        (Refund, Some(22_201), "amount_above_claim"),
        (Refund, Some(0), "invalid_amount"),
        (Refund, Some(-1), "invalid_amount"),
        (Credit, None, "credited None Some(22200)"),
        (Credit, Some(5_000), "credited None Some(5000)"),
        (Credit, Some(22_201), "amount_above_claim"),
        (Refuse, None, "refused None None"),
        (Refuse, Some(1), "amount_not_expected"),
    ] {
        let found = outcome(review(tomatoes()), remedy, amount);
        assert_eq!(found, expected, "{remedy:?} {amount:?}");
    }
}

#[test]
fn who_paid_how_says_what_can_be_done() {
    use Remedy::{Credit, Refund, Refuse};
    let by_cash = Order {
        payment_method: PaymentMethod::Cod,
        ..tomatoes()
    };
    let mut by_credit = tomatoes();
    by_credit.totals.amount_due = Money::ZERO;
    let mut of_a_guest = tomatoes();
    of_a_guest.customer.user = None;
    let mut erased = review(tomatoes());
    erased.order.customer.email = "erased-1@erased.invalid".into();
    let going = UnderReview {
        customer_is_gone: true,
        ..review(tomatoes())
    };
    // 37,200 was paid, all but 10,000 of it went back before.
    let refunded = UnderReview {
        refunded: Money::rupiah(27_200),
        ..review(tomatoes())
    };
    let mut resolved = review(tomatoes());
    resolved.claim.status = ClaimStatus::Refused;
    for (review, remedy, amount, expected) in [
        (
            review(by_cash.clone()),
            Refund,
            None,
            "refund_needs_prepayment",
        ),
        (
            review(by_cash.clone()),
            Credit,
            None,
            "credited None Some(22200)",
        ),
        (review(by_cash), Refuse, None, "refused None None"),
        (review(by_credit), Refund, None, "refund_needs_prepayment"),
        (
            review(of_a_guest.clone()),
            Credit,
            None,
            "credit_needs_account",
        ),
        (
            review(of_a_guest),
            Refund,
            None,
            "refunded Some(22200) None",
        ),
        (erased, Credit, None, "credit_needs_account"),
        (going, Credit, None, "credit_needs_account"),
        (refunded.clone(), Refund, None, "refunded Some(10000) None"),
        (refunded.clone(), Refund, Some(10_001), "amount_above_claim"),
        (refunded, Credit, None, "credited None Some(22200)"),
        (resolved.clone(), Refund, None, "claim_resolved"),
        (resolved, Refuse, None, "claim_resolved"),
    ] {
        assert_eq!(
            outcome(review, remedy, amount),
            expected,
            "{remedy:?} {amount:?}"
        );
    }
}

proptest! {
    /// However an order is claimed, bit by bit, what that cost adds up to what was paid for its goods, and no more.
    #[test]
    fn the_parts_of_an_order_cost_what_it_cost(
        lines in prop::collection::vec((1..9_000_i64, 0..500_000_i64, 0..=100_i64, 0..1_200_i32), 1..6),
        tax in 0..100_000_i64,
        cuts in prop::collection::vec(1..4_000_i64, 1..6),
    ) {
        let names: Vec<String> = (0..lines.len()).map(|number| format!("SKU-{}", number % 4)).collect();
        let is_taxed = lines.iter().any(|(_, total, discount, rate)| {
            let net = Money::rupiah(total - total * discount / 100);
            net.share(*rate).unwrap() > Money::ZERO
        });
        let tax = if is_taxed { tax } else { 0 };
        let lines: Vec<Line<'_>> = lines
            .iter()
            .zip(&names)
            .map(|((packed, total, discount, rate), name)| {
                (name.as_str(), 9_999, Some(*packed), *total, total * discount / 100, *rate)
            })
            .collect();
        let order = order(&lines, tax);
        let mut paid = Money::ZERO;
        let mut skus: Vec<Sku> = order.lines.iter().map(|line| line.sku.clone()).collect();
        skus.sort();
        skus.dedup();
        for sku in skus {
            let delivered = Delivered::of(&order, &sku).unwrap().unwrap();
            let mut claimed = Quantity::ZERO;
            for cut in cuts.iter().chain([&i64::MAX]) {
                let left = delivered.quantity.subtract(claimed).unwrap();
                let part = Quantity::from_thousandths(*cut).min(left);
                let cost = delivered.cost_of(claimed, part).unwrap();
                prop_assert!(cost >= Money::ZERO);
                paid = paid.add(cost).unwrap();
                claimed = claimed.add(part).unwrap();
            }
        }
        let totals = order.totals;
        prop_assert_eq!(paid, totals.total.subtract(totals.delivery_fee).unwrap());
    }
}

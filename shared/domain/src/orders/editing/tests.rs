//! Edits: what they may do to an order, and what they never do.

use super::*;
use crate::Money;
use crate::catalog::{LotLevel, SellingRules, Unit};
use crate::identity::Origin;
use crate::ids::{LotId, UserId, VariantId};
use crate::orders::PaymentMethod;
use crate::orders::events::RefundDue;
use crate::orders::sample::{line, order};
use proptest::prelude::*;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
const SKUS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

fn quantity(thousandths: i64) -> Quantity {
    Quantity::from_thousandths(thousandths)
}

fn edit_line(sku: &str, thousandths: i64) -> EditedLine {
    EditedLine {
        sku: Sku::parse(sku).unwrap(),
        quantity: quantity(thousandths),
        substitution: None,
    }
}

/// Confirmed, of A, B and C; today everything costs Rp7.000 and there are ten of each.
fn scene(lines: Vec<OrderLine>, method: PaymentMethod) -> (Order, Shelves) {
    let mut order = order(lines, method);
    order.status = OrderStatus::Confirmed;
    order.totals = order.totals.settled(&order.lines).unwrap();
    let offer = |sku: &str| {
        let known = order.lines.iter().find(|line| line.sku.as_str() == sku);
        Offer {
            variant: known.map_or_else(|| VariantId::generate(&NOW), |line| line.variant),
            sku: Sku::parse(sku).unwrap(),
            name_id: "Tomat".into(),
            name_en: "Tomato".into(),
            unit: Unit::Kg,
            unit_price: Money::rupiah(7_000),
            tax_rate: 1_100,
            weighed: false,
            rules: SellingRules::new(quantity(500), quantity(500), quantity(20_000)).unwrap(),
            unit_weight: Some(quantity(250)),
            on_sale: true,
        }
    };
    let offers: Vec<Offer> = SKUS.into_iter().map(offer).collect();
    let lots = offers.iter().map(|offer| {
        let level = LotLevel {
            lot: LotId::generate(&NOW),
            best_before: order.slot.date,
            available: quantity(10_000),
        };
        (offer.variant, level)
    });
    let held = order.lines.iter().map(|line| {
        vec![Allocation {
            lot: LotId::generate(&NOW),
            quantity: line.quantity,
        }]
    });
    let shelves = Shelves {
        held: held.collect(),
        lots: lots.collect(),
        offers,
    };
    (order, shelves)
}

fn usual(method: PaymentMethod) -> (Order, Shelves) {
    let lines = ["A", "B", "C"]
        .map(|sku| line(sku, 2_000, 5_000, 0))
        .to_vec();
    scene(lines, method)
}

fn edit_it(order: &Order, shelves: &Shelves, lines: Vec<EditedLine>) -> Result<Rework, EditError> {
    let editor = Editor {
        user: UserId::generate(&NOW),
        origin: Origin::default(),
    };
    let wanted = EditOrder {
        code: order.code.clone(),
        expected: ExpectedVersion::Any,
        lines,
        note: None,
    };
    decide(order, shelves, &editor, &wanted, NOW)
}

#[test]
fn what_is_not_named_stays_and_what_is_new_costs_what_it_costs_today() {
    let (order, shelves) = usual(PaymentMethod::Cod);
    let wanted = vec![
        edit_line("A", 0),
        edit_line("B", 3_000),
        edit_line("D", 1_000),
    ];
    let rework = edit_it(&order, &shelves, wanted).unwrap();
    let lines = &rework.change.order.lines;
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.sku.as_str(), line.line_total.amount()))
        .collect();
    assert_eq!(told, [("B", 15_000), ("C", 10_000), ("D", 7_000)]);
    assert_eq!(rework.change.order.totals.tax, Money::rupiah(770));
    assert_eq!(rework.weight, Some(quantity(1_500)));
    assert_eq!(rework.change.order.version, order.version + 1);
}

#[test]
fn an_edit_that_changes_nothing_is_none() {
    let (order, shelves) = usual(PaymentMethod::Midtrans);
    let rework = edit_it(&order, &shelves, vec![edit_line("A", 2_000)]).unwrap();
    assert_eq!(
        (rework.change.order, rework.change.events.len()),
        (order, 0)
    );
}

#[test]
fn every_edit_that_is_refused_has_its_code() {
    let (order, mut shelves) = usual(PaymentMethod::Midtrans);
    shelves.offers[4].on_sale = false;
    shelves.offers.truncate(5);
    for (lines, code) in [
        (
            vec![edit_line("A", 1_000), edit_line("A", 1_000)],
            "duplicate_sku",
        ),
        (vec![edit_line("D", 0)], "sku_not_ordered"),
        (vec![edit_line("F", 1_000)], "unknown_sku"),
        (vec![edit_line("E", 1_000)], "product_not_on_sale"),
        (vec![edit_line("A", 750)], "invalid_quantity"),
        (vec![edit_line("A", -1_000)], "invalid_quantity"),
        (vec![edit_line("D", 20_500)], "invalid_quantity"),
        (vec![edit_line("B", 2_500)], "edit_raises_price"),
        (
            ["A", "B", "C"].map(|sku| edit_line(sku, 0)).to_vec(),
            "edit_empties_order",
        ),
    ] {
        let error = edit_it(&order, &shelves, lines).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let (order, shelves) = usual(PaymentMethod::Cod);
    let error = edit_it(&order, &shelves, vec![edit_line("A", 12_500)]).unwrap_err();
    assert_eq!(error.code(), "insufficient_stock");
    for status in OrderStatus::ALL {
        let order = Order {
            status: *status,
            ..order.clone()
        };
        let outcome = edit_it(&order, &shelves, vec![edit_line("A", 1_000)]);
        assert_eq!(
            outcome.is_ok(),
            *status == OrderStatus::Confirmed,
            "{status:?}"
        );
    }
}

proptest! {
    #[test]
    fn whatever_is_edited_the_sums_hold_and_who_has_paid_never_owes_more(
        ordered in prop::collection::vec((1..40_i64, 1..20_000_i64, 0..2_000_i32, 0..=10_i64), 1..4),
        wanted in prop::collection::btree_map(0..6_usize, 0..25_i64, 1..6),
        is_cash: bool,
    ) {
        let method = if is_cash { PaymentMethod::Cod } else { PaymentMethod::Midtrans };
        let lines = SKUS.into_iter().zip(ordered).map(|(sku, (halves, price, tax_rate, tenths))| {
            let line = line(sku, halves * 500, price, tax_rate);
            OrderLine { discount: Money::rupiah(line.line_total.amount() * tenths / 10), ..line }
        });
        let (order, shelves) = scene(lines.collect(), method);
        let wanted = wanted.into_iter().map(|(sku, halves)| edit_line(SKUS[sku], halves * 500));
        let Ok(rework) = edit_it(&order, &shelves, wanted.collect()) else { return Ok(()) };
        let after = &rework.change.order;
        prop_assert_eq!(order.totals.settled(&after.lines).unwrap(), after.totals);
        prop_assert!(after.totals.discount <= order.totals.discount);
        let due = rework.change.events.iter().find_map(|event| event.read::<RefundDue>().unwrap());
        let refund = due.map_or(Money::ZERO, |due| due.amount);
        if !is_cash {
            prop_assert_eq!(refund.add(after.totals.amount_due), Ok(order.totals.amount_due));
        }
        if after.version == order.version {
            return Ok(());
        }
        // Each line holds what it is of, and what the moves leave is what is held.
        for (line, held) in after.lines.iter().zip(&rework.held) {
            let sum: i64 = held.iter().map(|part| part.quantity.thousandths()).sum();
            prop_assert_eq!(sum, line.quantity.thousandths());
        }
        let held = |held: &[Vec<Allocation>]| held.iter().flatten().map(|part| part.quantity.thousandths()).sum::<i64>();
        let moved: i64 = rework.moves.iter().map(|moved| {
            let effect = moved.kind.effect(moved.quantity).unwrap();
            assert_eq!(effect.on_hand, Quantity::ZERO);
            effect.reserved.thousandths()
        }).sum();
        prop_assert_eq!(held(&shelves.held) + moved, held(&rework.held));
    }
}

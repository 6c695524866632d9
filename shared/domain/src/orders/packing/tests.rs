//! Whatever is packed, the sums hold and nobody pays more than they should.

use super::*;
use crate::catalog::{Allocation, LotLevel, SellingRules, Unit};
use crate::identity::{Origin, Permission};
use crate::ids::{LotId, SessionId, UserId, VariantId};
use crate::orders::events::RefundDue;
use crate::orders::sample::{line, order};
use crate::orders::shelves::Offer;
use crate::orders::{OrderStatus, PaymentMethod, Totals};
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

fn quantity(thousandths: i64) -> Quantity {
    Quantity::from_thousandths(thousandths)
}

fn sku(text: &str) -> Sku {
    Sku::parse(text).unwrap()
}

/// A line that is ordered and what is packed of it.
#[derive(Debug, Clone)]
struct Case {
    thousandths: i64,
    price: i64,
    tax_rate: i32,
    /// Of its total, in hundredths.
    discount: i64,
    weighed: bool,
    /// Of what was ordered, in hundredths.
    packed: i64,
    /// Thousandths, price and tax rate.
    substitute: Option<(i64, i64, i32)>,
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let substitute = prop::option::of((1..60_000_i64, 1..300_000_i64, 0..2_000_i32));
    let case = (
        1..50_000_i64,
        1..200_000_i64,
        0..2_000_i32,
        0..=100_i64,
        any::<bool>(),
        0..=110_i64,
        substitute,
    );
    let case = case.prop_map(
        |(thousandths, price, tax_rate, discount, weighed, packed, substitute)| Case {
            thousandths,
            price,
            tax_rate,
            discount,
            weighed,
            packed: if weighed { packed } else { packed.min(100) },
            substitute: substitute.filter(|_| packed < 100),
        },
    );
    prop::collection::vec(case, 1..8)
}

fn offer(sku: &str, price: i64, tax_rate: i32) -> Offer {
    let most = quantity(1_000_000);
    Offer {
        variant: VariantId::generate(&NOW),
        sku: Sku::parse(sku).unwrap(),
        name_id: "Kangkung".into(),
        name_en: "Water spinach".into(),
        unit: Unit::Kg,
        unit_price: Money::rupiah(price),
        tax_rate,
        weighed: true,
        rules: SellingRules::new(quantity(1), quantity(1), most).unwrap(),
        unit_weight: None,
        on_sale: true,
    }
}

/// Plenty of everything, and two lots that each line holds.
fn shelves(order: &Order, offers: Vec<Offer>) -> Shelves {
    let lot = |_: VariantId| LotId::generate(&NOW);
    let held = order.lines.iter().map(|line| {
        let (half, whole) = (line.quantity.thousandths() / 2, line.quantity.thousandths());
        let parts = [half, whole - half].into_iter().filter(|part| *part > 0);
        parts
            .map(|part| Allocation {
                lot: lot(line.variant),
                quantity: quantity(part),
            })
            .collect()
    });
    let variants = order.lines.iter().map(|line| line.variant);
    let variants = variants.chain(offers.iter().map(|offer| offer.variant));
    let lots = variants.map(|variant| {
        let level = LotLevel {
            lot: lot(variant),
            best_before: order.slot.date,
            available: quantity(1_000_000),
        };
        (variant, level)
    });
    Shelves {
        held: held.collect(),
        lots: lots.collect(),
        offers,
    }
}

/// The order, what is on the shelves, and what is packed.
fn scene(cases: &[Case], method: PaymentMethod) -> (Order, Shelves, Vec<PackedLine>) {
    let (mut lines, mut offers, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    for (number, case) in cases.iter().enumerate() {
        let name = format!("SKU-{number}");
        let mut ordered = line(&name, case.thousandths, case.price, case.tax_rate);
        ordered.discount = Money::rupiah(ordered.line_total.amount() * case.discount / 100);
        ordered.weighed = case.weighed;
        ordered.substitution = Substitution::Similar;
        let there = case.thousandths * case.packed / 100;
        let substitute = case.substitute.filter(|_| there < case.thousandths);
        packed.push(PackedLine {
            sku: ordered.sku.clone(),
            quantity: quantity(there),
            substitute: substitute.map(|(thousandths, price, tax_rate)| {
                offers.push(offer(&format!("OTHER-{number}"), price, tax_rate));
                Substitute {
                    sku: sku(&format!("OTHER-{number}")),
                    quantity: quantity(thousandths),
                    agreed: false,
                }
            }),
        });
        lines.push(ordered);
    }
    let mut order = order(lines, method);
    order.status = OrderStatus::Picking;
    order.totals = order.totals.settled(&order.lines).unwrap();
    let shelves = shelves(&order, offers);
    (order, shelves, packed)
}

fn pack_it(
    order: &Order,
    shelves: &Shelves,
    packed: Vec<PackedLine>,
) -> Result<Rework, TransitionError> {
    let caller = Caller {
        user: UserId::generate(&NOW),
        session: SessionId::generate(&NOW),
        access_version: 1,
        permissions: Permission::ALL.to_vec(),
    };
    let request = StaffTransition {
        code: order.code.clone(),
        to: OrderStatus::Packed,
        note: None,
        courier: None,
        collected: None,
        returned: Vec::new(),
        packed,
        origin: Origin::default(),
    };
    decide(order, shelves, &caller, request, NOW)
}

fn assert_sums(order: &Order) {
    let Totals {
        subtotal,
        discount,
        delivery_fee,
        tax,
        total,
        amount_due,
    } = order.totals;
    let sum = |part: fn(&OrderLine) -> Money| Money::sum(order.lines.iter().map(part)).unwrap();
    assert_eq!(sum(|line| line.line_total), subtotal);
    assert_eq!(sum(|line| line.discount), discount);
    assert_eq!(sum(|line| line.tax().unwrap()), tax);
    let whole = subtotal.amount() - discount.amount() + delivery_fee.amount() + tax.amount();
    assert_eq!((total.amount(), amount_due.amount()), (whole, whole));
    for line in &order.lines {
        assert!(
            Money::ZERO <= line.discount && line.discount <= line.line_total,
            "{line:?}"
        );
    }
}

/// What leaves, by lot; and that of every lot what was held or taken up is gone again.
fn assert_stock(shelves: &Shelves, rework: &Rework) {
    let (mut reserved, mut picked) = (BTreeMap::new(), 0);
    for part in shelves.held.iter().flatten() {
        *reserved.entry(part.lot).or_insert(0) += part.quantity.thousandths();
    }
    for moved in &rework.moves {
        let effect = moved.kind.effect(moved.quantity).unwrap();
        *reserved.entry(moved.lot).or_insert(0) += effect.reserved.thousandths();
        picked -= effect.on_hand.thousandths();
    }
    assert!(reserved.values().all(|left| *left == 0), "{reserved:?}");
    let lines = rework.change.order.lines.iter();
    let in_the_box: i64 = lines
        .map(|line| line.packed_quantity.unwrap().thousandths())
        .sum();
    assert_eq!(picked, in_the_box);
}

proptest! {
    #[test]
    fn whatever_is_packed_the_sums_hold_and_who_has_paid_never_owes_more(cases in cases(), is_cash: bool) {
        let method = if is_cash { PaymentMethod::Cod } else { PaymentMethod::Midtrans };
        let (order, shelves, packed) = scene(&cases, method);
        let is_empty = packed.iter().all(|line| line.quantity == Quantity::ZERO && line.substitute.is_none());
        let rework = match pack_it(&order, &shelves, packed) {
            Ok(rework) => rework,
            Err(TransitionError::Packing(PackingError::NothingPacked)) => {
                prop_assert!(is_empty);
                return Ok(());
            }
            Err(error) => panic!("{error}"),
        };
        let after = &rework.change.order;
        assert_sums(after);
        assert_stock(&shelves, &rework);
        prop_assert_eq!(after.totals.delivery_fee, order.totals.delivery_fee);
        prop_assert!(after.totals.discount <= order.totals.discount);
        let due = rework.change.events.iter().find_map(|event| event.read::<RefundDue>().unwrap());
        let refund = due.map_or(Money::ZERO, |due| due.amount);
        if is_cash {
            prop_assert_eq!(refund, Money::ZERO);
            // At the door more is owed for what weighs more alone.
            let dearer = order.lines.iter().zip(&after.lines).filter(|(_, line)| line.charged_quantity() > line.quantity);
            let more: i64 = dearer.map(|(old, line)| line.cost().unwrap().amount() - old.cost().unwrap().amount()).sum();
            prop_assert!(after.totals.amount_due.amount() <= order.totals.amount_due.amount() + more);
        } else {
            prop_assert_eq!(refund.add(after.totals.amount_due), Ok(order.totals.amount_due));
        }
        // What stands in for something never costs more than that, tax and all.
        for (place, line) in order.lines.iter().enumerate() {
            let parts = after.lines.iter().filter(|part| part.substitute_for.as_ref() == Some(&line.sku));
            let parts: Vec<_> = parts.chain([&after.lines[place]]).collect();
            if parts.len() > 1 {
                let cost = Money::sum(parts.iter().map(|part| part.cost().unwrap())).unwrap();
                prop_assert!(cost <= line.cost().unwrap(), "{parts:?}");
            }
        }
    }
}

#[test]
fn what_was_packed_as_ordered_costs_what_was_agreed() {
    let ordered = |weighed| OrderLine {
        weighed,
        ..line("BYM-IKAT", 2_000, 5_000, 0)
    };
    let mut order = order(vec![ordered(false)], PaymentMethod::Midtrans);
    order.status = OrderStatus::Picking;
    let rework = pack_it(&order, &shelves(&order, Vec::new()), Vec::new()).unwrap();
    assert_eq!(rework.change.order.totals, order.totals);
    assert_eq!(rework.change.events.len(), 1);
    order.lines = vec![ordered(true)];
    let error = pack_it(&order, &shelves(&order, Vec::new()), Vec::new()).unwrap_err();
    assert_eq!(error.code(), "weight_missing");
}

#[test]
fn every_way_of_packing_wrong_has_its_code() {
    let wished = |name, wish| OrderLine {
        substitution: wish,
        ..line(name, 1_000, 10_000, 0)
    };
    let lines = vec![
        wished("ONE", Substitution::None),
        wished("TWO", Substitution::Ask),
        wished("THREE", Substitution::Similar),
    ];
    let mut order = order(lines, PaymentMethod::Cod);
    order.status = OrderStatus::Picking;
    let gone = Offer {
        on_sale: false,
        ..offer("GONE", 1_000, 0)
    };
    let mut shelves = shelves(&order, vec![offer("OTHER", 1_000, 0), gone]);
    shelves
        .lots
        .retain(|(variant, _)| *variant != order.lines[2].variant);
    let packed = |name, thousandths| PackedLine {
        sku: sku(name),
        quantity: quantity(thousandths),
        substitute: None,
    };
    let replaced = |name, thousandths, other, of_other| PackedLine {
        substitute: Some(Substitute {
            sku: sku(other),
            quantity: quantity(of_other),
            agreed: false,
        }),
        ..packed(name, thousandths)
    };
    let all = |first: PackedLine| {
        let names = ["ONE", "TWO", "THREE"].into_iter();
        let others = names
            .filter(|name| *name != first.sku.as_str())
            .map(|name| packed(name, 1_000));
        [first.clone()]
            .into_iter()
            .chain(others)
            .collect::<Vec<_>>()
    };
    for (lines, code) in [
        (vec![packed("FOUR", 1_000)], "sku_not_ordered"),
        (
            vec![packed("ONE", 1_000), packed("ONE", 1_000)],
            "duplicate_sku",
        ),
        (all(packed("ONE", -1)), "quantity_negative"),
        (all(packed("ONE", 1_101)), "packed_too_much"),
        (all(packed("THREE", 1_001)), "insufficient_stock"),
        (
            all(replaced("ONE", 0, "OTHER", 1_000)),
            "substitution_not_wanted",
        ),
        (
            all(replaced("TWO", 0, "OTHER", 1_000)),
            "substitution_not_agreed",
        ),
        (
            all(replaced("THREE", 1_000, "OTHER", 1_000)),
            "nothing_to_substitute",
        ),
        (
            all(replaced("THREE", 0, "OTHER", 0)),
            "quantity_not_positive",
        ),
        (
            all(replaced("THREE", 0, "OTHER", 2_000_000)),
            "insufficient_stock",
        ),
        (
            all(replaced("THREE", 0, "ONE", 1_000)),
            "substitute_already_ordered",
        ),
        (all(replaced("THREE", 0, "NOBODYS", 1_000)), "unknown_sku"),
        (
            all(replaced("THREE", 0, "GONE", 1_000)),
            "product_not_on_sale",
        ),
        (
            ["ONE", "TWO", "THREE"].map(|name| packed(name, 0)).to_vec(),
            "nothing_packed",
        ),
    ] {
        let error = pack_it(&order, &shelves, lines).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let mut agreed = all(replaced("TWO", 400, "OTHER", 1_000));
    agreed[0].substitute.as_mut().unwrap().agreed = true;
    let lines = pack_it(&order, &shelves, agreed)
        .unwrap()
        .change
        .order
        .lines;
    assert_eq!(
        (lines.len(), lines[3].line_total),
        (4, Money::rupiah(1_000))
    );
}

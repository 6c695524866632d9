//! Invoices are sums, and say what is the order's alone.

use super::*;
use crate::Language;
use crate::cart::Substitution;
use crate::catalog::{Sku, Unit};
use crate::ids::{SlotId, VariantId};
use crate::orders::pricing::{DeliveryTerms, Priced};
use crate::orders::{Address, Customer, Postcode, SlotWindow};
use proptest::prelude::*;
use time::OffsetDateTime;
use time::macros::date;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

/// Quantity, packed quantity, price and tax rate.
type Line = (i64, Option<i64>, i64, i32);

fn line(&(quantity, packed, price, tax_rate): &Line) -> OrderLine {
    let (quantity, unit_price) = (Quantity::from_thousandths(quantity), Money::rupiah(price));
    OrderLine {
        variant: VariantId::generate(&NOW),
        sku: Sku::parse("BYM-IKAT").unwrap(),
        name_id: "Bayam".into(),
        name_en: "Spinach".into(),
        unit: Unit::Kg,
        quantity,
        unit_price,
        line_total: unit_price.times(quantity).unwrap(),
        discount: Money::ZERO,
        tax_rate,
        weighed: packed.is_some(),
        packed_quantity: packed.map(Quantity::from_thousandths),
        substitution: Substitution::None,
        substitute_for: None,
    }
}

fn order(lines: &[Line], payment_method: PaymentMethod) -> Order {
    let lines: Vec<_> = lines.iter().map(line).collect();
    let priced: Vec<_> = lines
        .iter()
        .map(|line| Priced {
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            tax_rate: line.tax_rate,
        })
        .collect();
    let delivery = DeliveryTerms {
        fee: Money::rupiah(15_000),
        free_above: None,
    };
    Order {
        id: OrderId::generate(&NOW),
        code: "SYR-7K3M9QPX".parse().unwrap(),
        customer: Customer {
            user: None,
            email: "siti@example.com".into(),
            name: "Siti".into(),
            language: Language::Id,
        },
        status: OrderStatus::Packed,
        payment_method,
        totals: crate::orders::pricing::totals(&priced, delivery).unwrap(),
        lines,
        slot: SlotWindow {
            id: SlotId::generate(&NOW),
            date: date!(2026 - 11 - 23),
            start: NOW,
            end: NOW,
        },
        address: Address {
            recipient: "Siti".into(),
            phone: String::new(),
            street: String::new(),
            village: String::new(),
            district: String::new(),
            city: String::new(),
            province: String::new(),
            postcode: Postcode::parse("12190").unwrap(),
            latitude: None,
            longitude: None,
            courier_note: None,
        },
        note: None,
        coupon: None,
        courier: None,
        collected: None,
        attempts: 0,
        placed_at: NOW,
        expires_at: None,
        version: 1,
    }
}

fn invoice(order: Order, captured: i64, returned: i64) -> Invoice {
    let number = InvoiceNumber {
        year: 2026,
        serial: 1,
    };
    let claim = Claim {
        issued_on: date!(2026 - 11 - 22),
        number: Some(number),
        captured: Money::rupiah(captured),
        returned: Money::rupiah(returned),
    };
    Invoice::new(order, &claim, number).unwrap()
}

#[test]
fn a_number_has_six_digits_and_more_when_it_must() {
    for (serial, text) in [(123, "INV/2026/000123"), (1_234_567, "INV/2026/1234567")] {
        let number = InvoiceNumber { year: 2026, serial };
        assert_eq!(number.to_string(), text);
    }
}

#[test]
fn what_came_twice_and_went_back_was_never_the_order_s() {
    // Rp10.000 and delivery.
    let lines = [(1_000, None, 10_000, 0)];
    for (captured, back, returned) in [
        (25_000, 0, 0),
        (25_000, 5_000, 5_000),
        (50_000, 25_000, 0),
        (50_000, 30_000, 5_000),
        (0, 0, 0),
    ] {
        let order = order(&lines, PaymentMethod::Midtrans);
        let shown = invoice(order, captured, back).returned;
        assert_eq!(shown, Money::rupiah(returned), "{captured} {back}");
    }
}

#[test]
fn a_line_s_tax_is_on_what_its_discount_left() {
    let lines = [(1_000, None, 10_000, 1_100), (1_000, None, 20_000, 1_100)];
    let mut order = order(&lines, PaymentMethod::Midtrans);
    order.lines[0].discount = Money::rupiah(10_000);
    order.totals.discount = Money::rupiah(10_000);
    order.totals.tax = Money::rupiah(2_200);
    order.totals.total = Money::rupiah(20_000 + 15_000 + 2_200);
    order.totals.amount_due = order.totals.total;
    let invoice = invoice(order.clone(), 37_200, 0);
    let taxes: Vec<_> = invoice.lines.iter().map(|line| line.tax).collect();
    assert_eq!(taxes, [Money::ZERO, Money::rupiah(2_200)]);
    assert_eq!(
        (invoice.totals, invoice.state),
        (order.totals, PaymentState::Paid)
    );
}

proptest! {
    #[test]
    fn an_invoice_is_the_sum_of_its_lines_and_never_dearer_than_what_was_paid(
        lines in prop::collection::vec(
            (1..50_000_i64, prop::option::of(0..60_000_i64), 1..200_000_i64, 0..2_000_i32), 1..12,
        ),
        is_cash: bool,
    ) {
        let method = if is_cash { PaymentMethod::Cod } else { PaymentMethod::Midtrans };
        let order = order(&lines, method);
        let agreed = order.totals;
        let invoice = invoice(order, agreed.amount_due.amount(), 0);
        let totals = invoice.totals;
        let sum = |part: fn(&InvoiceLine) -> Money| Money::sum(invoice.lines.iter().map(part)).unwrap();
        prop_assert_eq!(sum(|line| line.total), totals.subtotal);
        prop_assert_eq!(sum(|line| line.tax), totals.tax);
        let parts = [totals.subtotal, totals.delivery_fee, totals.tax];
        prop_assert_eq!(Money::sum(parts).unwrap().subtract(totals.discount).unwrap(), totals.total);
        if !is_cash {
            prop_assert!(totals.total <= agreed.total);
            prop_assert_eq!(invoice.state, PaymentState::Paid);
        }
        if lines.iter().all(|(_, packed, ..)| packed.is_none()) {
            prop_assert_eq!(totals, agreed);
        }
    }
}

//! Invoices are sums, and say what is the order's alone.

use super::*;
use crate::orders::sample::{line, order};
use proptest::prelude::*;
use time::macros::date;

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
    for (captured, back, returned) in [
        (25_000, 0, 0),
        (25_000, 5_000, 5_000),
        (50_000, 25_000, 0),
        (50_000, 30_000, 5_000),
        (0, 0, 0),
    ] {
        let order = order(
            vec![line("BYM-IKAT", 1_000, 10_000, 0)],
            PaymentMethod::Midtrans,
        );
        let shown = invoice(order, captured, back).returned;
        assert_eq!(shown, Money::rupiah(returned), "{captured} {back}");
    }
}

#[test]
fn a_line_s_tax_is_on_what_its_discount_left() {
    let lines = [10_000, 20_000].map(|price| line("BYM-IKAT", 1_000, price, 1_100));
    let mut order = order(lines.to_vec(), PaymentMethod::Midtrans);
    order.lines[0].discount = Money::rupiah(10_000);
    order.totals.discount = Money::rupiah(10_000);
    order.totals.tax = Money::rupiah(2_200);
    order.totals.total = Money::rupiah(20_000 + 15_000 + 2_200);
    order.totals.amount_due = order.totals.total;
    let invoice = invoice(order, 37_200, 0);
    let taxes: Vec<_> = invoice.lines.iter().map(|line| line.tax).collect();
    assert_eq!(taxes, [Money::ZERO, Money::rupiah(2_200)]);
    assert_eq!(invoice.state, PaymentState::Paid);
}

proptest! {
    #[test]
    fn an_invoice_is_the_sum_of_its_lines(
        lines in prop::collection::vec((1..50_000_i64, 1..200_000_i64, 0..2_000_i32, 0..=10_i64), 1..12),
    ) {
        let lines = lines.into_iter().map(|(quantity, price, tax_rate, tenths)| {
            let line = line("BYM-IKAT", quantity, price, tax_rate);
            OrderLine { discount: Money::rupiah(line.line_total.amount() * tenths / 10), ..line }
        });
        let mut order = order(lines.collect(), PaymentMethod::Midtrans);
        order.totals = order.totals.settled(&order.lines).unwrap();
        let paid = order.totals.amount_due.amount();
        let invoice = invoice(order, paid, 0);
        let totals = invoice.order.totals;
        let sum = |part: fn(&InvoiceLine) -> Money| Money::sum(invoice.lines.iter().map(part)).unwrap();
        prop_assert_eq!(sum(|line| line.line.line_total), totals.subtotal);
        prop_assert_eq!(sum(|line| line.line.discount), totals.discount);
        prop_assert_eq!(sum(|line| line.tax), totals.tax);
        prop_assert_eq!(invoice.state, PaymentState::Paid);
    }
}

#[test]
fn cash_that_is_short_is_still_owed() {
    for (collected, state) in [
        (None, PaymentState::Paid),
        (Some(25_000), PaymentState::Paid),
        (Some(24_999), PaymentState::Unpaid),
        (Some(0), PaymentState::Unpaid),
    ] {
        let handed_over = Order {
            status: OrderStatus::Delivered,
            collected: collected.map(Money::rupiah),
            ..order(vec![line("BYM-IKAT", 1_000, 10_000, 0)], PaymentMethod::Cod)
        };
        assert_eq!(invoice(handed_over, 0, 0).state, state, "{collected:?}");
    }
}

//! What comes back adds up, goods and money.

use super::*;
use crate::orders::events::RefundDue;
use crate::orders::sample;
use proptest::prelude::*;
use time::macros::date;
use time::{Duration, OffsetDateTime};

const TODAY: Date = date!(2026 - 11 - 22);

/// Quantity, price and tax rate.
type Line = (i64, i64, i32);

fn order(lines: &[Line], method: PaymentMethod) -> Order {
    let line = |&(quantity, price, tax): &Line| sample::line("BYM-IKAT", quantity, price, tax);
    sample::order(lines.iter().map(line).collect(), method)
}

/// Quantities picked of lots, with the days they are still good, the first to expire first.
fn picks() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((1..5_000_i64, -2..5_i64), 1..6).prop_map(|mut picks| {
        picks.sort_by_key(|(_, days)| *days);
        picks
    })
}

fn picked(order: &Order, picks: &[(i64, i64)]) -> Vec<PickedLot> {
    let part = |&(thousandths, days): &(i64, i64)| PickedLot {
        lot: LotId::generate(&OffsetDateTime::UNIX_EPOCH),
        variant: order.lines[0].variant,
        best_before: TODAY + Duration::days(days),
        quantity: Quantity::from_thousandths(thousandths),
    };
    picks.iter().map(part).collect()
}

fn named(order: &Order, restock: i64, waste: i64) -> Vec<ReturnedLine> {
    vec![ReturnedLine {
        sku: order.lines[0].sku.clone(),
        restock: Quantity::from_thousandths(restock),
        waste: Quantity::from_thousandths(waste),
    }]
}

fn code(error: &TransitionError) -> &'static str {
    let violations = error.violations();
    violations.first().map_or("", |violation| violation.code)
}

proptest! {
    #[test]
    fn everything_comes_back_and_what_is_not_kept_is_wasted(
        picks in picks(), restock in 0..12_000_i64, waste in 0..3_000_i64,
    ) {
        let order = order(&[(1_000, 1_000, 0)], PaymentMethod::Cod);
        let picked = picked(&order, &picks);
        let whole: i64 = picks.iter().map(|(quantity, _)| quantity).sum();
        let good: i64 = picks.iter().filter(|(_, days)| *days > 0).map(|(quantity, _)| quantity).sum();
        match sort(&order, &picked, &named(&order, restock, waste), TODAY) {
            Err(error) if restock + waste > whole => prop_assert_eq!(code(&error), "more_than_packed"),
            Err(error) => {
                prop_assert!(restock > good, "{:?}", error);
                prop_assert_eq!(code(&error), "not_good_any_more");
            }
            Ok(taken) => {
                prop_assert!(restock <= good && restock + waste <= whole);
                let mut open = restock;
                for (part, back) in picked.iter().zip(&taken) {
                    prop_assert_eq!((part.lot, part.quantity), (back.lot, back.returned));
                    let kept = back.returned.thousandths() - back.wasted.thousandths();
                    let is_good = part.best_before > TODAY;
                    // In turn, as far as there is room.
                    let expected = if is_good { open.min(part.quantity.thousandths()) } else { 0 };
                    prop_assert_eq!(kept, expected);
                    open -= kept;
                }
                prop_assert_eq!(open, 0);
            }
        }
    }

    #[test]
    fn what_is_owed_and_what_goes_back_are_what_was_taken(
        lines in prop::collection::vec((1..5_000_i64, 1..100_000_i64, 0..1_200_i32), 1..6),
        discount in 0..1_000_i64, credit in 0..100_i64, is_cash in any::<bool>(),
    ) {
        let method = if is_cash { PaymentMethod::Cod } else { PaymentMethod::Midtrans };
        let mut order = order(&lines, method);
        let totals = &mut order.totals;
        totals.discount = Money::rupiah(discount.min(totals.subtotal.amount()));
        totals.total = totals.total.subtract(totals.discount).unwrap();
        // Part of it was paid with credit.
        totals.amount_due = totals.total.subtract(Money::rupiah(totals.total.amount() * credit / 100)).unwrap();
        let owed = owed(&order).unwrap();
        let due = RefundDue::between(&order, &owed, "order_returned").unwrap();
        let refund = due.map_or(Money::ZERO, |due| due.amount);
        let left = owed.totals;
        let sum = left.subtotal.amount() - left.discount.amount() + left.delivery_fee.amount() + left.tax.amount();
        prop_assert_eq!(left.total.amount(), sum);
        let of_lines = |amount: fn(&OrderLine) -> Money| Money::sum(owed.lines.iter().map(amount)).unwrap();
        prop_assert_eq!(of_lines(|line| line.line_total), left.subtotal);
        prop_assert_eq!(of_lines(|line| line.discount), left.discount);
        prop_assert!(left.amount_due >= Money::ZERO && left.amount_due <= left.total);
        if is_cash {
            prop_assert_eq!((left.total, refund), (Money::ZERO, Money::ZERO));
        } else {
            prop_assert_eq!(left.total, order.totals.delivery_fee);
            prop_assert_eq!(refund.add(left.amount_due).unwrap(), order.totals.amount_due);
            prop_assert!(!refund.is_negative());
        }
    }
}

#[test]
fn what_is_not_named_or_no_line_any_more_is_wasted() {
    let order = order(&[(1_000, 1_000, 0)], PaymentMethod::Cod);
    let stranger = PickedLot {
        variant: VariantId::generate(&OffsetDateTime::UNIX_EPOCH),
        ..picked(&order, &[(700, 3)])[0]
    };
    let taken = sort(&order, &[stranger], &named(&order, 0, 0), TODAY).unwrap();
    assert_eq!(taken[0].wasted, Quantity::from_thousandths(700));
}

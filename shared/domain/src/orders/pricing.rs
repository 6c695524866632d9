//! What an order costs: the same arithmetic for quote and order.

use crate::money::{BasisPoints, OutOfRange};
use crate::orders::OrderLine;
use crate::{Money, Quantity};
use serde::{Deserialize, Serialize};

/// A line to be priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Priced {
    pub quantity: Quantity,
    pub unit_price: Money,
    /// What comes off the line.
    pub discount: Money,
    /// On top of the price, of what is left after the discount.
    pub tax_rate: BasisPoints,
}

/// What delivery costs in a zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeliveryTerms {
    pub fee: Money,
    /// A subtotal from which delivery is free.
    pub free_above: Option<Money>,
}

/// An order's sums. Always `total = subtotal − discount + delivery_fee + tax`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub subtotal: Money,
    pub discount: Money,
    pub delivery_fee: Money,
    pub tax: Money,
    pub total: Money,
    /// What the gateway or the courier is to take.
    pub amount_due: Money,
}

impl Totals {
    /// What store credit pays of it.
    pub fn credit(&self) -> Result<Money, OutOfRange> {
        self.total.subtract(self.amount_due)
    }

    /// The sums of an order that credit pays as much of as there is.
    pub fn paid_by_credit(self, balance: Money) -> Result<Self, OutOfRange> {
        Ok(Self {
            amount_due: self.total.subtract(balance.min(self.total))?,
            ..self
        })
    }

    /// The sums of an order that has come to these lines: delivery costs what was agreed, and store credit pays what it
    /// has paid, as far as that is owed at all: what goes back goes back to the payment first.
    pub fn settled(&self, lines: &[OrderLine]) -> Result<Self, OutOfRange> {
        let subtotal = Money::sum(lines.iter().map(|line| line.line_total))?;
        let discount = Money::sum(lines.iter().map(|line| line.discount))?;
        let tax = lines
            .iter()
            .try_fold(Money::ZERO, |sum, line| sum.add(line.tax()?))?;
        let goods = subtotal.subtract(discount)?;
        let total = Money::sum([goods, self.delivery_fee, tax])?;
        let credit = self.credit()?;
        Ok(Self {
            subtotal,
            discount,
            delivery_fee: self.delivery_fee,
            tax,
            total,
            amount_due: total.subtract(credit)?.max(Money::ZERO),
        })
    }
}

impl Priced {
    /// Price times quantity, half a rupiah up.
    pub fn total(&self) -> Result<Money, OutOfRange> {
        self.unit_price.times(self.quantity)
    }

    fn tax(&self) -> Result<Money, OutOfRange> {
        self.total()?.subtract(self.discount)?.share(self.tax_rate)
    }
}

impl DeliveryTerms {
    /// What is charged with goods that cost so much before their discount.
    #[must_use]
    pub fn fee_for(&self, subtotal: Money) -> Money {
        match self.free_above {
            Some(threshold) if subtotal >= threshold => Money::ZERO,
            _ => self.fee,
        }
    }
}

/// The sums of an order of these lines.
pub fn totals(lines: &[Priced], delivery: DeliveryTerms) -> Result<Totals, OutOfRange> {
    let (mut subtotal, mut discount, mut tax) = (Money::ZERO, Money::ZERO, Money::ZERO);
    for line in lines {
        subtotal = subtotal.add(line.total()?)?;
        discount = discount.add(line.discount)?;
        tax = tax.add(line.tax()?)?;
    }
    let delivery_fee = delivery.fee_for(subtotal);
    let total = Money::sum([subtotal.subtract(discount)?, delivery_fee, tax])?;
    Ok(Totals {
        subtotal,
        discount,
        delivery_fee,
        tax,
        total,
        amount_due: total,
    })
}

/// The parts of an amount that fall to each of these shares: together they make the amount, to the rupiah. None falls
/// to anything when all shares are zero.
pub fn apportion(amount: Money, shares: &[Money]) -> Result<Vec<Money>, OutOfRange> {
    let whole = i128::from(Money::sum(shares.iter().copied())?.amount());
    let (mut upto, mut given) = (0_i128, 0_i128);
    let parts = shares.iter().map(|share| {
        upto += i128::from(share.amount());
        // Two amounts of 63 bits: the product fits.
        let due = (i128::from(amount.amount()) * upto)
            .checked_div(whole)
            .unwrap_or_default();
        let part = due - given;
        given = due;
        i64::try_from(part)
            .map(Money::rupiah)
            .map_err(|_| OutOfRange)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(thousandths: i64, price: i64, tax_rate: BasisPoints) -> Priced {
        Priced {
            quantity: Quantity::from_thousandths(thousandths),
            unit_price: Money::rupiah(price),
            discount: Money::ZERO,
            tax_rate,
        }
    }

    #[test]
    fn a_basket_is_summed_line_by_line() {
        let delivery = DeliveryTerms {
            fee: Money::rupiah(15_000),
            free_above: Some(Money::rupiah(150_000)),
        };
        let sums = totals(
            &[line(1_250, 17_001, 0), line(2_000, 4_500, 1_100)],
            delivery,
        )
        .unwrap();
        assert_eq!(sums.subtotal, Money::rupiah(21_251 + 9_000));
        assert_eq!(sums.tax, Money::rupiah(990));
        assert_eq!(sums.total, Money::rupiah(30_251 + 15_000 + 990));
    }

    #[test]
    fn delivery_is_free_from_the_threshold_on() {
        let delivery = DeliveryTerms {
            fee: Money::rupiah(15_000),
            free_above: Some(Money::rupiah(100_000)),
        };
        let fee = |price| {
            totals(&[line(1_000, price, 0)], delivery)
                .unwrap()
                .delivery_fee
        };
        assert_eq!(
            (fee(99_999), fee(100_000)),
            (Money::rupiah(15_000), Money::ZERO)
        );
    }

    proptest! {
        #[test]
        fn parts_make_the_amount_and_follow_their_shares(
            amount in 0..10_000_000_i64, shares in prop::collection::vec(0..10_000_000_i64, 1..20),
        ) {
            let shares: Vec<_> = shares.into_iter().map(Money::rupiah).collect();
            let whole = Money::sum(shares.iter().copied()).unwrap();
            let parts = apportion(Money::rupiah(amount), &shares).unwrap();
            let together = Money::sum(parts.iter().copied()).unwrap().amount();
            prop_assert_eq!(together, if whole.is_zero() { 0 } else { amount });
            for (part, share) in parts.iter().zip(&shares) {
                let exact = amount * share.amount() / whole.amount().max(1);
                prop_assert!((part.amount() - exact).abs() <= 1);
            }
            // An amount that is the sum of the shares is each of them.
            prop_assert_eq!(apportion(whole, &shares).unwrap(), shares);
        }

        #[test]
        fn the_total_is_the_sum_of_its_parts(
            lines in prop::collection::vec((1..100_000_i64, 1..1_000_000_i64, 0..2_000_i32), 0..20),
            fee in 0..100_000_i64,
            free_above in prop::option::of(0..10_000_000_i64),
        ) {
            let lines: Vec<_> = lines.into_iter().map(|(q, p, t)| line(q, p, t)).collect();
            let delivery = DeliveryTerms { fee: Money::rupiah(fee), free_above: free_above.map(Money::rupiah) };
            let sums = totals(&lines, delivery).unwrap();
            let expected = sums.subtotal.amount() - sums.discount.amount() + sums.delivery_fee.amount() + sums.tax.amount();
            prop_assert_eq!(sums.total.amount(), expected);
            prop_assert_eq!(sums.subtotal, Money::sum(lines.iter().map(|l| l.total().unwrap())).unwrap());
            prop_assert!(!sums.total.is_negative());
        }
    }
}

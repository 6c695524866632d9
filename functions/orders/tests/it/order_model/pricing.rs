//! What things cost: lines, discounts, tax, the fee of delivery, and their sums. All in rupiah.

use super::books::Order;

pub(super) const FEE: i64 = 15_000;
pub(super) const FREE_ABOVE: i64 = 60_000;

/// A line of a cart or of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) good: usize,
    /// What was ordered.
    pub(super) quantity: i64,
    /// What is in the box; `None` before it is packed.
    pub(super) packed: Option<i64>,
    pub(super) price: i64,
    pub(super) tax_rate: i64,
    /// Before the discount.
    pub(super) total: i64,
    pub(super) discount: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) subtotal: i64,
    pub(super) discount: i64,
    pub(super) fee: i64,
    pub(super) tax: i64,
    pub(super) total: i64,
    pub(super) due: i64,
}

impl Line {
    /// What was handed over, or is to be.
    pub(super) fn handed_over(&self) -> i64 {
        self.packed.unwrap_or(self.quantity)
    }

    /// On what is left of it after its discount.
    fn tax(&self) -> i64 {
        rounded((self.total - self.discount) * self.tax_rate, 10_000)
    }

    /// After its discount and with its tax.
    pub(super) fn cost(&self) -> i64 {
        self.total - self.discount + self.tax()
    }

    /// It comes to so much: its discount shrinks with it, rounded down, and never grows.
    pub(super) fn come_to(&mut self, quantity: i64) {
        let before = self.total;
        self.total = rounded(self.price * quantity, 1_000);
        self.discount = self.discount * self.total.min(before) / before;
    }

    /// Nothing is owed for it.
    pub(super) fn come_to_nothing(&mut self) {
        (self.total, self.discount) = (0, 0);
    }
}

impl Order {
    /// From now on this is owed; what was paid above it goes back: to the payment and, when nothing more of that is
    /// needed, to credit. Answers how much that is.
    pub(super) fn owe(&mut self, sums: Sums) -> i64 {
        let credit = self.sums.total - self.sums.due;
        let due = self.due_of(sums);
        if !self.cash {
            self.refunded += self.sums.due - due;
        }
        self.sums = Sums { due, ..sums };
        credit - (sums.total - due)
    }

    /// What is to be paid of these sums beside the credit that it was paid with.
    pub(super) fn due_of(&self, sums: Sums) -> i64 {
        (sums.total - (self.sums.total - self.sums.due)).max(0)
    }
}

/// Half and more up.
pub(super) fn rounded(numerator: i64, denominator: i64) -> i64 {
    (numerator + denominator / 2) / denominator
}

/// What delivery costs with these lines, before any discount.
pub(super) fn fee(lines: &[Line]) -> i64 {
    let subtotal: i64 = lines.iter().map(|line| line.total).sum();
    if subtotal >= FREE_ABOVE { 0 } else { FEE }
}

pub(super) fn sums(lines: &[Line], fee: i64) -> Sums {
    let subtotal: i64 = lines.iter().map(|line| line.total).sum();
    let discount: i64 = lines.iter().map(|line| line.discount).sum();
    let tax: i64 = lines.iter().map(Line::tax).sum();
    let total = subtotal - discount + fee + tax;
    Sums {
        subtotal,
        discount,
        fee,
        tax,
        total,
        due: total,
    }
}

//! The books against the settlement: what one has and the other has not, or has otherwise.

use crate::Money;
use crate::named::named;
use crate::payments::settlement::{
    Books, FeeSchedule, LedgerPayment, LedgerRefund, RowKind, SettlementRow,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A card's payment settles on the day after, and until then it is not refunded but cancelled, as a whole: the gateway
/// then settles neither.
const CARD: &str = "credit_card";

/// How the gateway rounds its share is not told.
const ROUNDING: u64 = 1;

named! {
    /// How the two differ.
    DifferenceKind {
        /// The shop has a payment that was not settled.
        Missing = "missing",
        /// A payment was settled that the shop has no money of.
        Extra = "extra",
        /// Both have the payment, with different amounts.
        Amount = "amount",
        /// The gateway kept another fee than the contract says.
        Fee = "fee",
        /// Money went back by one's account and not by the other's, or another amount.
        Refund = "refund",
    }
}

/// One thing that differs, for a human to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Difference {
    /// The payment, as the gateway names it.
    pub reference: String,
    pub kind: DifferenceKind,
    /// Of a refund that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_key: Option<String>,
    /// By the shop's books, or its contract.
    pub ours: Option<Money>,
    /// By the settlement.
    pub theirs: Option<Money>,
}

/// How many differences there are, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceCounts {
    pub missing: usize,
    pub extra: usize,
    pub amount: usize,
    pub fee: usize,
    pub refund: usize,
}

impl DifferenceCounts {
    #[must_use]
    pub fn of(differences: &[Difference]) -> Self {
        let count = |kind| {
            let of_kind = differences.iter().filter(|found| found.kind == kind);
            of_kind.count()
        };
        Self {
            missing: count(DifferenceKind::Missing),
            extra: count(DifferenceKind::Extra),
            amount: count(DifferenceKind::Amount),
            fee: count(DifferenceKind::Fee),
            refund: count(DifferenceKind::Refund),
        }
    }
}

/// Everything in which the settlement's rows differ from the books, by payment.
#[must_use]
pub fn compare(books: &Books, rows: &[SettlementRow], fees: &FeeSchedule) -> Vec<Difference> {
    let view = View::of(books, rows);
    let mut differences: Vec<_> = rows.iter().flat_map(|row| view.row(row, fees)).collect();
    differences.extend(books.payments.iter().filter_map(|it| view.missing(it)));
    differences.extend(books.refunds.iter().filter_map(|it| view.not_refunded(it)));
    differences.sort();
    differences
}

/// Both sides, for looking up.
struct View<'a> {
    payments: BTreeMap<&'a str, &'a LedgerPayment>,
    refunds: BTreeMap<&'a str, &'a LedgerRefund>,
    settled: BTreeSet<&'a str>,
    refunded: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    fn of(books: &'a Books, rows: &'a [SettlementRow]) -> Self {
        let payments = rows.iter().filter(|row| row.kind == RowKind::Payment);
        let keys = rows.iter().filter_map(|row| row.refund_key.as_deref());
        Self {
            payments: books
                .payments
                .iter()
                .map(|it| (it.reference.as_str(), it))
                .collect(),
            refunds: books
                .refunds
                .iter()
                .map(|it| (it.key.as_str(), it))
                .collect(),
            settled: payments.map(|row| row.reference.as_str()).collect(),
            refunded: keys.collect(),
        }
    }

    fn row(&self, row: &SettlementRow, fees: &FeeSchedule) -> Vec<Difference> {
        let known = self.payments.get(row.reference.as_str());
        let found = match row.kind {
            RowKind::Payment => match known.filter(|payment| payment.is_paid) {
                None => Some((DifferenceKind::Extra, None)),
                Some(payment) if payment.amount != row.amount => {
                    Some((DifferenceKind::Amount, Some(payment.amount)))
                }
                Some(_) => None,
            },
            RowKind::Refund => {
                let key = row.refund_key.as_deref();
                let refund = key.and_then(|key| self.refunds.get(key));
                let ours = refund.filter(|refund| refund.reference == row.reference);
                let ours = ours.map(|refund| refund.amount);
                (ours != Some(row.amount)).then_some((DifferenceKind::Refund, ours))
            }
            RowKind::Chargeback => {
                let is_known = known.is_some_and(|payment| payment.is_charged_back);
                (!is_known).then_some((DifferenceKind::Refund, None))
            }
        };
        let difference = |kind, ours, theirs| Difference {
            reference: row.reference.clone(),
            kind,
            refund_key: row.refund_key.clone(),
            ours,
            theirs: Some(theirs),
        };
        let found = found.map(|(kind, ours)| difference(kind, ours, row.amount));
        // Of what is told only by the gateway nothing is expected.
        let is_extra = found
            .as_ref()
            .is_some_and(|it| it.kind == DifferenceKind::Extra);
        let expected = match row.kind {
            RowKind::Payment if !is_extra => fees.expected(&row.paid_with, row.amount),
            _ => None,
        };
        let fee = expected
            .filter(|expected| !is_rounding(*expected, row.fee))
            .map(|expected| difference(DifferenceKind::Fee, Some(expected), row.fee));
        found.into_iter().chain(fee).collect()
    }

    fn missing(&self, payment: &LedgerPayment) -> Option<Difference> {
        let is_missing = payment.is_due && !self.is_settled(payment);
        let was_cancelled = || {
            let mut refunds = self.refunds.values();
            refunds.any(|refund| self.is_cancellation(refund, payment))
        };
        (is_missing && !was_cancelled()).then(|| Difference {
            reference: payment.reference.clone(),
            kind: DifferenceKind::Missing,
            refund_key: None,
            ours: Some(payment.amount),
            theirs: None,
        })
    }

    fn not_refunded(&self, refund: &LedgerRefund) -> Option<Difference> {
        let is_missing = refund.is_due && !self.is_told(refund);
        let payment = self.payments.get(refund.reference.as_str());
        let was_cancelled = || {
            payment.is_some_and(|payment| {
                !self.is_settled(payment) && self.is_cancellation(refund, payment)
            })
        };
        (is_missing && !was_cancelled()).then(|| Difference {
            reference: refund.reference.clone(),
            kind: DifferenceKind::Refund,
            refund_key: Some(refund.key.clone()),
            ours: Some(refund.amount),
            theirs: None,
        })
    }

    fn is_settled(&self, payment: &LedgerPayment) -> bool {
        payment.is_told_elsewhere || self.settled.contains(payment.reference.as_str())
    }

    fn is_told(&self, refund: &LedgerRefund) -> bool {
        refund.is_told_elsewhere || self.refunded.contains(refund.key.as_str())
    }

    /// Whether the refund may have been the cancelling of a card's payment before it was settled.
    fn is_cancellation(&self, refund: &LedgerRefund, payment: &LedgerPayment) -> bool {
        payment.paid_with.as_deref() == Some(CARD)
            && refund.reference == payment.reference
            && refund.amount == payment.amount
            && !self.is_told(refund)
    }
}

fn is_rounding(expected: Money, kept: Money) -> bool {
    expected.amount().abs_diff(kept.amount()) <= ROUNDING
}

#[cfg(test)]
mod tests;

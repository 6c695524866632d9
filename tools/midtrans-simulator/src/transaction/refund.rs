//! Refunds: what may be given back, how much, and only once per key.

use time::OffsetDateTime;

use super::Transaction;
use super::status::Status;
use crate::ids;
use crate::money::Rupiah;

/// Money given back.
#[derive(Clone, Debug)]
pub(crate) struct Refund {
    pub(crate) number: usize,
    pub(crate) key: String,
    pub(crate) amount: Rupiah,
    pub(crate) reason: String,
    pub(crate) created_at: OffsetDateTime,
}

/// What a merchant asks for; what is left out means the whole rest, under a new key.
#[derive(Clone, Debug, Default)]
pub(crate) struct RefundRequest {
    pub(crate) key: Option<String>,
    pub(crate) amount: Option<Rupiah>,
    pub(crate) reason: String,
}

/// Why nothing is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefundRefusal {
    /// The key was used before.
    DuplicateKey,
    /// Not settled, or paid in a way that knows no refund.
    NotRefundable,
    /// Nothing, or more than is left.
    InvalidAmount,
}

impl Transaction {
    pub(crate) fn refunded(&self) -> Rupiah {
        self.refunds
            .iter()
            .fold(Rupiah::default(), |sum, refund| sum.plus(refund.amount))
    }

    /// Gives money back and moves to `refund`, or to `partial_refund` while some is left.
    pub(crate) fn refund(
        &mut self,
        request: RefundRequest,
        now: OffsetDateTime,
    ) -> Result<Refund, RefundRefusal> {
        // The key first: a repeat of a refund that emptied the transaction is told as a repeat.
        if let Some(key) = &request.key
            && self.refunds.iter().any(|refund| refund.key == *key)
        {
            return Err(RefundRefusal::DuplicateKey);
        }
        let is_settled = matches!(self.status, Status::Settlement | Status::PartialRefund);
        if !is_settled || !self.method.channel().can_be_refunded() {
            return Err(RefundRefusal::NotRefundable);
        }
        let rest = self.gross_amount.minus(self.refunded());
        let amount = request.amount.unwrap_or(rest);
        if !amount.is_positive() || amount > rest {
            return Err(RefundRefusal::InvalidAmount);
        }

        let refund = Refund {
            number: self.refunds.len() + 1,
            key: request.key.unwrap_or_else(ids::random),
            amount,
            reason: request.reason,
            created_at: now,
        };
        self.refunds.push(refund.clone());
        self.status = if amount == rest {
            Status::Refund
        } else {
            Status::PartialRefund
        };
        Ok(refund)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::method::{Bank, Channel};
    use crate::transaction::tests::{NOW, transaction};

    fn settled(channel: Channel) -> Transaction {
        let mut transaction = transaction(channel);
        transaction.status = Status::Settlement;
        transaction
    }

    fn ask(key: &str, amount: i64) -> RefundRequest {
        RefundRequest {
            key: Some(key.to_owned()),
            amount: Some(Rupiah::new(amount)),
            reason: "layu".to_owned(),
        }
    }

    #[test]
    fn parts_add_up_to_the_whole_and_no_further() {
        let mut transaction = settled(Channel::Qris);
        transaction.refund(ask("a", 4_000), NOW).unwrap();
        assert_eq!(transaction.status, Status::PartialRefund);
        assert_eq!(
            transaction.refund(ask("b", 6_001), NOW).unwrap_err(),
            RefundRefusal::InvalidAmount
        );
        transaction.refund(ask("b", 6_000), NOW).unwrap();
        assert_eq!(transaction.status, Status::Refund);
        assert_eq!(transaction.refunded(), transaction.gross_amount);
    }

    #[test]
    fn a_key_refunds_once() {
        let mut transaction = settled(Channel::Gopay);
        transaction.refund(ask("a", 1), NOW).unwrap();
        assert_eq!(
            transaction.refund(ask("a", 1), NOW).unwrap_err(),
            RefundRefusal::DuplicateKey
        );
    }

    #[test]
    fn an_unsettled_payment_and_a_virtual_account_are_not_refunded() {
        let mut pending = transaction(Channel::Qris);
        let mut transfer = settled(Channel::VirtualAccount(Bank::Bca));
        for transaction in [&mut pending, &mut transfer] {
            assert_eq!(
                transaction.refund(ask("a", 1), NOW).unwrap_err(),
                RefundRefusal::NotRefundable
            );
        }
    }

    #[test]
    fn what_is_left_out_means_the_rest() {
        let mut transaction = settled(Channel::Card);
        let refund = transaction.refund(RefundRequest::default(), NOW).unwrap();
        assert_eq!(refund.amount, transaction.gross_amount);
        assert!(!refund.key.is_empty());
    }
}

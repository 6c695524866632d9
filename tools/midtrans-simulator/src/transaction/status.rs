//! The life of a transaction: its states, the legal moves, and the code each state is told with.

use std::fmt;

/// `transaction_status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Pending,
    Authorize,
    Capture,
    Settlement,
    Deny,
    Cancel,
    Expire,
    Refund,
    PartialRefund,
    Chargeback,
}

impl Status {
    pub(crate) const ALL: [Self; 10] = [
        Self::Pending,
        Self::Authorize,
        Self::Capture,
        Self::Settlement,
        Self::Deny,
        Self::Cancel,
        Self::Expire,
        Self::Refund,
        Self::PartialRefund,
        Self::Chargeback,
    ];

    /// Where a transaction may go from here: Midtrans' "transaction status cycle".
    pub(crate) const fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[
                Self::Authorize,
                Self::Capture,
                Self::Settlement,
                Self::Deny,
                Self::Cancel,
                Self::Expire,
            ],
            Self::Authorize => &[Self::Capture, Self::Deny, Self::Cancel, Self::Expire],
            Self::Capture => &[Self::Settlement, Self::Cancel],
            // A provider may reverse a settlement within minutes, hence `deny`.
            Self::Settlement => &[
                Self::Refund,
                Self::PartialRefund,
                Self::Chargeback,
                Self::Deny,
            ],
            Self::PartialRefund => &[Self::Refund, Self::PartialRefund, Self::Chargeback],
            Self::Deny | Self::Cancel | Self::Expire | Self::Refund | Self::Chargeback => &[],
        }
    }

    pub(crate) fn may_become(self, next: Self) -> bool {
        self.next().contains(&next)
    }

    /// Only a card is authorised and captured; everything else settles at once.
    pub(crate) const fn is_for_cards(self) -> bool {
        matches!(self, Self::Authorize | Self::Capture)
    }

    /// Whether the order id is free again: it is, once an attempt came to nothing.
    pub(crate) const fn releases_the_order_id(self) -> bool {
        matches!(self, Self::Deny | Self::Cancel | Self::Expire)
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Authorize => "authorize",
            Self::Capture => "capture",
            Self::Settlement => "settlement",
            Self::Deny => "deny",
            Self::Cancel => "cancel",
            Self::Expire => "expire",
            Self::Refund => "refund",
            Self::PartialRefund => "partial_refund",
            Self::Chargeback => "chargeback",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str().eq_ignore_ascii_case(text))
    }

    /// `status_code` of an answer that shows this state.
    pub(crate) const fn code(self, fraud: Fraud) -> &'static str {
        match (self, fraud) {
            (Self::Pending, _) | (Self::Capture, Fraud::Challenge) => "201",
            (Self::Deny, _) => "202",
            (Self::Expire, _) => "407",
            _ => "200",
        }
    }

    /// `status_code` of a notification, which tells every failure with 202.
    pub(crate) const fn notification_code(self, fraud: Fraud) -> &'static str {
        match self {
            Self::Cancel | Self::Expire => "202",
            _ => self.code(fraud),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// `fraud_status`: what the fraud detection makes of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fraud {
    Accept,
    Challenge,
    Deny,
}

impl Fraud {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Challenge => "challenge",
            Self::Deny => "deny",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Accept, Self::Challenge, Self::Deny]
            .into_iter()
            .find(|fraud| fraud.as_str().eq_ignore_ascii_case(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows are where a transaction is, columns where it may go, in the order of `Status::ALL`.
    const MOVES: [&str; 10] = [
        ".xxxxxx...", // pending
        "..x.xxx...", // authorize
        "...x.x....", // capture
        "....x..xxx", // settlement
        "..........", // deny
        "..........", // cancel
        "..........", // expire
        "..........", // refund
        ".......xxx", // partial_refund
        "..........", // chargeback
    ];

    #[test]
    fn the_table_of_moves_is_complete() {
        for (from, row) in Status::ALL.into_iter().zip(MOVES) {
            for (to, mark) in Status::ALL.into_iter().zip(row.chars()) {
                assert_eq!(from.may_become(to), mark == 'x', "{from} → {to}");
            }
        }
    }

    #[test]
    fn every_state_reads_back_whatever_its_case() {
        for status in Status::ALL {
            assert_eq!(Status::parse(&status.as_str().to_uppercase()), Some(status));
        }
        assert_eq!(Status::parse("paid"), None);
    }

    #[test]
    fn codes_follow_state_and_fraud() {
        assert_eq!(Status::Pending.code(Fraud::Accept), "201");
        assert_eq!(Status::Capture.code(Fraud::Accept), "200");
        assert_eq!(Status::Capture.code(Fraud::Challenge), "201");
        assert_eq!(Status::Expire.code(Fraud::Accept), "407");
        assert_eq!(Status::Expire.notification_code(Fraud::Accept), "202");
        assert_eq!(Status::Cancel.code(Fraud::Accept), "200");
        assert_eq!(Status::Cancel.notification_code(Fraud::Accept), "202");
    }
}

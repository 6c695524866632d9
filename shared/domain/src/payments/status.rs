//! The payment's state machine: forward only, so that what is told twice, late or in the wrong order is harmless.

use crate::named::named;

named! {
    /// Where an attempt to pay stands.
    PaymentStatus {
        /// Written down; the gateway has not answered yet.
        Created = "created",
        /// The customer can pay.
        Pending = "pending",
        /// The gateway has the money.
        Succeeded = "succeeded",
        Failed = "failed",
        Expired = "expired",
        Cancelled = "cancelled",
        PartiallyRefunded = "partially_refunded",
        Refunded = "refunded",
        /// The customer's bank took the money back.
        ChargedBack = "charged_back",
        /// The gateway took the money back, minutes after it had said that it was paid.
        Reversed = "reversed",
    }
}

/// What a gateway says of a payment, in the shop's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayStatus {
    /// Not paid: nothing happened yet, or a check is still running.
    Pending,
    Paid,
    Failed,
    Expired,
    Cancelled,
    PartiallyRefunded,
    Refunded,
    ChargedBack,
}

use PaymentStatus::{
    Cancelled, ChargedBack, Created, Expired, Failed, PartiallyRefunded, Pending, Refunded,
    Reversed, Succeeded,
};

/// Every legal transition. An attempt that came to nothing may still bring money: a customer tries another
/// card on the same page, or pays in the moment in which the shop gives up.
const TRANSITIONS: &[(PaymentStatus, &[PaymentStatus])] = &[
    (
        Created,
        &[
            Pending,
            Succeeded,
            Failed,
            Expired,
            Cancelled,
            PartiallyRefunded,
            Refunded,
            ChargedBack,
        ],
    ),
    (
        Pending,
        &[
            Succeeded,
            Failed,
            Expired,
            Cancelled,
            PartiallyRefunded,
            Refunded,
            ChargedBack,
        ],
    ),
    (
        Failed,
        &[Succeeded, PartiallyRefunded, Refunded, ChargedBack],
    ),
    (
        Expired,
        &[Succeeded, PartiallyRefunded, Refunded, ChargedBack],
    ),
    (
        Cancelled,
        &[Succeeded, PartiallyRefunded, Refunded, ChargedBack],
    ),
    (
        Succeeded,
        &[PartiallyRefunded, Refunded, ChargedBack, Reversed],
    ),
    (PartiallyRefunded, &[Refunded, ChargedBack, Reversed]),
];

impl PaymentStatus {
    #[must_use]
    pub fn may_become(self, to: Self) -> bool {
        TRANSITIONS
            .iter()
            .any(|(from, targets)| *from == self && targets.contains(&to))
    }

    /// Where the payment stands after the gateway's word; `None` when that changes nothing.
    #[must_use]
    pub fn after(self, word: GatewayStatus) -> Option<Self> {
        let to = match word {
            GatewayStatus::Pending => return None,
            GatewayStatus::Failed | GatewayStatus::Cancelled if self.holds_money() => Reversed,
            GatewayStatus::Paid => Succeeded,
            GatewayStatus::Failed => Failed,
            GatewayStatus::Expired => Expired,
            GatewayStatus::Cancelled => Cancelled,
            GatewayStatus::PartiallyRefunded => PartiallyRefunded,
            GatewayStatus::Refunded => Refunded,
            GatewayStatus::ChargedBack => ChargedBack,
        };
        self.may_become(to).then_some(to)
    }

    /// Whether the customer may still pay: an order has one such attempt at most.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Created | Pending)
    }

    /// Why nothing of it is given back any more: the customer has all of it, by the gateway's or their bank's doing.
    /// A stable code; `None` while the shop holds money of it, or never did.
    #[must_use]
    pub const fn taken_back(self) -> Option<&'static str> {
        match self {
            Refunded => Some("payment_refunded"),
            ChargedBack => Some("payment_charged_back"),
            Reversed => Some("payment_reversed"),
            Created | Pending | Succeeded | Failed | Expired | Cancelled | PartiallyRefunded => {
                None
            }
        }
    }

    /// Whether the customer's bank or the gateway took money back that had come in: the shop did not give it.
    #[must_use]
    pub const fn is_lost(self) -> bool {
        matches!(self, Reversed | ChargedBack)
    }

    /// Whether the shop has money of it that is not given back whole.
    #[must_use]
    pub const fn holds_money(self) -> bool {
        matches!(self, Succeeded | PartiallyRefunded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [GatewayStatus; 8] = [
        GatewayStatus::Pending,
        GatewayStatus::Paid,
        GatewayStatus::Failed,
        GatewayStatus::Expired,
        GatewayStatus::Cancelled,
        GatewayStatus::PartiallyRefunded,
        GatewayStatus::Refunded,
        GatewayStatus::ChargedBack,
    ];

    fn words() -> impl Strategy<Value = Vec<GatewayStatus>> {
        prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..12)
    }

    /// The statuses a payment goes through, the first included.
    fn walk(start: PaymentStatus, words: &[GatewayStatus]) -> Vec<PaymentStatus> {
        let mut statuses = vec![start];
        for word in words {
            let now = *statuses.last().unwrap();
            statuses.extend(now.after(*word));
        }
        statuses
    }

    #[test]
    fn every_status_is_read_again() {
        for status in PaymentStatus::ALL {
            assert_eq!(PaymentStatus::parse(status.as_str()), Some(*status));
        }
    }

    #[test]
    fn a_settlement_that_is_denied_minutes_later_is_reversed() {
        assert_eq!(
            walk(Pending, &[GatewayStatus::Paid, GatewayStatus::Failed]),
            [Pending, Succeeded, Reversed]
        );
    }

    #[test]
    fn a_late_pending_does_not_undo_a_settlement() {
        assert_eq!(Succeeded.after(GatewayStatus::Pending), None);
        assert_eq!(Succeeded.after(GatewayStatus::Expired), None);
    }

    #[test]
    fn money_that_comes_after_the_end_is_seen() {
        for ended in [Failed, Expired, Cancelled] {
            assert_eq!(ended.after(GatewayStatus::Paid), Some(Succeeded));
        }
    }

    proptest! {
        /// No status is ever taken twice: every walk goes forward and comes to an end.
        #[test]
        fn a_payment_goes_forward_only(words in words()) {
            let statuses = walk(Created, &words);
            for (at, status) in statuses.iter().enumerate() {
                prop_assert!(!statuses[..at].contains(status), "{:?}", statuses);
            }
        }

        #[test]
        fn what_is_told_again_changes_nothing(words in words(), repeats in 1..4_usize) {
            let stuttered: Vec<_> = words.iter().flat_map(|word| std::iter::repeat_n(*word, repeats)).collect();
            // A denial of what is paid reverses it; said again of a reversed payment it is nothing new.
            prop_assert_eq!(walk(Pending, &words), walk(Pending, &stuttered));
        }

        /// Whatever else is said, before or after: money that came in is on the books.
        #[test]
        fn paid_money_is_never_lost_from_sight(before in words(), after in words()) {
            let words = [before, vec![GatewayStatus::Paid], after].concat();
            let last = *walk(Created, &words).last().unwrap();
            prop_assert!(matches!(last, Succeeded | PartiallyRefunded | Refunded | ChargedBack | Reversed), "{:?}", last);
        }

        #[test]
        fn a_walk_takes_legal_steps_alone(words in words()) {
            for pair in walk(Created, &words).windows(2) {
                prop_assert!(pair[0].may_become(pair[1]));
            }
        }
    }
}

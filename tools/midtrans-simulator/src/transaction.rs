//! A transaction: what was charged, how, and how far it has come.

pub(crate) mod card;
pub(crate) mod method;
mod png;
pub(crate) mod qris;
pub(crate) mod refund;
pub(crate) mod status;
pub(crate) mod view;

use serde_json::{Map, Value};
use time::OffsetDateTime;

use self::method::{Channel, Method};
use self::refund::Refund;
use self::status::{Fraud, Status};
use crate::expiry::Expiry;
use crate::ids;
use crate::money::Rupiah;
use crate::notifications::Targets;
use crate::order::Order;

/// One attempt to pay an order.
#[derive(Clone, Debug)]
pub(crate) struct Transaction {
    pub(crate) id: String,
    pub(crate) order_id: String,
    pub(crate) gross_amount: Rupiah,
    pub(crate) method: Method,
    pub(crate) status: Status,
    pub(crate) fraud: Fraud,
    pub(crate) created_at: OffsetDateTime,
    pub(crate) expires_at: OffsetDateTime,
    pub(crate) settled_at: Option<OffsetDateTime>,
    pub(crate) refunds: Vec<Refund>,
    /// `custom_field1` to `3` and `metadata`, given back in every answer.
    pub(crate) extras: Map<String, Value>,
    pub(crate) targets: Targets,
}

/// A move the table of moves does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IllegalMove;

impl Transaction {
    /// A pending transaction that pays `order` by `method`.
    pub(crate) fn open(
        order: &Order,
        method: Method,
        expiry: Option<Expiry>,
        targets: Targets,
        now: OffsetDateTime,
    ) -> Self {
        let expires_at = expiry.map_or_else(
            || now + method.channel().lifetime(),
            |expiry| expiry.ends(now),
        );
        Self {
            id: ids::random(),
            order_id: order.id.clone(),
            gross_amount: order.gross_amount,
            method,
            status: Status::Pending,
            fraud: Fraud::Accept,
            created_at: now,
            expires_at,
            settled_at: None,
            refunds: Vec::new(),
            extras: order.extras.clone(),
            targets,
        }
    }

    /// Moves where the table of moves allows it.
    pub(crate) fn move_to(&mut self, next: Status, now: OffsetDateTime) -> Result<(), IllegalMove> {
        let is_card = matches!(self.method.channel(), Channel::Card);
        if !self.status.may_become(next) || (next.is_for_cards() && !is_card) {
            return Err(IllegalMove);
        }
        self.force(next, now);
        Ok(())
    }

    /// Moves whatever the table says: for tests of what must never happen.
    pub(crate) fn force(&mut self, next: Status, now: OffsetDateTime) {
        self.status = next;
        if next == Status::Settlement {
            self.settled_at = Some(now);
        }
    }

    /// The customer pays: a card is captured (or refused), everything else settles.
    pub(crate) fn pay(&mut self, now: OffsetDateTime) -> Result<(), IllegalMove> {
        if self.is_overdue(now) {
            return Err(IllegalMove);
        }
        let next = match &self.method {
            Method::Card(card) => card.paid_status(),
            _ => Status::Settlement,
        };
        self.move_to(next, now)?;
        self.fraud = self.method.fraud();
        Ok(())
    }

    /// The merchant accepts what the fraud detection was unsure of.
    pub(crate) fn approve(&mut self) -> Result<(), IllegalMove> {
        if !self.is_challenged() {
            return Err(IllegalMove);
        }
        self.fraud = Fraud::Accept;
        Ok(())
    }

    /// The merchant refuses what the fraud detection was unsure of.
    pub(crate) fn deny(&mut self) -> Result<(), IllegalMove> {
        if !self.is_challenged() {
            return Err(IllegalMove);
        }
        self.status = Status::Deny;
        self.fraud = Fraud::Deny;
        Ok(())
    }

    pub(crate) const fn is_challenged(&self) -> bool {
        matches!(
            (self.status, self.fraud),
            (Status::Capture, Fraud::Challenge)
        )
    }

    /// Whether the customer's time is up.
    pub(crate) fn is_overdue(&self, now: OffsetDateTime) -> bool {
        self.status == Status::Pending && now >= self.expires_at
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use time::macros::datetime;

    use super::method::Bank;
    use super::*;

    pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-22 10:00:00 +7);

    pub(crate) fn transaction(channel: Channel) -> Transaction {
        let order = Order::for_tests("order-1", 10_000);
        let method = Method::open(channel, order.gross_amount, "TOKO");
        Transaction::open(&order, method, None, Targets::default(), NOW)
    }

    #[test]
    fn paying_settles_a_transfer_and_captures_a_card() {
        let mut transfer = transaction(Channel::VirtualAccount(Bank::Bni));
        transfer.pay(NOW).unwrap();
        assert_eq!(transfer.status, Status::Settlement);
        assert_eq!(transfer.settled_at, Some(NOW));

        let mut card = transaction(Channel::Card);
        card.pay(NOW).unwrap();
        assert_eq!(card.status, Status::Capture);
        assert_eq!(card.pay(NOW), Err(IllegalMove));
    }

    #[test]
    fn nothing_but_a_card_is_captured() {
        let mut transaction = transaction(Channel::Qris);
        assert_eq!(transaction.move_to(Status::Capture, NOW), Err(IllegalMove));
    }

    #[test]
    fn nobody_pays_after_the_time_is_up() {
        let mut transaction = transaction(Channel::Qris);
        assert_eq!(
            transaction.pay(NOW + Channel::Qris.lifetime()),
            Err(IllegalMove)
        );
    }

    #[test]
    fn only_a_challenged_capture_is_approved_or_denied() {
        let mut card = transaction(Channel::Card);
        card.pay(NOW).unwrap();
        assert_eq!(card.approve(), Err(IllegalMove));
        card.fraud = Fraud::Challenge;
        card.clone().deny().unwrap();
        card.approve().unwrap();
        assert_eq!(card.fraud, Fraud::Accept);
    }
}

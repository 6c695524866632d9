//! The order's state machine: which status may follow which, and who may bring it about.

use crate::identity::Permission;
use crate::named::named;

named! {
    /// Where an order stands.
    OrderStatus {
        /// Holds stock and slot until it is paid or its time is over.
        AwaitingPayment = "awaiting_payment",
        /// Paid, or to be paid in cash.
        Confirmed = "confirmed",
        Picking = "picking",
        /// Picked and, where needed, weighed.
        Packed = "packed",
        OutForDelivery = "out_for_delivery",
        /// Handed over; claims are open for a day.
        Delivered = "delivered",
        Completed = "completed",
        Cancelled = "cancelled",
        /// Was not paid in time.
        Expired = "expired",
        DeliveryFailed = "delivery_failed",
        /// Back at the warehouse.
        Returned = "returned",
    }
}

/// What must be true of those who bring a transition about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The shop itself alone: an event or a schedule.
    Shop,
    /// Staff with the permission, and the shop itself.
    Staff(Permission),
    /// Also the shopper whose order it is.
    ShopperOr(Permission),
}

/// What becomes of the goods and the slot that the order holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holdings {
    /// They stay as they are.
    Keep,
    /// Goods go back on sale, the slot is free again.
    Release,
    /// Goods leave the warehouse.
    Take,
}

use Authority::{Shop, ShopperOr, Staff};
use Holdings::{Keep, Release, Take};
use OrderStatus::{
    AwaitingPayment, Cancelled, Completed, Confirmed, Delivered, DeliveryFailed, Expired,
    OutForDelivery, Packed, Picking, Returned,
};
use Permission::{OrdersDeliver, OrdersFulfil};

/// Every legal transition; what is not here cannot happen.
const TRANSITIONS: &[(OrderStatus, OrderStatus, Authority, Holdings)] = &[
    (AwaitingPayment, Confirmed, Shop, Keep),
    (AwaitingPayment, Expired, Shop, Release),
    (AwaitingPayment, Cancelled, ShopperOr(OrdersFulfil), Release),
    (Confirmed, Picking, Staff(OrdersFulfil), Keep),
    (Confirmed, Cancelled, ShopperOr(OrdersFulfil), Release),
    (Picking, Packed, Staff(OrdersFulfil), Take),
    (Picking, Cancelled, Staff(OrdersFulfil), Release),
    (Packed, OutForDelivery, Staff(OrdersDeliver), Keep),
    (OutForDelivery, Delivered, Staff(OrdersDeliver), Keep),
    (OutForDelivery, DeliveryFailed, Staff(OrdersDeliver), Keep),
    (DeliveryFailed, OutForDelivery, Staff(OrdersDeliver), Keep),
    (DeliveryFailed, Returned, Staff(OrdersFulfil), Keep),
    (Delivered, Completed, Staff(OrdersFulfil), Keep),
];

impl OrderStatus {
    /// Who may move an order from here to `to`, and what becomes of what it holds; `None` if nobody may.
    #[must_use]
    pub fn transition(self, to: Self) -> Option<(Authority, Holdings)> {
        TRANSITIONS
            .iter()
            .find(|(from, target, ..)| (*from, *target) == (self, to))
            .map(|(_, _, authority, holdings)| (*authority, *holdings))
    }

    /// Whether the customer has the goods.
    #[must_use]
    pub const fn is_handed_over(self) -> bool {
        matches!(self, Delivered | Completed)
    }

    /// Whether it ended before anything was packed.
    #[must_use]
    pub const fn is_called_off(self) -> bool {
        matches!(self, Cancelled | Expired)
    }

    /// Whether nothing can follow.
    #[must_use]
    pub fn is_final(self) -> bool {
        TRANSITIONS.iter().all(|(from, ..)| *from != self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_status_is_reached_and_read_again() {
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::parse(status.as_str()), Some(*status));
            let reached = TRANSITIONS.iter().any(|(_, to, ..)| to == status);
            assert!(reached || *status == AwaitingPayment, "{status:?}");
        }
    }

    #[test]
    fn nothing_follows_an_end() {
        for status in [Completed, Cancelled, Expired, Returned] {
            assert!(status.is_final(), "{status:?}");
        }
    }

    #[test]
    fn a_shopper_cancels_only_what_is_not_being_picked() {
        let may_cancel =
            |from: OrderStatus| matches!(from.transition(Cancelled), Some((ShopperOr(_), Release)));
        let cancellable: Vec<_> = OrderStatus::ALL
            .iter()
            .filter(|from| may_cancel(**from))
            .collect();
        assert_eq!(cancellable, [&AwaitingPayment, &Confirmed]);
    }

    proptest! {
        /// Along any walk, what an order holds is taken or released at most once, and always before its end.
        #[test]
        fn goods_leave_or_return_exactly_once(choices in prop::collection::vec(any::<prop::sample::Index>(), 20)) {
            let (mut status, mut settled) = (AwaitingPayment, 0);
            for choice in choices {
                let open: Vec<_> = TRANSITIONS.iter().filter(|(from, ..)| *from == status).collect();
                if open.is_empty() {
                    break;
                }
                let (_, to, _, holdings) = open[choice.index(open.len())];
                status = *to;
                settled += i32::from(*holdings != Keep);
                prop_assert!(settled <= 1);
            }
            prop_assert_eq!(settled, i32::from(!matches!(status, AwaitingPayment | Confirmed | Picking)));
        }
    }
}

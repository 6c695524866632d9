//! What becomes of a customer's orders when the customer is gone.

use crate::StoreError;
use crate::events::Received;
use crate::ids::UserId;
use crate::orders::OrderStatus;

/// The statuses of orders that are over, and need nobody's name any more.
pub fn over() -> impl Iterator<Item = OrderStatus> {
    OrderStatus::ALL
        .iter()
        .copied()
        .filter(|status| status.is_final())
}

/// Whom orders are for, and how they are reached.
pub trait Contacts: Send + Sync {
    /// In one transaction: takes from the user's orders that are over whom they were for and where exactly they
    /// went, and deletes the cart. Amounts, lines, code, dates, city, province and postcode stay. Orders under
    /// way keep what they need, and lose it when they are over (see [`crate::platform::Waste::Contacts`]).
    /// `false`, and nothing done, when the event was had before.
    async fn erase(&self, user: UserId, received: &Received) -> Result<bool, StoreError>;
}

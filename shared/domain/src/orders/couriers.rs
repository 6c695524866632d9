//! Couriers: who they are, what they bring, and how an order becomes theirs.

use crate::failure::{Failure, Kind};
use crate::identity::{Actor, Caller, Permission};
use crate::ids::{OrderId, UserId};
use crate::orders::{Order, OrderCode, OrderStatus};
use crate::{Clock, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Somebody who brings orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Courier {
    pub id: UserId,
    pub name: String,
}

impl Courier {
    /// The first letters of the name's first and last word.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace();
        let first = words.next().and_then(|word| word.chars().next());
        let last = words.next_back().and_then(|word| word.chars().next());
        let letters = first.into_iter().chain(last);
        letters.flat_map(char::to_uppercase).collect()
    }
}

/// Where a list of couriers goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierKey {
    pub name: String,
    pub id: UserId,
}

/// Where a list of orders by their delivery goes on: after the order of that window, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryKey {
    #[serde(with = "time::serde::rfc3339")]
    pub start: OffsetDateTime,
    pub id: OrderId,
}

/// The couriers and what they have to bring.
pub trait Couriers: Send + Sync {
    /// Somebody who may bring orders at this moment; `None` for anybody else.
    async fn find(&self, user: UserId) -> Result<Option<Courier>, StoreError>;

    /// All of them, by name.
    async fn list(
        &self,
        page: PageRequest<CourierKey>,
    ) -> Result<Page<Courier, CourierKey>, StoreError>;

    /// What a courier still has to bring on a day, in the order of its windows.
    async fn deliveries(
        &self,
        courier: UserId,
        date: Date,
        page: PageRequest<DeliveryKey>,
    ) -> Result<Page<Order, DeliveryKey>, StoreError>;

    /// In one transaction: locks the order, lets `decide` say whose it is to be (`is_courier`: whether the one who is
    /// named may bring orders), and writes that with a line in the audit log.
    async fn assign(
        &self,
        wanted: &Assignment,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, bool) -> Result<Order, AssignmentError> + Send,
    ) -> Result<Order, AssignmentError>;
}

/// Who is to bring an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub code: OrderCode,
    /// `None`: whoever sets out with it.
    pub courier: Option<UserId>,
}

/// Why an order was not given to a courier.
#[derive(Debug, thiserror::Error)]
pub enum AssignmentError {
    #[error("no such order")]
    NotFound,
    #[error("the order is on its way, over, or not paid yet")]
    NotNow,
    #[error("the user brings no orders")]
    NotACourier,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for AssignmentError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NotNow => Kind::Conflict,
            Self::NotACourier => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::NotNow => "courier_not_now",
            Self::NotACourier => "not_a_courier",
            Self::Store(error) => error.code(),
        }
    }
}

/// Gives an order that is in the house to a courier, or to nobody. It stays where it stands: no step, no news.
pub async fn assign(
    couriers: &impl Couriers,
    clock: &impl Clock,
    actor: &Actor,
    wanted: &Assignment,
) -> Result<Order, AssignmentError> {
    let decide = |order: &Order, is_courier| assigned(order, wanted.courier, is_courier);
    couriers.assign(wanted, actor, clock.now(), decide).await
}

fn assigned(
    order: &Order,
    courier: Option<UserId>,
    is_courier: bool,
) -> Result<Order, AssignmentError> {
    let is_in_the_house = matches!(
        order.status,
        OrderStatus::Confirmed
            | OrderStatus::Picking
            | OrderStatus::Packed
            | OrderStatus::DeliveryFailed
    );
    if !is_in_the_house {
        return Err(AssignmentError::NotNow);
    }
    if courier.is_some() && !is_courier {
        return Err(AssignmentError::NotACourier);
    }
    Ok(Order {
        courier,
        ..order.clone()
    })
}

/// Whether an order is no business of the caller's: another courier's, to a courier who has no other work here.
#[must_use]
pub(super) fn is_another_s(order: &Order, caller: &Caller) -> bool {
    let only_delivers =
        caller.may(Permission::OrdersDeliver) && !caller.may(Permission::OrdersFulfil);
    only_delivers && order.courier.is_some_and(|courier| courier != caller.user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, initials) in [
            ("Budi Santoso", "BS"),
            ("Budi", "B"),
            (" siti nur aminah ", "SA"),
            ("élan vital", "ÉV"),
            ("", ""),
        ] {
            let courier = Courier {
                id: UserId::generate(&OffsetDateTime::UNIX_EPOCH),
                name: name.into(),
            };
            assert_eq!(courier.initials(), initials, "{name:?}");
        }
    }
}

//! What the order context needs of the outside.

use crate::catalog::Sku;
use crate::events::Received;
use crate::idempotency::{Effect, Idempotency};
use crate::ids::{OrderId, SlotId, UserId};
use crate::orders::code::PREFIX;
use crate::orders::couriers::Courier;
use crate::orders::delivery::{NewSlot, NewZone};
use crate::orders::placing::{Basket, Checkout, PlaceOrderError, Placement};
use crate::orders::returning::{PickedLot, TakenBack};
use crate::orders::shelves::{Rework, Shelves};
use crate::orders::slot_templates::SlotTemplate;
use crate::orders::transition::{Change, TransitionError, Which};
use crate::orders::{
    Order, OrderCode, OrderStatus, PaymentMethod, Postcode, Slot, TimelineEntry, Zone,
};
use crate::{Fragment, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// Where a list of orders goes on: after the order placed then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderKey {
    #[serde(with = "time::serde::rfc3339")]
    pub placed_at: OffsetDateTime,
    pub id: OrderId,
}

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// One of these; none takes any.
    pub statuses: Vec<OrderStatus>,
    pub slot: Option<SlotId>,
    /// The day of delivery.
    pub date: Option<Date>,
    pub courier: Option<UserId>,
    pub payment_method: Option<PaymentMethod>,
    pub search: Option<OrderSearch>,
}

/// What staff know of the order they look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderSearch {
    /// How its code begins.
    Code(String),
    /// Part of the customer's name or e-mail address, in small letters.
    Words(String),
}

impl OrderSearch {
    /// What begins as codes do is the beginning of one; what all codes begin with says nothing.
    #[must_use]
    pub fn of(fragment: &Fragment) -> Option<Self> {
        let code = fragment.as_str().to_uppercase();
        if code.starts_with(PREFIX) {
            return (code != PREFIX).then_some(Self::Code(code));
        }
        Some(Self::Words(fragment.as_str().to_lowercase()))
    }
}

/// How an order got where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Every status the order has had, the first first.
    pub timeline: Vec<TimelineEntry>,
    pub courier: Option<Courier>,
}

/// The orders, with the stock and the slots they hold.
pub trait Orders: Send + Sync {
    /// Reads what a checkout needs, without locks.
    async fn checkout(&self, basket: &Basket, now: OffsetDateTime) -> Result<Checkout, StoreError>;

    /// In one transaction: takes the idempotency key, reads the checkout with its lots locked, lets `decide`
    /// turn it into an order, and writes that with everything it holds, its timeline, its events and its first
    /// answer; what was bought leaves the cart.
    async fn place(
        &self,
        basket: &Basket,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Checkout) -> Result<Placement, PlaceOrderError> + Send,
    ) -> Result<Effect<Placement, Order>, PlaceOrderError>;

    /// In one transaction: locks the order, lets `decide` say what is to become of it, and writes that with
    /// what it does to stock and slot. `None`: nothing to do, or `received` was had before.
    async fn change(
        &self,
        which: &Which,
        received: Option<&Received>,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order) -> Result<Option<Change>, TransitionError> + Send,
    ) -> Result<Option<Change>, TransitionError>;

    /// In one transaction: locks the order and the lots that it was picked from, lets `decide` say what is to become
    /// of it and what goes back into which lot, and writes that.
    async fn take_back(
        &self,
        code: &OrderCode,
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, &[PickedLot]) -> Result<(Change, Vec<TakenBack>), TransitionError>
        + Send,
    ) -> Result<Change, TransitionError>;

    /// In one transaction: locks the order, the lots of its goods and of the SKUs beside them, lets `decide` say what
    /// is to become of its lines, and writes that with the stock it moves and what it takes of its slot.
    async fn rework<E: From<TransitionError> + From<StoreError> + Send>(
        &self,
        code: &OrderCode,
        beside: &[Sku],
        now: OffsetDateTime,
        decide: impl FnOnce(&Order, &Shelves) -> Result<Rework, E> + Send,
    ) -> Result<Change, E>;

    async fn find(&self, code: &OrderCode) -> Result<Option<Order>, StoreError>;

    /// The user's own order; another's is not found.
    async fn find_of(&self, code: &OrderCode, user: UserId) -> Result<Option<Order>, StoreError>;

    /// The newest first.
    async fn list_of(
        &self,
        user: UserId,
        page: PageRequest<OrderKey>,
    ) -> Result<Page<Order, OrderKey>, StoreError>;

    /// The newest first.
    async fn list(
        &self,
        filter: &OrderFilter,
        page: PageRequest<OrderKey>,
    ) -> Result<Page<Order, OrderKey>, StoreError>;

    async fn progress(&self, order: &Order) -> Result<Progress, StoreError>;

    /// Orders whose time to be paid is over, the most overdue first.
    async fn overdue(&self, now: OffsetDateTime, limit: i64) -> Result<Vec<OrderId>, StoreError>;

    /// Orders that were handed over before then and are not over yet.
    async fn delivered_before(
        &self,
        before: OffsetDateTime,
        limit: i64,
    ) -> Result<Vec<OrderId>, StoreError>;
}

/// Where and when the shop delivers.
pub trait Delivery: Send + Sync {
    /// The zone of a postcode and its slots that are still open, the earliest first.
    async fn slots(
        &self,
        postcode: &Postcode,
        now: OffsetDateTime,
    ) -> Result<Option<(Zone, Vec<Slot>)>, StoreError>;

    /// Adds a zone; one whose name is taken stays as it is.
    async fn add_zone(&self, zone: &NewZone) -> Result<(), StoreError>;

    /// In one transaction, in which no template changes: lets `make` turn the templates of the zones that are
    /// delivered to into slots, and adds those that are not there yet. Answers how many that were.
    async fn make_slots(
        &self,
        make: impl FnOnce(&[SlotTemplate]) -> Vec<NewSlot> + Send,
    ) -> Result<u64, StoreError>;
}

//! Orders as the API shows them.

use domain::cart::Substitution;
use domain::catalog::{Sku, Unit};
use domain::ids::{OrderId, SlotId, UserId};
use domain::links::{LinkKey, Purpose};
use domain::orders::{
    Actor, Address, Customer, Order, OrderCode, OrderLine, OrderStatus, PaymentMethod, Slot,
    SlotWindow, TimelineEntry, Zone,
};
use domain::{Language, Money, Quantity};
use serde::Serialize;
use time::OffsetDateTime;

/// An order for its shopper, who gets the token that follows it without login.
#[derive(Serialize)]
pub(crate) struct OrderView<'a> {
    id: OrderId,
    code: &'a OrderCode,
    status: OrderStatus,
    payment_method: PaymentMethod,
    lines: Vec<LineView<'a>>,
    subtotal: Money,
    discount: Money,
    delivery_fee: Money,
    tax: Money,
    total: Money,
    /// What store credit pays of it.
    credit: Money,
    amount_due: Money,
    slot: &'a SlotWindow,
    address: &'a Address,
    note: Option<&'a str>,
    coupon: Option<&'a str>,
    collected: Option<Money>,
    /// What was due at the door and not taken there.
    #[serde(skip_serializing_if = "Option::is_none")]
    uncollected: Option<Money>,
    attempts: i32,
    #[serde(with = "time::serde::rfc3339")]
    placed_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    expires_at: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Customer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    courier_id: Option<CourierId>,
}

/// Who brings it; null while nobody does.
#[derive(Serialize)]
#[serde(transparent)]
struct CourierId(Option<UserId>);

/// A line of an order.
#[derive(Serialize)]
pub(crate) struct LineView<'a> {
    sku: &'a Sku,
    name: &'a str,
    quantity: Quantity,
    unit: Unit,
    unit_price: Money,
    line_total: Money,
    /// Its part of the order's discount.
    discount: Money,
    weighed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    packed_quantity: Option<Quantity>,
    substitution: Substitution,
    #[serde(skip_serializing_if = "Option::is_none")]
    substitute_for: Option<&'a Sku>,
}

impl<'a> OrderView<'a> {
    /// For the shopper.
    pub(crate) fn with_token(order: &'a Order, language: Language, key: &LinkKey) -> Self {
        let token = key.token(Purpose::TrackOrder, order.id);
        Self {
            tracking_token: Some(token),
            ..Self::new(order, language)
        }
    }

    /// For staff, who see whose it is and who brings it, and get no token.
    pub(crate) fn for_staff(order: &'a Order, language: Language) -> Self {
        Self {
            customer: Some(&order.customer),
            courier_id: Some(CourierId(order.courier)),
            ..Self::new(order, language)
        }
    }

    fn new(order: &'a Order, language: Language) -> Self {
        let totals = &order.totals;
        Self {
            id: order.id,
            code: &order.code,
            status: order.status,
            payment_method: order.payment_method,
            lines: order
                .lines
                .iter()
                .map(|line| LineView::new(line, language))
                .collect(),
            subtotal: totals.subtotal,
            discount: totals.discount,
            delivery_fee: totals.delivery_fee,
            tax: totals.tax,
            total: totals.total,
            credit: totals.credit().unwrap_or_default(),
            amount_due: totals.amount_due,
            slot: &order.slot,
            address: &order.address,
            note: order.note.as_deref(),
            coupon: order.coupon.as_deref(),
            collected: order.collected,
            uncollected: order.uncollected(),
            attempts: order.attempts,
            placed_at: order.placed_at,
            expires_at: order.expires_at,
            tracking_token: None,
            customer: None,
            courier_id: None,
        }
    }
}

impl<'a> LineView<'a> {
    pub(crate) fn new(line: &'a OrderLine, language: Language) -> Self {
        Self {
            sku: &line.sku,
            name: line.name(language),
            quantity: line.quantity,
            unit: line.unit,
            unit_price: line.unit_price,
            line_total: line.line_total,
            discount: line.discount,
            weighed: line.weighed,
            packed_quantity: line.packed_quantity,
            substitution: line.substitution,
            substitute_for: line.substitute_for.as_ref(),
        }
    }
}

/// A status an order has had.
#[derive(Serialize)]
pub(crate) struct TimelineView {
    status: OrderStatus,
    actor: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_id: Option<UserId>,
    reason: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl TimelineView {
    /// For the shopper: which of the staff it was is not theirs to know.
    pub(crate) fn new(entry: TimelineEntry) -> Self {
        Self {
            actor_id: None,
            ..Self::for_staff(entry)
        }
    }

    pub(crate) fn for_staff(entry: TimelineEntry) -> Self {
        let (actor, actor_id) = match entry.actor {
            Actor::Shopper(user) => ("shopper", user),
            Actor::Staff(user) => ("staff", Some(user)),
            Actor::Shop => ("shop", None),
        };
        Self {
            status: entry.status,
            actor,
            actor_id,
            reason: entry.reason,
            at: entry.at,
        }
    }
}

/// Terms of delivery.
#[derive(Serialize)]
pub(crate) struct ZoneView {
    name: String,
    fee: Money,
    free_above: Option<Money>,
    minimum_order: Money,
    /// The most that is taken in cash at the door; none where cash is not taken.
    cod_maximum: Option<Money>,
}

impl From<Zone> for ZoneView {
    fn from(zone: Zone) -> Self {
        Self {
            name: zone.name,
            fee: zone.delivery.fee,
            free_above: zone.delivery.free_above,
            minimum_order: zone.minimum_order,
            cod_maximum: zone.cod_maximum,
        }
    }
}

/// A delivery window to choose.
#[derive(Serialize)]
pub(crate) struct SlotView {
    id: SlotId,
    #[serde(with = "domain::catalog::date_text")]
    date: time::Date,
    #[serde(with = "time::serde::rfc3339")]
    start: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    end: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    cutoff: OffsetDateTime,
    /// Orders that still fit.
    available: i32,
}

impl From<Slot> for SlotView {
    fn from(slot: Slot) -> Self {
        let SlotWindow {
            id,
            date,
            start,
            end,
        } = slot.window;
        Self {
            id,
            date,
            start,
            end,
            cutoff: slot.cutoff,
            available: slot.available,
        }
    }
}

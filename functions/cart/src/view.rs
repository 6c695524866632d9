//! A cart as its shopper sees it.

use domain::cart::{Cart, CartLine, Change, Notice, Substitution};
use domain::catalog::{Sku, Unit};
use domain::orders::coupon::CouponInUse;
use domain::{Language, Money, Quantity};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct CartView<'a> {
    lines: Vec<LineView<'a>>,
    coupon: Option<&'a CouponInUse>,
    subtotal: Money,
    discount: Money,
    notices: Vec<NoticeView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    sku: &'a str,
    name: &'a str,
    quantity: Quantity,
    unit: Unit,
    unit_price: Money,
    line_total: Money,
    substitution: Substitution,
    in_stock: bool,
    /// The codes of this line's notices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<&'static str>,
}

#[derive(Serialize)]
struct NoticeView<'a> {
    code: &'static str,
    /// The line it is about; none when it is about the coupon.
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<&'a Sku>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_price: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_price: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<Quantity>,
}

impl<'a> CartView<'a> {
    pub(crate) fn new(cart: &'a Cart, language: Language) -> Self {
        let line = |(line, total): &'a (CartLine, Money)| LineView {
            sku: line.sku.as_str(),
            name: line.name.in_language(language),
            quantity: line.quantity,
            unit: line.unit,
            unit_price: line.unit_price,
            line_total: *total,
            substitution: line.substitution,
            in_stock: line.in_stock(),
            changed: line.changes().iter().map(Change::code).collect(),
        };
        Self {
            lines: cart.lines.iter().map(line).collect(),
            coupon: cart.coupon.as_ref(),
            subtotal: cart.subtotal,
            discount: cart.discount,
            notices: cart.notices.iter().map(NoticeView::from).collect(),
        }
    }
}

impl<'a> From<&'a Notice> for NoticeView<'a> {
    fn from(notice: &'a Notice) -> Self {
        let view = Self {
            code: notice.code(),
            sku: None,
            previous_price: None,
            unit_price: None,
            available: None,
        };
        let Notice::Line { sku, change } = notice else {
            return view;
        };
        let (previous_price, unit_price, available) = match *change {
            Change::PriceChanged { before, now } => (Some(before), Some(now), None),
            Change::InsufficientStock { available } => (None, None, Some(available)),
            Change::QuantityNotAllowed(_) | Change::NoLongerSold => (None, None, None),
        };
        Self {
            sku: Some(sku),
            previous_price,
            unit_price,
            available,
            ..view
        }
    }
}

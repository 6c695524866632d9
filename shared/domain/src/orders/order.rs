//! The order.

use crate::cart::Substitution;
use crate::catalog::{Sku, Unit};
use crate::ids::{OrderId, UserId, VariantId};
use crate::money::{BasisPoints, OutOfRange};
use crate::orders::{Address, OrderCode, OrderStatus, SlotWindow, Totals};
use crate::{Language, Money, Quantity};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// How an order is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaymentMethod {
    Midtrans,
    Stripe,
    /// Cash on delivery.
    Cod,
}

impl PaymentMethod {
    /// Whether the money is there before the goods are.
    #[must_use]
    pub const fn is_prepaid(self) -> bool {
        !matches!(self, Self::Cod)
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Midtrans => "midtrans",
            Self::Stripe => "stripe",
            Self::Cod => "cod",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Midtrans, Self::Stripe, Self::Cod]
            .into_iter()
            .find(|method| method.as_str() == text)
    }
}

/// Who ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// `None`: a guest.
    pub user: Option<UserId>,
    pub email: String,
    pub name: String,
    /// Mails are written in it.
    pub language: Language,
}

/// An order: what was agreed, with copies of names, prices and address. Its lines and sums follow what was packed and
/// delivered, so that they are what is owed now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    pub id: OrderId,
    pub code: OrderCode,
    pub customer: Customer,
    pub status: OrderStatus,
    pub payment_method: PaymentMethod,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    pub slot: SlotWindow,
    pub address: Address,
    pub note: Option<String>,
    /// The code of the coupon that was redeemed.
    #[serde(default)]
    pub coupon: Option<String>,
    /// Who brings it, or brought it last.
    #[serde(default)]
    pub courier: Option<UserId>,
    /// What the courier took at the door; `None` until the goods were handed over, or when nothing was to be taken.
    #[serde(default)]
    pub collected: Option<Money>,
    /// How often a courier has set out with it.
    #[serde(default)]
    pub attempts: i32,
    #[serde(with = "time::serde::rfc3339")]
    pub placed_at: OffsetDateTime,
    /// Until when it waits to be paid.
    #[serde(with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    /// Counts the changes of status, from 1.
    pub version: i64,
}

/// One SKU of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    pub variant: VariantId,
    pub sku: Sku,
    pub name_id: String,
    pub name_en: String,
    pub unit: Unit,
    /// What was ordered.
    pub quantity: Quantity,
    pub unit_price: Money,
    /// What the line costs before its discount: by what was ordered and, once packed, by what was packed.
    pub line_total: Money,
    /// The line's part of the order's discount.
    #[serde(default)]
    pub discount: Money,
    pub tax_rate: BasisPoints,
    /// Weighed at packing; the difference is settled.
    pub weighed: bool,
    /// What the scales said.
    pub packed_quantity: Option<Quantity>,
    pub substitution: Substitution,
    /// The SKU that was ordered, where this line stands in for it.
    #[serde(default)]
    pub substitute_for: Option<Sku>,
}

impl Order {
    /// What the courier is to take at the door.
    #[must_use]
    pub const fn due_at_the_door(&self) -> Money {
        match self.payment_method {
            PaymentMethod::Cod => self.totals.amount_due,
            PaymentMethod::Midtrans | PaymentMethod::Stripe => Money::ZERO,
        }
    }

    /// What was due at the door and not taken there, once the goods were handed over; `None` where nothing is missing.
    #[must_use]
    pub fn uncollected(&self) -> Option<Money> {
        let missing = self.due_at_the_door().subtract(self.collected?).ok()?;
        (missing > Money::ZERO).then_some(missing)
    }
}

impl OrderLine {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.name_id,
            Language::En => &self.name_en,
        }
    }

    /// What is charged for: what was packed, once it is.
    #[must_use]
    pub fn charged_quantity(&self) -> Quantity {
        self.packed_quantity.unwrap_or(self.quantity)
    }

    /// The tax on what the line costs after its discount.
    pub fn tax(&self) -> Result<Money, OutOfRange> {
        self.line_total
            .subtract(self.discount)?
            .share(self.tax_rate)
    }

    /// What the line costs, tax and all.
    pub fn cost(&self) -> Result<Money, OutOfRange> {
        let net = self.line_total.subtract(self.discount)?;
        net.add(self.tax()?)
    }

    /// The same line at another total. Its discount shrinks with it and never grows.
    pub fn charged(&self, line_total: Money) -> Result<Self, OutOfRange> {
        let share = line_total.min(self.line_total);
        Ok(Self {
            discount: self.discount.portion(share, self.line_total)?,
            line_total,
            ..self.clone()
        })
    }
}

/// Who brought a change about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "user", rename_all = "lowercase")]
pub enum Actor {
    /// The customer, signed in or by the order's link.
    Shopper(Option<UserId>),
    Staff(UserId),
    /// An event or a schedule.
    Shop,
}

/// A status an order has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub status: OrderStatus,
    pub actor: Actor,
    pub reason: Option<String>,
    pub at: OffsetDateTime,
}

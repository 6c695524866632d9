//! Mails about an order. Money is whole rupiah, quantities are decimal strings (`"1.250"`).

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An order as its customer reads it: what was bought, for how much, where and when it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    pub code: String,
    pub customer_name: String,
    pub lines: Vec<OrderLine>,
    pub subtotal: i64,
    /// What the coupon took off, as a positive amount.
    pub discount: i64,
    pub delivery_fee: i64,
    pub tax: i64,
    pub total: i64,
    /// Store credit spent on the order, as a positive amount.
    pub credit_used: i64,
    /// What is left to pay: the total less the credit.
    pub amount_due: i64,
    pub slot: DeliveryWindow,
    pub address: DeliveryAddress,
    pub payment: PaymentHint,
    pub tracking_link: String,
}

/// A line of an order, priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    pub name: String,
    pub quantity: String,
    pub unit: String,
    pub unit_price: i64,
    pub line_total: i64,
    /// Weighed again at packing, so that the amount may still change a little.
    pub weighed: bool,
}

/// When an order comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryWindow {
    #[serde(with = "time::serde::rfc3339")]
    pub start: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub end: OffsetDateTime,
}

/// Where an order goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAddress {
    pub recipient: String,
    pub phone: String,
    pub street: String,
    pub village: String,
    pub district: String,
    pub city: String,
    pub province: String,
    pub postcode: String,
    pub courier_note: Option<String>,
}

/// What the customer has to do, or has done, about the money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum PaymentHint {
    /// Pay online before the order is let go.
    Online {
        link: String,
        #[serde(with = "time::serde::rfc3339")]
        deadline: OffsetDateTime,
    },
    /// Have the cash ready at the door.
    CashOnDelivery,
    /// The money is in.
    Paid,
    /// Store credit covered everything.
    StoreCredit,
}

/// Where an order stands, of the states that a customer is told by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Picking,
    Packed,
    OutForDelivery,
    Delivered,
    Completed,
    DeliveryFailed,
    Returned,
}

/// An order moved on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStatusChanged {
    pub code: String,
    pub customer_name: String,
    pub status: OrderStatus,
    pub slot: DeliveryWindow,
    pub courier_name: Option<String>,
    /// What the courier collects at the door; none for a prepaid order.
    pub amount_to_collect: Option<i64>,
    /// Set once when packing changed what the order costs.
    pub weighed: Option<WeighedTotal>,
    /// Until when a claim is heard, once delivered.
    #[serde(with = "time::serde::rfc3339::option")]
    pub claim_until: Option<OffsetDateTime>,
    /// Why a delivery failed or came back, in the courier's words.
    pub reason: Option<String>,
    pub tracking_link: String,
}

/// What weighing did to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeighedTotal {
    pub estimated: i64,
    pub actual: i64,
    /// Goes back to a customer who had paid the estimate; zero for cash.
    pub refund: i64,
}

/// Who ended an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    Customer,
    Shop,
}

/// An order that will not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCancelled {
    pub code: String,
    pub customer_name: String,
    pub cancelled_by: CancelledBy,
    pub reason: Option<String>,
    /// What is being given back; zero when nothing was paid.
    pub refund: i64,
    pub tracking_link: String,
}

/// An order that was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderExpired {
    pub code: String,
    pub customer_name: String,
    pub total: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub deadline: OffsetDateTime,
    /// Where the same basket can be ordered again.
    pub reorder_link: String,
}

//! Mails about money. Amounts are whole rupiah.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// How to pay an order, once the customer has picked a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentInstructions {
    pub code: String,
    pub customer_name: String,
    pub amount: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub deadline: OffsetDateTime,
    pub route: PaymentRoute,
    pub tracking_link: String,
}

/// The way a customer pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum PaymentRoute {
    /// A page of the gateway on which the customer chooses.
    PaymentPage { link: String },
    /// A transfer to a number made for this order.
    VirtualAccount { bank: String, number: String },
    /// A transfer on a bill made for this order.
    BillPayment {
        bank: String,
        biller_code: String,
        bill_key: String,
    },
    /// A page of the gateway that takes a card.
    Card { link: String },
    /// A QR code: its picture, where there is one, and where it is shown.
    Qris {
        link: String,
        picture: Option<String>,
    },
    /// The `GoPay` app.
    Gopay { link: String },
}

/// Money given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRefunded {
    pub code: String,
    pub customer_name: String,
    pub amount: i64,
    pub route: RefundRoute,
    pub reason: Option<String>,
    pub tracking_link: String,
}

/// Tells staff that the money of an order is gone again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderUnpaid {
    pub name: String,
    pub code: String,
    pub amount: i64,
    /// Otherwise it was packed already, and goes on.
    pub is_cancelled: bool,
}

/// Tells staff that a day's settlement is not as the books have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementDiffers {
    pub name: String,
    #[serde(with = "domain::catalog::date_text")]
    pub date: Date,
    /// How many differences there are of each kind.
    pub missing: usize,
    pub extra: usize,
    pub amount: usize,
    pub fee: usize,
    pub refund: usize,
}

/// The way the money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundRoute {
    /// Back to the card, wallet or account that paid.
    OriginalMethod,
    /// A transfer made by hand, because a virtual account cannot take money back.
    BankTransfer,
    /// That transfer, which is made.
    Transferred,
    /// The customer's credit in the shop.
    StoreCredit,
}

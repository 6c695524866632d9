//! What the shop sends to Midtrans.

use domain::payments::{Bank, Bill, BillItem, Method, Payment, Refund};
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::{format_description, offset};

const WITH_OFFSET: StaticFormatDescription = format_description!(
    "[year]-[month]-[day] [hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute]"
);
/// Longer names of items are refused.
const LONGEST_NAME: usize = 50;

/// `POST /snap/v1/transactions`.
#[derive(Debug, Serialize)]
pub(super) struct SnapTransaction<'a> {
    #[serde(flatten)]
    order: Order<'a>,
    credit_card: SnapCard,
    /// Which ways to pay the page offers; all of them if none is named.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    enabled_payments: &'static [&'static str],
    callbacks: Callbacks<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry: Option<SnapExpiry>,
}

/// `POST /v2/charge`.
#[derive(Debug, Serialize)]
pub(super) struct Charge<'a> {
    payment_type: &'static str,
    #[serde(flatten)]
    order: Order<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank_transfer: Option<BankTransfer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    echannel: Option<MandiriBill<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gopay: Option<Gopay<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_expiry: Option<CoreExpiry>,
}

/// `POST /v2/{id}/refund`.
#[derive(Debug, Serialize)]
pub(super) struct RefundRequest<'a> {
    refund_key: &'a str,
    amount: i64,
    reason: &'a str,
}

/// What Snap and Core have in common.
#[derive(Debug, Serialize)]
struct Order<'a> {
    #[serde(rename = "transaction_details")]
    transaction: TransactionDetails<'a>,
    #[serde(rename = "item_details")]
    items: Vec<Item<'a>>,
    #[serde(rename = "customer_details")]
    customer: CustomerDetails<'a>,
}

#[derive(Debug, Serialize)]
struct TransactionDetails<'a> {
    order_id: &'a str,
    gross_amount: i64,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    name: String,
    price: i64,
    quantity: u8,
}

#[derive(Debug, Serialize)]
struct CustomerDetails<'a> {
    first_name: &'a str,
    email: &'a str,
}

#[derive(Debug, Serialize)]
struct SnapCard {
    /// The bank asks for the customer's own confirmation (3-D Secure).
    secure: bool,
}

#[derive(Debug, Serialize)]
struct Callbacks<'a> {
    finish: &'a str,
}

#[derive(Debug, Serialize)]
struct SnapExpiry {
    start_time: String,
    unit: &'static str,
    duration: i64,
}

#[derive(Debug, Serialize)]
struct CoreExpiry {
    order_time: String,
    unit: &'static str,
    expiry_duration: i64,
}

#[derive(Debug, Serialize)]
struct BankTransfer {
    bank: Bank,
}

/// What the customer reads at an ATM before paying; ten characters and thirty.
#[derive(Debug, Serialize)]
struct MandiriBill<'a> {
    bill_info1: &'static str,
    bill_info2: &'a str,
}

#[derive(Debug, Serialize)]
struct Gopay<'a> {
    enable_callback: bool,
    callback_url: &'a str,
}

impl<'a> SnapTransaction<'a> {
    pub(super) fn new(
        payment: &'a Payment,
        bill: &'a Bill,
        finish: &'a str,
        now: OffsetDateTime,
    ) -> Self {
        Self {
            order: Order::new(payment, bill),
            credit_card: SnapCard { secure: true },
            enabled_payments: match payment.method {
                Method::Card => &["credit_card"],
                _ => &[],
            },
            callbacks: Callbacks { finish },
            // Snap counts in minutes: the page closes up to a minute before the order lets go, never after.
            expiry: payment.expires_at.map(|end| SnapExpiry {
                start_time: wall_clock(now),
                unit: "minutes",
                duration: (end - now).whole_minutes().max(1),
            }),
        }
    }
}

impl<'a> Charge<'a> {
    pub(super) fn new(
        payment: &'a Payment,
        bill: &'a Bill,
        finish: &'a str,
        now: OffsetDateTime,
    ) -> Self {
        let is_bill = payment.method == Method::BankTransfer(Bank::Mandiri);
        let bank = payment.method.bank().filter(|_| !is_bill);
        Self {
            payment_type: if is_bill {
                "echannel"
            } else {
                payment.method.as_str()
            },
            order: Order::new(payment, bill),
            bank_transfer: bank.map(|bank| BankTransfer { bank }),
            echannel: is_bill.then(|| MandiriBill {
                bill_info1: "Pesanan:",
                bill_info2: bill.code.as_str(),
            }),
            gopay: (payment.method == Method::Gopay).then_some(Gopay {
                enable_callback: true,
                callback_url: finish,
            }),
            custom_expiry: payment.expires_at.map(|end| CoreExpiry {
                order_time: wall_clock(now),
                unit: "second",
                expiry_duration: (end - now).whole_seconds().max(1),
            }),
        }
    }
}

impl<'a> From<&'a Refund> for RefundRequest<'a> {
    fn from(refund: &'a Refund) -> Self {
        Self {
            refund_key: &refund.key,
            amount: refund.amount.amount(),
            reason: &refund.reason,
        }
    }
}

impl<'a> Order<'a> {
    fn new(payment: &'a Payment, bill: &'a Bill) -> Self {
        Self {
            transaction: TransactionDetails {
                order_id: &payment.reference,
                gross_amount: payment.amount.amount(),
            },
            items: bill.items.iter().map(Item::from).collect(),
            customer: CustomerDetails {
                first_name: &bill.customer.name,
                email: &bill.customer.email,
            },
        }
    }
}

impl<'a> From<&'a BillItem> for Item<'a> {
    fn from(item: &'a BillItem) -> Self {
        Self {
            id: &item.id,
            name: item.name.chars().take(LONGEST_NAME).collect(),
            price: item.amount.amount(),
            quantity: 1,
        }
    }
}

/// `2026-11-22 18:30:00 +0700`.
fn wall_clock(moment: OffsetDateTime) -> String {
    // The format names only parts that every moment has: it cannot fail.
    moment
        .to_offset(offset!(+7))
        .format(WITH_OFFSET)
        .unwrap_or_default()
}

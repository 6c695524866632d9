//! What Midtrans sends, and what it means to the shop.

use domain::Money;
use domain::payments::{
    Bank, BillPayment, GatewayError, GatewayReport, GatewayStatus, Instructions, Method,
    VirtualAccount,
};
use serde::Deserialize;
use time::format_description::StaticFormatDescription;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

const WALL_CLOCK: StaticFormatDescription =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// Snap's page.
#[derive(Debug, Deserialize)]
pub(super) struct SnapPage {
    pub(super) redirect_url: String,
}

/// How Snap says no.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SnapRefusal {
    #[serde(default)]
    pub(super) error_messages: Vec<String>,
}

/// Core's answer to anything; which fields are there depends on what was asked.
#[derive(Debug, Deserialize)]
pub(super) struct CoreAnswer {
    status_code: String,
    merchant_id: Option<String>,
    order_id: Option<String>,
    gross_amount: Option<String>,
    currency: Option<String>,
    payment_type: Option<String>,
    transaction_status: Option<String>,
    fraud_status: Option<String>,
    transaction_time: Option<String>,
    settlement_time: Option<String>,
    #[serde(default)]
    va_numbers: Vec<VaNumber>,
    permata_va_number: Option<String>,
    biller_code: Option<String>,
    bill_key: Option<String>,
    #[serde(default)]
    actions: Vec<Action>,
}

#[derive(Debug, Deserialize)]
struct VaNumber {
    va_number: String,
}

/// An address at which the customer, or the shop, does something.
#[derive(Debug, Deserialize)]
struct Action {
    name: String,
    url: String,
}

impl CoreAnswer {
    /// The status in the body, which HTTP's own does not tell.
    pub(super) fn code(&self) -> &str {
        &self.status_code
    }

    /// Whether it speaks of this merchant's transaction, where it says whose it is and we know who we are.
    pub(super) fn is_of(&self, merchant: Option<&str>) -> bool {
        match (self.merchant_id.as_deref(), merchant) {
            (Some(theirs), Some(ours)) => theirs == ours,
            _ => true,
        }
    }

    /// What it means that Midtrans did not do as it was asked.
    pub(super) fn refusal(&self) -> GatewayError {
        match self.code() {
            // The channel is not activated.
            "402" => GatewayError::NotOffered,
            code => GatewayError::Rejected {
                code: code.to_owned(),
            },
        }
    }

    /// What Midtrans says of a transaction.
    pub(super) fn report(&self) -> Result<GatewayReport, GatewayError> {
        let unreadable = GatewayError::Unreadable;
        if !self
            .currency
            .as_deref()
            .is_none_or(|currency| currency.eq_ignore_ascii_case("IDR"))
        {
            return Err(unreadable("currency"));
        }
        let paid_at = self
            .settlement_time
            .as_deref()
            .or(self.transaction_time.as_deref());
        Ok(GatewayReport {
            status: self.status()?,
            reference: self.order_id.clone().ok_or(unreadable("order_id"))?,
            amount: self
                .gross_amount
                .as_deref()
                .and_then(rupiah)
                .ok_or(unreadable("gross_amount"))?,
            paid_with: self.payment_type.clone(),
            paid_at: paid_at.and_then(jakarta),
            returned_refunds: Vec::new(),
        })
    }

    /// Whether a card is charged, and its money under way.
    pub(super) fn is_unsettled(&self) -> bool {
        let status = self.transaction_status.as_deref();
        status.is_some_and(|status| status.eq_ignore_ascii_case("capture"))
    }

    fn status(&self) -> Result<GatewayStatus, GatewayError> {
        let lower =
            |text: &Option<String>| text.as_deref().unwrap_or_default().to_ascii_lowercase();
        let fraud = lower(&self.fraud_status);
        Ok(match lower(&self.transaction_status).as_str() {
            "pending" | "authorize" => GatewayStatus::Pending,
            "capture" | "settlement" => match (fraud.as_str(), self.code()) {
                ("accept" | "", "200") => GatewayStatus::Paid,
                ("deny", _) => GatewayStatus::Failed,
                // A challenge: staff decide at Midtrans.
                _ => GatewayStatus::Pending,
            },
            "deny" | "failure" => GatewayStatus::Failed,
            "expire" => GatewayStatus::Expired,
            "cancel" => GatewayStatus::Cancelled,
            "partial_refund" => GatewayStatus::PartiallyRefunded,
            "refund" => GatewayStatus::Refunded,
            "chargeback" | "partial_chargeback" => GatewayStatus::ChargedBack,
            _ => return Err(GatewayError::Unreadable("transaction_status")),
        })
    }

    /// How the customer pays what was charged.
    pub(super) fn instructions(&self, method: Method) -> Result<Instructions, GatewayError> {
        let unreadable = GatewayError::Unreadable;
        let action = |name: &str| {
            self.actions
                .iter()
                .find(|action| action.name == name)
                .map(|a| a.url.clone())
        };
        match method {
            Method::BankTransfer(bank @ Bank::Mandiri) => {
                let numbers = self.biller_code.clone().zip(self.bill_key.clone());
                let (biller_code, bill_key) = numbers.ok_or(unreadable("bill_key"))?;
                let bill_payment = Some(BillPayment {
                    bank,
                    biller_code,
                    bill_key,
                });
                Ok(Instructions {
                    bill_payment,
                    ..Instructions::default()
                })
            }
            Method::BankTransfer(bank) => {
                let first = self.va_numbers.first().map(|number| &number.va_number);
                let number = first
                    .or(self.permata_va_number.as_ref())
                    .ok_or(unreadable("va_number"))?
                    .clone();
                let virtual_account = Some(VirtualAccount { bank, number });
                Ok(Instructions {
                    virtual_account,
                    ..Instructions::default()
                })
            }
            Method::Qris => {
                let qr = Some(action("generate-qr-code").ok_or(unreadable("qr code"))?);
                Ok(Instructions {
                    qr,
                    ..Instructions::default()
                })
            }
            Method::Gopay => {
                let redirect_url = Some(action("deeplink-redirect").ok_or(unreadable("deeplink"))?);
                Ok(Instructions {
                    redirect_url,
                    qr: action("generate-qr-code"),
                    ..Instructions::default()
                })
            }
            Method::Snap | Method::Card | Method::Cod => Err(GatewayError::NotOffered),
        }
    }
}

/// `"10000.00"` in rupiah; `None` for what is not whole.
fn rupiah(text: &str) -> Option<Money> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    let is_number = !whole.is_empty() && whole.bytes().all(|digit| digit.is_ascii_digit());
    if is_whole && is_number {
        whole.parse().ok().map(Money::rupiah)
    } else {
        None
    }
}

/// `2026-11-22 18:30:00` on Jakarta's clock.
pub(super) fn jakarta(text: &str) -> Option<OffsetDateTime> {
    let moment = PrimitiveDateTime::parse(text, WALL_CLOCK).ok()?;
    Some(
        moment
            .assume_offset(offset!(+7))
            .to_offset(time::UtcOffset::UTC),
    )
}

#[cfg(test)]
mod tests;

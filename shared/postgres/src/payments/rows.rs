//! Rows as the domain's values.

use crate::error::broken;
use domain::idempotency::{Idempotency, IdempotencyKey};
use domain::orders::{Customer, OrderCode, OrderStatus, PaymentMethod, Totals};
use domain::payments::{
    Attempt, Bank, Bill, BillItem, BillPayment, CardForm, GatewayName, Instructions, Method,
    Payment, PaymentStatus, Refund, RefundStatus, VirtualAccount,
};
use domain::{Language, Money, Quantity, StoreError};
use postgres_queries::queries::payments::{BillLines, BillRow, PaymentRow, RefundsOfOrder};

/// A stored word that the domain knows; the checks of the tables let no other in.
pub(crate) fn known<T>(word: Option<T>, what: &'static str) -> Result<T, StoreError> {
    word.ok_or_else(|| broken(what))
}

pub(crate) fn code(text: &str) -> Result<OrderCode, StoreError> {
    text.parse().map_err(broken)
}

pub(super) fn bill(row: BillRow, lines: Vec<BillLines>) -> Result<Bill, StoreError> {
    let language = known(Language::parse(&row.language), "an unknown language")?;
    let totals = Totals {
        subtotal: Money::rupiah(row.subtotal),
        discount: Money::rupiah(row.discount),
        delivery_fee: Money::rupiah(row.delivery_fee),
        tax: Money::rupiah(row.tax),
        total: Money::rupiah(row.total),
        amount_due: Money::rupiah(row.amount_due),
    };
    let goods = lines
        .into_iter()
        .map(|line| bill_item(line, language))
        .collect();
    Ok(Bill {
        order: row.id.into(),
        code: code(&row.code)?,
        customer: Customer {
            user: row.user_id.map(Into::into),
            email: row.email,
            name: row.customer_name,
            language,
        },
        status: known(OrderStatus::parse(&row.status), "an unknown order status")?,
        payment_method: known(
            PaymentMethod::parse(&row.payment_method),
            "an unknown payment method",
        )?,
        amount_due: totals.amount_due,
        expires_at: row.expires_at,
        items: BillItem::all(goods, &totals, language).map_err(broken)?,
    })
}

/// A line as one item: its quantity need not be whole, and its total is rounded.
fn bill_item(line: BillLines, language: Language) -> BillItem {
    let name = match language {
        Language::Id => line.name_id,
        Language::En => line.name_en,
    };
    let quantity = Quantity::from_thousandths(line.quantity).to_string();
    let quantity = quantity.trim_end_matches('0').trim_end_matches('.');
    BillItem {
        id: line.sku,
        name: format!("{quantity} {} {name}", line.unit),
        amount: Money::rupiah(line.line_total),
    }
}

pub(super) fn attempt(row: PaymentRow) -> Result<Attempt, StoreError> {
    let request = Idempotency {
        scope: row.request_scope.clone(),
        key: IdempotencyKey::parse(&row.request_key).map_err(broken)?,
        fingerprint: row
            .request_fingerprint
            .as_slice()
            .try_into()
            .map_err(broken)?,
    };
    let busy_until = row.busy_until;
    Ok(Attempt {
        payment: payment(row)?,
        request,
        busy_until,
    })
}

pub(crate) fn payment(row: PaymentRow) -> Result<Payment, StoreError> {
    let bank = row
        .bank
        .as_deref()
        .map(|bank| known(Bank::parse(bank), "an unknown bank"))
        .transpose()?;
    let virtual_account = bank
        .zip(row.va_number)
        .map(|(bank, number)| VirtualAccount { bank, number });
    let bill_payment = match (bank, row.biller_code, row.bill_key) {
        (Some(bank), Some(biller_code), Some(bill_key)) => Some(BillPayment {
            bank,
            biller_code,
            bill_key,
        }),
        _ => None,
    };
    let card =
        row.client_secret
            .zip(row.publishable_key)
            .map(|(client_secret, publishable_key)| CardForm {
                client_secret,
                publishable_key,
            });
    let instructions = Instructions {
        redirect_url: row.redirect_url,
        virtual_account,
        bill_payment,
        qr: row.qr,
        card,
    };
    Ok(Payment {
        id: row.id.into(),
        order: row.order_id.into(),
        order_code: code(&row.order_code)?,
        number: row.number,
        gateway: known(GatewayName::parse(&row.gateway), "an unknown gateway")?,
        method: known(Method::parse(&row.method, bank), "an unknown method")?,
        status: known(
            PaymentStatus::parse(&row.status),
            "an unknown payment status",
        )?,
        amount: Money::rupiah(row.amount),
        refunding: Money::rupiah(row.refunding),
        reference: row.gateway_reference,
        instructions: row.started_at.map(|_| instructions),
        paid_with: row.paid_with,
        paid_at: row.paid_at,
        expires_at: row.expires_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

pub(super) fn refund(row: RefundsOfOrder) -> Result<Refund, StoreError> {
    Ok(Refund {
        id: row.id.into(),
        payment: row.payment_id.into(),
        amount: Money::rupiah(row.amount),
        reason: row.reason,
        key: row.refund_key,
        status: known(RefundStatus::parse(&row.status), "an unknown refund status")?,
        created_at: row.created_at,
    })
}

//! A notice, as the templates want it.

mod claim;

use domain::notifications::webhooks::DisabledReason;
use domain::notifications::{self, AccountNotice, Notice, Payment, StaffNotice, Stage};
use domain::orders::Order;
use domain::orders::transition::PAYMENT_REVERSED;
use domain::payments::{Instructions, Method, events};
use domain::{Language, Money};
use email::{
    AccountExists, CancelledBy, Content, DeliveryAddress, DeliveryWindow, EmailChange,
    EmailChanged, EmailVerification, ExternalLoginLinked, LotNearExpiry, OrderCancelled,
    OrderExpired, OrderLine, OrderStatus, OrderStatusChanged, OrderSummary, OrderUnpaid,
    PasswordChanged, PasswordReset, PaymentHint, PaymentInstructions, PaymentRefunded,
    PaymentRoute, RefundRoute, SecondFactorChanged, SettlementDiffers, StockLow, WebhookDisabled,
    WebhookFault,
};
use time::Duration;

pub(crate) fn content(notice: &Notice, language: Language) -> Content {
    match notice {
        Notice::Account(notice) => account(notice),
        Notice::OrderPlaced {
            order,
            payment,
            link,
        } => Content::OrderPlaced(summary(order, *payment, link, language)),
        Notice::OrderConfirmed {
            order,
            payment,
            link,
        } => Content::OrderConfirmed(summary(order, *payment, link, language)),
        Notice::OrderEdited {
            order,
            payment,
            link,
        } => Content::OrderEdited(summary(order, *payment, link, language)),
        Notice::OrderMoved {
            order,
            to,
            reason,
            to_collect,
            claims_until,
            link,
        } => Content::OrderStatusChanged(OrderStatusChanged {
            code: order.code.to_string(),
            customer_name: order.customer.name.clone(),
            status: status(*to),
            slot: slot(order),
            courier_name: None,
            amount_to_collect: to_collect.map(Money::amount),
            weighed: None,
            claim_until: *claims_until,
            reason: reason.clone(),
            tracking_link: link.clone(),
        }),
        Notice::OrderCancelled {
            order,
            by,
            reason,
            refund,
            link,
        } => Content::OrderCancelled(OrderCancelled {
            code: order.code.to_string(),
            customer_name: order.customer.name.clone(),
            cancelled_by: canceller(*by),
            reason: reason
                .as_deref()
                .map(|reason| cancel_reason(reason, language)),
            refund: refund.amount(),
            tracking_link: link.clone(),
        }),
        Notice::OrderExpired { order, at, link } => Content::OrderExpired(OrderExpired {
            code: order.code.to_string(),
            customer_name: order.customer.name.clone(),
            total: order.totals.amount_due.amount(),
            deadline: *at,
            reorder_link: link.clone(),
        }),
        Notice::PaymentInstructions {
            order_code,
            name,
            method,
            amount,
            instructions,
            deadline,
            link,
        } => Content::PaymentInstructions(PaymentInstructions {
            code: order_code.to_string(),
            customer_name: name.clone(),
            amount: amount.amount(),
            deadline: *deadline,
            route: payment_route(*method, instructions, link),
            tracking_link: link.clone(),
        }),
        Notice::PaymentRefunded {
            order_code,
            name,
            amount,
            route,
            reason,
            link,
        } => Content::PaymentRefunded(PaymentRefunded {
            code: order_code.to_string(),
            customer_name: name.clone(),
            amount: amount.amount(),
            route: refund_route(*route),
            reason: refund_reason(reason, language).map(str::to_owned),
            tracking_link: link.clone(),
        }),
        Notice::ClaimResolved { claim, link } => claim::resolved(claim, link, language),
        Notice::Staff { name, notice } => staff(name, notice, language),
    }
}

fn staff(name: &str, notice: &StaffNotice, language: Language) -> Content {
    match notice {
        StaffNotice::StockLow(low) => Content::StockLow(StockLow {
            name: name.to_owned(),
            sku: low.sku.to_string(),
            product: low.product.in_language(language).to_owned(),
            unit: low.unit.as_str().to_owned(),
            available: low.available.to_string(),
            threshold: low.threshold.to_string(),
        }),
        StaffNotice::ClaimFiled(filed) => claim::filed(name, &filed.claim, language),
        StaffNotice::OrderUnpaid(unpaid) => Content::OrderUnpaid(OrderUnpaid {
            name: name.to_owned(),
            code: unpaid.order.code.to_string(),
            amount: unpaid.amount.amount(),
            is_cancelled: unpaid.order.status == domain::orders::OrderStatus::Cancelled,
        }),
        StaffNotice::SettlementDiffers(differs) => Content::SettlementDiffers(SettlementDiffers {
            name: name.to_owned(),
            date: differs.date,
            missing: differs.differences.missing,
            extra: differs.differences.extra,
            amount: differs.differences.amount,
            fee: differs.differences.fee,
            refund: differs.differences.refund,
        }),
        StaffNotice::WebhookDisabled(disabled) => Content::WebhookDisabled(WebhookDisabled {
            name: name.to_owned(),
            description: disabled.description.clone(),
            host: disabled.host.clone(),
            fault: match disabled.reason {
                DisabledReason::Gone => WebhookFault::Gone,
                DisabledReason::Failing | DisabledReason::Staff => WebhookFault::Failing,
            },
            failing_since: disabled.failing_since,
        }),
        StaffNotice::LotNearExpiry(lot) => Content::LotNearExpiry(LotNearExpiry {
            name: name.to_owned(),
            lot: lot.lot.to_string(),
            sku: lot.sku.to_string(),
            product: lot.product.in_language(language).to_owned(),
            unit: lot.unit.as_str().to_owned(),
            location: lot.location.clone(),
            best_before: lot.best_before,
            available: lot.available.to_string(),
        }),
    }
}

fn account(notice: &AccountNotice) -> Content {
    match notice {
        AccountNotice::EmailVerification {
            name,
            link,
            valid_for,
        } => Content::EmailVerification(EmailVerification {
            name: name.clone(),
            link: link.clone(),
            expires_hours: hours(*valid_for),
        }),
        AccountNotice::PasswordReset {
            name,
            link,
            valid_for,
        } => Content::PasswordReset(PasswordReset {
            name: name.clone(),
            link: link.clone(),
            expires_hours: hours(*valid_for),
        }),
        AccountNotice::PasswordChanged {
            name,
            at,
            reset_link,
        } => Content::PasswordChanged(PasswordChanged {
            name: name.clone(),
            at: *at,
            reset_link: reset_link.clone(),
        }),
        AccountNotice::EmailChange {
            name,
            link,
            valid_for,
        } => Content::EmailChange(EmailChange {
            name: name.clone(),
            link: link.clone(),
            expires_hours: hours(*valid_for),
        }),
        AccountNotice::EmailChanged { name, at } => Content::EmailChanged(EmailChanged {
            name: name.clone(),
            at: *at,
        }),
        AccountNotice::AccountExists {
            name,
            login_link,
            reset_link,
        } => Content::AccountExists(AccountExists {
            name: name.clone(),
            login_link: login_link.clone(),
            reset_link: reset_link.clone(),
        }),
        AccountNotice::SecondFactorChanged {
            name,
            enabled,
            at,
            reset_link,
        } => Content::SecondFactorChanged(SecondFactorChanged {
            name: name.clone(),
            enabled: *enabled,
            at: *at,
            reset_link: reset_link.clone(),
        }),
        AccountNotice::ExternalLoginLinked {
            name,
            provider,
            at,
            reset_link,
        } => Content::ExternalLoginLinked(ExternalLoginLinked {
            name: name.clone(),
            provider: provider.clone(),
            at: *at,
            reset_link: reset_link.clone(),
        }),
    }
}

/// To the nearest hour: the token was made a moment before the event.
fn hours(duration: Duration) -> u32 {
    let hours = (duration + Duration::minutes(30)).whole_hours();
    hours.try_into().unwrap_or_default()
}

const fn canceller(by: notifications::CancelledBy) -> CancelledBy {
    match by {
        notifications::CancelledBy::Customer => CancelledBy::Customer,
        notifications::CancelledBy::Shop => CancelledBy::Shop,
    }
}

fn summary(order: &Order, payment: Payment, link: &str, language: Language) -> OrderSummary {
    let totals = &order.totals;
    OrderSummary {
        code: order.code.to_string(),
        customer_name: order.customer.name.clone(),
        lines: lines(order, language),
        subtotal: totals.subtotal.amount(),
        discount: totals.discount.amount(),
        delivery_fee: totals.delivery_fee.amount(),
        tax: totals.tax.amount(),
        total: totals.total.amount(),
        credit_used: totals
            .total
            .amount()
            .saturating_sub(totals.amount_due.amount()),
        amount_due: totals.amount_due.amount(),
        slot: slot(order),
        address: address(order),
        payment: match payment {
            // The order's page is where it is paid.
            Payment::Due(deadline) => PaymentHint::Online {
                link: link.into(),
                deadline,
            },
            Payment::Cash => PaymentHint::CashOnDelivery,
            Payment::Credit => PaymentHint::StoreCredit,
            Payment::Paid => PaymentHint::Paid,
        },
        tracking_link: link.into(),
    }
}

fn lines(order: &Order, language: Language) -> Vec<OrderLine> {
    let line = |line: &domain::orders::OrderLine| OrderLine {
        name: line.name(language).to_owned(),
        quantity: line.quantity.to_string(),
        unit: line.unit.as_str().to_owned(),
        unit_price: line.unit_price.amount(),
        line_total: line.line_total.amount(),
        weighed: line.weighed,
    };
    order.lines.iter().map(line).collect()
}

fn slot(order: &Order) -> DeliveryWindow {
    DeliveryWindow {
        start: order.slot.start,
        end: order.slot.end,
    }
}

fn address(order: &Order) -> DeliveryAddress {
    let address = &order.address;
    DeliveryAddress {
        recipient: address.recipient.clone(),
        phone: address.phone.clone(),
        street: address.street.clone(),
        village: address.village.clone(),
        district: address.district.clone(),
        city: address.city.clone(),
        province: address.province.clone(),
        postcode: address.postcode.as_str().to_owned(),
        courier_note: address.courier_note.clone(),
    }
}

const fn status(stage: Stage) -> OrderStatus {
    match stage {
        Stage::Picking => OrderStatus::Picking,
        Stage::Packed => OrderStatus::Packed,
        Stage::OutForDelivery => OrderStatus::OutForDelivery,
        Stage::Delivered => OrderStatus::Delivered,
        Stage::Completed => OrderStatus::Completed,
        Stage::DeliveryFailed => OrderStatus::DeliveryFailed,
        Stage::Returned => OrderStatus::Returned,
    }
}

/// The way to pay; without a better one the order's page, which shows what there is.
fn payment_route(method: Method, instructions: &Instructions, order_link: &str) -> PaymentRoute {
    let Instructions {
        redirect_url,
        virtual_account,
        bill_payment,
        qr,
        card: _,
    } = instructions;
    let link = |first: &Option<String>, second: &Option<String>| {
        first
            .as_ref()
            .or(second.as_ref())
            .map_or_else(|| order_link.to_owned(), Clone::clone)
    };
    if let Some(account) = virtual_account {
        return PaymentRoute::VirtualAccount {
            bank: account.bank.as_str().to_owned(),
            number: account.number.clone(),
        };
    }
    if let Some(bill) = bill_payment {
        return PaymentRoute::BillPayment {
            bank: bill.bank.as_str().to_owned(),
            biller_code: bill.biller_code.clone(),
            bill_key: bill.bill_key.clone(),
        };
    }
    match method {
        Method::Qris => PaymentRoute::Qris {
            link: link(qr, redirect_url),
            picture: qr.clone(),
        },
        Method::Gopay => PaymentRoute::Gopay {
            link: link(redirect_url, qr),
        },
        Method::Card => PaymentRoute::Card {
            link: link(redirect_url, &None),
        },
        Method::BankTransfer(_) | Method::Snap | Method::Cod => PaymentRoute::PaymentPage {
            link: link(redirect_url, &None),
        },
    }
}

const fn refund_route(route: events::RefundRoute) -> RefundRoute {
    match route {
        events::RefundRoute::OriginalMethod => RefundRoute::OriginalMethod,
        events::RefundRoute::BankTransfer => RefundRoute::BankTransfer,
        events::RefundRoute::Transferred => RefundRoute::Transferred,
    }
}

/// Why an order was cancelled: in words of the shop's own where it did that by itself, otherwise as it was given.
fn cancel_reason(reason: &str, language: Language) -> String {
    let words = match (reason, language) {
        (PAYMENT_REVERSED, Language::Id) => {
            "pembayarannya ditarik kembali oleh bank atau penyedia pembayaran."
        }
        (PAYMENT_REVERSED, Language::En) => {
            "the payment was taken back by the bank or the payment provider."
        }
        _ => reason,
    };
    words.to_owned()
}

/// What a code of payments says to a customer; a code that says nothing to them is left out.
fn refund_reason(code: &str, language: Language) -> Option<&'static str> {
    let (id, en) = match code {
        "claim" => ("klaim Anda kami terima.", "we accepted your claim."),
        "order_already_paid" => (
            "pesanan ini sudah dibayar sebelumnya.",
            "the order had been paid before.",
        ),
        "order_cancelled" => ("pesanan dibatalkan.", "the order was cancelled."),
        "order_expired" => (
            "pembayaran masuk setelah batas waktu pesanan lewat.",
            "the payment arrived after the order had expired.",
        ),
        "order_edited" => (
            "isi pesanan diubah sebelum disiapkan.",
            "the order was changed before it was picked.",
        ),
        "packed_less" => (
            "yang dikemas kurang dari yang dibayar.",
            "less was packed than was paid for.",
        ),
        _ => return None,
    };
    Some(match language {
        Language::Id => id,
        Language::En => en,
    })
}

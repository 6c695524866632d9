//! One made-up mail of each kind: what previews show and what the tests of templates read.

use time::OffsetDateTime;
use time::macros::{date, datetime};

use crate::{
    AccountExists, CancelledBy, ClaimFiled, ClaimLine, ClaimResolved, Content, DeliveryAddress,
    DeliveryWindow, EmailChange, EmailChanged, EmailVerification, ExternalLoginLinked, Kind,
    LotNearExpiry, OrderCancelled, OrderExpired, OrderLine, OrderStatus, OrderStatusChanged,
    OrderSummary, OrderUnpaid, PasswordChanged, PasswordReset, PaymentHint, PaymentInstructions,
    PaymentRefunded, PaymentRoute, RefundRoute, Remedy, SecondFactorChanged, SettlementDiffers,
    StockLow, WebhookDisabled, WebhookFault,
};

const DEADLINE: OffsetDateTime = datetime!(2026-11-23 07:00 UTC);
/// When something happened to an account.
const CHANGED_AT: OffsetDateTime = datetime!(2026-11-22 03:15 UTC);
const SLOT: DeliveryWindow = DeliveryWindow {
    start: datetime!(2026-11-23 23:00 UTC),
    end: datetime!(2026-11-24 02:00 UTC),
};

/// A mail of this kind that reads like a real one.
#[must_use]
pub fn sample(kind: Kind) -> Content {
    match kind {
        Kind::EmailVerification => Content::EmailVerification(EmailVerification {
            name: customer_name(),
            link: "https://sayur.example/verify-email?token=3q2-7wEXAMPLE&lang=id".into(),
            expires_hours: 24,
        }),
        Kind::PasswordReset => Content::PasswordReset(PasswordReset {
            name: customer_name(),
            link: "https://sayur.example/reset-password?token=3q2-7wEXAMPLE&lang=id".into(),
            expires_hours: 1,
        }),
        Kind::PasswordChanged => Content::PasswordChanged(PasswordChanged {
            name: customer_name(),
            at: CHANGED_AT,
            reset_link: reset_link(),
        }),
        Kind::EmailChange => Content::EmailChange(EmailChange {
            name: customer_name(),
            link: "https://sayur.example/verify-email?token=9x1-2bEXAMPLE&lang=id".into(),
            expires_hours: 24,
        }),
        Kind::EmailChanged => Content::EmailChanged(EmailChanged {
            name: customer_name(),
            at: CHANGED_AT,
        }),
        Kind::AccountExists => Content::AccountExists(AccountExists {
            name: customer_name(),
            login_link: "https://sayur.example/login".into(),
            reset_link: reset_link(),
        }),
        Kind::SecondFactorChanged => Content::SecondFactorChanged(SecondFactorChanged {
            name: customer_name(),
            enabled: true,
            at: CHANGED_AT,
            reset_link: reset_link(),
        }),
        Kind::ExternalLoginLinked => Content::ExternalLoginLinked(ExternalLoginLinked {
            name: customer_name(),
            provider: "Google".into(),
            at: CHANGED_AT,
            reset_link: reset_link(),
        }),
        Kind::OrderPlaced => Content::OrderPlaced(order(PaymentHint::Online {
            link: "https://sayur.example/pay/SYR-4K7QW2XN".into(),
            deadline: DEADLINE,
        })),
        Kind::OrderConfirmed => Content::OrderConfirmed(order(PaymentHint::Paid)),
        Kind::OrderEdited => Content::OrderEdited(order(PaymentHint::Paid)),
        Kind::OrderStatusChanged => Content::OrderStatusChanged(out_for_delivery()),
        Kind::OrderCancelled => Content::OrderCancelled(OrderCancelled {
            code: code(),
            customer_name: customer_name(),
            cancelled_by: CancelledBy::Shop,
            reason: Some("Banjir di jalur antar, kurir tidak bisa lewat.".into()),
            refund: 117_500,
            tracking_link: tracking_link(),
        }),
        Kind::OrderExpired => Content::OrderExpired(OrderExpired {
            code: code(),
            customer_name: customer_name(),
            total: 117_500,
            deadline: DEADLINE,
            reorder_link: "https://sayur.example/reorder/SYR-4K7QW2XN".into(),
        }),
        Kind::PaymentInstructions => Content::PaymentInstructions(PaymentInstructions {
            code: code(),
            customer_name: customer_name(),
            amount: 117_500,
            deadline: DEADLINE,
            route: PaymentRoute::VirtualAccount {
                bank: "bca".into(),
                number: "80777000012345678".into(),
            },
            tracking_link: tracking_link(),
        }),
        Kind::PaymentRefunded => Content::PaymentRefunded(PaymentRefunded {
            code: code(),
            customer_name: customer_name(),
            amount: 4_500,
            route: RefundRoute::OriginalMethod,
            reason: Some("Tomat lebih ringan daripada perkiraan.".into()),
            tracking_link: tracking_link(),
        }),
        Kind::ClaimResolved => Content::ClaimResolved(claim_resolved()),
        Kind::ClaimFiled => Content::ClaimFiled(claim_filed()),
        Kind::OrderUnpaid => Content::OrderUnpaid(OrderUnpaid {
            name: staff_name(),
            code: code(),
            amount: 117_500,
            is_cancelled: false,
        }),
        Kind::SettlementDiffers => Content::SettlementDiffers(settlement_differs()),
        Kind::StockLow => Content::StockLow(stock_low()),
        Kind::LotNearExpiry => Content::LotNearExpiry(lot_near_expiry()),
        Kind::WebhookDisabled => Content::WebhookDisabled(webhook_disabled()),
    }
}

fn webhook_disabled() -> WebhookDisabled {
    WebhookDisabled {
        name: staff_name(),
        description: "Gudang mitra Bandung".into(),
        host: "hooks.mitra.example".into(),
        fault: WebhookFault::Failing,
        failing_since: CHANGED_AT,
    }
}

fn code() -> String {
    "SYR-4K7QW2XN".into()
}

fn customer_name() -> String {
    "Siti Rahmawati".into()
}

fn reset_link() -> String {
    "https://sayur.example/forgot-password".into()
}

fn tracking_link() -> String {
    "https://sayur.example/orders/SYR-4K7QW2XN?token=eyEXAMPLE".into()
}

fn order(payment: PaymentHint) -> OrderSummary {
    OrderSummary {
        code: code(),
        customer_name: customer_name(),
        lines: vec![
            line("Bayam Hijau", "2.000", "ikat", 5_000, 10_000),
            OrderLine {
                weighed: true,
                ..line("Tomat Merah", "1.250", "kg", 18_000, 22_500)
            },
            line("Telur Ayam Negeri", "30.000", "butir", 2_500, 75_000),
            line("Pisang Cavendish", "1.000", "sisir", 32_000, 32_000),
        ],
        subtotal: 139_500,
        discount: 12_000,
        delivery_fee: 15_000,
        tax: 0,
        total: 142_500,
        credit_used: 25_000,
        amount_due: 117_500,
        slot: SLOT,
        address: DeliveryAddress {
            recipient: "Siti Rahmawati".into(),
            phone: "+62 812-3456-7890".into(),
            street: "Jl. Wijaya II No. 14, RT 03/RW 05".into(),
            village: "Melawai".into(),
            district: "Kebayoran Baru".into(),
            city: "Jakarta Selatan".into(),
            province: "DKI Jakarta".into(),
            postcode: "12160".into(),
            courier_note: Some("Pagar hijau, titip di pos satpam bila sepi.".into()),
        },
        payment,
        tracking_link: tracking_link(),
    }
}

fn line(name: &str, quantity: &str, unit: &str, unit_price: i64, line_total: i64) -> OrderLine {
    OrderLine {
        name: name.into(),
        quantity: quantity.into(),
        unit: unit.into(),
        unit_price,
        line_total,
        weighed: false,
    }
}

fn out_for_delivery() -> OrderStatusChanged {
    OrderStatusChanged {
        code: code(),
        customer_name: customer_name(),
        status: OrderStatus::OutForDelivery,
        slot: SLOT,
        courier_name: Some("Agus".into()),
        amount_to_collect: None,
        weighed: None,
        claim_until: None,
        reason: None,
        tracking_link: tracking_link(),
    }
}

fn claim_resolved() -> ClaimResolved {
    ClaimResolved {
        code: code(),
        customer_name: customer_name(),
        lines: claimed(),
        remedy: Remedy::Refund,
        amount: 22_500,
        note: Some("Tomatnya terbentur di jalan. Kami minta maaf.".into()),
        tracking_link: tracking_link(),
    }
}

fn claim_filed() -> ClaimFiled {
    ClaimFiled {
        name: staff_name(),
        code: code(),
        reason: "damaged".into(),
        lines: claimed(),
        cost: 22_500,
        text: Some("Separuh tomatnya pecah.".into()),
        photos: 2,
    }
}

fn claimed() -> Vec<ClaimLine> {
    vec![ClaimLine {
        name: "Tomat Merah".into(),
        quantity: "1.250".into(),
        unit: "kg".into(),
    }]
}

fn settlement_differs() -> SettlementDiffers {
    SettlementDiffers {
        name: staff_name(),
        date: date!(2026 - 11 - 22),
        missing: 2,
        extra: 0,
        amount: 1,
        fee: 0,
        refund: 0,
    }
}

fn stock_low() -> StockLow {
    StockLow {
        name: staff_name(),
        sku: "BYM-IKAT".into(),
        product: "Bayam Hijau".into(),
        unit: "ikat".into(),
        available: "7.000".into(),
        threshold: "10.000".into(),
    }
}

fn lot_near_expiry() -> LotNearExpiry {
    LotNearExpiry {
        name: staff_name(),
        lot: "019330f0-0000-7000-8000-000000000001".into(),
        sku: "TMT-KG".into(),
        product: "Tomat Merah".into(),
        unit: "kg".into(),
        location: "Jakarta Selatan".into(),
        best_before: date!(2026 - 11 - 24),
        available: "12.500".into(),
    }
}

fn staff_name() -> String {
    "Dewi Lestari".into()
}

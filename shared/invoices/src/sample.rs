//! An invoice with everything on it, for tests.

use crate::Seller;
use domain::cart::Substitution;
use domain::catalog::{Sku, Unit};
use domain::ids::{OrderId, SlotId, VariantId};
use domain::orders::invoice::{Invoice, InvoiceLine, InvoiceNumber, PaymentState};
use domain::orders::{
    Address, Customer, Order, OrderLine, OrderStatus, PaymentMethod, Postcode, SlotWindow, Totals,
};
use domain::{Language, Money, Quantity};
use time::macros::{date, datetime};

const NOW: time::OffsetDateTime = datetime!(2026-11-22 02:00 UTC);

pub(crate) fn seller() -> Seller {
    Seller {
        name: "PT Sayur Segar Nusantara".into(),
        address: "Jl. Pasar Minggu Raya No. 18, Jakarta Selatan, DKI Jakarta 12520".into(),
        tax_number: "01.234.567.8-901.000".into(),
        contact: "halo@micro-sayur.example · +62 21 5550 1234".into(),
    }
}

/// A line of so many kilograms, at Rp20.000 each, taxed with 11 %.
pub(crate) fn line(number: usize, name: &str, ordered: i64, packed: Option<i64>) -> InvoiceLine {
    let quantity = Quantity::from_thousandths(packed.unwrap_or(ordered));
    let price = Money::rupiah(20_000);
    let total = price.times(quantity).unwrap();
    InvoiceLine {
        line: OrderLine {
            variant: VariantId::generate(&NOW),
            sku: Sku::parse(&format!("SAYUR-{number:03}")).unwrap(),
            name_id: name.into(),
            name_en: format!("{name} (en)"),
            unit: Unit::Kg,
            quantity: Quantity::from_thousandths(ordered),
            unit_price: price,
            line_total: total,
            discount: Money::ZERO,
            tax_rate: 1_100,
            weighed: packed.is_some(),
            packed_quantity: packed.map(Quantity::from_thousandths),
            substitution: Substitution::None,
            substitute_for: None,
        },
        tax: total.share(1_100).unwrap(),
    }
}

pub(crate) fn invoice(lines: Vec<InvoiceLine>) -> Invoice {
    let subtotal = Money::sum(lines.iter().map(|line| line.line.line_total)).unwrap();
    let tax = Money::sum(lines.iter().map(|line| line.tax)).unwrap();
    let (discount, delivery_fee) = (Money::rupiah(5_000), Money::rupiah(15_000));
    let goods = subtotal.subtract(discount).unwrap();
    let total = Money::sum([goods, delivery_fee, tax]).unwrap();
    let totals = Totals {
        subtotal,
        discount,
        delivery_fee,
        tax,
        total,
        amount_due: total.subtract(Money::rupiah(10_000)).unwrap(),
    };
    let order = Order {
        id: OrderId::generate(&NOW),
        code: "SYR-7K3M9QPX".parse().unwrap(),
        customer: Customer {
            user: None,
            email: "siti@example.com".into(),
            name: "Siti Aminah".into(),
            language: Language::Id,
        },
        status: OrderStatus::Packed,
        payment_method: PaymentMethod::Midtrans,
        lines: lines.iter().map(|line| line.line.clone()).collect(),
        totals,
        slot: SlotWindow {
            id: SlotId::generate(&NOW),
            date: date!(2026 - 11 - 23),
            start: NOW,
            end: NOW,
        },
        address: Address {
            recipient: "Siti Aminah".into(),
            phone: "+6281234567890".into(),
            street: "Jl. Melati No. 1 RT 003/RW 007".into(),
            village: "Senayan".into(),
            district: "Kebayoran Baru".into(),
            city: "Jakarta Selatan".into(),
            province: "DKI Jakarta".into(),
            postcode: Postcode::parse("12190").unwrap(),
            latitude: None,
            longitude: None,
            courier_note: None,
        },
        note: None,
        coupon: None,
        courier: None,
        collected: None,
        attempts: 0,
        placed_at: NOW,
        expires_at: None,
        version: 3,
    };
    Invoice {
        number: InvoiceNumber {
            year: 2026,
            serial: 123,
        },
        issued_on: date!(2026 - 11 - 22),
        order,
        lines,
        state: PaymentState::Paid,
        returned: Money::rupiah(2_220),
    }
}

/// Three lines, one of them weighed, one with a discount, one in place of another.
pub(crate) fn usual() -> Invoice {
    let mut lines = vec![
        line(
            1,
            "Bayam hijau organik dari Lembang, ikat besar pilihan",
            1_000,
            None,
        ),
        line(2, "Wortel Berastagi", 1_500, Some(1_400)),
        line(3, "Tomat ceri", 250, None),
    ];
    lines[0].line.discount = Money::rupiah(5_000);
    lines[2].line.substitute_for = Some(Sku::parse("TOMAT-KG").unwrap());
    invoice(lines)
}

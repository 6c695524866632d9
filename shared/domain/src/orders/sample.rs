//! An order to decide on in tests.

use crate::cart::Substitution;
use crate::catalog::{Sku, Unit};
use crate::ids::{OrderId, SlotId, VariantId};
use crate::orders::pricing::{DeliveryTerms, Priced};
use crate::orders::{
    Address, Customer, Order, OrderLine, OrderStatus, PaymentMethod, Postcode, SlotWindow,
};
use crate::{Language, Money, Quantity};
use time::OffsetDateTime;
use time::macros::date;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

/// A line of so many thousandths at a price.
pub(super) fn line(sku: &str, thousandths: i64, price: i64, tax_rate: i32) -> OrderLine {
    let (quantity, unit_price) = (
        Quantity::from_thousandths(thousandths),
        Money::rupiah(price),
    );
    OrderLine {
        variant: VariantId::generate(&NOW),
        sku: Sku::parse(sku).unwrap(),
        name_id: "Bayam".into(),
        name_en: "Spinach".into(),
        unit: Unit::Kg,
        quantity,
        unit_price,
        line_total: unit_price.times(quantity).unwrap(),
        discount: Money::ZERO,
        tax_rate,
        weighed: true,
        packed_quantity: None,
        substitution: Substitution::None,
        substitute_for: None,
    }
}

/// An order of these lines, delivered for Rp15.000.
pub(super) fn order(lines: Vec<OrderLine>, payment_method: PaymentMethod) -> Order {
    let priced: Vec<_> = lines
        .iter()
        .map(|line| Priced {
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            tax_rate: line.tax_rate,
        })
        .collect();
    let delivery = DeliveryTerms {
        fee: Money::rupiah(15_000),
        free_above: None,
    };
    Order {
        id: OrderId::generate(&NOW),
        code: "SYR-7K3M9QPX".parse().unwrap(),
        customer: Customer {
            user: None,
            email: "siti@example.com".into(),
            name: "Siti".into(),
            language: Language::Id,
        },
        status: OrderStatus::Packed,
        payment_method,
        totals: crate::orders::pricing::totals(&priced, delivery).unwrap(),
        lines,
        slot: SlotWindow {
            id: SlotId::generate(&NOW),
            date: date!(2026 - 11 - 23),
            start: NOW,
            end: NOW,
        },
        address: Address {
            recipient: "Siti".into(),
            phone: String::new(),
            street: String::new(),
            village: String::new(),
            district: String::new(),
            city: String::new(),
            province: String::new(),
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
        version: 1,
    }
}

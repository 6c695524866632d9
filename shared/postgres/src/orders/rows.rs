//! Rows become domain values; a row that cannot is a defect, told as such.

use crate::error::broken;
use domain::cart::Substitution;
use domain::catalog::{LotLevel, SellingRules, Sku, Unit};
use domain::ids::{UploadId, VariantId};
use domain::orders::claims::{Claim, ClaimLine, ClaimReason, ClaimStatus, Resolution, Standing};
use domain::orders::placing::CheckoutLine;
use domain::orders::pricing::DeliveryTerms;
use domain::orders::shelves::Offer;
use domain::orders::{
    Actor, Address, Customer, Order, OrderKey, OrderLine, OrderStatus, PaymentMethod, Postcode,
    Slot, SlotWindow, TimelineEntry, Totals, Zone,
};
use domain::{Invalid, Language, Money, Page, Quantity, StoreError};
use postgres_queries::queries::{
    checkout as checkout_queries, claims as claim_queries, orders as queries,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

fn known<T>(value: Option<T>, what: &'static str) -> Result<T, StoreError> {
    value.ok_or_else(|| broken(what))
}

fn valid<T>(value: Result<T, Invalid>) -> Result<T, StoreError> {
    value.map_err(broken)
}

pub(crate) fn order(row: queries::Order) -> Result<Order, StoreError> {
    let lines: Vec<LineRow> = serde_json::from_value(row.lines).map_err(broken)?;
    Ok(Order {
        id: row.id.into(),
        code: valid(row.code.parse())?,
        customer: Customer {
            user: row.user_id.map(Into::into),
            email: row.email,
            name: row.customer_name,
            language: known(Language::parse(&row.language), "an unknown language")?,
        },
        status: known(OrderStatus::parse(&row.status), "an unknown status")?,
        payment_method: known(
            PaymentMethod::parse(&row.payment_method),
            "an unknown payment method",
        )?,
        lines: lines
            .into_iter()
            .map(LineRow::line)
            .collect::<Result<_, _>>()?,
        totals: Totals {
            subtotal: Money::rupiah(row.subtotal),
            discount: Money::rupiah(row.discount),
            delivery_fee: Money::rupiah(row.delivery_fee),
            tax: Money::rupiah(row.tax),
            total: Money::rupiah(row.total),
            amount_due: Money::rupiah(row.amount_due),
        },
        slot: SlotWindow {
            id: row.slot_id.into(),
            date: row.slot_date,
            start: row.slot_starts_at,
            end: row.slot_ends_at,
        },
        address: serde_json::from_value(row.address).map_err(broken)?,
        note: row.note,
        coupon: row.coupon_code,
        courier: row.courier_id.map(Into::into),
        collected: row.collected.map(Money::rupiah),
        attempts: row.attempts,
        placed_at: row.placed_at,
        expires_at: row.expires_at,
        version: row.version,
    })
}

pub(super) fn page(
    found: Vec<queries::Order>,
    limit: u8,
) -> Result<Page<Order, OrderKey>, StoreError> {
    let orders = found
        .into_iter()
        .map(order)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(orders, limit, |order| OrderKey {
        placed_at: order.placed_at,
        id: order.id,
    }))
}

/// A row of orders.lines, as `to_jsonb` writes it.
#[derive(Deserialize)]
struct LineRow {
    variant_id: Uuid,
    sku: String,
    name_id: String,
    name_en: String,
    unit: String,
    quantity: i64,
    unit_price: i64,
    line_total: i64,
    tax_rate_bp: i32,
    weighed: bool,
    packed_quantity: Option<i64>,
    substitution: String,
    discount: i64,
    substitute_for: Option<String>,
}

impl LineRow {
    fn line(self) -> Result<OrderLine, StoreError> {
        Ok(OrderLine {
            variant: self.variant_id.into(),
            sku: valid(Sku::parse(&self.sku))?,
            name_id: self.name_id,
            name_en: self.name_en,
            unit: valid(Unit::parse(&self.unit))?,
            quantity: Quantity::from_thousandths(self.quantity),
            unit_price: Money::rupiah(self.unit_price),
            line_total: Money::rupiah(self.line_total),
            discount: Money::rupiah(self.discount),
            tax_rate: self.tax_rate_bp,
            weighed: self.weighed,
            packed_quantity: self.packed_quantity.map(Quantity::from_thousandths),
            substitution: valid(Substitution::parse(&self.substitution))?,
            substitute_for: valid(self.substitute_for.as_deref().map(Sku::parse).transpose())?,
        })
    }
}

pub(super) fn claim(row: claim_queries::Claim) -> Result<Claim, StoreError> {
    let lines: Vec<ClaimLineRow> = serde_json::from_value(row.lines).map_err(broken)?;
    let resolution = row
        .resolved_by
        .zip(row.resolved_at)
        .map(|(by, at)| Resolution {
            amount: row.amount.map(Money::rupiah),
            note: row.note,
            by: by.into(),
            at,
        });
    Ok(Claim {
        id: row.id.into(),
        order: row.order_id.into(),
        order_code: valid(row.order_code.parse())?,
        customer: Customer {
            user: row.user_id.map(Into::into),
            email: row.email,
            name: row.customer_name,
            language: known(Language::parse(&row.language), "an unknown language")?,
        },
        payment_method: known(
            PaymentMethod::parse(&row.payment_method),
            "an unknown payment method",
        )?,
        lines: lines
            .into_iter()
            .map(ClaimLineRow::line)
            .collect::<Result<_, _>>()?,
        reason: known(ClaimReason::parse(&row.reason), "an unknown reason")?,
        text: row.text,
        photos: row.photos.into_iter().map(UploadId::from).collect(),
        status: known(ClaimStatus::parse(&row.status), "an unknown status")?,
        resolution,
        filed_at: row.filed_at,
    })
}

/// A row of `orders.claim_lines`, as `to_jsonb` writes it.
#[derive(Deserialize)]
struct ClaimLineRow {
    sku: String,
    name_id: String,
    name_en: String,
    unit: String,
    quantity: i64,
    cost: i64,
}

impl ClaimLineRow {
    fn line(self) -> Result<ClaimLine, StoreError> {
        Ok(ClaimLine {
            sku: valid(Sku::parse(&self.sku))?,
            name_id: self.name_id,
            name_en: self.name_en,
            unit: valid(Unit::parse(&self.unit))?,
            quantity: Quantity::from_thousandths(self.quantity),
            cost: Money::rupiah(self.cost),
        })
    }
}

pub(super) fn standing(row: claim_queries::Standing) -> Result<Standing, StoreError> {
    Ok(Standing {
        delivered_at: row.delivered_at,
        claims: row.claims,
        claimed: quantities(row.claimed)?,
    })
}

/// Quantities by SKU, as `orders.given_back` tells them.
pub(crate) fn quantities(json: Value) -> Result<BTreeMap<Sku, Quantity>, StoreError> {
    let thousandths: BTreeMap<Sku, i64> = serde_json::from_value(json).map_err(broken)?;
    let quantities = thousandths.into_iter();
    Ok(quantities
        .map(|(sku, thousandths)| (sku, Quantity::from_thousandths(thousandths)))
        .collect())
}

pub(super) fn timeline_entry(row: queries::Timeline) -> Result<TimelineEntry, StoreError> {
    let actor = match (row.actor_kind.as_str(), row.actor_id) {
        ("shopper", user) => Actor::Shopper(user.map(Into::into)),
        ("staff", Some(user)) => Actor::Staff(user.into()),
        ("shop", None) => Actor::Shop,
        _ => return Err(broken("an unknown actor")),
    };
    Ok(TimelineEntry {
        status: known(OrderStatus::parse(&row.status), "an unknown status")?,
        actor,
        reason: row.reason,
        at: row.at,
    })
}

pub(super) fn checkout_line(
    row: checkout_queries::CheckoutLines,
) -> Result<CheckoutLine, StoreError> {
    let quantity = Quantity::from_thousandths;
    let rules = SellingRules::new(
        quantity(row.step),
        quantity(row.minimum),
        quantity(row.maximum),
    );
    Ok(CheckoutLine {
        variant: row.variant_id.into(),
        sku: valid(Sku::parse(&row.sku))?,
        name_id: row.name_id,
        name_en: row.name_en,
        unit: valid(Unit::parse(&row.unit))?,
        quantity: quantity(row.quantity),
        unit_price: Money::rupiah(row.price),
        tax_rate: row.tax_rate_bp,
        weighed: row.weighed,
        substitution: valid(Substitution::parse(&row.substitution))?,
        unit_weight: row.unit_weight_grams.map(quantity),
        rules: valid(rules)?,
        on_sale: row.on_sale,
        discountable: row.discountable,
    })
}

pub(super) fn offer(row: queries::Offers) -> Result<Offer, StoreError> {
    let quantity = Quantity::from_thousandths;
    let rules = SellingRules::new(
        quantity(row.step),
        quantity(row.minimum),
        quantity(row.maximum),
    );
    Ok(Offer {
        variant: row.variant_id.into(),
        sku: valid(Sku::parse(&row.sku))?,
        name_id: row.name_id,
        name_en: row.name_en,
        unit: valid(Unit::parse(&row.unit))?,
        unit_price: Money::rupiah(row.price),
        tax_rate: row.tax_rate_bp,
        weighed: row.weighed,
        rules: valid(rules)?,
        unit_weight: row.unit_weight_grams.map(quantity),
        on_sale: row.on_sale,
    })
}

pub(super) fn address(row: checkout_queries::CheckoutAddress) -> Result<Address, StoreError> {
    Ok(Address {
        recipient: row.recipient,
        phone: row.phone,
        street: row.street,
        village: row.village,
        district: row.district,
        city: row.city,
        province: row.province,
        postcode: valid(Postcode::parse(&row.postcode))?,
        latitude: row.latitude,
        longitude: row.longitude,
        courier_note: row.courier_note,
    })
}

pub(super) fn zone(
    id: Uuid,
    name: String,
    fee: i64,
    free_above: Option<i64>,
    minimum_order: i64,
    cod_maximum: Option<i64>,
) -> Zone {
    Zone {
        id: id.into(),
        name,
        delivery: DeliveryTerms {
            fee: Money::rupiah(fee),
            free_above: free_above.map(Money::rupiah),
        },
        minimum_order: Money::rupiah(minimum_order),
        cod_maximum: cod_maximum.map(Money::rupiah),
    }
}

pub(super) fn slot(
    id: Uuid,
    date: Date,
    start: OffsetDateTime,
    end: OffsetDateTime,
    cutoff: OffsetDateTime,
    available: i32,
    grams_left: Option<i64>,
) -> Slot {
    Slot {
        window: SlotWindow {
            id: id.into(),
            date,
            start,
            end,
        },
        cutoff,
        available,
        weight_left: grams_left.map(Quantity::from_thousandths),
    }
}

pub(super) fn lot(row: checkout_queries::Lot) -> (VariantId, LotLevel) {
    let available = Quantity::from_thousandths(row.available);
    (
        row.variant_id.into(),
        LotLevel {
            lot: row.id.into(),
            best_before: row.best_before,
            available,
        },
    )
}

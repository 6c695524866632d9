//! Orders that tests of reports invent, and what reports should make of them: sums, line by line.

use crate::scene::Scene;
use domain::orders::OrderStatus;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A line of an order that a test invents.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) sku: usize,
    pub(crate) thousandths: i64,
    pub(crate) packed: Option<i64>,
    pub(crate) total: i64,
    pub(crate) tax_rate: i32,
}

/// An order that a test invents.
#[derive(Debug, Clone)]
pub(crate) struct Invented {
    /// Of November 2026; `None`: was never confirmed.
    pub(crate) day: Option<u8>,
    pub(crate) status: &'static str,
    pub(crate) lines: Vec<Line>,
    /// Thousandths of the subtotal.
    pub(crate) discount: i64,
    pub(crate) delivery_fee: i64,
    /// Paid once or twice online, with so much given back; not at all: in cash.
    pub(crate) payments: usize,
    pub(crate) refunding: i64,
}

const UNITS: [&str; 3] = ["kg", "ikat", "pack"];
const CATEGORIES: usize = 2;

impl Line {
    fn tax(&self, discount: i64) -> i64 {
        ((self.total - discount) * i64::from(self.tax_rate) + 5_000) / 10_000
    }
}

impl Invented {
    fn subtotal(&self) -> i64 {
        self.lines.iter().map(|line| line.total).sum()
    }

    fn discounted(&self) -> i64 {
        self.subtotal() * self.discount / 1_000
    }

    /// What of the discount is each line's.
    fn discounts(&self) -> Vec<i64> {
        let (mut upto, mut given) = (0, 0);
        let part = |line: &Line| {
            upto += line.total;
            let due = (self.discounted() * upto).checked_div(self.subtotal());
            let part = due.unwrap_or_default() - given;
            given += part;
            part
        };
        self.lines.iter().map(part).collect()
    }

    fn tax(&self) -> i64 {
        let lines = self.lines.iter().zip(self.discounts());
        lines.map(|(line, discount)| line.tax(discount)).sum()
    }

    fn total(&self) -> i64 {
        self.subtotal() - self.discounted() + self.delivery_fee + self.tax()
    }

    /// What was taken twice and went back is no refund.
    fn refunds(&self) -> i64 {
        let overpaid = self.total() * i64::try_from(self.payments.saturating_sub(1)).unwrap();
        if self.payments == 0 {
            0
        } else {
            (self.refunding() - overpaid).max(0)
        }
    }

    fn refunding(&self) -> i64 {
        let taken = self.total() * i64::try_from(self.payments).unwrap();
        taken * self.refunding / 1_000
    }

    fn counts(&self) -> bool {
        self.day.is_some() && !["cancelled", "returned"].contains(&self.status)
    }
}

fn line() -> impl Strategy<Value = Line> {
    let packed = prop::option::of(1..5_000_i64);
    let rate = prop::sample::select(vec![0, 500, 1_100]);
    (0..6_usize, 1..5_000_i64, packed, 0..300_000_i64, rate).prop_map(
        |(sku, thousandths, packed, total, tax_rate)| Line {
            sku,
            thousandths,
            packed,
            total,
            tax_rate,
        },
    )
}

pub(crate) fn invented() -> impl Strategy<Value = Invented> {
    let statuses: Vec<_> = OrderStatus::ALL
        .iter()
        .map(|status| status.as_str())
        .collect();
    let confirmed = (
        prop::option::weighted(0.9, 1..30_u8),
        prop::sample::select(statuses),
    );
    let lines = prop::collection::vec(line(), 1..6);
    (
        confirmed,
        lines,
        0..=1_000_i64,
        0..30_000_i64,
        0..3_usize,
        0..=1_000_i64,
    )
        .prop_map(
            |((day, status), lines, discount, delivery_fee, payments, refunding)| Invented {
                day,
                status,
                lines,
                discount,
                delivery_fee,
                payments,
                refunding,
            },
        )
}

/// Six SKUs in two categories.
pub(crate) async fn variants(scene: &Scene) -> Vec<uuid::Uuid> {
    let client = scene.shop.client();
    let mut variants = Vec::new();
    for number in 0..6 {
        let slug = format!("kategori-{}", number % CATEGORIES);
        let product = format!(
            "insert into catalog.categories (id, slug, name_id, name_en)
             values (gen_random_uuid(), '{slug}', 'Kategori {0}', 'Category {0}') on conflict do nothing;
             insert into catalog.products
                 (id, category_id, slug, name_id, name_en, shelf_life_days, status, created_at, updated_at)
             select gen_random_uuid(), id, 'barang-{number}', 'Barang {number}', 'Good {number}', 3, 'active', now(), now()
             from catalog.categories where slug = '{slug}'",
            number % CATEGORIES
        );
        client.batch_execute(&product).await.unwrap();
        let variant = scene
            .shop
            .variant(&format!("SKU-{number}"), 5_000)
            .await
            .uuid();
        let of = format!(
            "update catalog.variants set product_id = (select id from catalog.products where slug = 'barang-{number}')
             where id = $1"
        );
        client.execute(&of, &[&variant]).await.unwrap();
        variants.push(variant);
    }
    variants
}

pub(crate) async fn write(scene: &Scene, variants: &[uuid::Uuid], number: usize, order: &Invented) {
    let client = scene.shop.client();
    let code = format!("SYR-{number:08}");
    let expires = if order.status == "awaiting_payment" {
        "now()"
    } else {
        "null"
    };
    let insert = format!(
        "insert into orders.orders (id, code, email, customer_name, language, status, payment_method, subtotal, discount,
             delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address, placed_at,
             expires_at)
         select gen_random_uuid(), '{code}', 'siti@example.com', 'Siti', 'id', '{status}', 'midtrans', {subtotal},
             {discount}, {fee}, {tax}, {total}, {total}, id, date, starts_at, ends_at, '{{}}', now(), {expires}
         from orders.slots limit 1 returning id",
        status = order.status, subtotal = order.subtotal(), discount = order.discounted(), fee = order.delivery_fee,
        tax = order.tax(), total = order.total(),
    );
    let id: uuid::Uuid = client.query_one(&insert, &[]).await.unwrap().get(0);
    if let Some(day) = order.day {
        // The last minute of the day in Jakarta.
        let confirmed = format!(
            "insert into orders.timeline (order_id, version, status, actor_kind, at)
             values ('{id}', 1, 'confirmed', 'shop', '2026-11-{day:02} 16:59:30Z')"
        );
        client.batch_execute(&confirmed).await.unwrap();
    }
    for (number, line) in order.lines.iter().enumerate() {
        let insert = "insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity,
                unit_price, line_total, tax_rate_bp, weighed, packed_quantity, substitution, discount)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, true, $11, 'none', $12)";
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 12] = [
            &id,
            &i32::try_from(number + 1).unwrap(),
            &variants[line.sku],
            &format!("SKU-{}", line.sku),
            &format!("Barang {}", line.sku),
            &format!("Good {}", line.sku),
            &UNITS[line.sku % 3],
            &line.thousandths,
            &line.total,
            &line.tax_rate,
            &line.packed,
            &order.discounts()[number],
        ];
        client.execute(insert, &values).await.unwrap();
    }
    if order.total() == 0 {
        return;
    }
    for payment in 1..=order.payments {
        // The last payment takes what the others did not give back.
        let before = order.total() * i64::try_from(payment - 1).unwrap();
        let refunding = (order.refunding() - before).clamp(0, order.total());
        let status = if refunding == 0 {
            "succeeded"
        } else {
            "partially_refunded"
        };
        let insert = format!(
            "insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount, refunding,
                 gateway_reference, request_scope, request_key, request_fingerprint, created_at, updated_at)
             values (gen_random_uuid(), '{id}', '{code}', {payment}, 'midtrans', 'qris', '{status}', {}, {refunding},
                 '{code}-{payment}', 'test', '{payment}', sha256('test'), now(), now()),
                 (gen_random_uuid(), '{id}', '{code}', {payment} + 10, 'midtrans', 'qris', 'failed', {}, 0,
                 '{code}-{payment}-failed', 'test', '{payment}-failed', sha256('test'), now(), now())",
            order.total(), order.total(),
        );
        client.batch_execute(&insert).await.unwrap();
    }
}

/// What a row should say, summed line by line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sums {
    orders: BTreeSet<usize>,
    units: BTreeMap<&'static str, i64>,
    gross: i64,
    discount: i64,
    tax: i64,
    delivery_fees: i64,
    refunds: i64,
}

impl Sums {
    pub(crate) fn json(&self, of_orders: bool) -> Value {
        let money = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
        let units: Vec<_> = self
            .units
            .iter()
            .map(|(unit, thousandths)| {
                let quantity = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
                json!({ "unit": unit, "quantity": quantity })
            })
            .collect();
        let net = self.gross - self.discount + self.tax + self.delivery_fees - self.refunds;
        let mut row = json!({
            "orders": self.orders.len(), "units": units, "gross": money(self.gross),
            "discount": money(self.discount), "tax": money(self.tax), "net": money(net),
        });
        if of_orders {
            row["delivery_fees"] = money(self.delivery_fees);
            row["refunds"] = money(self.refunds);
        }
        row
    }
}

/// The rows that a report should have, by their keys.
pub(crate) fn expected(orders: &[Invented], by: &str) -> BTreeMap<String, Sums> {
    let mut rows: BTreeMap<String, Sums> = BTreeMap::new();
    for (number, order) in orders
        .iter()
        .enumerate()
        .filter(|(_, order)| order.counts())
    {
        let day = format!("2026-11-{:02}", order.day.unwrap());
        for (line, discount) in order.lines.iter().zip(order.discounts()) {
            let key = match by {
                "day" => day.clone(),
                "category" => format!("kategori-{}", line.sku % CATEGORIES),
                "sku" => format!("SKU-{}", line.sku),
                _ => String::new(),
            };
            let row = rows.entry(key).or_default();
            row.orders.insert(number);
            *row.units.entry(UNITS[line.sku % 3]).or_default() +=
                line.packed.unwrap_or(line.thousandths);
            row.gross += line.total;
            row.tax += line.tax(discount);
            row.discount += discount;
        }
        if by == "day" || by == "total" {
            let row = rows
                .entry(if by == "day" { day } else { String::new() })
                .or_default();
            row.delivery_fees += order.delivery_fee;
            row.refunds += order.refunds();
        }
    }
    rows
}

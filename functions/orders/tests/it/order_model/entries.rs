//! What is written down in the shop, held against the model of it.

use super::books::{Books, Order, Refusal};
use super::claims::{Claim, Claimed};
use super::premises::{Buyer, Shop};
use super::pricing::{Line, Sums};
use super::shop::{amount, decimal};
use crate::scene::text;
use domain::catalog::StockBooks;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

/// A row of the order's books, read or expected.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    code: String,
    timeline: Vec<String>,
    status: String,
    version: i64,
    sums: Sums,
    coupon: Option<String>,
    waits: bool,
    /// SKU, quantity, what was packed, total and discount.
    lines: Vec<String>,
    /// Lots and quantities.
    holds: Vec<String>,
    /// What became of each claim, its lines with quantities and costs, and how often others were told of it.
    claims: Vec<String>,
    /// Changes of status, edits, and payments to be given back, that others were told of.
    told: [i64; 3],
    /// Rupiah that others were told to give back.
    refunded: i64,
    /// Its sums are those of its lines.
    adds_up: bool,
}

impl Shop<'_> {
    /// Holds what is written down against the model.
    pub(super) async fn check(&self, books: &Books) {
        let windows: Vec<_> = books
            .windows
            .iter()
            .map(|window| window.id.uuid())
            .collect();
        let lots = books.goods.iter().flat_map(|good| &good.lots);
        let lots: Vec<_> = lots
            .map(|lot| (lot.id.uuid(), lot.on_hand, lot.reserved))
            .collect();
        let ids: Vec<_> = lots.iter().map(|(id, ..)| *id).collect();
        let client = self.premises.shop.client();
        let users: Vec<_> = self.users().collect();
        let codes: Vec<&str> = books.coupons.iter().map(|one| one.code.as_str()).collect();
        let (entries, levels, taken, credit, redeemed) = tokio::join!(
            read(client, ENTRIES, &windows),
            read(client, LEVELS, &ids),
            read(client, TAKEN, &windows),
            read(client, CREDIT, &users),
            async { client.query(REDEEMED, &[&codes]).await.unwrap() },
        );
        let seen: Vec<Entry> = entries.iter().map(Entry::read).collect();
        let orders = 0..books.orders.len();
        let expected: Vec<_> = orders.map(|order| Entry::expected(books, order)).collect();
        assert_eq!(seen, expected);
        let levels: Vec<_> = levels
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect();
        assert_eq!(levels, lots);
        let taken: Vec<_> = taken.iter().map(|row| (row.get(0), row.get(1))).collect();
        let expected = books
            .windows
            .iter()
            .map(|window| (window.taken, window.taken_grams));
        assert_eq!(taken, expected.collect::<Vec<_>>());
        let credit: Vec<i64> = credit.iter().map(|row| row.get(0)).collect();
        assert_eq!(credit, books.credit[..users.len()]);
        let redeemed: Vec<_> = redeemed
            .iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect();
        let coupons = 0..books.coupons.len();
        let expected = coupons.map(|coupon| whole(books.uses(coupon, None)));
        assert_eq!(
            redeemed,
            expected.map(|uses| (uses, uses)).collect::<Vec<_>>()
        );
    }

    /// Those who have accounts: they come before the guest.
    fn users(&self) -> impl Iterator<Item = Uuid> {
        self.buyers.iter().filter_map(|buyer| match buyer {
            Buyer::User(shopper, _) => Some(shopper.user.uuid()),
            Buyer::Guest(_) => None,
        })
    }

    /// Everything, at the end of the day.
    pub(super) async fn close(&self, books: &Books) {
        self.check(books).await;
        for who in 0..self.buyers.len() {
            self.check_cart(books, who).await;
        }
        assert_eq!(self.premises.books.lots_out_of_balance().await.unwrap(), []);
        assert_eq!(self.premises.books.unsettled_listings().await.unwrap(), []);
    }

    /// Holds a cart, and what it costs, against the model.
    pub(super) async fn check_cart(&self, books: &Books, who: usize) {
        let cart = self.cart(who).await;
        let seen = cart["lines"].as_array().unwrap().iter();
        let seen: Vec<_> = seen
            .map(|line| {
                (
                    text(&line["sku"]),
                    text(&line["quantity"]),
                    amount(&line["line_total"]),
                )
            })
            .collect();
        let mut lines = books.priced_cart(who);
        let quantities: Vec<_> = lines.iter().map(|line| decimal(line.quantity)).collect();
        let totals = lines.iter().zip(&quantities).map(|(line, quantity)| {
            let sku = books.goods[line.good].sku.as_str();
            (sku, quantity.as_str(), line.total)
        });
        assert_eq!(seen, totals.collect::<Vec<_>>());
        let problem: Option<Refusal> = books.take_off(who, &mut lines).problem;
        assert_eq!(cart["coupon"], books.coupon_shown(who, problem));
        let subtotal: i64 = lines.iter().map(|line| line.total).sum();
        let discount: i64 = lines.iter().map(|line| line.discount).sum();
        assert_eq!(amount(&cart["subtotal"]), subtotal);
        assert_eq!(amount(&cart["discount"]), discount);
    }
}

async fn read(client: &Client, statement: &str, ids: &[Uuid]) -> Vec<Row> {
    client.query(statement, &[&ids]).await.unwrap()
}

/// Orders of these windows, as they came in, and whether they are what their lines say.
const ENTRIES: &str =
    "select code, status, version, subtotal, discount, delivery_fee, tax, total, amount_due, coupon_code,
        expires_at is not null,
        array(select status from orders.timeline t where t.order_id = o.id order by version),
        array(select concat_ws(' ', sku, quantity, packed_quantity, line_total, l.discount)
            from orders.lines l where l.order_id = o.id order by line),
        array(select lot_id || ' ' || sum(quantity) from orders.allocations a
            where a.order_id = o.id group by lot_id order by 1),
        array(select concat_ws(' ', c.status, c.amount,
                (select string_agg(concat_ws(' ', sku, quantity, cost), ' ' order by line)
                    from orders.claim_lines l where l.claim_id = c.id),
                (select count(*) from platform.outbox where event->>'subject' = c.id::text))
            from orders.claims c where c.order_id = o.id order by filed_at, id),
        told.changes, told.edits, told.surplus, told.refunded,
        total = subtotal - discount + delivery_fee + tax and (subtotal, discount) = (
            select sum(line_total), sum(l.discount) from orders.lines l where l.order_id = o.id)
    from orders.orders o cross join lateral (
        select count(*) filter (where event->>'type' = 'sayur.orders.order_status_changed.v1') as changes,
            count(*) filter (where event->>'type' = 'sayur.orders.order_edited.v1') as edits,
            count(*) filter (where event->>'type' = 'sayur.orders.payment_not_needed.v1') as surplus,
            coalesce(sum((event->'data'->'amount'->>'amount')::bigint)
                filter (where event->>'type' = 'sayur.orders.refund_due.v1'), 0)::bigint as refunded
        from platform.outbox where event->>'subject' = o.id::text
    ) told
    where slot_id = any($1) order by placed_at, id";

const LEVELS: &str = "select l.id, on_hand, reserved
    from unnest($1::uuid[]) with ordinality a (id, number) join catalog.lots l on l.id = a.id order by number";

const TAKEN: &str = "select taken, taken_grams
    from unnest($1::uuid[]) with ordinality a (id, number) join orders.slots s on s.id = a.id order by number";

const CREDIT: &str = "select coalesce(c.balance, 0)
    from unnest($1::uuid[]) with ordinality a (id, number)
    left join payments.credit_accounts c on c.user_id = a.id order by number";

/// By the coupon's own count and by its redemptions.
const REDEEMED: &str = "select used::bigint, (
        select count(*) from orders.redemptions r where r.coupon_code = k.code and given_back_at is null)
    from unnest($1::text[]) with ordinality a (code, number)
    join orders.coupons k on k.code = a.code order by number";

impl Entry {
    fn read(row: &Row) -> Self {
        Self {
            code: row.get(0),
            status: row.get(1),
            version: row.get(2),
            sums: Sums {
                subtotal: row.get(3),
                discount: row.get(4),
                fee: row.get(5),
                tax: row.get(6),
                total: row.get(7),
                due: row.get(8),
            },
            coupon: row.get(9),
            waits: row.get(10),
            timeline: row.get(11),
            lines: row.get(12),
            holds: row.get(13),
            claims: row.get(14),
            told: [row.get(15), row.get(16), row.get(17)],
            refunded: row.get(18),
            adds_up: row.get(19),
        }
    }

    fn expected(books: &Books, number: usize) -> Self {
        let order = &books.orders[number];
        let lot = |&(good, lot, quantity): &(usize, usize, i64)| {
            format!("{} {quantity}", books.goods[good].lots[lot].id)
        };
        let mut holds: Vec<_> = order.holds.iter().map(lot).collect();
        holds.sort();
        let claims = books.claims.iter().filter(|claim| claim.order == number);
        let changes = order.timeline.len() - 1 - order.edits;
        Self {
            code: order.code.clone(),
            timeline: order
                .timeline
                .iter()
                .map(|status| (*status).to_owned())
                .collect(),
            status: order.status().to_owned(),
            version: whole(order.version()),
            sums: order.sums,
            coupon: order
                .coupon
                .map(|coupon| books.coupons[coupon].code.clone()),
            waits: order.status() == "awaiting_payment",
            lines: order
                .lines
                .iter()
                .map(|line| written_line(books, line))
                .collect(),
            holds,
            claims: claims.map(|claim| written_claim(books, claim)).collect(),
            told: [changes, order.edits, order.surplus].map(whole),
            refunded: order.refunded,
            adds_up: true,
        }
    }
}

fn written_line(books: &Books, line: &Line) -> String {
    let Line {
        quantity,
        total,
        discount,
        ..
    } = line;
    let packed = line
        .packed
        .map_or_else(String::new, |packed| format!(" {packed}"));
    let sku = &books.goods[line.good].sku;
    format!("{sku} {quantity}{packed} {total} {discount}")
}

fn written_claim(books: &Books, claim: &Claim) -> String {
    let amount = claim
        .amount
        .map_or_else(String::new, |amount| format!(" {amount}"));
    let line = |line: &Claimed| {
        let Claimed {
            good,
            quantity,
            cost,
        } = line;
        format!(" {} {quantity} {cost}", books.goods[*good].sku)
    };
    let lines: String = claim.lines.iter().map(line).collect();
    let told = if claim.status == "open" { 1 } else { 2 };
    format!("{}{amount}{lines} {told}", claim.status)
}

fn whole(number: usize) -> i64 {
    number.try_into().unwrap()
}

impl Order {
    /// Every change is one more.
    pub(super) fn version(&self) -> usize {
        self.timeline.len()
    }
}

//! What is written down in the shop, held against the model of it.

use super::books::{Books, Order, Sums};
use super::shop::{Buyer, Shop, amount, decimal};
use crate::scene::text;
use cart::get_cart;
use domain::catalog::StockBooks;
use testkit::Call;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

/// A row of the order's books, read or expected.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    code: String,
    timeline: Vec<String>,
    status: String,
    sums: Sums,
    waits: bool,
    /// Lots and quantities.
    holds: Vec<String>,
    /// Changes of status, and payments to be given back, that others were told of.
    told: (i64, i64),
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
        let (entries, levels, taken, credit) = tokio::join!(
            read(client, ENTRIES, &windows),
            read(client, LEVELS, &ids),
            read(client, TAKEN, &windows),
            read(client, CREDIT, &users),
        );
        let seen: Vec<Entry> = entries.iter().map(Entry::read).collect();
        let expected: Vec<_> = books
            .orders
            .iter()
            .map(|order| Entry::expected(books, order))
            .collect();
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
        let call = self.asks(who, Call::get("/v1/cart"));
        let cart = call
            .send(self.premises.carts, get_cart::handle)
            .await
            .expect(200);
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
        let lines = books.lines(who);
        let quantities: Vec<_> = lines.iter().map(|line| decimal(line.quantity)).collect();
        let totals = lines.iter().zip(&quantities).map(|(line, quantity)| {
            let good = &books.goods[line.good];
            // What is not sold any more costs nothing.
            (
                good.sku.as_str(),
                quantity.as_str(),
                if good.on_sale { line.total() } else { 0 },
            )
        });
        let totals: Vec<_> = totals.collect();
        assert_eq!(seen, totals);
        let subtotal: i64 = totals.iter().map(|(.., total)| total).sum();
        assert_eq!(amount(&cart["subtotal"]), subtotal);
    }
}

async fn read(client: &Client, statement: &str, ids: &[Uuid]) -> Vec<Row> {
    client.query(statement, &[&ids]).await.unwrap()
}

/// Orders of these windows, as they came in, and whether they are what their lines say.
const ENTRIES: &str =
    "select code, status, subtotal, discount, delivery_fee, tax, total, amount_due,
        expires_at is not null,
        array(select status from orders.timeline t where t.order_id = o.id order by version),
        array(select lot_id || ' ' || sum(quantity) from orders.allocations a
            where a.order_id = o.id group by lot_id order by 1),
        (select count(*) from platform.outbox where event->>'subject' = o.id::text
            and event->>'type' = 'sayur.orders.order_status_changed.v1'),
        (select count(*) from platform.outbox where event->>'subject' = o.id::text
            and event->>'type' = 'sayur.orders.payment_not_needed.v1'),
        (select coalesce(sum((event->'data'->'amount'->>'amount')::bigint), 0)::bigint from platform.outbox
            where event->>'subject' = o.id::text and event->>'type' = 'sayur.orders.refund_due.v1'),
        total = subtotal - discount + delivery_fee + tax and (subtotal, discount) = (
            select sum(line_total), sum(l.discount) from orders.lines l where l.order_id = o.id)
    from orders.orders o where slot_id = any($1) order by placed_at, id";

const LEVELS: &str = "select l.id, on_hand, reserved
    from unnest($1::uuid[]) with ordinality a (id, number) join catalog.lots l on l.id = a.id order by number";

const TAKEN: &str = "select taken, taken_grams
    from unnest($1::uuid[]) with ordinality a (id, number) join orders.slots s on s.id = a.id order by number";

const CREDIT: &str = "select coalesce(c.balance, 0)
    from unnest($1::uuid[]) with ordinality a (id, number)
    left join payments.credit_accounts c on c.user_id = a.id order by number";

impl Entry {
    fn read(row: &Row) -> Self {
        Self {
            code: row.get(0),
            status: row.get(1),
            sums: Sums {
                subtotal: row.get(2),
                discount: row.get(3),
                fee: row.get(4),
                tax: row.get(5),
                total: row.get(6),
                due: row.get(7),
            },
            waits: row.get(8),
            timeline: row.get(9),
            holds: row.get(10),
            told: (row.get(11), row.get(12)),
            refunded: row.get(13),
            adds_up: row.get(14),
        }
    }

    fn expected(books: &Books, order: &Order) -> Self {
        let lot = |&(good, lot, quantity): &(usize, usize, i64)| {
            format!("{} {quantity}", books.goods[good].lots[lot].id)
        };
        let mut holds: Vec<_> = order.holds.iter().map(lot).collect();
        holds.sort();
        let changes = i64::try_from(order.timeline.len()).unwrap() - 1;
        Self {
            code: order.code.clone(),
            timeline: order
                .timeline
                .iter()
                .map(|status| (*status).to_owned())
                .collect(),
            status: order.status().to_owned(),
            sums: order.sums,
            waits: order.status() == "awaiting_payment",
            holds,
            told: (changes, order.surplus),
            refunded: order.refunded,
            adds_up: true,
        }
    }
}

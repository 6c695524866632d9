//! Whether the shop's books agree with each other: stock, windows, orders, their timelines and what was told of them.

use crate::scene::Scene;
use domain::catalog::StockBooks;
use postgres::PgStockBooks;

/// Enters the receipts of the lots that a test has put on the shelf just so.
pub(crate) async fn enter_receipts(scene: &Scene) {
    let enter = "insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, moved_at)
        select gen_random_uuid(), id, 'receipt', on_hand, 0, received_at from catalog.lots";
    scene.shop.client().execute(enter, &[]).await.unwrap();
}

/// The rows that each of these would find are at odds with others.
const AT_ODDS: [(&str, &str); 6] = [
    (
        "what is taken of a window is what lives in it",
        "(select s.id from orders.slots s
            left join orders.orders o on o.slot_id = s.id and o.status not in ('cancelled', 'expired')
            group by s.id
            having s.taken <> count(o.id) or s.taken_grams <> coalesce(sum(o.weight_grams), 0)) t",
    ),
    (
        "an order's sums are those of its lines",
        "orders.orders o where total <> subtotal - discount + delivery_fee + tax
            or not coalesce((subtotal, discount) = (
                select sum(line_total), sum(l.discount) from orders.lines l where l.order_id = o.id), false)",
    ),
    (
        "the last entry of its timeline is what an order is",
        "orders.orders o where not coalesce((status, version) = (
            select t.status, t.version from orders.timeline t where t.order_id = o.id
            order by t.version desc limit 1), false)",
    ),
    (
        "each entry was told once",
        "orders.orders o where version <> (
            select count(*) from platform.outbox where event->>'subject' = o.id::text and event->>'type' in
                ('sayur.orders.order_placed.v1', 'sayur.orders.order_status_changed.v1'))",
    ),
    (
        "an order holds all of its goods, or none",
        "orders.orders o where coalesce((
                select sum(quantity) from orders.allocations a where a.order_id = o.id), 0)
            <> case when status in ('awaiting_payment', 'confirmed', 'picking') then (
                select sum(quantity) from orders.lines l where l.order_id = o.id) else 0 end",
    ),
    (
        "what was bought left the cart",
        "cart.lines l join cart.carts c on c.id = l.cart_id
            join orders.orders o on o.user_id = c.user_id and l.added_at < o.placed_at",
    ),
];

pub(crate) async fn assert_agree(scene: &Scene) {
    let books: &PgStockBooks = scene.stage.of_tools().app();
    assert_eq!(books.lots_out_of_balance().await.unwrap(), []);
    assert_eq!(books.unsettled_listings().await.unwrap(), []);
    for (what, rows) in AT_ODDS {
        assert_eq!(scene.shop.count(rows).await, 0, "{what}");
    }
}

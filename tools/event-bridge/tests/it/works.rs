//! The works that events go through: an outbox, a bus, and the consumer that counts sales.

use domain::catalog::sales;
use domain::events::{Event, EventBus, Publisher};
use domain::ids::{EventId, OrderId, VariantId};
use domain::orders::Order;
use domain::orders::events::{OrderPlaced, OrderStatusChanged};
use domain::orders::{Actor, OrderStatus};
use domain::{Clock, SystemClock};
use postgres::PgSales;
use runtime::Problem;
use testkit::{RabbitMqQueues, Shop, TestBus, TestDatabase};
use uuid::Uuid;

/// The patience of a request, and that of somebody who has time.
pub(crate) const HURRY: std::time::Duration = std::time::Duration::from_millis(250);
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// RabbitMQ with all that the shop has there.
pub(crate) async fn rabbitmq() -> RabbitMqQueues {
    match TestBus::rabbitmq() {
        TestBus::RabbitMq(bus) => {
            bus.broker().open().await.unwrap();
            bus
        }
        TestBus::Sqs(_) => unreachable!("it was asked for RabbitMQ"),
    }
}

pub(crate) fn queue_of_sales(bus: &RabbitMqQueues) -> String {
    bus.name("catalog")
}

/// Nobody is told of what follows.
struct Silence;

impl Publisher for Silence {
    async fn publish(&self, _: &[Event]) {}
}

/// What `index-sales` does with an event.
pub(crate) async fn count_sale(store: &PgSales, event: Event) -> Result<(), Problem> {
    Ok(sales::index(store, &Silence, &SystemClock, &event).await?)
}

fn order_of(variant: Uuid) -> Order {
    let event = testkit::example_of_event("sayur.orders.order_placed.v1");
    let OrderPlaced { mut order } = event.read().unwrap().unwrap();
    order.id = OrderId::generate(&SystemClock);
    order.placed_at = SystemClock.now();
    order.lines.truncate(1);
    order.lines[0].variant = VariantId::from(variant);
    order
}

/// An order of one variant was placed.
pub(crate) fn placed(variant: Uuid) -> Event {
    let order = order_of(variant);
    let (id, news) = (order.id, OrderPlaced { order });
    Event::new(&SystemClock, "test", id, &news).unwrap()
}

/// An order of one variant was placed and cancelled: the news of its end first.
pub(crate) fn cancelled_and_placed(variant: Uuid) -> [Event; 2] {
    let order = order_of(variant);
    let ended = OrderStatusChanged {
        order: Order {
            status: OrderStatus::Cancelled,
            version: 2,
            ..order.clone()
        },
        from: OrderStatus::Confirmed,
        actor: Actor::Shop,
        reason: None,
    };
    let id = order.id;
    [
        Event::new(&SystemClock, "test", id, &ended).unwrap(),
        Event::new(&SystemClock, "test", id, &OrderPlaced { order }).unwrap(),
    ]
}

/// Variants to order, each of a product of its own: counting one does not wait for another.
pub(crate) async fn goods(database: &TestDatabase, count: i32) -> Vec<Uuid> {
    let shop = Shop::open(database).await;
    let statement = "with made as (
            insert into catalog.products
                (id, category_id, slug, name_id, name_en, shelf_life_days, status, created_at, updated_at)
            select gen_random_uuid(), c.id, 'barang-' || n, 'Barang', 'Goods', 3, 'active', now(), now()
            from catalog.categories c, generate_series(1, $1::integer) n
            returning id, slug
        )
        insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum)
        select gen_random_uuid(), id, upper(slug), 'ikat', 1000, 1000, 20000 from made
        returning id";
    let rows = shop.client().query(statement, &[&count]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

pub(crate) async fn number(database: &TestDatabase, query: &str) -> i64 {
    let row = database.client().await.query_one(query, &[]).await;
    row.unwrap().get(0)
}

/// Sends until all of it has left, however often.
pub(crate) async fn send_for_certain(bus: &impl EventBus, events: &[Event]) {
    let mut left: Vec<Event> = events.to_vec();
    while !left.is_empty() {
        let sent: Vec<EventId> = bus.send(&left, PATIENCE).await;
        left.retain(|event| !sent.contains(&event.id));
    }
}

//! Sales are counted once, whatever befalls the events that tell of them.

use crate::faults::{DEADLY, how_many, send_through_faults, until_all_is_had};
use crate::works::{cancelled_and_placed, count_sale, goods, number, placed};
use domain::events::Event;
use messaging::{Queue, Retries};
use postgres::PgSales;
use runtime::Batch;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{Stage, TestBus, TestDatabase, serve_function};

/// The consumer of sales behind the Invoke API: it handles its batches, but every so-manieth time it dies halfway.
async fn consumer(stage: &Stage) -> String {
    let (store, retries): (&PgSales, &Retries) = (stage.of("catalog").app(), stage.app());
    let calls = Arc::new(AtomicUsize::new(1));
    serve_function(move |event| {
        let call = calls.fetch_add(1, Ordering::SeqCst);
        let dies_after = call.is_multiple_of(DEADLY).then_some(5);
        handle_batch(store, retries, event, dies_after)
    })
    .await
}

async fn handle_batch(
    store: &'static PgSales,
    retries: &'static Retries,
    event: Value,
    dies_after: Option<usize>,
) -> Option<Value> {
    let batch: Batch = serde_json::from_value(event).ok()?;
    let (handled, death) = (AtomicUsize::new(0), tokio::sync::Notify::new());
    let response = runtime::process(batch, retries, async |event| {
        if dies_after == Some(handled.fetch_add(1, Ordering::SeqCst)) {
            death.notify_one();
            std::future::pending::<()>().await;
        }
        count_sale(store, event).await
    });
    // Dead is who does not answer.
    tokio::select! {
        response = response => serde_json::to_value(response.ok()?).ok(),
        () = death.notified() => None,
    }
}

async fn every_sale_is_counted_once(bus: TestBus) {
    let database = TestDatabase::create().await;
    let goods = goods(&database, 20).await;
    // Every fourth order ends, and its end is told first.
    let orders = how_many(&bus) * 4 / 5;
    let mut events: Vec<Event> = Vec::new();
    for number in 0..orders {
        let variant = goods[number % goods.len()];
        if number % 4 == 0 {
            events.extend(cancelled_and_placed(variant));
        } else {
            events.push(placed(variant));
        }
    }
    let stage = bus
        .on(Stage::on(&database))
        .with("DATABASE_CONNECTIONS", "4");
    let consumer = consumer(&stage).await;
    let fed = send_through_faults(&bus, &database, Queue::Catalog, &consumer, &events).await;

    let had = "select count(*) from platform.inbox where consumer = 'catalog'";
    until_all_is_had(&database, had, i64::try_from(events.len()).unwrap()).await;
    let counted = "select coalesce(sum(orders), 0)::bigint from catalog.daily_sales";
    let lasting = (0..orders).filter(|number| number % 4 != 0).count();
    assert_eq!(
        number(&database, counted).await,
        i64::try_from(lasting).unwrap()
    );
    drop(fed);
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_are_counted_once_on_rabbitmq() {
    every_sale_is_counted_once(TestBus::RabbitMq(crate::works::rabbitmq().await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_are_counted_once_on_sqs() {
    every_sale_is_counted_once(TestBus::sqs().await).await;
}

//! What the bridge hands over is what Amazon MQ's event source mapping hands over.

use crate::works::{PATIENCE, count_sale, goods, number, placed, queue_of_sales, rabbitmq};
use aws_lambda_events::rabbitmq::RabbitMqEvent;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::events::{Event, EventBus};
use event_bridge::{Functions, rabbitmq as bridge};
use messaging::{Bus, Queue, Retries};
use postgres::PgSales;
use serde_json::{Value, json};
use testkit::{Stage, TestDatabase, eventually, serve_function};
use tokio::sync::mpsc;

#[tokio::test]
async fn a_batch_has_the_shape_of_amazon_mq() {
    let bus = rabbitmq().await;
    let (seen, mut events) = mpsc::unbounded_channel::<Value>();
    let address = serve_function(move |event| {
        let sent = seen.send(event);
        async move { sent.ok().map(|()| json!({})) }
    })
    .await;
    let sender: &Bus = bus.on(Stage::default()).app();
    let event = placed(uuid::Uuid::nil());
    let sent = sender.send(std::slice::from_ref(&event), PATIENCE).await;
    assert_eq!(sent, [event.id]);
    let feed = bridge::feed(
        bus.broker(),
        Functions::at(address, "local"),
        "index-sales".to_owned(),
        Queue::Catalog,
    );
    let handed_over = tokio::select! {
        never = feed => match never {},
        event = events.recv() => event.unwrap(),
    };

    let typed: RabbitMqEvent = serde_json::from_value(handed_over).unwrap();
    assert_eq!(typed.event_source.as_deref(), Some("aws:rmq"));
    let messages = &typed.messages_by_queue[&format!("{}::/", queue_of_sales(&bus))];
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].basic_properties.delivery_mode, 2);
    assert_eq!(messages[0].basic_properties.headers["tries"], json!(0));
    let data = STANDARD
        .decode(messages[0].data.as_deref().unwrap())
        .unwrap();
    assert_eq!(serde_json::from_slice::<Event>(&data).unwrap(), event);
}

#[tokio::test]
async fn one_bad_record_among_ten_holds_back_no_other_and_comes_again() {
    let (bus, database) = (rabbitmq().await, TestDatabase::create().await);
    let goods = goods(&database, 1).await;
    let stage = bus.on(Stage::on(&database));
    let (store, retries): (&PgSales, &Retries) = (stage.of("catalog").app(), stage.app());
    let mut events: Vec<Event> = (0..10).map(|_| placed(goods[0])).collect();
    events[3].data = json!({ "order": "none" });
    let message = |event: &Event| {
        let data = STANDARD.encode(serde_json::to_vec(event).unwrap());
        json!({ "basicProperties": { "headers": { "tries": 0 } }, "redelivered": false, "data": data })
    };
    let messages: Vec<Value> = events.iter().map(message).collect();
    let source = format!("{}::/", queue_of_sales(&bus));
    let batch = json!({ "eventSource": "aws:rmq", "rmqMessagesByQueue": { source: messages } });

    let response = runtime::process(serde_json::from_value(batch).unwrap(), retries, |event| {
        count_sale(store, event)
    });
    assert_eq!(response.await.unwrap().batch_item_failures.len(), 0);
    let counted = "select sum(orders)::bigint from catalog.daily_sales";
    assert_eq!(number(&database, counted).await, 9);

    let broker = bus.broker();
    let (_connection, channel) = broker.open().await.unwrap();
    let name = queue_of_sales(&bus);
    let mut again = None;
    eventually("the bad one comes again", async || {
        let got = channel.basic_get(
            name.as_str().into(),
            lapin::options::BasicGetOptions::default(),
        );
        again = got.await.unwrap();
        again.is_some()
    })
    .await;
    let body: Event = serde_json::from_slice(&again.unwrap().data).unwrap();
    assert_eq!(body, events[3]);
}

//! What the bridge hands over is what Amazon MQ's event source mapping hands over.

use crate::works::{placed, queue_of_sales, rabbitmq};
use aws_lambda_events::rabbitmq::RabbitMqEvent;
use domain::events::{Event, EventBus};
use event_bridge::{Functions, rabbitmq as bridge};
use messaging::{Bus, Queue};
use serde_json::{Value, json};
use testkit::{Stage, serve_function};
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
    assert_eq!(sender.send(std::slice::from_ref(&event)).await, [event.id]);
    let feed = bridge::feed(
        bus.broker(),
        Functions::at(address),
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
    use base64::Engine;
    let data = messages[0].data.as_deref().unwrap();
    let data = base64::engine::general_purpose::STANDARD
        .decode(data)
        .unwrap();
    assert_eq!(serde_json::from_slice::<Event>(&data).unwrap(), event);
}

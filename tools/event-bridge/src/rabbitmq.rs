//! A RabbitMQ queue's messages, batch by batch, as the event source mapping of Amazon MQ hands them over.

use std::convert::Infallible;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use lapin::Consumer;
use lapin::message::Delivery;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicNackOptions, BasicQosOptions};
use lapin::types::{AMQPValue, FieldTable};
use messaging::{Broker, BrokerError, Queue};
use serde_json::{Map, Value, json};

use crate::functions::Functions;

/// How many messages a call gets at most, and how long the first waits for others.
const BATCH_SIZE: u16 = 10;
const WINDOW: Duration = Duration::from_millis(20);

/// How long to wait after something went wrong, so that it is not retried in a tight loop.
const PAUSE: Duration = Duration::from_secs(1);

/// Why a queue is not fed at this moment.
#[derive(Debug, thiserror::Error)]
enum FeedError {
    #[error(transparent)]
    Broker(#[from] BrokerError),
    #[error(transparent)]
    Client(#[from] lapin::Error),
    #[error("the broker ended the consumer")]
    Ended,
}

/// Hands a queue's messages to a function, one batch after the other, over a connection that is made anew when it
/// breaks. A batch is done with when the call succeeds, whole, and comes again when it does not.
pub async fn feed(
    broker: Broker,
    functions: Functions,
    function: String,
    queue: Queue,
) -> Infallible {
    loop {
        let Err(error) = feed_while_connected(&broker, &functions, &function, queue).await;
        tracing::warn!(function, %queue, %error, "the queue is not fed");
        tokio::time::sleep(PAUSE).await;
    }
}

async fn feed_while_connected(
    broker: &Broker,
    functions: &Functions,
    function: &str,
    queue: Queue,
) -> Result<Infallible, FeedError> {
    let (_connection, channel) = broker.open().await?;
    let name = broker.topology().queue(queue);
    tracing::info!(function, name, "feeding a queue");
    channel
        .basic_qos(BATCH_SIZE, BasicQosOptions::default())
        .await?;
    let mut consumer = channel
        .basic_consume(
            name.as_str().into(),
            "".into(),
            BasicConsumeOptions::default(),
            FieldTable::default(),
        )
        .await?;
    let source = format!("{name}::{}", broker.virtual_host());
    loop {
        let batch = next_batch(&mut consumer).await?;
        hand_over(functions, function, &source, batch).await?;
    }
}

/// What the queue has, up to a batch, as soon as it has something.
async fn next_batch(consumer: &mut Consumer) -> Result<Vec<Delivery>, FeedError> {
    let mut batch = vec![consumer.next().await.ok_or(FeedError::Ended)??];
    while batch.len() < usize::from(BATCH_SIZE) {
        let Ok(next) = tokio::time::timeout(WINDOW, consumer.next()).await else {
            break;
        };
        batch.push(next.ok_or(FeedError::Ended)??);
    }
    Ok(batch)
}

/// One batch: calls the function, then tells the broker what became of it.
async fn hand_over(
    functions: &Functions,
    function: &str,
    source: &str,
    batch: Vec<Delivery>,
) -> Result<(), FeedError> {
    let Some(last) = batch.last() else {
        return Ok(());
    };
    match functions.invoke(function, &event(source, &batch)).await {
        Ok(_) => {
            last.ack(BasicAckOptions { multiple: true }).await?;
            tracing::info!(function, done = batch.len(), "handed over");
        }
        Err(error) => {
            tracing::warn!(function, messages = batch.len(), "{error}");
            tokio::time::sleep(PAUSE).await;
            let again = BasicNackOptions {
                multiple: true,
                requeue: true,
            };
            last.nack(again).await?;
        }
    }
    Ok(())
}

/// A batch in the shape in which Lambda hands it over.
fn event(source: &str, batch: &[Delivery]) -> Value {
    let messages: Vec<Value> = batch.iter().map(message).collect();
    json!({
        "eventSource": "aws:rmq",
        "eventSourceArn": "arn:aws:mq:local:000000000000:broker:local:b-0",
        "rmqMessagesByQueue": { source: messages },
    })
}

fn message(delivery: &Delivery) -> Value {
    let properties = &delivery.properties;
    let headers: Map<String, Value> = properties
        .headers()
        .iter()
        .flat_map(FieldTable::inner)
        .map(|(name, value)| (name.to_string(), header(value)))
        .collect();
    let text = |value: &Option<lapin::types::ShortString>| {
        value.as_ref().map(|text| text.as_str().to_owned())
    };
    json!({
        "basicProperties": {
            "contentType": text(properties.content_type()),
            "contentEncoding": text(properties.content_encoding()),
            "headers": headers,
            "deliveryMode": properties.delivery_mode(),
            "priority": properties.priority(),
            "correlationId": text(properties.correlation_id()),
            "replyTo": text(properties.reply_to()),
            "expiration": text(properties.expiration()),
            "messageId": text(properties.message_id()),
            "timestamp": null,
            "type": text(properties.kind()),
            "userId": text(properties.user_id()),
            "appId": text(properties.app_id()),
            "clusterId": null,
            "bodySize": delivery.data.len(),
        },
        "redelivered": delivery.redelivered,
        "data": STANDARD.encode(&delivery.data),
    })
}

/// Numbers as they are, texts as their bytes; of other types the shop has none.
fn header(value: &AMQPValue) -> Value {
    match value {
        AMQPValue::LongUInt(number) => (*number).into(),
        AMQPValue::LongInt(number) => (*number).into(),
        AMQPValue::LongLongInt(number) => (*number).into(),
        AMQPValue::Boolean(truth) => (*truth).into(),
        AMQPValue::LongString(text) => json!({ "bytes": text.as_bytes() }),
        _ => Value::Null,
    }
}

//! A batch of queue messages, in either shape in which Lambda hands it over.

use aws_lambda_events::sqs::SqsMessage;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::events::Delivery;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// From SQS, or from Amazon MQ for RabbitMQ.
#[derive(Debug, Default, Deserialize)]
pub struct Batch {
    #[serde(rename = "Records", default)]
    records: Vec<SqsMessage>,
    /// By `queue::virtual host`.
    #[serde(rename = "rmqMessagesByQueue", default)]
    messages_by_queue: HashMap<String, Vec<RabbitMqMessage>>,
}

/// What is needed of a message. `aws_lambda_events` has a type for all of it, but one message that it does not know
/// fails the whole batch, such as one that somebody published without a priority.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct RabbitMqMessage {
    basic_properties: BasicProperties,
    /// In base64.
    data: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BasicProperties {
    headers: Option<HashMap<String, Value>>,
}

/// One message of a batch.
pub(crate) struct Record {
    /// What its failure is told by, on a bus that is told.
    pub(crate) id: Option<String>,
    pub(crate) delivery: Delivery,
}

impl Batch {
    pub(crate) fn into_records(self) -> impl Iterator<Item = Record> {
        let of_rabbitmq = self
            .messages_by_queue
            .into_iter()
            .flat_map(|(queue, messages)| {
                let name = queue.split("::").next().unwrap_or_default().to_owned();
                messages
                    .into_iter()
                    .map(move |message| from_rabbitmq(&name, message))
            });
        self.records.into_iter().map(from_sqs).chain(of_rabbitmq)
    }
}

fn from_sqs(message: SqsMessage) -> Record {
    let received = message.attributes.get("ApproximateReceiveCount");
    Record {
        // The name of a message that has none cannot be told: the queue then delivers the whole batch again.
        id: Some(message.message_id.unwrap_or_default()),
        delivery: Delivery {
            queue: message.event_source_arn.unwrap_or_default(),
            tries: received.and_then(|count| count.parse().ok()).unwrap_or(1),
            receipt: message.receipt_handle,
            body: message.body.unwrap_or_default().into_bytes(),
        },
    }
}

fn from_rabbitmq(queue: &str, message: RabbitMqMessage) -> Record {
    let headers = message.basic_properties.headers.unwrap_or_default();
    let before = headers.get("tries").and_then(Value::as_u64);
    let before = before.and_then(|tries| tries.try_into().ok()).unwrap_or(0);
    let data = message.data.unwrap_or_default();
    Record {
        id: None,
        delivery: Delivery {
            queue: queue.to_owned(),
            tries: u32::saturating_add(before, 1),
            receipt: None,
            // What cannot be read is kept as it is, for whoever looks at the dead letters.
            body: STANDARD.decode(&data).unwrap_or_else(|_| data.into_bytes()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn records(event: Value) -> Vec<Record> {
        let batch: Batch = serde_json::from_value(event).unwrap();
        batch.into_records().collect()
    }

    #[test]
    fn a_batch_of_sqs_tells_messages_apart() {
        let read = records(json!({ "Records": [
            { "messageId": "a", "receiptHandle": "r", "body": "{}", "attributes": { "ApproximateReceiveCount": "3" },
              "eventSourceARN": "arn:aws:sqs:ap-southeast-3:000000000000:q" },
            { "body": "x" },
        ]}));
        assert_eq!(read[0].id.as_deref(), Some("a"));
        assert_eq!(
            read[0].delivery,
            Delivery {
                queue: "arn:aws:sqs:ap-southeast-3:000000000000:q".into(),
                tries: 3,
                receipt: Some("r".into()),
                body: b"{}".to_vec(),
            }
        );
        assert_eq!(
            (read[1].id.as_deref(), read[1].delivery.tries),
            (Some(""), 1)
        );
    }

    #[test]
    fn a_batch_of_amazon_mq_is_read_whatever_its_messages_are() {
        let read = records(json!({
            "eventSource": "aws:rmq",
            "rmqMessagesByQueue": { "sayur.orders::/": [
                { "basicProperties": { "headers": { "tries": 2, "other": { "bytes": [1] } }, "priority": null },
                  "redelivered": false, "data": "e30=" },
                { "basicProperties": { "headers": null }, "data": "not base64!" },
            ]},
        }));
        let delivery = |tries, body: &[u8]| Delivery {
            queue: "sayur.orders".into(),
            tries,
            receipt: None,
            body: body.to_vec(),
        };
        assert_eq!(read[0].delivery, delivery(3, b"{}"));
        assert_eq!(read[1].delivery, delivery(1, b"not base64!"));
        assert!(read.iter().all(|record| record.id.is_none()));
    }
}

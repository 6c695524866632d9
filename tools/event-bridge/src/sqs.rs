//! A queue's messages, batch by batch, as an event source mapping hands them over.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::functions::Functions;

/// How many messages a call gets at most, and how long the queue may wait for the first.
const BATCH_SIZE: i32 = 10;
const WAIT_SECONDS: i32 = 20;
/// For an answer to a call that waits for messages.
pub const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long to wait after something went wrong, so that it is not retried in a tight loop.
const PAUSE: Duration = Duration::from_secs(1);

/// What a consumer answers: the messages to deliver again.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct BatchResponse {
    batch_item_failures: Vec<Failure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    item_identifier: String,
}

/// Hands a queue's messages to a function and deletes those it is done with. The others become visible again
/// when their time is over, and move to the dead letters when they have come too often: SQS sees to both.
pub async fn feed(sqs: Client, functions: Functions, function: String, url: String) -> Infallible {
    tracing::info!(function, url, "feeding a queue");
    loop {
        let received = sqs
            .receive_message()
            .queue_url(&url)
            .max_number_of_messages(BATCH_SIZE)
            .wait_time_seconds(WAIT_SECONDS)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .message_attribute_names("All")
            .send()
            .await;
        let messages = match received {
            Ok(answer) => answer.messages.unwrap_or_default(),
            Err(error) => {
                tracing::warn!(function, %url, "the queue does not answer: {:?}", error.into_service_error());
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        if !messages.is_empty() {
            hand_over(&sqs, &functions, &function, &url, messages).await;
        }
    }
}

/// One batch: calls the function, then deletes what it is done with.
async fn hand_over(
    sqs: &Client,
    functions: &Functions,
    function: &str,
    url: &str,
    messages: Vec<Message>,
) {
    let answer = match functions.invoke(function, &event(url, &messages)).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::warn!(function, messages = messages.len(), "{error}");
            tokio::time::sleep(PAUSE).await;
            return;
        }
    };
    let done = done_with(&answer, messages);
    tracing::info!(function, done = done.len(), "handed over");
    if done.is_empty() {
        return;
    }
    let entries = done.into_iter().filter_map(|message| {
        DeleteMessageBatchRequestEntry::builder()
            .set_id(message.message_id)
            .set_receipt_handle(message.receipt_handle)
            .build()
            .ok()
    });
    let deleted = sqs
        .delete_message_batch()
        .queue_url(url)
        .set_entries(Some(entries.collect()))
        .send()
        .await;
    if let Err(error) = deleted {
        // They come again: consumers are used to that.
        tracing::warn!(
            function,
            "messages are not deleted: {:?}",
            error.into_service_error()
        );
    }
}

/// The messages that a consumer's answer does not name as failed. Lambda takes the whole batch as failed when the
/// answer cannot be read or names a message that was not in it, and so is it here.
fn done_with(answer: &Value, messages: Vec<Message>) -> Vec<Message> {
    let response = if answer.is_null() {
        Ok(BatchResponse::default())
    } else {
        BatchResponse::deserialize(answer)
    };
    let Ok(response) = response else {
        return Vec::new();
    };
    let known: HashSet<&str> = messages.iter().filter_map(Message::message_id).collect();
    let failed: HashSet<String> = response
        .batch_item_failures
        .into_iter()
        .map(|failure| failure.item_identifier)
        .collect();
    if !failed.iter().all(|id| known.contains(id.as_str())) {
        return Vec::new();
    }
    let is_done = |message: &Message| message.message_id().is_some_and(|id| !failed.contains(id));
    messages.into_iter().filter(is_done).collect()
}

/// A batch in the shape in which Lambda hands it over.
fn event(url: &str, messages: &[Message]) -> Value {
    let queue = url.rsplit('/').next().unwrap_or_default();
    let records: Vec<Value> = messages
        .iter()
        .map(|message| record(queue, message))
        .collect();
    json!({ "Records": records })
}

fn record(queue: &str, message: &Message) -> Value {
    let attributes: HashMap<&str, &str> = message
        .attributes()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let message_attributes: HashMap<&str, Value> = message
        .message_attributes()
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let value = json!({
                "dataType": value.data_type(),
                "stringValue": value.string_value(),
                "stringListValues": [],
                "binaryListValues": [],
            });
            (name.as_str(), value)
        })
        .collect();
    json!({
        "messageId": message.message_id(),
        "receiptHandle": message.receipt_handle(),
        "body": message.body(),
        "md5OfBody": message.md5_of_body(),
        "attributes": attributes,
        "messageAttributes": message_attributes,
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:local:000000000000:{queue}"),
        "awsRegion": "local",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages() -> Vec<Message> {
        ["a", "b"]
            .map(|id| {
                Message::builder()
                    .message_id(id)
                    .receipt_handle(format!("handle of {id}"))
                    .body("{}")
                    .build()
            })
            .into()
    }

    fn done(answer: &Value) -> Vec<String> {
        done_with(answer, messages())
            .into_iter()
            .filter_map(|message| message.message_id)
            .collect()
    }

    #[test]
    fn failed_messages_are_not_done_with() {
        assert_eq!(
            done(&json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] })),
            ["b"]
        );
        assert_eq!(done(&json!({ "batchItemFailures": [] })), ["a", "b"]);
        assert_eq!(done(&Value::Null), ["a", "b"]);
    }

    #[test]
    fn an_answer_that_cannot_be_trusted_fails_the_batch() {
        for answer in [
            json!({ "batchItemFailures": [{ "itemIdentifier": "c" }] }),
            json!({ "batchItemFailures": [{ "itemIdentifier": "" }] }),
            json!({ "batchItemFailures": [{}] }),
            json!("done"),
        ] {
            assert!(done(&answer).is_empty(), "{answer}");
        }
    }

    #[test]
    fn a_record_has_lambdas_shape() {
        let event = event(
            "http://localhost:4566/000000000000/notifications",
            &messages(),
        );
        let first = &event["Records"][0];
        assert_eq!(first["messageId"], "a");
        assert_eq!(first["receiptHandle"], "handle of a");
        assert_eq!(first["body"], "{}");
        assert_eq!(first["eventSource"], "aws:sqs");
        assert_eq!(
            first["eventSourceARN"],
            "arn:aws:sqs:local:000000000000:notifications"
        );
    }
}

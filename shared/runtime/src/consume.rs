//! A function behind a queue or a schedule.

use crate::Problem;
use crate::serve::{Life, start};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use config::FromEnvironment;
use domain::events::Event;
use lambda_runtime::{LambdaEvent, service_fn};
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use tracing::Instrument;

/// A batch of queue messages, as Lambda hands it over.
pub type Batch = SqsEvent;

type Outcome<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Runs a queue's consumer until Lambda ends the process. The handler sees one event at a time; those it
/// fails on are told to the queue, which delivers them, and no others, again.
pub fn consume<A, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    H: Fn(&'static A, Event) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    start(|app| consume_boxed(Box::new(move |event| Box::pin(handle(app, event)))))
}

/// Runs a scheduled function until Lambda ends the process.
pub fn run<A, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    H: Fn(&'static A, String) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    start(|app| {
        run_boxed(Box::new(move |request_id| {
            Box::pin(handle(app, request_id))
        }))
    })
}

/// Handles each record of a batch by itself and names those that failed.
pub async fn process<F>(batch: Batch, handle: impl Fn(Event) -> F) -> SqsBatchResponse
where
    F: Future<Output = Result<(), Problem>>,
{
    let mut response = SqsBatchResponse::default();
    for record in batch.records {
        let message_id = record.message_id.clone().unwrap_or_default();
        if !process_record(record, &handle).await {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = message_id;
            response.batch_item_failures.push(failure);
        }
    }
    response
}

/// Whether the record is done with.
async fn process_record<F>(record: SqsMessage, handle: impl Fn(Event) -> F) -> bool
where
    F: Future<Output = Result<(), Problem>>,
{
    let event = match serde_json::from_str::<Event>(record.body.as_deref().unwrap_or_default()) {
        Ok(event) => event,
        Err(error) => {
            let message_id = record.message_id.unwrap_or_default();
            tracing::error!(message_id, error = %error, "a message is not an event");
            return false;
        }
    };
    let span = tracing::info_span!(
        "event", request_id = event.requestid, event_id = %event.id, kind = event.kind, subject = %event.subject
    );
    async move {
        match handle(event).await {
            Ok(()) => {
                tracing::info!("handled");
                true
            }
            Err(problem) => {
                problem.log();
                tracing::warn!(code = problem.code(), "not handled");
                false
            }
        }
    }
    .instrument(span)
    .await
}

fn consume_boxed(handle: Box<dyn Fn(Event) -> Outcome<Result<(), Problem>> + Send + Sync>) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<Batch>| {
            Ok::<_, lambda_runtime::Error>(process(event.payload, &handle).await)
        }))
        .await
    })
}

fn run_boxed(handle: Box<dyn Fn(String) -> Outcome<Result<(), Problem>> + Send + Sync>) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<serde_json::Value>| {
            let request_id = event.context.request_id;
            let span = tracing::info_span!("schedule", request_id);
            async {
                match handle(request_id.clone()).await {
                    Ok(()) => {
                        tracing::info!("done");
                        Ok(())
                    }
                    Err(problem) => {
                        problem.log();
                        Err(lambda_runtime::Error::from(problem.code()))
                    }
                }
            }
            .instrument(span)
            .await
        }))
        .await
    })
}

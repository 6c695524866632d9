//! A function behind a queue of messages that are no events of ours, such as what AWS itself tells.

use crate::Problem;
use crate::batch::{Batch, Record};
use crate::invocation::{Invocation, function_of};
use crate::serve::{Life, start};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse};
use config::FromEnvironment;
use domain::{TraceParent, trace};
use lambda_runtime::{LambdaEvent, service_fn};
use std::future::Future;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use tracing::Instrument;

type Handler =
    Box<dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<(), Problem>> + Send>> + Send + Sync>;

/// Runs the consumer until Lambda ends the process. The handler sees one message's text at a time; those it fails on
/// are told to the queue, which delivers them, and no others, again.
pub fn consume_text<A, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    H: Fn(&'static A, String) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    start(function_of::<H>(), |app| {
        consume_boxed(Box::new(move |text| Box::pin(handle(app, text))))
    })
}

/// Handles each message of a batch by itself and names those that failed.
pub async fn process_text<F>(batch: Batch, handle: impl Fn(String) -> F) -> SqsBatchResponse
where
    F: Future<Output = Result<(), Problem>>,
{
    let mut response = SqsBatchResponse::default();
    for Record { id, delivery } in batch.into_records() {
        let message_id = id.unwrap_or_default();
        let trace_id = TraceParent::current().map(|trace| trace.trace_id());
        let span = tracing::info_span!("message", message_id, trace_id);
        let text = String::from_utf8_lossy(&delivery.body).into_owned();
        let handled = handle(text).instrument(span.clone());
        if let Err(problem) = handled.await {
            span.in_scope(|| {
                problem.log();
                tracing::warn!(code = problem.code(), "not handled");
            });
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = message_id;
            response.batch_item_failures.push(failure);
        }
    }
    response
}

fn consume_boxed(handle: Handler) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<Batch>| {
            let invocation = Invocation::of(&event.context);
            let processing = process_text(event.payload, &handle);
            Ok::<_, lambda_runtime::Error>(trace::within(invocation.trace, pin!(processing)).await)
        }))
        .await
    })
}

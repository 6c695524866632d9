//! A function behind a queue or a schedule.

use crate::Problem;
use crate::batch::{Batch, Record};
use crate::invocation::{Invocation, function_of};
use crate::serve::{Life, start};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse};
use config::{ConfigError, Environment, FromEnvironment};
use domain::TraceParent;
use domain::events::{Delivery, Event, NotPutOff, Retries};
use domain::failure::Kind;
use domain::trace;
use lambda_runtime::{LambdaEvent, service_fn};
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::task::Poll;
use tracing::Instrument;

type Outcome<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Runs a queue's consumer until Lambda ends the process. The handler sees one event at a time; those it
/// fails on, and no others, are delivered again after a while, as `R` has it.
pub fn consume<A, R, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    R: Retries + FromEnvironment + 'static,
    H: Fn(&'static A, Event) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    let function = function_of::<H>();
    start(
        function,
        |Consumer { app, retries }: &'static Consumer<A, R>| {
            let retries = BoxedRetries(Box::new(move |failed| Box::pin(retries.put_off(failed))));
            consume_boxed(retries, Box::new(move |event| Box::pin(handle(app, event))))
        },
    )
}

/// Any [`Retries`], boxed for the reason that handlers are: what is behind it is compiled once.
struct BoxedRetries(Box<PutOff>);

type PutOff = dyn for<'a> Fn(&'a [Delivery]) -> Pin<Box<dyn Future<Output = Result<(), NotPutOff>> + 'a>>
    + Send
    + Sync;

impl Retries for BoxedRetries {
    async fn put_off(&self, failed: &[Delivery]) -> Result<(), NotPutOff> {
        (self.0)(failed).await
    }
}

/// What a consumer's process is made of.
struct Consumer<A, R> {
    app: A,
    retries: R,
}

impl<A: FromEnvironment, R: FromEnvironment> FromEnvironment for Consumer<A, R> {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            app: A::from_environment(environment)?,
            retries: R::from_environment(environment)?,
        })
    }
}

/// Runs a scheduled function until Lambda ends the process.
pub fn run<A, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    H: Fn(&'static A, String) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<(), Problem>> + Send + 'static,
{
    start(function_of::<H>(), |app| {
        run_boxed(Box::new(move |request_id| {
            Box::pin(handle(app, request_id))
        }))
    })
}

/// Handles each record of a batch by itself, puts off those that failed, and names them. It fails when what failed
/// could not be put off: then the whole batch is to come again, and what was handled is known by its events' ids.
pub async fn process<F>(
    batch: Batch,
    retries: &impl Retries,
    handle: impl Fn(Event) -> F,
) -> Result<SqsBatchResponse, NotPutOff>
where
    F: Future<Output = Result<(), Problem>>,
{
    let mut response = SqsBatchResponse::default();
    let mut failed = Vec::new();
    for Record { id, delivery } in batch.into_records() {
        if process_record(id.as_deref(), &delivery, &handle).await {
            continue;
        }
        if let Some(id) = id {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = id;
            response.batch_item_failures.push(failure);
        }
        failed.push(delivery);
    }
    if !failed.is_empty() {
        retries.put_off(&failed).await?;
    }
    Ok(response)
}

/// Whether the record is done with.
async fn process_record<F>(
    id: Option<&str>,
    delivery: &Delivery,
    handle: impl Fn(Event) -> F,
) -> bool
where
    F: Future<Output = Result<(), Problem>>,
{
    let event = match serde_json::from_slice::<Event>(&delivery.body) {
        Ok(event) => event,
        Err(error) => {
            tracing::error!(message_id = id, error = %error, "a message is not an event");
            return false;
        }
    };
    // An event that was written without one belongs to the trace of whoever brings it.
    let trace = event.traceparent.or_else(TraceParent::current);
    let span = tracing::info_span!(
        "event",
        request_id = event.requestid,
        trace_id = trace.map(|trace| trace.trace_id()),
        event_id = %event.id,
        kind = event.kind,
        subject = %event.subject,
        order = event.order(),
    );
    let handling = async move {
        match unless_it_panics(handle(event)).await {
            Some(Ok(())) => {
                tracing::info!("handled");
                true
            }
            Some(Err(problem)) => {
                problem.log();
                tracing::warn!(code = problem.code(), tries = delivery.tries, "not handled");
                false
            }
            None => {
                telemetry::count_of(&telemetry::PROBLEMS, Kind::Internal.as_str(), 1);
                tracing::error!(tries = delivery.tries, "not handled: it panicked");
                false
            }
        }
    };
    trace::within(trace, pin!(handling.instrument(span))).await
}

/// What the future comes to; `None` when it panics. One record's panic must not be its whole batch's.
async fn unless_it_panics<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let poll = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        poll.map_or(Poll::Ready(None), |poll| poll.map(Some))
    })
    .await
}

fn consume_boxed(
    retries: BoxedRetries,
    handle: Box<dyn Fn(Event) -> Outcome<Result<(), Problem>> + Send + Sync>,
) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<Batch>| {
            let invocation = Invocation::of(&event.context);
            let processing = process(event.payload, &retries, &handle);
            let response = trace::within(invocation.trace, pin!(processing)).await?;
            Ok::<_, lambda_runtime::Error>(response)
        }))
        .await
    })
}

fn run_boxed(handle: Box<dyn Fn(String) -> Outcome<Result<(), Problem>> + Send + Sync>) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<serde_json::Value>| {
            let invocation = Invocation::of(&event.context);
            let request_id = event.context.request_id;
            let trace_id = invocation.trace_id();
            let span = tracing::info_span!("schedule", request_id, trace_id);
            let running = async {
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
            };
            trace::within(invocation.trace, pin!(running.instrument(span))).await
        }))
        .await
    })
}

//! A function behind a queue or a schedule.

use crate::Problem;
use crate::batch::{Batch, Record};
use crate::invocation::{Invocation, function_of};
use crate::serve::{Life, start};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse};
use config::{ConfigError, Environment, FromEnvironment};
use domain::TraceParent;
use domain::events::{Delivery, Event, NotPutOff, Retries};
use domain::isolation::unless_it_panics;
use domain::trace;
use lambda_runtime::{LambdaEvent, service_fn};
use std::future::Future;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use tracing::{Instrument, Span};

/// What became of an event, or of a run.
type Handled = Result<(), Problem>;

type Outcome<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Runs a queue's consumer until Lambda ends the process. The handler sees one event at a time; those it
/// fails on, and no others, are delivered again after a while, as `R` has it.
pub fn consume<A, R, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    R: Retries + FromEnvironment + 'static,
    H: Fn(&'static A, Event) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Handled> + Send + 'static,
{
    feed::<A, R, _, _>(function_of::<H>(), move |app, events| {
        each_alone(events, move |event| handle(app, event))
    })
}

/// As [`consume`], with a handler that sees the events of a batch together, to ask its database once for all of them. It
/// answers for each, in their order; one that it panics over is its own to contain.
pub fn consume_together<A, R, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    R: Retries + FromEnvironment + 'static,
    H: Fn(&'static A, Vec<Event>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Vec<Handled>> + Send + 'static,
{
    feed::<A, R, _, _>(function_of::<H>(), handle)
}

fn feed<A, R, H, F>(function: String, handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    R: Retries + FromEnvironment + 'static,
    H: Fn(&'static A, Vec<Event>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Vec<Handled>> + Send + 'static,
{
    start(
        function,
        |Consumer { app, retries }: &'static Consumer<A, R>| {
            let retries = BoxedRetries(Box::new(move |failed| Box::pin(retries.put_off(failed))));
            consume_boxed(
                retries,
                Box::new(move |events| Box::pin(handle(app, events))),
            )
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
    F: Future<Output = Handled> + Send + 'static,
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
    F: Future<Output = Handled>,
{
    process_together(batch, retries, |events| each_alone(events, handle)).await
}

/// As [`process`], with a handler that sees the events together and answers for each.
pub async fn process_together<F>(
    batch: Batch,
    retries: &impl Retries,
    handle: impl FnOnce(Vec<Event>) -> F,
) -> Result<SqsBatchResponse, NotPutOff>
where
    F: Future<Output = Vec<Handled>>,
{
    let (mut failed, mut records, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for record in batch.into_records() {
        match serde_json::from_slice::<Event>(&record.delivery.body) {
            Ok(event) => {
                records.push((record, span_of(&event)));
                events.push(event);
            }
            Err(error) => {
                tracing::error!(message_id = record.id.as_deref(), %error, "a message is not an event");
                failed.push(record);
            }
        }
    }
    let outcomes = unless_it_panics(handle(events)).await.unwrap_or_default();
    let mut outcomes = outcomes.into_iter();
    for (record, span) in records {
        let outcome = outcomes.next().unwrap_or_else(|| Err(panicked()));
        if !span.in_scope(|| is_handled(&record, outcome)) {
            failed.push(record);
        }
    }
    put_off(failed, retries).await
}

/// What the logs say of whatever is done about an event.
#[must_use]
pub fn span_of(event: &Event) -> Span {
    tracing::info_span!(
        "event",
        request_id = event.requestid,
        trace_id = trace_of(event).map(|trace| trace.trace_id()),
        event_id = %event.id,
        kind = event.kind,
        subject = %event.subject,
        order = event.order(),
    )
}

/// An event that was written without a trace belongs to that of whoever brings it.
fn trace_of(event: &Event) -> Option<TraceParent> {
    event.traceparent.or_else(TraceParent::current)
}

/// Handles one event after the other; one's panic is not the others'.
async fn each_alone<F>(events: Vec<Event>, handle: impl Fn(Event) -> F) -> Vec<Handled>
where
    F: Future<Output = Handled>,
{
    let mut outcomes = Vec::with_capacity(events.len());
    for event in events {
        let (trace, span) = (trace_of(&event), span_of(&event));
        let handling = unless_it_panics(async { handle(event).await }).instrument(span);
        let handled = trace::within(trace, pin!(handling)).await;
        outcomes.push(handled.unwrap_or_else(|| Err(panicked())));
    }
    outcomes
}

fn panicked() -> Problem {
    Problem::internal("the handling of an event", "it panicked")
}

/// Whether the record is done with.
fn is_handled(record: &Record, outcome: Handled) -> bool {
    let Err(problem) = outcome else {
        tracing::info!("handled");
        return true;
    };
    problem.log();
    tracing::warn!(
        code = problem.code(),
        tries = record.delivery.tries,
        "not handled"
    );
    false
}

/// Lets what failed come again, and tells a bus that is told of it which it was.
async fn put_off(
    failed: Vec<Record>,
    retries: &impl Retries,
) -> Result<SqsBatchResponse, NotPutOff> {
    let mut response = SqsBatchResponse::default();
    let mut deliveries = Vec::with_capacity(failed.len());
    for Record { id, delivery } in failed {
        if let Some(id) = id {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = id;
            response.batch_item_failures.push(failure);
        }
        deliveries.push(delivery);
    }
    if !deliveries.is_empty() {
        retries.put_off(&deliveries).await?;
    }
    Ok(response)
}

fn consume_boxed(
    retries: BoxedRetries,
    handle: Box<dyn Fn(Vec<Event>) -> Outcome<Vec<Handled>> + Send + Sync>,
) -> Life {
    Box::pin(async move {
        lambda_runtime::run(service_fn(async |event: LambdaEvent<Batch>| {
            let invocation = Invocation::of(&event.context);
            let processing = process_together(event.payload, &retries, &handle);
            let response = trace::within(invocation.trace, pin!(processing)).await?;
            Ok::<_, lambda_runtime::Error>(response)
        }))
        .await
    })
}

fn run_boxed(handle: Box<dyn Fn(String) -> Outcome<Handled> + Send + Sync>) -> Life {
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

//! An HTTP function: builds what the handler needs, then answers request after request, and does after each what its
//! caller need not wait for.

use crate::deadline::{TimedOut, time_is_up};
use crate::invocation::{Invocation, function_of};
use crate::{Problem, Reply, Request, edge, logs};
use config::{ConfigError, Environment, FromEnvironment};
use domain::afterwards::{self, answering};
use domain::catalog::{TimeZone, keep_time_of};
use domain::isolation::{self, unless_it_panics};
use domain::{TraceParent, trace};
use lambda_http::tower::util::ThenLayer;
use lambda_http::{Body, Response, service_fn};
use lambda_runtime::layers::TracingLayer;
use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tracing::{Instrument, Span};

/// An answer, and what is to be done once it has left.
type Answered = (Response<Body>, afterwards::Work);

type Answer = Pin<Box<dyn Future<Output = Answered> + Send>>;

/// What a function does until Lambda ends the process. Boxed where it is made: the Lambda runtime inside is then
/// compiled there, and not in every binary.
pub(crate) type Life = Pin<Box<dyn Future<Output = Result<(), lambda_runtime::Error>>>>;

/// Runs an endpoint until Lambda ends the process.
///
/// The handler is boxed, one allocation a request, so that the Lambda runtime behind it is compiled once and
/// not again in every binary.
pub fn serve<A, H, F>(handle: H) -> ExitCode
where
    A: FromEnvironment + Send + Sync + 'static,
    H: Fn(&'static A, Request) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<Reply, Problem>> + Send + 'static,
{
    start(function_of::<H>(), |app| {
        serve_boxed(Box::new(move |request| {
            let request = Request::new(request);
            let over = time_is_up(request.time_left());
            Box::pin(respond(over, request, move |request| handle(app, request)))
        }))
    })
}

/// Answers one request, as the deployed function would: the problem of a failure, the request's id, the log line, the
/// metrics; and in time, before Lambda ends the process and the API's gateway answers in its own words. What is left for
/// afterwards is done before it returns.
pub async fn answer<F>(
    request: lambda_http::Request,
    handle: impl FnOnce(Request) -> F,
) -> Response<Body>
where
    F: Future<Output = Result<Reply, Problem>>,
{
    let request = Request::new(request);
    answer_until(time_is_up(request.time_left()), request, handle).await
}

/// As [`answer`], of a handler that is dropped when `over` comes to its end.
pub async fn answer_until<F>(
    over: impl Future<Output = ()>,
    request: Request,
    handle: impl FnOnce(Request) -> F,
) -> Response<Body>
where
    F: Future<Output = Result<Reply, Problem>>,
{
    let (response, left) = respond(over, request, handle).await;
    left.await;
    response
}

async fn respond<F>(
    over: impl Future<Output = ()>,
    request: Request,
    handle: impl FnOnce(Request) -> F,
) -> Answered
where
    F: Future<Output = Result<Reply, Problem>>,
{
    let (id, language) = (request.id().to_owned(), request.language());
    let headers = request.answer_headers();
    let mut invocation = request.invocation();
    let span = tracing::info_span!(
        "request",
        request_id = id,
        trace_id = invocation.trace_id(),
        route = request.route(),
        order = request.order_code(),
    );
    let trace = invocation.trace;
    let answer = async move {
        let answered = match request.through_the_edge() {
            Ok(request) => tokio::select! {
                biased;
                answered = handle(request) => answered,
                () = over => {
                    isolation::note_cut();
                    Err(TimedOut.into())
                }
            },
            Err(problem) => Err(problem),
        };
        let (reply, code) = match answered {
            Ok(reply) => (reply, None),
            Err(problem) => {
                problem.log();
                (problem.reply(&id, language), Some(problem.code()))
            }
        };
        let reply = headers.onto(reply).header("x-request-id", &id);
        let said = Said {
            status: reply.status(),
            code,
            took: invocation.answered(),
            invocation,
        };
        (reply.into_response(), said)
    };
    let mut answer = pin!(answer.instrument(span.clone()));
    let answer = pin!(answering(answer.as_mut()));
    let ((response, said), left) = trace::within(trace, answer).await;
    (response, finish(said, left, trace, span))
}

/// What the log and the metrics have of an answer.
struct Said {
    status: u16,
    code: Option<&'static str>,
    took: Duration,
    invocation: Invocation,
}

/// What an answer has left, as part of its request: its line in the log, what handlers have left, and the metrics of it
/// all.
fn finish(
    said: Said,
    left: Vec<afterwards::Work>,
    trace: Option<TraceParent>,
    span: Span,
) -> afterwards::Work {
    Box::pin(async move {
        let work = async {
            let microseconds = u64::try_from(said.took.as_micros()).unwrap_or(u64::MAX);
            tracing::info!(
                status = said.status,
                code = said.code,
                microseconds,
                "answered"
            );
            for work in left {
                if unless_it_panics(work).await.is_none() {
                    tracing::error!("panicked after the answer");
                }
            }
            drop(said.invocation);
        };
        trace::within(trace, pin!(work.instrument(span))).await;
    })
}

/// Builds `A` from the environment and runs `main` on a single-threaded runtime: a function has one request
/// at a time, and a second thread would cost start-up and memory. `function` is what metrics call it.
pub(crate) fn start<A>(function: String, main: impl FnOnce(&'static A) -> Life) -> ExitCode
where
    A: FromEnvironment + 'static,
{
    logs::start();
    let environment = Environment::of_process();
    telemetry::start(environment.optional("STAGE").unwrap_or("dev"), function);
    edge::trust(&environment);
    let app = keep_shop_time(&environment).and_then(|()| A::from_environment(&environment));
    match app {
        // The app lives as long as the process: a leak is its natural lifetime.
        Ok(app) => live(main(Box::leak(Box::new(app)))),
        Err(error) => {
            tracing::error!(error = %error, "cannot start");
            ExitCode::FAILURE
        }
    }
}

fn live(life: Life) -> ExitCode {
    let outcome = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(life));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %error, "stopped");
            ExitCode::FAILURE
        }
    }
}

/// Sets the shop's clock: `SHOP_TIME_ZONE`, Asia/Jakarta unless said otherwise.
fn keep_shop_time(environment: &Environment) -> Result<(), ConfigError> {
    keep_time_of(environment.parse_or("SHOP_TIME_ZONE", TimeZone::default())?);
    Ok(())
}

/// Lambda hands an answer to its caller once it is posted, and sends the next request, or freezes the process, once it is
/// asked for more (<https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>): between the two is the time for
/// what an answer has left.
fn serve_boxed(handle: Box<dyn Fn(lambda_http::Request) -> Answer + Send + Sync>) -> Life {
    let last = Arc::new(Mutex::new(None));
    let answered = Arc::clone(&last);
    let service = service_fn(move |request| {
        let (answer, answered) = (handle(request), Arc::clone(&answered));
        async move {
            let (response, left) = answer.await;
            *answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
            Ok::<_, Infallible>(response)
        }
    });
    let afterwards = ThenLayer::new(move |posted| {
        let left = last.lock().unwrap_or_else(PoisonError::into_inner).take();
        async move {
            if let Some(left) = left {
                left.await;
            }
            posted
        }
    });
    let runtime = lambda_http::runtime(service);
    Box::pin(runtime.layer(TracingLayer::new()).layer(afterwards).run())
}

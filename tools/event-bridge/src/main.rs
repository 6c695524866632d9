//! Feeds queues and schedules to functions that run under `cargo lambda watch`, as Lambda's event source mappings
//! and EventBridge Scheduler do on AWS.
//!
//! ```text
//! event-bridge --functions http://127.0.0.1:9000 --queue notify=<queue url> --schedule relay-outbox=60
//! ```

mod arguments;
mod functions;
mod queue;
mod schedule;

use std::process::ExitCode;

use arguments::Arguments;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use functions::Functions;
use tokio::task::JoinSet;

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            tracing::error!("{error}");
            return ExitCode::from(2);
        }
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(run(arguments)),
        Err(error) => tracing::error!("cannot start: {error}"),
    }
    ExitCode::FAILURE
}

/// Runs every feed; each goes on until the process is told to end.
async fn run(arguments: Arguments) {
    let http = aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_https();
    let aws = aws_config::from_env().http_client(http).load().await;
    let sqs = aws_sdk_sqs::Client::new(&aws);
    let functions = Functions::at(arguments.functions);
    let mut feeds = JoinSet::new();
    for (function, url) in arguments.queues {
        feeds.spawn(queue::feed(sqs.clone(), functions.clone(), function, url));
    }
    for (function, period) in arguments.schedules {
        feeds.spawn(schedule::feed(functions.clone(), function, period));
    }
    // A feed ends only by a panic: then the whole bridge ends, where it is seen.
    feeds.join_next().await;
}

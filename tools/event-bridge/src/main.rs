//! Feeds queues and schedules to functions.
//!
//! ```text
//! event-bridge --functions http://127.0.0.1:9000 --queue notify=<queue url> --schedule relay-outbox=60
//! event-bridge --functions http://127.0.0.1:9000 --rabbitmq notify=notifications
//! ```

mod arguments;

use std::convert::Infallible;
use std::error::Error;
use std::process::ExitCode;

use arguments::Arguments;
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use config::{ConfigError, Environment, FromEnvironment};
use event_bridge::{Functions, rabbitmq, schedule, sqs};
use messaging::Broker;
use tokio::task::JoinSet;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    match start() {
        Ok(never) => match never {},
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs every feed until the process is told to end.
fn start() -> Result<Infallible, Box<dyn Error>> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let environment = Environment::of_process();
    let functions = Functions::at(arguments.functions, environment.text("AWS_REGION")?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut feeds = JoinSet::new();
        if !arguments.queues.is_empty() {
            let service = queue_service(&environment)?;
            for (function, url) in arguments.queues {
                feeds.spawn(sqs::feed(service.clone(), functions.clone(), function, url));
            }
        }
        for (function, queue) in arguments.rabbitmq {
            let broker = Broker::from_environment(&environment)?;
            feeds.spawn(rabbitmq::feed(broker, functions.clone(), function, queue));
        }
        for (function, period) in arguments.schedules {
            feeds.spawn(schedule::feed(functions.clone(), function, period));
        }
        // A feed ends only by a panic: then the whole bridge ends, where it is seen.
        match feeds.join_next().await {
            Some(Ok(never)) => Ok(never),
            Some(Err(panic)) => Err(panic.into()),
            None => {
                Err("there is nothing to feed; name a --queue, a --rabbitmq or a --schedule".into())
            }
        }
    })
}

/// SQS at the local stack, over plain HTTP.
fn queue_service(environment: &Environment) -> Result<aws_sdk_sqs::Client, ConfigError> {
    let credentials = Credentials::new(
        environment.text("AWS_ACCESS_KEY_ID")?,
        environment.text("AWS_SECRET_ACCESS_KEY")?,
        None,
        None,
        "environment",
    );
    let sqs = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_http::client(sqs::LONGEST_WAIT))
        .region(Region::new(environment.text("AWS_REGION")?.to_owned()))
        .endpoint_url(environment.text("AWS_ENDPOINT_URL")?)
        .credentials_provider(credentials)
        .build();
    Ok(aws_sdk_sqs::Client::from_conf(sqs))
}

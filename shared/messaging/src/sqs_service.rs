//! The client of Amazon SQS.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::retry::RetryConfig;
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use config::{ConfigError, Environment, FromEnvironment, Secret};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// For whoever sets no shorter time: what takes longer has gone wrong.
const PATIENCE: Duration = Duration::from_secs(10);

/// SQS, for those who send to it and those who put off what came from it. The client is built when first used: loading
/// the roots of trust takes milliseconds that a start should not wait for.
#[derive(Clone)]
pub(crate) struct SqsService {
    settings: Arc<Settings>,
    client: Arc<OnceLock<Client>>,
}

struct Settings {
    region: String,
    /// Another address than that of AWS, for a local stack.
    endpoint: Option<String>,
    keys: Keys,
}

/// Lambda gives a function its credentials in the environment, for longer than it keeps a sandbox.
struct Keys {
    id: String,
    secret: Secret,
    session: Option<Secret>,
}

impl FromEnvironment for SqsService {
    /// Whoever asks gets the same client.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.shared(|environment| {
            let text = |name| environment.text(name).map(str::to_owned);
            let settings = Settings {
                region: text("AWS_REGION")?,
                endpoint: environment.optional("AWS_ENDPOINT_URL").map(str::to_owned),
                keys: Keys {
                    id: text("AWS_ACCESS_KEY_ID")?,
                    secret: environment.secret("AWS_SECRET_ACCESS_KEY")?,
                    session: environment.optional("AWS_SESSION_TOKEN").map(Secret::new),
                },
            };
            Ok(Self {
                settings: Arc::new(settings),
                client: Arc::default(),
            })
        })
    }
}

impl SqsService {
    pub(crate) fn client(&self) -> &Client {
        self.client.get_or_init(|| client(&self.settings))
    }
}

fn client(settings: &Settings) -> Client {
    let keys = &settings.keys;
    let session = keys.session.as_ref().map(|token| token.reveal().to_owned());
    let mut builder = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_http::client(PATIENCE))
        .credentials_provider(Credentials::new(
            &keys.id,
            keys.secret.reveal(),
            session,
            None,
            "environment",
        ))
        .region(Region::new(settings.region.clone()))
        // The outbox tries again, not this.
        .retry_config(RetryConfig::disabled());
    builder.set_endpoint_url(settings.endpoint.clone());
    Client::from_conf(builder.build())
}

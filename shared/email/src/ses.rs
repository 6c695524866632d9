//! Amazon SES, version 2 of its API.

use std::sync::OnceLock;
use std::time::Duration;

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sesv2::error::BuildError;
use aws_sdk_sesv2::operation::send_email::builders::SendEmailFluentBuilder;
use aws_sdk_sesv2::types::{
    Body, Content, Destination, EmailContent, Message, MessageHeader, MessageTag,
};
use config::{ConfigError, Environment, FromEnvironment, Secret};

use crate::{Mail, Recipient, Rendered, SendError};

/// A mail is a few kilobytes to an endpoint of the same region: what takes longer has gone wrong.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(3);

/// The tag that holds our name for a mail.
pub(crate) const EMAIL_TAG: &str = "email";

/// Who the mails come from, and where SES is.
#[derive(Clone, Debug)]
pub struct SesConfig {
    /// `MICRO-SAYUR <halo@sayur.example>`; SES must have verified the address or its domain.
    pub from: String,
    /// Where answers go, if not to `from`. Somebody must read it: every mail invites an answer.
    pub reply_to: Option<String>,
    /// The set through which bounces and complaints come back.
    pub configuration_set: Option<String>,
    pub region: String,
    /// Another address than that of AWS, for a local stack.
    pub endpoint: Option<String>,
    pub access_key_id: String,
    pub secret_access_key: Secret,
    pub session_token: Option<Secret>,
}

impl FromEnvironment for SesConfig {
    /// `EMAIL_FROM`, `EMAIL_REPLY_TO`, `SES_CONFIGURATION_SET`, and AWS's own variables.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let optional = |name| environment.optional(name).map(str::to_owned);
        Ok(Self {
            from: mailbox(environment.text("EMAIL_FROM")?, "EMAIL_FROM")?,
            reply_to: environment
                .optional("EMAIL_REPLY_TO")
                .map(|text| mailbox(text, "EMAIL_REPLY_TO"))
                .transpose()?,
            configuration_set: optional("SES_CONFIGURATION_SET"),
            region: environment.text("AWS_REGION")?.to_owned(),
            endpoint: optional("AWS_ENDPOINT_URL"),
            access_key_id: environment.text("AWS_ACCESS_KEY_ID")?.to_owned(),
            secret_access_key: environment.secret("AWS_SECRET_ACCESS_KEY")?,
            session_token: optional("AWS_SESSION_TOKEN").map(Secret::new),
        })
    }
}

/// `Name <address>` or an address alone, so that a bad one stops the start and not the first mail.
fn mailbox(text: &str, variable: &'static str) -> Result<String, ConfigError> {
    let address = match text.split_once('<') {
        Some((_, rest)) => rest.strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    match Recipient::parse(address) {
        Ok(_) if !text.contains(char::is_control) => Ok(text.to_owned()),
        _ => Err(ConfigError::bad(variable, "not one e-mail address")),
    }
}

/// What SES calls a mail that it took, in every event it later sends about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Sends mails through SES. The client is built at the first mail: loading the roots of trust takes
/// milliseconds that a start should not wait for.
#[derive(Debug)]
pub struct SesMailer {
    config: SesConfig,
    client: OnceLock<Client>,
}

impl FromEnvironment for SesMailer {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        SesConfig::from_environment(environment).map(Self::new)
    }
}

impl SesMailer {
    #[must_use]
    pub const fn new(config: SesConfig) -> Self {
        Self {
            config,
            client: OnceLock::new(),
        }
    }

    /// Hands one mail to SES, once: the queue tries again, not this.
    ///
    /// After [`SendError::is_transient`] the mail may have gone all the same, when the answer was
    /// what got lost.
    pub async fn send(&self, mail: &Mail) -> Result<MessageId, SendError> {
        let sent = self.request(mail)?.send().await.map_err(SendError::of)?;
        // SES answers every success with an id.
        Ok(MessageId(sent.message_id.unwrap_or_default()))
    }

    fn request(&self, mail: &Mail) -> Result<SendEmailFluentBuilder, BuildError> {
        let tags = [
            ("kind", mail.body.kind().as_str().to_owned()),
            (EMAIL_TAG, mail.id.to_string()),
            ("event", mail.event.to_string()),
        ];
        let tag = |(name, value)| MessageTag::builder().name(name).value(value).build();
        let tags = tags.map(tag).into_iter().collect::<Result<_, _>>()?;
        Ok(self
            .client
            .get_or_init(|| client(&self.config))
            .send_email()
            .from_email_address(&self.config.from)
            .set_reply_to_addresses(self.config.reply_to.clone().map(|address| vec![address]))
            .set_configuration_set_name(self.config.configuration_set.clone())
            .destination(
                Destination::builder()
                    .to_addresses(mail.to.as_str())
                    .build(),
            )
            .set_email_tags(Some(tags))
            .content(EmailContent::builder().simple(message(&mail.body)?).build()))
    }
}

fn message(mail: &Rendered) -> Result<Message, BuildError> {
    let utf8 = |data: &str| Content::builder().data(data).charset("UTF-8").build();
    // RFC 3834: whoever is on holiday should not tell us so.
    let automatic = MessageHeader::builder()
        .name("Auto-Submitted")
        .value("auto-generated")
        .build()?;
    Ok(Message::builder()
        .subject(utf8(mail.subject())?)
        .body(
            Body::builder()
                .html(utf8(mail.html())?)
                .text(utf8(mail.text())?)
                .build(),
        )
        .headers(automatic)
        .build())
}

/// Lambda gives a function its credentials in the environment, for longer than it keeps a sandbox.
/// The default chain of `aws-config` would look there first too, and then link what asks profiles,
/// containers and STS: two more megabytes and five more milliseconds.
fn client(config: &SesConfig) -> Client {
    let credentials = Credentials::new(
        &config.access_key_id,
        config.secret_access_key.reveal(),
        config
            .session_token
            .as_ref()
            .map(|token| token.reveal().to_owned()),
        None,
        "environment",
    );
    let mut builder = aws_sdk_sesv2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_http::client(ATTEMPT_TIMEOUT))
        .credentials_provider(credentials)
        .region(Region::new(config.region.clone()))
        .retry_config(RetryConfig::disabled());
    builder.set_endpoint_url(config.endpoint.clone());
    Client::from_conf(builder.build())
}

//! Signing in: with the password in `DATABASE_URL`, or as the function itself, with a token that AWS's IAM knows
//! (<https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html>).

use config::{ConfigError, Environment, Secret};
use deadpool_postgres::{ConfigConnectImpl, Connect};
use domain::{Clock, SystemClock};
use futures::future::BoxFuture;
use postgres_tls::tls;
use ring::{digest, hmac};
use std::fmt::Write;
use time::OffsetDateTime;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use tokio::task::JoinHandle;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;

pub(crate) const URL: &str = "DATABASE_URL";
const HOW: &str = "DATABASE_SIGN_IN";
/// As long as AWS lets a token be good. It is asked for when a connection is made, and for nothing afterwards.
const TOKEN_SECONDS: &str = "900";
const DATE: StaticFormatDescription = format_description!("[year][month][day]");
const MOMENT: StaticFormatDescription =
    format_description!("[year][month][day]T[hour][minute][second]Z");

/// Whom an address without a user is for: the context's own user, who may touch what its statements touch and no more
/// (`migrations/rights.sql`).
pub(crate) fn user_of(environment: &Environment) -> Result<String, ConfigError> {
    match environment.context() {
        Some(context) => Ok(format!("sayur_{context}")),
        None => Err(ConfigError::bad(URL, "no user in it, and no context")),
    }
}

/// Makes connections that are signed in.
pub(crate) struct SignIn {
    connector: ConfigConnectImpl<MakeRustlsConnect>,
    identity: Option<Identity>,
}

impl SignIn {
    /// `DATABASE_SIGN_IN`: `password`, which is the default, or `iam`, with the credentials that Lambda gives a function.
    pub(crate) fn new(environment: &Environment, settings: &Config) -> Result<Self, ConfigError> {
        let identity = match environment.optional(HOW) {
            None | Some("password") => None,
            Some("iam") => Some(Identity::new(environment, settings)?),
            Some(_) => return Err(ConfigError::bad(HOW, "neither password nor iam")),
        };
        Ok(Self {
            connector: ConfigConnectImpl { tls: tls() },
            identity,
        })
    }
}

impl Connect for SignIn {
    fn connect(&self, settings: &Config) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), Error>> {
        match &self.identity {
            None => self.connector.connect(settings),
            Some(identity) => {
                let mut settings = settings.clone();
                settings.password(identity.token(SystemClock.now()));
                self.connector.connect(&settings)
            }
        }
    }
}

/// Who a function is, and where it signs in as whom.
struct Identity {
    server: String,
    user: String,
    region: String,
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Option<Secret>,
}

impl Identity {
    fn new(environment: &Environment, settings: &Config) -> Result<Self, ConfigError> {
        let (Some(Host::Tcp(host)), Some(user)) =
            (settings.get_hosts().first(), settings.get_user())
        else {
            return Err(ConfigError::bad(
                URL,
                "signing in by IAM wants a host and a user",
            ));
        };
        let port = settings.get_ports().first().copied().unwrap_or(5432);
        Ok(Self {
            server: format!("{host}:{port}"),
            user: user.to_owned(),
            region: environment.text("AWS_REGION")?.to_owned(),
            access_key_id: environment.text("AWS_ACCESS_KEY_ID")?.to_owned(),
            secret_access_key: environment.secret("AWS_SECRET_ACCESS_KEY")?,
            session_token: environment.optional("AWS_SESSION_TOKEN").map(Secret::new),
        })
    }

    /// A request to `connect`, signed as AWS signs (Signature Version 4, in the query), without `https://`.
    fn token(&self, now: OffsetDateTime) -> String {
        let (date, moment) = (written(now, DATE), written(now, MOMENT));
        let scope = format!("{date}/{}/rds-db/aws4_request", self.region);
        let mut query = format!(
            "Action=connect&DBUser={}&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={}&X-Amz-Date={moment}\
             &X-Amz-Expires={TOKEN_SECONDS}",
            encoded(&self.user),
            encoded(&format!("{}/{scope}", self.access_key_id)),
        );
        if let Some(token) = &self.session_token {
            query.push_str("&X-Amz-Security-Token=");
            query.push_str(&encoded(token.reveal()));
        }
        query.push_str("&X-Amz-SignedHeaders=host");

        let server = &self.server;
        let request = format!("GET\n/\n{query}\nhost:{server}\n\nhost\n{}", sha256(""));
        let to_sign = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{}", sha256(&request));
        let first = format!("AWS4{}", self.secret_access_key.reveal());
        let key = [&date, &self.region, "rds-db", "aws4_request"]
            .iter()
            .fold(first.into_bytes(), |key, part| mac(&key, part));
        let signature = hex(&mac(&key, &to_sign));
        format!("{server}/?{query}&X-Amz-Signature={signature}")
    }
}

fn written(moment: OffsetDateTime, form: StaticFormatDescription) -> String {
    // Years of four digits are always written.
    moment.format(form).unwrap_or_default()
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Percent-encoded but for what RFC 3986 calls unreserved.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const CREDENTIALS: [(&str, &str); 4] = [
        (HOW, "iam"),
        ("AWS_REGION", "ap-southeast-3"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        (
            "AWS_SECRET_ACCESS_KEY",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        ),
    ];

    fn identity(more: &[(&str, &str)], url: &str) -> Result<Identity, ConfigError> {
        let environment = CREDENTIALS.iter().chain(more).copied().collect();
        Identity::new(&environment, &url.parse().unwrap())
    }

    /// Against `generate_db_auth_token` of boto3 1.43 at the same moment.
    #[test]
    fn a_token_is_what_aws_s_own_client_makes() {
        let url =
            "postgresql://sayur_orders@shop.proxy-abc.ap-southeast-3.rds.amazonaws.com:5432/sayur";
        let session = ("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjE+/=token");
        let now = datetime!(2026-11-30 09:30:00 UTC);
        let token = |more: &[_]| identity(more, url).unwrap().token(now);
        let plain = token(&[]);
        assert!(
            plain.starts_with("shop.proxy-abc.ap-southeast-3.rds.amazonaws.com:5432/?Action=connect&DBUser=sayur_orders&"),
            "{plain}"
        );
        let signature = |token: &str| token.rsplit_once("X-Amz-Signature=").unwrap().1.to_owned();
        assert_eq!(
            signature(&plain),
            "a29accd73f113aa5cc28201c2b4abfdbf41e4a2ca3030fbd04c2817908a179b8"
        );
        let in_a_session = token(&[session]);
        assert!(in_a_session.contains("&X-Amz-Security-Token=IQoJb3JpZ2luX2VjE%2B%2F%3Dtoken&"));
        assert_eq!(
            signature(&in_a_session),
            "da48bd46725d9d8001ef4538b42c85079c0f18515b31f82ae16ebc1165ad0846"
        );
    }

    #[test]
    fn a_context_has_a_user_of_its_own() {
        let environment = Environment::default();
        let error = user_of(&environment).unwrap_err();
        assert!(matches!(error, ConfigError::Bad { name: URL, .. }));
        environment.belongs_to("orders");
        assert_eq!(user_of(&environment).as_deref(), Ok("sayur_orders"));
    }

    #[test]
    fn signing_in_as_a_function_wants_its_credentials_and_a_server() {
        let error = identity(&[("AWS_ACCESS_KEY_ID", "")], "postgresql://a@b/c").err();
        assert_eq!(error, Some(ConfigError::Missing("AWS_ACCESS_KEY_ID")));
        let error = identity(&[], "postgresql:///c").err();
        assert!(matches!(error, Some(ConfigError::Bad { name: URL, .. })));
        let settings = "postgresql://a@b/c".parse().unwrap();
        let error = SignIn::new(&[(HOW, "magic")].into_iter().collect(), &settings).err();
        assert!(matches!(error, Some(ConfigError::Bad { name: HOW, .. })));
    }
}

//! What the environment says. A missing or bad variable stops the start with its name.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::Url;

/// How the simulator runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Under which URL its pages and images are reached, without a slash at the end.
    pub public_url: String,
    /// The key a merchant authenticates with and notifications are signed with.
    pub server_key: String,
    /// Where notifications go unless a request says otherwise.
    pub notification_url: Url,
    /// How long to wait before each of the five retries of a notification.
    pub retry_delays: [Duration; 5],
    /// The merchant's id in answers and notifications.
    pub merchant_id: String,
    /// The merchant's name on the payment page.
    pub merchant_name: String,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// A variable without a default is not set, or is empty.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// A variable's value cannot be used.
    #[error("{name} is not {expected}")]
    Invalid {
        /// The variable.
        name: &'static str,
        /// What it should have been.
        expected: &'static str,
    },
}

impl Config {
    /// Reads the process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Reads variables through `lookup`.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let optional = |name| lookup(name).filter(|value| !value.trim().is_empty());
        let required = |name| optional(name).ok_or(ConfigError::Missing(name));
        let or = |name, default: &str| optional(name).unwrap_or_else(|| default.to_owned());

        let addr: SocketAddr = or("MIDTRANS_SIMULATOR_ADDR", "127.0.0.1:9100")
            .parse()
            .map_err(|_| {
                invalid(
                    "MIDTRANS_SIMULATOR_ADDR",
                    "an address such as 127.0.0.1:9100",
                )
            })?;
        let notification_url = Url::parse(&required("MIDTRANS_NOTIFICATION_URL")?)
            .ok()
            .filter(|url| url.scheme() == "http")
            .ok_or_else(|| invalid("MIDTRANS_NOTIFICATION_URL", "an http:// URL"))?;
        let public_url = or("MIDTRANS_SIMULATOR_PUBLIC_URL", &format!("http://{addr}"));

        Ok(Self {
            addr,
            public_url: public_url.trim_end_matches('/').to_owned(),
            server_key: required("MIDTRANS_SERVER_KEY")?,
            notification_url,
            retry_delays: retry_delays(&or(
                "MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS",
                "200,400,800,1600,3200",
            ))?,
            merchant_id: or("MIDTRANS_MERCHANT_ID", "G000000001"),
            merchant_name: or("MIDTRANS_MERCHANT_NAME", "MICRO-SAYUR"),
        })
    }
}

fn retry_delays(text: &str) -> Result<[Duration; 5], ConfigError> {
    text.split(',')
        .map(|part| part.trim().parse().map(Duration::from_millis))
        .collect::<Result<Vec<_>, _>>()
        .ok()
        .and_then(|delays| delays.try_into().ok())
        .ok_or_else(|| {
            invalid(
                "MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS",
                "five numbers of milliseconds with commas between",
            )
        })
}

const fn invalid(name: &'static str, expected: &'static str) -> ConfigError {
    ConfigError::Invalid { name, expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_lookup(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    const KEY: (&str, &str) = ("MIDTRANS_SERVER_KEY", "key");
    const URL: (&str, &str) = ("MIDTRANS_NOTIFICATION_URL", "http://127.0.0.1:1/hook");

    #[test]
    fn defaults_fill_what_may_be_left_out() {
        let config = read(&[KEY, URL]).unwrap();
        assert_eq!(config.addr.to_string(), "127.0.0.1:9100");
        assert_eq!(config.public_url, "http://127.0.0.1:9100");
        assert_eq!(config.retry_delays[4], Duration::from_millis(3200));
    }

    #[test]
    fn a_missing_variable_is_named() {
        assert_eq!(
            read(&[URL]).unwrap_err().to_string(),
            "MIDTRANS_SERVER_KEY is not set"
        );
        assert_eq!(
            read(&[KEY, ("MIDTRANS_NOTIFICATION_URL", " ")])
                .unwrap_err()
                .to_string(),
            "MIDTRANS_NOTIFICATION_URL is not set"
        );
    }

    #[test]
    fn a_bad_variable_is_named() {
        for (name, value) in [
            ("MIDTRANS_SIMULATOR_ADDR", "here"),
            ("MIDTRANS_NOTIFICATION_RETRY_DELAYS_MS", "1,2"),
        ] {
            let problem = read(&[KEY, URL, (name, value)]).unwrap_err().to_string();
            assert!(problem.starts_with(name), "{problem}");
        }
    }
}

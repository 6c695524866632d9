//! How often one may try. Without Redis one may: passwords stay slow to guess, and the gateway has its own
//! ceiling.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use cache::{Cache, Limit, Rate};
use config::{ConfigError, Environment, FromEnvironment};
use domain::failure::{Failure, Kind};
use domain::identity::EmailAddress;
use domain::links::token_hash;
use runtime::Request;
use std::net::IpAddr;
use time::Duration;

/// Calls of one route from one network: many people may share it.
const PER_NETWORK: Limit = Limit {
    calls: 60,
    per: Duration::MINUTE,
};
/// Mails to one address, asked for by whomever.
const MAILS: Limit = Limit {
    calls: 5,
    per: Duration::minutes(15),
};
/// Passwords tried for one account since the last right one, from wherever.
const TRIES: Limit = Limit {
    calls: 10,
    per: Duration::minutes(15),
};

/// The counters in Redis. Keys hold no personal data but the caller's network.
pub struct Limits(Cache);

impl FromEnvironment for Limits {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Cache::from_environment(environment).map(Self)
    }
}

/// Too often.
#[derive(Debug, thiserror::Error)]
#[error("too many calls, try again after {retry_after} s")]
pub(crate) struct TooManyCalls {
    retry_after: u32,
}

impl Failure for TooManyCalls {
    fn kind(&self) -> Kind {
        Kind::RateLimited {
            retry_after: self.retry_after,
        }
    }

    fn code(&self) -> &'static str {
        "too_many_requests"
    }
}

impl Limits {
    /// Counts a call of the route from the caller's network.
    pub(crate) async fn network(&self, route: &str, request: &Request) -> Result<(), TooManyCalls> {
        let key = format!("{route}:{}", network(request.source_ip()));
        self.count(&key, PER_NETWORK).await
    }

    /// Counts a mail to the address, whether or not one will be sent: the answer must not tell.
    pub(crate) async fn mail(&self, email: &EmailAddress) -> Result<(), TooManyCalls> {
        self.count(&key("mail", email), MAILS).await
    }

    /// Counts a try before the password is looked at: tries at the same time count each other.
    pub(crate) async fn tries(&self, email: &EmailAddress) -> Result<(), TooManyCalls> {
        self.count(&key("login", email), TRIES).await
    }

    /// The password was right.
    pub(crate) async fn forget_tries(&self, email: &EmailAddress) {
        // Without Redis nothing was counted.
        let _ = self.0.forget_calls(&key("login", email)).await;
    }

    async fn count(&self, key: &str, limit: Limit) -> Result<(), TooManyCalls> {
        match self.0.count_call(key, limit).await {
            Some(Rate::Exceeded { retry_after }) => Err(TooManyCalls { retry_after }),
            Some(Rate::Allowed) | None => Ok(()),
        }
    }
}

fn key(what: &str, email: &EmailAddress) -> String {
    format!(
        "{what}:{}",
        URL_SAFE_NO_PAD.encode(token_hash(email.as_str()))
    )
}

/// An IPv4 address, or the 64 bits of an IPv6 address that a subscriber is given whole.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => match address.segments() {
            [a, b, c, d, ..] => format!("{a:x}:{b:x}:{c:x}:{d:x}"),
        },
        Ok(IpAddr::V4(_)) | Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn addresses_of_one_subscriber_are_one_network() {
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
    }
}

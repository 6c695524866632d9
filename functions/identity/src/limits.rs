//! How often one may try. What a route's call is counted under is counted together, all or nothing; while Redis
//! is away PostgreSQL counts, more coarsely.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use cache::{Cache, Count, Rule, Standing};
use config::{ConfigError, Environment, FromEnvironment};
use domain::failure::{Failure, Kind};
use domain::identity::EmailAddress;
use domain::ids::UserId;
use domain::links::token_hash;
use domain::{Clock, StoreError, SystemClock};
use postgres::PgRateWindows;
use runtime::{Problem, Request};
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// Calls of one route from one network: many people may share it.
const PER_NETWORK: Rule = Rule::Window {
    calls: 60,
    per: Duration::MINUTE,
};
/// Mails to one address, asked for by whomever.
const MAILS: Rule = Rule::Window {
    calls: 5,
    per: Duration::minutes(15),
};
/// Passwords and codes tried for one account since the last right one, from wherever.
const TRIES: Rule = Rule::Delay {
    free: 5,
    longest: Duration::minutes(15),
    forgotten_after: Duration::DAY,
};
/// What stands for a growing delay where there are fixed windows only.
const TRIES_IN_A_WINDOW: (u32, Duration) = (10, Duration::minutes(15));

/// The counters. Keys hold no personal data but the caller's network.
pub struct Limits {
    cache: Cache,
    windows: PgRateWindows,
}

impl FromEnvironment for Limits {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            cache: Cache::from_environment(environment)?,
            windows: PgRateWindows::from_environment(environment)?,
        })
    }
}

/// Why a call is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LimitError {
    #[error("too many calls, try again after {retry_after} s")]
    TooManyCalls { retry_after: u32 },
    /// Redis and the database are both away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for LimitError {
    fn kind(&self) -> Kind {
        match self {
            Self::TooManyCalls { retry_after } => Kind::RateLimited {
                retry_after: *retry_after,
            },
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TooManyCalls { .. } => "too_many_requests",
            Self::Store(error) => error.code(),
        }
    }
}

/// Whose password or code is tried: by the address that was given, or by the id of who is signed in.
#[derive(Clone, Copy)]
pub(crate) enum Account<'a> {
    Address(&'a EmailAddress),
    User(UserId),
}

impl Account<'_> {
    fn key(self) -> String {
        match self {
            Self::Address(email) => hashed("tries", email),
            Self::User(user) => format!("tries:{user}"),
        }
    }
}

impl Limits {
    /// Counts a call of the route from the caller's network.
    pub(crate) async fn network(&self, route: &str, request: &Request) -> Result<(), LimitError> {
        self.count(request, &[from_network(route, request)]).await?;
        Ok(())
    }

    /// Counts a call of the route and a mail to each address, whether or not one will be sent: the answer must not
    /// tell. Without an address, because the request cannot be read, the call alone is counted.
    pub(crate) async fn mail(
        &self,
        route: &str,
        request: &Request,
        to: &[&EmailAddress],
    ) -> Result<(), LimitError> {
        let mut counts = vec![from_network(route, request)];
        counts.extend(to.iter().map(|email| Count {
            key: hashed("mail", email),
            rule: MAILS,
        }));
        self.count(request, &counts).await?;
        Ok(())
    }

    /// Counts a call of the route and a try of the account's password or code before it is looked at: tries at
    /// the same time count each other. Without an account, because the request cannot be read, the call alone is
    /// counted.
    pub(crate) async fn tries<'a>(
        &'a self,
        route: &str,
        request: &'a Request,
        of: Option<Account<'_>>,
    ) -> Result<Tries<'a>, LimitError> {
        let mut counts = vec![from_network(route, request)];
        counts.extend(of.map(|account| Count {
            key: account.key(),
            rule: TRIES,
        }));
        let (standings, counter) = self.count(request, &counts).await?;
        Ok(Tries {
            limits: self,
            request,
            counter,
            account: of.map(Account::key),
            network: standings.first().copied(),
        })
    }

    /// Reads the body of somebody signed in who tries a password or a code, and counts the try first, as
    /// [`Self::tries`] does.
    pub(crate) async fn tried_body<'a, B: DeserializeOwned>(
        &'a self,
        route: &str,
        request: &'a Request,
        user: UserId,
    ) -> Result<(B, Tries<'a>), Problem> {
        let body: Result<B, Problem> = request.json();
        let account = body.as_ref().ok().map(|_| Account::User(user));
        let tries = self.tries(route, request, account).await?;
        Ok((body?, tries))
    }

    /// Starts the account's count again, for whoever has proved in another way that it is theirs.
    pub(crate) async fn forget_tries(&self, of: Account<'_>) {
        let key = of.key();
        if self.cache.forget_calls(&key).await.is_none() {
            self.forget_in_windows(&key).await;
        }
    }

    /// A count that cannot be forgotten keeps nobody out who was let in.
    async fn forget_in_windows(&self, key: &str) {
        if let Err(error) = self.windows.forget(key).await {
            tracing::warn!(error = %error, "tries were not forgotten");
        }
    }

    /// Counts, tells the caller how they stand with the tightest of the rules, and refuses if one of them does.
    async fn count(
        &self,
        request: &Request,
        counts: &[Count],
    ) -> Result<(Vec<Standing>, Counter), LimitError> {
        let (standings, counter) = match self.cache.count(counts).await {
            Some(standings) => (standings, Counter::Redis),
            None => (self.count_in_windows(counts).await?, Counter::PostgreSql),
        };
        let tightest = standings
            .iter()
            .min_by_key(|rule| (Reverse(rule.wait), rule.remaining, Reverse(rule.reset)));
        let Some(tightest) = tightest else {
            return Ok((standings, counter));
        };
        tell(request, tightest);
        if tightest.wait > 0 {
            return Err(LimitError::TooManyCalls {
                retry_after: tightest.wait,
            });
        }
        Ok((standings, counter))
    }

    async fn count_in_windows(&self, counts: &[Count]) -> Result<Vec<Standing>, LimitError> {
        let now = SystemClock.now();
        let windows: Vec<Window> = counts
            .iter()
            .map(|count| Window::at(now, count.rule))
            .collect();
        let keys = counts.iter().map(|count| count.key.as_str());
        let starts = windows.iter().map(|window| window.start);
        let keys: Vec<(&str, OffsetDateTime)> = keys.zip(starts).collect();
        let calls = self.windows.count(&keys).await?;
        Ok(windows
            .iter()
            .zip(calls)
            .map(|(window, calls)| window.standing(calls))
            .collect())
    }
}

/// Who has counted.
#[derive(Clone, Copy)]
enum Counter {
    Redis,
    PostgreSql,
}

/// A try that was counted.
pub(crate) struct Tries<'a> {
    limits: &'a Limits,
    request: &'a Request,
    counter: Counter,
    account: Option<String>,
    network: Option<Standing>,
}

impl Tries<'_> {
    /// What was tried was right: the count starts again.
    pub(crate) async fn forget(self) {
        let Some(key) = self.account else { return };
        match self.counter {
            Counter::Redis => {
                let _ = self.limits.cache.forget_calls(&key).await;
            }
            Counter::PostgreSql => self.limits.forget_in_windows(&key).await,
        }
        if let Some(network) = &self.network {
            tell(self.request, network);
        }
    }
}

/// A fixed window of time.
struct Window {
    start: OffsetDateTime,
    calls: u32,
    /// Seconds.
    left: u32,
}

impl Window {
    fn at(now: OffsetDateTime, rule: Rule) -> Self {
        let (calls, per) = match rule {
            Rule::Window { calls, per } => (calls, per),
            Rule::Delay { .. } => TRIES_IN_A_WINDOW,
        };
        let seconds = per.whole_seconds();
        let gone = now.unix_timestamp().rem_euclid(seconds);
        let start = now - Duration::seconds(gone);
        Self {
            start: start.replace_nanosecond(0).unwrap_or(start),
            calls,
            left: u32::try_from(seconds - gone).unwrap_or(u32::MAX),
        }
    }

    fn standing(&self, counted: u32) -> Standing {
        Standing {
            limit: self.calls,
            remaining: self.calls.saturating_sub(counted),
            reset: self.left,
            wait: if counted > self.calls { self.left } else { 0 },
        }
    }
}

/// The three headers of draft-ietf-httpapi-ratelimit-headers, as they were up to its version 6.
fn tell(request: &Request, standing: &Standing) {
    request.answer_header("ratelimit-limit", standing.limit.to_string());
    request.answer_header("ratelimit-remaining", standing.remaining.to_string());
    request.answer_header("ratelimit-reset", standing.reset.to_string());
}

fn from_network(route: &str, request: &Request) -> Count {
    Count {
        key: format!("{route}:{}", network(request.source_ip())),
        rule: PER_NETWORK,
    }
}

fn hashed(what: &str, email: &EmailAddress) -> String {
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
    use super::*;

    #[test]
    fn addresses_of_one_subscriber_are_one_network() {
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
    }

    #[test]
    fn a_fixed_window_begins_on_the_dot_and_says_when_it_ends() {
        let now = OffsetDateTime::from_unix_timestamp_nanos(1_795_305_659_900_000_000).unwrap();
        let window = Window::at(now, PER_NETWORK);
        assert_eq!(
            window.start.unix_timestamp_nanos(),
            1_795_305_600_000_000_000
        );
        assert_eq!(window.standing(60).wait, 0);
        let refused = window.standing(61);
        assert_eq!((refused.remaining, refused.reset, refused.wait), (0, 1, 1));
        assert_eq!(Window::at(now, TRIES).calls, 10);
    }
}

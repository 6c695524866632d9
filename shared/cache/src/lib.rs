//! Redis: what may be lost. Rate limits and whose access tokens are refused before they expire.
//!
//! The shop goes on without Redis: every answer of this crate is an `Option`, and `None` means "not known
//! now". A failure is logged once, here.

mod connection;

pub use connection::Cache;

use domain::identity::{AccessCut, Caller};
use domain::ids::{SessionId, UserId};
use redis::{Cmd, FromRedisValue, Script};
use std::sync::LazyLock;
use time::Duration;

/// What a rate limit says of one more call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    Allowed,
    /// Too many; try again after so many seconds (at least one).
    Exceeded {
        retry_after: u32,
    },
}

/// A sliding window: at most `calls` within `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub calls: u32,
    pub per: Duration,
}

/// Counts a call in a sliding window, in one atomic step on the server, by the server's clock.
/// Answers 0 when the call is allowed, otherwise the milliseconds until one is.
static COUNT_CALL: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local window, calls = tonumber(ARGV[1]), tonumber(ARGV[2])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
        if redis.call('ZCARD', KEYS[1]) < calls then
            redis.call('ZADD', KEYS[1], now, time[1] .. '.' .. time[2])
            redis.call('PEXPIRE', KEYS[1], window)
            return 0
        end
        local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
        return math.max(1, oldest[2] + window - now)
        ",
    )
});

/// Raises each key's number to the argument of its place, and never lowers one; the last argument is how many
/// seconds the numbers are kept.
static RAISE_VERSIONS: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        for place, key in ipairs(KEYS) do
            local known = tonumber(redis.call('GET', key) or 0)
            redis.call('SET', key, math.max(known, tonumber(ARGV[place])), 'EX', ARGV[#ARGV])
        end
        ",
    )
});

impl Cache {
    /// Counts a call under `key`; `None` when Redis does not answer.
    pub async fn count_call(&self, key: &str, limit: Limit) -> Option<Rate> {
        let window = i64::try_from(limit.per.whole_milliseconds()).ok()?;
        let mut count = COUNT_CALL.key(rate(key));
        count.arg(window).arg(limit.calls);
        let count = &count;
        let wait: i64 = self
            .run(|mut connection| async move { count.invoke_async(&mut connection).await })
            .await?;
        Some(match u32::try_from(wait.saturating_add(999) / 1_000) {
            Ok(0) => Rate::Allowed,
            Ok(retry_after) => Rate::Exceeded { retry_after },
            Err(_) => Rate::Exceeded {
                retry_after: u32::MAX,
            },
        })
    }

    /// Forgets the calls counted under `key`; `None` when Redis does not answer.
    pub async fn forget_calls(&self, key: &str) -> Option<()> {
        self.query(redis::cmd("DEL").arg(rate(key))).await
    }

    /// Refuses the session's access tokens from now on; `lasting` is how long such a token can live.
    /// `None` when Redis does not answer.
    pub async fn end_session(&self, session: SessionId, lasting: Duration) -> Option<()> {
        let mut end = redis::cmd("SET");
        end.arg(ended(session))
            .arg(1)
            .arg("EX")
            .arg(lasting.whole_seconds());
        self.query(&end).await
    }

    /// Refuses the users' access tokens of lower versions from now on; `lasting` is how long such a token can
    /// live. `None` when Redis does not answer.
    pub async fn cut_access(&self, cuts: &[AccessCut], lasting: Duration) -> Option<()> {
        let mut raise = RAISE_VERSIONS.prepare_invoke();
        for cut in cuts {
            raise.key(version(cut.user)).arg(cut.version);
        }
        raise.arg(lasting.whole_seconds());
        let raise = &raise;
        self.run(|mut connection| async move { raise.invoke_async(&mut connection).await })
            .await
    }

    /// Whether the caller's session was ended or their access has changed since their token was issued; `None`
    /// when Redis does not answer.
    pub async fn refuses(&self, caller: &Caller) -> Option<bool> {
        let mut get = redis::cmd("MGET");
        get.arg(ended(caller.session)).arg(version(caller.user));
        let (ended, version): (Option<u8>, Option<i64>) = self.query(&get).await?;
        Some(ended.is_some() || version.is_some_and(|version| caller.access_version < version))
    }

    /// Whether Redis answers.
    pub async fn ping(&self) -> bool {
        self.query::<()>(&redis::cmd("PING")).await.is_some()
    }

    async fn query<T: FromRedisValue>(&self, command: &Cmd) -> Option<T> {
        self.run(|mut connection| async move { command.query_async(&mut connection).await })
            .await
    }
}

fn rate(key: &str) -> String {
    format!("rate:{key}")
}

fn ended(session: SessionId) -> String {
    format!("ended:{session}")
}

fn version(user: UserId) -> String {
    format!("access:{user}")
}

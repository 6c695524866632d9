//! Redis: what may be lost. Rate limits, whose access tokens are refused before they expire, public answers, how far
//! imports are.
//!
//! The shop goes on without Redis: every answer of this crate is an `Option`, and `None` means "not known
//! now". A failure is logged once, here.

mod connection;
mod imports;
mod pages;
mod rate;

pub use connection::Cache;
pub use imports::RedisImports;
pub use pages::Pages;
pub use rate::{Count, Rule, Standing};

use domain::identity::{AccessCut, Caller};
use domain::ids::{SessionId, UserId};
use redis::{Cmd, FromRedisValue, Script};
use std::sync::LazyLock;
use time::Duration;

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

fn ended(session: SessionId) -> String {
    format!("ended:{session}")
}

fn version(user: UserId) -> String {
    format!("access:{user}")
}

//! How often something may be done: rules that are looked at together, by the server's clock.

use crate::Cache;
use redis::Script;
use std::sync::LazyLock;
use time::Duration;

/// What is allowed under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A sliding window: so many calls within so long.
    Window { calls: u32, per: Duration },
    /// So many tries at will; after each one more a wait, of a second first and of twice as long each time, up to
    /// the longest. Forgotten when it has rested for so long.
    Delay {
        free: u32,
        longest: Duration,
        forgotten_after: Duration,
    },
}

/// A call to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    pub key: String,
    pub rule: Rule,
}

/// How a caller stands with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Calls that the rule allows.
    pub limit: u32,
    /// Calls that are left of them.
    pub remaining: u32,
    /// Seconds until there are more.
    pub reset: u32,
    /// Seconds that this call is too early; 0 when the rule allows it.
    pub wait: u32,
}

/// Looks at every rule and then counts the call under each, or, if one of them refuses, under none. For each key
/// four arguments: the kind of rule, how many calls, and in milliseconds how long they are remembered and what the
/// longest wait is. Answers for each: calls left, milliseconds until there are more, milliseconds to wait.
static COUNT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"
        local clock = redis.call('TIME')
        local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

        local function frees_at(rule)
            local oldest = redis.call('ZRANGE', rule.key, 0, 0, 'WITHSCORES')
            return oldest[2] + rule.span
        end

        local rules, refused = {}, false
        for place, key in ipairs(KEYS) do
            local kind, calls, span, longest = unpack(ARGV, 4 * place - 3, 4 * place)
            local rule = {
                key = key, is_window = kind == 'window', wait = 0,
                calls = tonumber(calls), span = tonumber(span), longest = tonumber(longest),
            }
            if rule.is_window then
                redis.call('ZREMRANGEBYSCORE', key, '-inf', now - rule.span)
                rule.counted = redis.call('ZCARD', key)
                if rule.counted >= rule.calls then
                    rule.wait = math.max(1, frees_at(rule) - now)
                end
            else
                local kept = redis.call('HMGET', key, 'tries', 'until')
                rule.counted = tonumber(kept[1]) or 0
                rule.wait = math.max(0, (tonumber(kept[2]) or 0) - now)
            end
            refused = refused or rule.wait > 0
            rules[place] = rule
        end

        local answer = {}
        for _, rule in ipairs(rules) do
            local reset = rule.span
            if rule.is_window then
                if not refused then
                    redis.call('ZADD', rule.key, now, clock[1] .. '.' .. clock[2])
                    redis.call('PEXPIRE', rule.key, rule.span)
                    rule.counted = rule.counted + 1
                end
                if rule.counted > 0 then
                    reset = frees_at(rule) - now
                end
            elseif refused then
                reset = rule.wait > 0 and rule.wait or reset
            else
                rule.counted = rule.counted + 1
                local delay = 0
                if rule.counted > rule.calls then
                    delay = math.min(rule.longest, 1000 * 2 ^ (rule.counted - rule.calls - 1))
                    reset = delay
                end
                redis.call('HSET', rule.key, 'tries', rule.counted, 'until', now + delay)
                redis.call('PEXPIRE', rule.key, rule.span)
            end
            table.insert(answer, math.max(0, rule.calls - rule.counted))
            table.insert(answer, reset)
            table.insert(answer, rule.wait)
        end
        return answer
        ",
    )
});

impl Cache {
    /// Counts a call under every key, or under none if one of the rules refuses it: then that one's standing says
    /// how long to wait. `None` when Redis does not answer.
    pub async fn count(&self, counts: &[Count]) -> Option<Vec<Standing>> {
        let mut count = COUNT.prepare_invoke();
        for Count { key, rule } in counts {
            let (kind, calls, span, longest) = match *rule {
                Rule::Window { calls, per } => ("window", calls, per, Duration::ZERO),
                Rule::Delay {
                    free,
                    longest,
                    forgotten_after,
                } => ("delay", free, forgotten_after, longest),
            };
            count
                .key(name(key))
                .arg(kind)
                .arg(calls)
                .arg(milliseconds(span))
                .arg(milliseconds(longest));
        }
        let count = &count;
        let answer: Vec<i64> = self
            .run(|mut connection| async move { count.invoke_async(&mut connection).await })
            .await?;
        let standings = answer.chunks_exact(3).zip(counts);
        Some(
            standings
                .map(|(numbers, count)| Standing {
                    limit: count.rule.calls(),
                    remaining: u32::try_from(numbers[0]).unwrap_or_default(),
                    reset: seconds(numbers[1]),
                    wait: seconds(numbers[2]),
                })
                .collect(),
        )
    }

    /// Forgets the calls counted under `key`; `None` when Redis does not answer.
    pub async fn forget_calls(&self, key: &str) -> Option<()> {
        self.query(redis::cmd("DEL").arg(name(key))).await
    }
}

impl Rule {
    /// How many calls it allows.
    const fn calls(&self) -> u32 {
        match self {
            Self::Window { calls, .. } => *calls,
            Self::Delay { free, .. } => *free,
        }
    }
}

fn name(key: &str) -> String {
    format!("rate:{key}")
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.whole_milliseconds()).unwrap_or(i64::MAX)
}

/// Whole seconds, rounded up: who waits so long does not come too early.
fn seconds(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.saturating_add(999) / 1_000).unwrap_or(u32::MAX)
}

//! What a failure means for a message and for the address it went to: when to try again, and when no more.

use super::endpoint::DisabledReason;
use super::sending::{Attempt, Failed};
use time::{Duration, OffsetDateTime};

/// How long after each of its tries a message is sent again; after the last of them no more.
const DELAYS: [Duration; 7] = [
    Duration::minutes(1),
    Duration::minutes(5),
    Duration::minutes(30),
    Duration::hours(2),
    Duration::hours(6),
    Duration::hours(12),
    Duration::hours(24),
];

/// An address is switched off that failed so often in a row, and for so long.
const MOST_FAILURES: i32 = 8;
const LONGEST_FAILURE: Duration = Duration::hours(24);

/// How an address has fared since it last took something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Health {
    pub failures: i32,
    pub failing_since: Option<OffsetDateTime>,
}

/// What follows from a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setback {
    /// When the message is sent again; `None`: it is given up.
    pub next_attempt_at: Option<OffsetDateTime>,
    pub failures: i32,
    pub failing_since: OffsetDateTime,
    /// Why nothing more is sent there, if nothing is.
    pub disable: Option<DisabledReason>,
}

impl Health {
    /// What follows from a try that failed at `now`.
    #[must_use]
    pub fn after(self, attempt: &Attempt, failed: Failed, now: OffsetDateTime) -> Setback {
        let failures = self.failures.saturating_add(1);
        let failing_since = self.failing_since.unwrap_or(now);
        let is_hopeless = failures >= MOST_FAILURES && now - failing_since >= LONGEST_FAILURE;
        Setback {
            next_attempt_at: delay(attempt).map(|delay| now + delay),
            failures,
            failing_since,
            disable: match failed {
                Failed::Status(GONE) => Some(DisabledReason::Gone),
                _ => is_hopeless.then_some(DisabledReason::Failing),
            },
        }
    }
}

/// By which an address says that it is there no more.
const GONE: u16 = 410;

/// How long a message rests after its last try; a little longer than another of the same moment, so that what failed
/// together does not come again together.
fn delay(attempt: &Attempt) -> Option<Duration> {
    let tries = usize::try_from(attempt.attempts).ok()?;
    let delay = *DELAYS.get(tries.checked_sub(1)?)?;
    // Its last byte is as random as any.
    let part = attempt.event.uuid().as_bytes().last().copied();
    Some(delay + delay * u32::from(part.unwrap_or_default()) / (4 * 255))
}

#[cfg(test)]
mod tests {
    use super::super::sending::tests::attempt;
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-30 12:00 UTC);
    const TIMEOUT: Failed = Failed::NoAnswer;

    #[test]
    fn a_message_rests_longer_from_try_to_try_and_is_given_up_after_the_eighth() {
        let mut before = Duration::ZERO;
        for (tries, least) in (1..).zip(DELAYS) {
            let setback = Health::default().after(&attempt(tries), TIMEOUT, NOW);
            let rest = setback.next_attempt_at.unwrap() - NOW;
            assert!(rest >= least && rest <= least * 5 / 4, "{tries}: {rest}");
            assert!(rest > before);
            before = rest;
        }
        assert_eq!(
            Health::default()
                .after(&attempt(8), TIMEOUT, NOW)
                .next_attempt_at,
            None
        );
    }

    #[test]
    fn what_failed_together_does_not_come_again_together() {
        let rests: std::collections::BTreeSet<_> = (0..50)
            .map(|_| {
                Health::default()
                    .after(&attempt(3), TIMEOUT, NOW)
                    .next_attempt_at
            })
            .collect();
        assert!(rests.len() > 10, "{rests:?}");
    }

    #[test]
    fn an_address_is_switched_off_after_many_failures_and_a_long_time_and_not_before() {
        let day = Duration::hours(24);
        for (failures, since, off) in [
            (0, NOW, false),
            (7, NOW - day, true),
            (6, NOW - day * 30, false),
            (900, NOW - day + Duration::SECOND, false),
        ] {
            let health = Health {
                failures,
                failing_since: (failures > 0).then_some(since),
            };
            let setback = health.after(&attempt(1), TIMEOUT, NOW);
            assert_eq!(setback.failures, failures + 1);
            assert_eq!(setback.failing_since, since);
            assert_eq!(setback.disable, off.then_some(DisabledReason::Failing));
        }
    }

    #[test]
    fn an_address_that_says_it_is_gone_is_switched_off_at_once() {
        let setback = Health::default().after(&attempt(1), Failed::Status(410), NOW);
        assert_eq!(setback.disable, Some(DisabledReason::Gone));
        // Should it come back, what waits goes on.
        assert!(setback.next_attempt_at.is_some());
        let setback = Health::default().after(&attempt(1), Failed::Status(404), NOW);
        assert_eq!(setback.disable, None);
    }
}

//! A breaker before something that keeps failing: for a while nobody waits for it, then one call tries.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many failures in a row are no accident.
const FAILURES: u8 = 5;
/// For so long nothing is let through afterwards.
const COOL_DOWN: Duration = Duration::from_secs(10);

/// Lets calls through while they succeed. A process has one for each thing that it calls.
pub struct Breaker {
    state: Mutex<State>,
    clock: Box<dyn Fn() -> Instant + Send + Sync>,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Calls go through; so many of them in a row have failed.
    Closed {
        failures: u8,
    },
    Open {
        until: Instant,
    },
    /// One call tries; the others are turned away as before.
    Trying,
}

/// Leave for one call. One that does not say that it succeeded has failed, also when it was given up midway.
#[must_use]
pub struct Leave<'a> {
    breaker: &'a Breaker,
    is_try: bool,
    has_succeeded: bool,
}

impl Default for Breaker {
    fn default() -> Self {
        Self::with_clock(Instant::now)
    }
}

impl Breaker {
    fn with_clock(clock: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self {
            state: Mutex::new(State::Closed { failures: 0 }),
            clock: Box::new(clock),
        }
    }

    /// Leave to call; `None` when there is no use in it.
    pub fn enter(&self) -> Option<Leave<'_>> {
        let mut state = self.lock();
        let is_try = match *state {
            State::Closed { .. } => false,
            State::Open { until } if until <= (self.clock)() => {
                *state = State::Trying;
                true
            }
            State::Open { .. } | State::Trying => return None,
        };
        Some(Leave {
            breaker: self,
            is_try,
            has_succeeded: false,
        })
    }

    /// Whether calls go through.
    pub fn is_closed(&self) -> bool {
        matches!(*self.lock(), State::Closed { .. })
    }

    /// What a call has come to. Once the breaker is open, only the call that tries has a say.
    fn learn(&self, is_try: bool, has_succeeded: bool) {
        let mut state = self.lock();
        *state = match *state {
            State::Open { .. } => return,
            State::Trying if !is_try => return,
            _ if has_succeeded => State::Closed { failures: 0 },
            State::Closed { failures } if failures + 1 < FAILURES => State::Closed {
                failures: failures + 1,
            },
            State::Closed { .. } | State::Trying => State::Open {
                until: (self.clock)() + COOL_DOWN,
            },
        };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leave<'_> {
    pub fn succeeded(mut self) {
        self.has_succeeded = true;
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.breaker.learn(self.is_try, self.has_succeeded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::{Arc, Barrier};
    use std::thread;

    /// A breaker, and a clock that stands still until it is set on.
    fn breaker() -> (Arc<Breaker>, impl Fn(Duration)) {
        let (start, passed) = (Instant::now(), Arc::new(AtomicU64::new(0)));
        let hand = passed.clone();
        let clock = move || start + Duration::from_millis(passed.load(Ordering::SeqCst));
        let advance = move |by: Duration| {
            let by = u64::try_from(by.as_millis()).unwrap();
            hand.fetch_add(by, Ordering::SeqCst);
        };
        (Arc::new(Breaker::with_clock(clock)), advance)
    }

    fn fail(breaker: &Breaker, times: u8) {
        for _ in 0..times {
            drop(breaker.enter().unwrap());
        }
    }

    fn succeed(breaker: &Breaker) {
        breaker.enter().unwrap().succeeded();
    }

    #[test]
    fn failures_in_a_row_open_it_and_others_do_not() {
        let (breaker, _) = breaker();
        for _ in 0..3 {
            fail(&breaker, FAILURES - 1);
            succeed(&breaker);
        }
        assert!(breaker.is_closed());
        fail(&breaker, FAILURES);
        assert!(breaker.enter().is_none() && !breaker.is_closed());
    }

    #[test]
    fn after_the_cool_down_one_call_tries() {
        let (breaker, advance) = breaker();
        fail(&breaker, FAILURES);
        let moment = Duration::from_millis(1);
        advance(COOL_DOWN.checked_sub(moment).unwrap());
        assert!(breaker.enter().is_none());
        advance(moment);
        let attempt = breaker.enter().unwrap();
        assert!(breaker.enter().is_none());
        attempt.succeeded();
        assert!(breaker.is_closed());
        // It starts counting anew.
        fail(&breaker, FAILURES - 1);
        assert!(breaker.is_closed());
    }

    #[test]
    fn a_try_that_fails_or_is_given_up_opens_it_again() {
        let (breaker, advance) = breaker();
        fail(&breaker, FAILURES);
        for _ in 0..3 {
            advance(COOL_DOWN);
            fail(&breaker, 1);
            assert!(breaker.enter().is_none());
        }
        advance(COOL_DOWN);
        succeed(&breaker);
        assert!(breaker.is_closed());
    }

    #[test]
    fn an_answer_from_before_does_not_close_it() {
        let (breaker, advance) = breaker();
        let slow = breaker.enter().unwrap();
        let slower = breaker.enter().unwrap();
        fail(&breaker, FAILURES);
        slow.succeeded();
        assert!(breaker.enter().is_none());
        advance(COOL_DOWN);
        let attempt = breaker.enter().unwrap();
        slower.succeeded();
        assert!(!breaker.is_closed());
        attempt.succeeded();
        assert!(breaker.is_closed());
    }

    #[test]
    fn of_fifty_calls_at_once_one_tries() {
        let (breaker, advance) = breaker();
        fail(&breaker, FAILURES);
        advance(COOL_DOWN);
        let barrier = Arc::new(Barrier::new(50));
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let (breaker, barrier) = (breaker.clone(), barrier.clone());
                thread::spawn(move || {
                    barrier.wait();
                    // None of them comes to an end.
                    breaker.enter().map(std::mem::forget).is_some()
                })
            })
            .collect();
        let answers = calls.into_iter().map(|call| call.join().unwrap());
        assert_eq!(answers.filter(|is_let| *is_let).count(), 1);
    }
}

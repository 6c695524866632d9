//! What was called when, how long it took, and what became of it.

use super::routes::{ALL, Route};
use crate::figures::percentile;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ptr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A point of the graphs.
const STEP: Duration = Duration::from_secs(5);
/// So many different failures are told.
const TOLD: usize = 10;

pub(super) struct Sample {
    pub(super) route: &'static Route,
    /// Of the request: the same when it is sent again.
    pub(super) key: String,
    pub(super) began: Instant,
    pub(super) took: Duration,
    /// Of the answer's body.
    pub(super) bytes: usize,
    /// Nothing when there was no answer.
    pub(super) heard: Option<Heard>,
    pub(super) error: Option<String>,
}

/// What an answer said.
pub(super) struct Heard {
    pub(super) status: u16,
    /// Whether it had `Retry-After`.
    pub(super) says_when: bool,
    /// The body's `code`: a problem's, or that of an order.
    pub(super) code: String,
}

#[derive(Default)]
pub(super) struct Tally(Mutex<Vec<Sample>>);

/// A route's figures; times in microseconds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RouteFigures {
    pub(crate) name: String,
    pub(crate) function: String,
    /// Not the gateway's, whose time is its own.
    pub(crate) is_the_shops: bool,
    pub(crate) calls: usize,
    pub(crate) errors: usize,
    pub(crate) p50: u64,
    pub(crate) p95: u64,
    pub(crate) p99: u64,
    pub(crate) most: u64,
    /// Of all answers together.
    pub(crate) bytes: usize,
}

/// What was seen between two moments.
pub(super) struct Seen {
    pub(super) routes: Vec<RouteFigures>,
    /// Different ones, as many as are told.
    pub(super) failures: Vec<String>,
}

/// Five seconds of the run; times in microseconds.
pub(super) struct Point {
    pub(super) calls: usize,
    pub(super) errors: usize,
    pub(super) p50: u64,
    pub(super) p95: u64,
    pub(super) p99: u64,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn add(&self, sample: Sample) {
        if let Ok(mut samples) = self.0.lock() {
            samples.push(sample);
        }
    }

    /// Every call, for whoever wants to know each.
    pub(super) fn each(&self, mut tell: impl FnMut(&Sample)) {
        if let Ok(samples) = self.0.lock() {
            samples.iter().for_each(&mut tell);
        }
    }

    /// Calls that began in that time; failures of all times.
    pub(super) fn between(&self, from: Instant, until: Instant) -> Seen {
        let Ok(samples) = self.0.lock() else {
            return Seen {
                routes: Vec::new(),
                failures: Vec::new(),
            };
        };
        let mut failures: Vec<String> = samples
            .iter()
            .filter_map(|sample| sample.error.clone())
            .collect();
        failures.sort_unstable();
        failures.dedup();
        failures.truncate(TOLD);
        let of = |route: &'static Route| {
            let of_route = || {
                samples
                    .iter()
                    .filter(move |sample| ptr::eq(sample.route, route))
            };
            let measured: Vec<_> = of_route()
                .filter(|sample| (from..until).contains(&sample.began))
                .collect();
            let errors = of_route().filter(|sample| sample.error.is_some()).count();
            figures(route, &measured, errors)
        };
        let routes = ALL
            .iter()
            .map(|route| of(route))
            .filter(|route| route.calls + route.errors > 0);
        Seen {
            routes: routes.collect(),
            failures,
        }
    }

    /// The whole run, five seconds a point.
    pub(super) fn timeline(&self, from: Instant, until: Instant) -> Vec<Point> {
        let Ok(samples) = self.0.lock() else {
            return Vec::new();
        };
        let mut steps: BTreeMap<u128, Vec<&Sample>> = BTreeMap::new();
        for sample in samples
            .iter()
            .filter(|sample| (from..until).contains(&sample.began))
        {
            steps
                .entry((sample.began - from).as_millis() / STEP.as_millis())
                .or_default()
                .push(sample);
        }
        let last = (until - from).as_millis() / STEP.as_millis();
        (0..last)
            .map(|step| point(steps.get(&step).map_or(&[], Vec::as_slice)))
            .collect()
    }
}

fn figures(route: &'static Route, samples: &[&Sample], errors: usize) -> RouteFigures {
    let times = times(samples);
    let at = |hundredths| percentile(&times, hundredths).unwrap_or_default();
    RouteFigures {
        name: route.name(),
        function: route.function.to_owned(),
        is_the_shops: !route.function.is_empty(),
        calls: samples.len(),
        errors,
        p50: at(50),
        p95: at(95),
        p99: at(99),
        most: at(100),
        bytes: samples.iter().map(|sample| sample.bytes).sum(),
    }
}

fn point(samples: &[&Sample]) -> Point {
    let shops: Vec<_> = samples
        .iter()
        .copied()
        .filter(|sample| !sample.route.function.is_empty())
        .collect();
    let times = times(&shops);
    let at = |hundredths| percentile(&times, hundredths).unwrap_or_default();
    Point {
        calls: shops.len(),
        errors: samples
            .iter()
            .filter(|sample| sample.error.is_some())
            .count(),
        p50: at(50),
        p95: at(95),
        p99: at(99),
    }
}

/// In microseconds.
fn times(samples: &[&Sample]) -> Vec<u64> {
    let times = samples
        .iter()
        .map(|sample| u64::try_from(sample.took.as_micros()).unwrap_or(u64::MAX));
    times.collect()
}

#[cfg(test)]
mod tests {
    use super::super::routes::{CART, PLACE};
    use super::*;

    #[test]
    fn figures_are_of_the_time_that_is_measured_and_errors_of_all() {
        let tally = Tally::new();
        let begin = Instant::now();
        let add = |route, second, milliseconds, error: Option<&str>| {
            tally.add(Sample {
                route,
                key: String::new(),
                heard: None,
                began: begin + Duration::from_secs(second),
                took: Duration::from_millis(milliseconds),
                bytes: 10,
                error: error.map(str::to_owned),
            });
        };
        add(&CART, 1, 900, Some("slow"));
        add(&CART, 6, 2, None);
        add(&CART, 7, 4, None);
        add(&PLACE, 8, 12, None);
        let seen = tally.between(
            begin + Duration::from_secs(5),
            begin + Duration::from_secs(10),
        );
        let [cart, place] = seen.routes.as_slice() else {
            panic!("two routes were called")
        };
        assert_eq!(
            (cart.calls, cart.errors, cart.most, cart.bytes),
            (2, 1, 4_000, 20)
        );
        assert_eq!(
            (place.name.as_str(), place.p99),
            ("POST /v1/orders", 12_000)
        );
        assert_eq!(seen.failures, ["slow"]);
        let points = tally.timeline(begin, begin + Duration::from_secs(10));
        assert_eq!(
            points.iter().map(|point| point.calls).collect::<Vec<_>>(),
            [1, 3]
        );
    }
}

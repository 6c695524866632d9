//! What a run found, as it is shown and kept.

use super::options::Options;
use super::tally::{RouteFigures, Seen};
use super::usage::Reading;
use crate::failure::Failure;
use domain::{Clock, SystemClock};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    /// When it ended, as a date.
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) cores: usize,
    pub(crate) users: usize,
    pub(crate) seconds: usize,
    pub(crate) orders: usize,
    /// Events that consumers took.
    pub(crate) deliveries: u64,
    /// To the database, at most at one moment.
    pub(crate) connections: i64,
    pub(crate) routes: Vec<RouteFigures>,
    /// Microseconds of processor time by function, consumers and schedules included.
    pub(crate) functions: BTreeMap<String, u64>,
    /// Microseconds of the database's processor time by the function it worked for.
    pub(crate) queries: BTreeMap<String, u64>,
    /// Microseconds by kind of process.
    pub(crate) kinds: BTreeMap<String, u64>,
    /// Bytes of the database's log, and by how many the database grew.
    pub(crate) log_bytes: u64,
    pub(crate) stored_bytes: u64,
    #[serde(skip)]
    pub(crate) failures: Vec<String>,
}

impl Record {
    pub(super) fn new(
        machine: &str,
        options: &Options,
        seen: &Seen,
        before: &Reading,
        after: &Reading,
        connections: i64,
    ) -> Self {
        let orders = seen
            .routes
            .iter()
            .filter(|route| route.function == "place-order");
        Self {
            date: SystemClock.now().date().to_string(),
            machine: machine.to_owned(),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            users: options.users,
            seconds: usize::try_from(options.duration.as_secs()).unwrap_or_default(),
            orders: orders.map(|route| route.calls).sum(),
            deliveries: after.deliveries.saturating_sub(before.deliveries),
            connections,
            routes: seen.routes.clone(),
            functions: used(&before.functions, &after.functions),
            queries: used(&before.queries, &after.queries),
            kinds: used(&before.kinds, &after.kinds),
            log_bytes: after.log_bytes.saturating_sub(before.log_bytes),
            stored_bytes: after.stored_bytes.saturating_sub(before.stored_bytes),
            failures: seen.failures.clone(),
        }
    }

    pub(super) fn calls(&self) -> usize {
        self.routes
            .iter()
            .filter(|route| route.is_the_shops)
            .map(|route| route.calls)
            .sum()
    }

    pub(super) fn errors(&self) -> usize {
        self.routes.iter().map(|route| route.errors).sum()
    }

    /// Each kind of process with its share of one core, the greatest first.
    pub(super) fn consumers_of_time(&self) -> Vec<(String, String)> {
        let mut kinds: Vec<_> = self.kinds.iter().filter(|(_, time)| **time > 0).collect();
        kinds.sort_by_key(|(_, time)| std::cmp::Reverse(**time));
        let seconds = u64::try_from(self.seconds).unwrap_or(1).max(1);
        let share = |time: u64| {
            format!(
                "{}.{}",
                time / seconds / 10_000,
                time / seconds / 1_000 % 10
            )
        };
        kinds
            .into_iter()
            .map(|(kind, time)| (kind.clone(), share(*time)))
            .collect()
    }

    pub(super) fn json(&self) -> Result<String, Failure> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Nanoseconds used between two readings, in microseconds.
fn used<K: Ord + ToString>(
    before: &BTreeMap<K, u64>,
    after: &BTreeMap<K, u64>,
) -> BTreeMap<String, u64> {
    let difference = |(name, time): (&K, &u64)| {
        let used = time.saturating_sub(before.get(name).copied().unwrap_or_default());
        (name.to_string(), used / 1_000)
    };
    after.iter().map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_is_the_difference_of_two_readings() {
        let before = BTreeMap::from([("get-cart", 5_000), ("gone", 9_000)]);
        let after = BTreeMap::from([("get-cart", 25_000), ("new", 7_000)]);
        let used = used(&before, &after);
        assert_eq!(
            used,
            BTreeMap::from([("get-cart".to_owned(), 20), ("new".to_owned(), 7)])
        );
    }
}

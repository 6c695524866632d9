//! How often each act was met, and how it ended.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Of one run, by act and end.
#[derive(Default)]
pub(super) struct Tally(RefCell<BTreeMap<(&'static str, String), Met>>);

/// How often something was met, and on which days.
#[derive(Default)]
struct Met {
    times: usize,
    days: BTreeSet<usize>,
}

impl Tally {
    pub(super) fn met(&self, act: &'static str, end: &str, day: usize) {
        let mut ends = self.0.borrow_mut();
        let met = ends.entry((act, end.to_owned())).or_default();
        met.times += 1;
        met.days.insert(day);
    }

    /// On how many days an act ended so.
    pub(super) fn days(&self, act: &'static str, end: &str) -> usize {
        let ends = self.0.borrow();
        let found = ends.get(&(act, end.to_owned()));
        found.map_or(0, |met| met.days.len())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<10} {:<28} {:>6} {:>6}",
            "act", "end", "times", "days"
        )?;
        for ((act, end), Met { times, days }) in &*self.0.borrow() {
            writeln!(f, "{act:<10} {end:<28} {times:>6} {:>6}", days.len())?;
        }
        Ok(())
    }
}

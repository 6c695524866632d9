//! What calls and orders cost, from a run's figures.

#![allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "averages and a forecast, not the shop's money"
)]

use crate::load::Record;
use crate::trips::Traffic;
use std::collections::BTreeMap;

/// A function's call, on average.
pub(super) struct Call {
    pub(super) function: String,
    /// None for a consumer or schedule: nobody counted how often it ran.
    pub(super) calls: Option<usize>,
    /// Milliseconds of a processor for each call; of all of them together where nobody counted.
    pub(super) function_ms: f64,
    pub(super) database_ms: f64,
    pub(super) answer_bytes: f64,
    pub(super) traffic: Option<Traffic>,
}

/// What is behind one order: everything that was called in the run, shared by the orders placed in it.
pub(super) struct Spent {
    pub(super) calls: Vec<Call>,
    pub(super) calls_per_order: f64,
    pub(super) deliveries_per_order: f64,
    pub(super) function_ms: f64,
    pub(super) database_ms: f64,
    pub(super) answer_bytes: f64,
    pub(super) log_bytes: f64,
    pub(super) stored_bytes: f64,
    /// To the database, as far as they were counted; one for a call otherwise.
    pub(super) trips: f64,
}

impl Spent {
    pub(super) fn of(record: &Record, trips: &[Traffic]) -> Self {
        let orders = record.orders.max(1) as f64;
        let mut routes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for route in record.routes.iter().filter(|route| route.is_the_shops) {
            let (calls, bytes) = routes.entry(&route.function).or_default();
            *calls += route.calls;
            *bytes += route.bytes;
        }
        let call = |(function, time): (&String, &u64)| {
            let counted = routes.get(function.as_str()).copied();
            let calls = counted.map(|(calls, _)| calls);
            let each = calls.unwrap_or(1).max(1) as f64;
            let queries = record.queries.get(function).copied().unwrap_or_default();
            Call {
                function: function.clone(),
                calls,
                function_ms: *time as f64 / 1_000.0 / each,
                database_ms: queries as f64 / 1_000.0 / each,
                answer_bytes: counted.map_or(0.0, |(_, bytes)| bytes as f64 / each),
                traffic: trips
                    .iter()
                    .find(|traffic| traffic.function == *function)
                    .cloned(),
            }
        };
        let called: usize = routes.values().map(|(calls, _)| calls).sum();
        let bytes: usize = routes.values().map(|(_, bytes)| bytes).sum();
        let database = record.kinds.get("PostgreSQL").copied().unwrap_or_default();
        let calls: Vec<Call> = record
            .functions
            .iter()
            .filter(|(_, time)| **time > 0)
            .map(call)
            .collect();
        let trips_of = |call: &Call| {
            let each = call
                .traffic
                .as_ref()
                .map_or(1.0, |traffic| traffic.trips as f64);
            Some(call.calls? as f64 * each)
        };
        Self {
            trips: calls.iter().filter_map(trips_of).sum::<f64>() / orders,
            calls,
            calls_per_order: called as f64 / orders,
            deliveries_per_order: record.deliveries as f64 / orders,
            function_ms: record.functions.values().sum::<u64>() as f64 / 1_000.0 / orders,
            // All of it: its log and its vacuum are there for somebody, too.
            database_ms: database as f64 / 1_000.0 / orders,
            answer_bytes: bytes as f64 / orders,
            log_bytes: record.log_bytes as f64 / orders,
            stored_bytes: record.stored_bytes as f64 / orders,
        }
    }
}

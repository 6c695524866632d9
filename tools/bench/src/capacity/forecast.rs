//! What so many orders a day need, and what that costs in a month. Assumptions stand here as constants, each with its
//! reason; the page repeats them.

#![allow(clippy::float_arithmetic, reason = "a forecast, not the shop's money")]

use super::spent::Spent;
use serde::Deserialize;

/// A tenth of a day's orders comes in its busiest hour, and its busiest minute has twice that hour's pace.
const BUSIEST_HOUR: f64 = 0.1;
const BUSIEST_MINUTE: f64 = 2.0;
/// What nearly every function is given (template.yaml), and with how much Lambda gives a whole processor.
const MEMORY_MB: f64 = 256.0;
const MEMORY_OF_A_CORE_MB: f64 = 1_769.0;
/// Between a function and the database through its proxy, there and back, in one region.
const ROUND_TRIP_MS: f64 = 1.0;
/// An ACU has about a quarter of a processor; more than six tenths of it in use makes answers wait.
const CORES_OF_AN_ACU: f64 = 0.25;
const IN_USE: f64 = 0.6;
/// Aurora Serverless v2 ends there.
pub(super) const LARGEST_ACU: f64 = 256.0;
/// Sent, received, deleted.
const REQUESTS_OF_A_DELIVERY: f64 = 3.0;
/// Aurora writes its log four kilobytes at a time.
const LOG_WRITE_BYTES: f64 = 4_096.0;
/// `SmallestCapacity` of the stage prod, and its two instances.
const SMALLEST_ACU: f64 = 1.0;
const INSTANCES: f64 = 2.0;
const DAYS: f64 = 30.0;
const HOURS: f64 = 730.0;
const GB: f64 = 1e9;
const MILLION: f64 = 1e6;

pub(super) const ORDERS_A_DAY: [f64; 3] = [1e3, 1e5, 1e7];

#[derive(Debug, Deserialize)]
pub(super) struct Prices {
    pub(super) read: String,
    pub(super) prices: Vec<Price>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Price {
    name: String,
    pub(super) usd: f64,
    pub(super) what: String,
    pub(super) region: String,
    pub(super) source: String,
}

/// What so many orders a day need at their busiest minute.
pub(super) struct Need {
    pub(super) calls_a_second: f64,
    pub(super) copies: f64,
    pub(super) database_cores: f64,
    pub(super) acu: f64,
    pub(super) log_mb_a_second: f64,
    pub(super) stored_gb_a_year: f64,
}

/// A line of a month's bill, in dollars.
pub(super) struct Item {
    pub(super) what: &'static str,
    pub(super) usd: f64,
}

/// How long a call takes at Lambda, in milliseconds: its own work at its share of a core, and the database's.
fn duration_of_an_order_ms(spent: &Spent) -> f64 {
    spent.function_ms * MEMORY_OF_A_CORE_MB / MEMORY_MB
        + spent.database_ms
        + spent.trips * ROUND_TRIP_MS
}

pub(super) fn need(spent: &Spent, orders_a_day: f64) -> Need {
    let orders_a_second = orders_a_day * BUSIEST_HOUR / 3_600.0 * BUSIEST_MINUTE;
    let database_cores = orders_a_second * spent.database_ms / 1_000.0;
    Need {
        calls_a_second: orders_a_second * spent.calls_per_order,
        copies: orders_a_second * duration_of_an_order_ms(spent) / 1_000.0,
        database_cores,
        acu: database_cores / CORES_OF_AN_ACU / IN_USE,
        log_mb_a_second: orders_a_second * spent.log_bytes / MILLION,
        stored_gb_a_year: orders_a_day * 365.0 * spent.stored_bytes / GB,
    }
}

/// A month's bill, with what a year of orders has left in the database.
pub(super) fn bill(spent: &Spent, prices: &Prices, orders_a_day: f64) -> Vec<Item> {
    let price = |name: &str| {
        prices
            .prices
            .iter()
            .find(|price| price.name == name)
            .map_or(f64::NAN, |price| price.usd)
    };
    let orders = orders_a_day * DAYS;
    let invocations = orders * (spent.calls_per_order + spent.deliveries_per_order);
    let gb_seconds = orders * duration_of_an_order_ms(spent) / 1_000.0 * MEMORY_MB / 1_024.0;
    // The capacity follows the day; on average it is what the average needs, and never less than it may be.
    let average = orders_a_day / 86_400.0 * spent.database_ms / 1_000.0 / CORES_OF_AN_ACU / IN_USE;
    let acu = average.max(SMALLEST_ACU) + SMALLEST_ACU * (INSTANCES - 1.0);
    let year = orders_a_day * 365.0 * spent.stored_bytes / GB;
    vec![
        Item {
            what: "HTTP API",
            usd: orders * spent.calls_per_order / MILLION * price("http_api_million"),
        },
        Item {
            what: "Lambda, requests",
            usd: invocations / MILLION * price("lambda_million"),
        },
        Item {
            what: "Lambda, time",
            usd: gb_seconds * price("lambda_gb_second"),
        },
        Item {
            what: "SQS",
            usd: orders * spent.deliveries_per_order * REQUESTS_OF_A_DELIVERY / MILLION
                * price("sqs_million"),
        },
        Item {
            what: "Aurora, capacity",
            usd: acu * HOURS * price("acu_hour"),
        },
        Item {
            what: "Aurora, log writes",
            usd: orders * spent.log_bytes / LOG_WRITE_BYTES / MILLION * price("io_million"),
        },
        Item {
            what: "Aurora, a year's rows",
            usd: year * price("storage_gb_month"),
        },
        Item {
            what: "answers, out to the internet",
            usd: orders * spent.answer_bytes / GB * price("out_gb"),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent() -> Spent {
        Spent {
            calls: Vec::new(),
            calls_per_order: 100.0,
            deliveries_per_order: 10.0,
            function_ms: 100.0,
            database_ms: 150.0,
            answer_bytes: 1e6,
            log_bytes: 40_960.0,
            stored_bytes: 10_000.0,
            trips: 200.0,
        }
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < b.abs() / 1_000.0
    }

    #[test]
    fn ten_times_the_orders_need_ten_times_as_much() {
        let (few, many) = (need(&spent(), 1e5), need(&spent(), 1e6));
        assert!(close(few.calls_a_second, 1e5 * 0.1 / 3_600.0 * 2.0 * 100.0));
        assert!(close(many.copies, few.copies * 10.0) && close(many.acu, few.acu * 10.0));
    }

    #[test]
    fn a_small_shop_pays_for_the_smallest_capacity_and_a_million_calls_for_a_million() {
        let prices =
            serde_json::from_str(include_str!("../../../../docs/capacity/prices.json")).unwrap();
        let bill = bill(&spent(), &prices, 1e3);
        let of = |what| bill.iter().find(|item| item.what == what).unwrap().usd;
        assert!(close(of("HTTP API"), 3.0));
        assert!(close(of("Aurora, capacity"), 2.0 * 730.0 * 0.12));
        assert!(bill.iter().all(|item| item.usd.is_finite()));
    }
}

//! The tables, as Markdown between two marks.

#![allow(clippy::float_arithmetic, reason = "a forecast, not the shop's money")]

use super::forecast::{LARGEST_ACU, ORDERS_A_DAY, Prices, bill as month, need};
use super::spent::Spent;
use crate::failure::Failure;
use crate::load::Record;
use std::fmt::Write;

/// Puts a table in place of the one between `<!-- name -->` and `<!-- /name -->`.
pub(super) fn put(text: &str, name: &str, table: &str) -> Result<String, Failure> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let missing = || Failure::new(format!("the page has no place for `{name}`"));
    let (before, rest) = text.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    Ok(format!("{before}{begin}{table}{end}{after}"))
}

fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!(
        "| {} |\n|---|{}\n",
        headings.join(" | "),
        "---:|".repeat(headings.len() - 1)
    );
    for row in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// Three digits that mean something, thousands apart.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        below if below < 10.0 => 2,
        below if below < 100.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or_else(
        || grouped.clone(),
        |fraction| format!("{grouped}.{fraction}"),
    )
}

pub(super) fn run(record: &Record) -> String {
    let milliseconds =
        |microseconds: u64| format!("{}.{}", microseconds / 1_000, microseconds / 100 % 10);
    let rows = record.routes.iter().map(|route| {
        vec![
            format!("`{}`", route.name),
            route.calls.to_string(),
            milliseconds(route.p50),
            milliseconds(route.p95),
            milliseconds(route.p99),
            route.errors.to_string(),
        ]
    });
    format!(
        "{}, {} shoppers, {} s, {} orders. {}.\n\n{}",
        record.date,
        record.users,
        record.seconds,
        record.orders,
        record.machine,
        table(
            &["call, ms", "calls", "p50", "p95", "p99", "errors"],
            &rows.collect::<Vec<_>>()
        )
    )
}

pub(super) fn calls(spent: &Spent) -> String {
    let unknown = || "–".to_owned();
    let rows = spent
        .calls
        .iter()
        .filter(|call| call.calls.is_some())
        .map(|call| {
            let traffic = call.traffic.as_ref();
            vec![
                format!("`{}`", call.function),
                number(call.function_ms),
                number(call.database_ms),
                traffic.map_or_else(unknown, |traffic| traffic.trips.to_string()),
                traffic.map_or_else(unknown, |traffic| {
                    (traffic.asked + traffic.answered).to_string()
                }),
                number(call.answer_bytes),
            ]
        });
    table(
        &[
            "a call of",
            "CPU ms, function",
            "CPU ms, database",
            "round trips",
            "bytes to and from the database",
            "bytes of the answer",
        ],
        &rows.collect::<Vec<_>>(),
    )
}

pub(super) fn order(spent: &Spent) -> String {
    let row = |what: &str, value: f64| vec![what.to_owned(), number(value)];
    table(
        &["behind one order", "measured"],
        &[
            row("calls of the API", spent.calls_per_order),
            row("events handed to consumers", spent.deliveries_per_order),
            row(
                "CPU ms of functions, consumers and schedules included",
                spent.function_ms,
            ),
            row("CPU ms of the database", spent.database_ms),
            row("round trips to the database", spent.trips),
            row("bytes of answers", spent.answer_bytes),
            row("bytes of the database's log", spent.log_bytes),
            row(
                "bytes by which the database grew, carts and sessions included",
                spent.stored_bytes,
            ),
        ],
    )
}

pub(super) fn connections(spent: &Spent) -> String {
    let rows = ORDERS_A_DAY.iter().map(|orders| {
        let need = need(spent, *orders);
        vec![
            number(*orders),
            number(need.copies),
            number(need.database_cores / 0.6),
        ]
    });
    table(
        &[
            "orders a day",
            "copies of functions at work, each with a connection to the proxy",
            "connections of the database at work at once",
        ],
        &rows.collect::<Vec<_>>(),
    )
}

pub(super) fn forecast(spent: &Spent) -> String {
    let needs: Vec<_> = ORDERS_A_DAY
        .iter()
        .map(|orders| need(spent, *orders))
        .collect();
    let row = |what: &str, value: fn(&super::forecast::Need) -> String| {
        let values = needs.iter().map(value);
        std::iter::once(what.to_owned())
            .chain(values)
            .collect::<Vec<_>>()
    };
    let headings: Vec<_> = ORDERS_A_DAY
        .iter()
        .map(|orders| format!("{} orders a day", number(*orders)))
        .collect();
    let headings: Vec<_> = std::iter::once("in the busiest minute")
        .chain(headings.iter().map(String::as_str))
        .collect();
    table(
        &headings,
        &[
            row("calls a second", |need| number(need.calls_a_second)),
            row("copies of functions at once", |need| number(need.copies)),
            row("processors of the database", |need| {
                number(need.database_cores)
            }),
            row("ACU", |need| {
                if need.acu > LARGEST_ACU {
                    format!("{} (one cluster ends at {LARGEST_ACU})", number(need.acu))
                } else {
                    number(need.acu)
                }
            }),
            row("MB of log a second", |need| number(need.log_mb_a_second)),
            row("GB that a year leaves", |need| {
                number(need.stored_gb_a_year)
            }),
        ],
    )
}

pub(super) fn bill(spent: &Spent, prices: &Prices) -> String {
    let bills: Vec<_> = ORDERS_A_DAY
        .iter()
        .map(|orders| month(spent, prices, *orders))
        .collect();
    let Some(first) = bills.first() else {
        return String::new();
    };
    let line = |at: usize| {
        bills
            .iter()
            .filter_map(move |bill| bill.get(at))
            .map(|item| number(item.usd))
    };
    let mut rows: Vec<Vec<String>> = first
        .iter()
        .enumerate()
        .map(|(at, item)| {
            std::iter::once(item.what.to_owned())
                .chain(line(at))
                .collect()
        })
        .collect();
    let sums = bills
        .iter()
        .map(|bill| bill.iter().map(|item| item.usd).sum::<f64>());
    rows.push(
        std::iter::once("**together**".to_owned())
            .chain(sums.clone().map(number))
            .collect(),
    );
    let each = sums
        .zip(ORDERS_A_DAY)
        .map(|(sum, orders)| format!("{:.5}", sum / orders / 30.0));
    rows.push(std::iter::once("an order".to_owned()).chain(each).collect());
    let headings: Vec<_> = ORDERS_A_DAY
        .iter()
        .map(|orders| format!("{} orders a day", number(*orders)))
        .collect();
    let headings: Vec<_> = std::iter::once("US$ a month")
        .chain(headings.iter().map(String::as_str))
        .collect();
    table(&headings, &rows)
}

pub(super) fn prices(prices: &Prices) -> String {
    let rows = prices.prices.iter().map(|price| {
        vec![
            price.what.clone(),
            format!("{}", price.usd),
            price.region.clone(),
            price.source.clone(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    format!(
        "Read on {}.\n\n{}",
        prices.read,
        table(&["price", "US$", "region", "source"], &rows)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_takes_the_place_of_the_one_before() {
        let text = "# A\n<!-- x -->\nold\n<!-- /x -->\nend";
        let put_once = put(text, "x", "| new |\n").unwrap();
        assert_eq!(put_once, "# A\n<!-- x -->\n| new |\n<!-- /x -->\nend");
        assert_eq!(put(&put_once, "x", "| new |\n").unwrap(), put_once);
        assert!(put(text, "y", "").is_err());
    }

    #[test]
    fn numbers_are_short_and_grouped() {
        assert_eq!(
            [0.123, 12.34, 1_234.5, 10_000_000.0].map(number),
            ["0.12", "12.3", "1,234", "10,000,000"]
        );
    }
}

//! A run as a page that needs nothing but itself.

use super::BUDGET;
use super::chart::{Line, lines};
use super::record::Record;
use super::tally::{Point, RouteFigures};
use crate::figures::milliseconds;
use std::fmt::Write;
use std::time::Duration;

/// Seconds that a point stands for.
const STEP: u64 = 5;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2b1c}\
    table{border-collapse:collapse;width:100%}th,td{padding:.3rem .5rem;text-align:right;border-bottom:1px solid #dde5dd}\
    th:first-child,td:first-child{text-align:left}figure{margin:2rem 0}figcaption{font-weight:600}\
    svg text{font-size:11px;fill:#5a6b5a}.grid{stroke:#e3eae3}.bound{stroke:#c62828;stroke-dasharray:6 4}\
    polyline{fill:none;stroke-width:2}.over{color:#c62828;font-weight:600}";

pub(super) fn html(record: &Record, timeline: &[Point]) -> String {
    let mut page = String::new();
    let title = format!("{} shoppers", record.users);
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        page,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>\
         <p>{}, {} s measured after everybody had come. {} calls, {} orders, {} errors. Budget: p99 below {} ms, no errors.</p><p>{}</p>",
        record.date,
        record.seconds,
        record.calls(),
        record.orders,
        record.errors(),
        BUDGET.as_millis(),
        escaped(&record.machine),
    );
    page.push_str(&graphs(timeline));
    page.push_str("<h2>Calls, in ms</h2><table><tr><th>call<th>calls<th>p50<th>p95<th>p99<th>most<th>errors</tr>");
    for route in &record.routes {
        page.push_str(&row(route));
    }
    page.push_str("</table><h2>Who used the machine</h2><table><tr><th>who<th>% of a core</tr>");
    for (who, share) in record.consumers_of_time() {
        let _ = write!(page, "<tr><td>{who}<td>{share}</tr>");
    }
    page.push_str("</table>");
    if !record.failures.is_empty() {
        page.push_str("<h2>Failures</h2><ul>");
        for failure in &record.failures {
            let _ = write!(page, "<li>{}</li>", escaped(failure));
        }
        page.push_str("</ul>");
    }
    page
}

fn graphs(timeline: &[Point]) -> String {
    let line = |name, colour, value: fn(&Point) -> u64| Line {
        name,
        colour,
        values: timeline.iter().map(value).collect(),
    };
    let calls = line("calls", "#2e7d32", |point| {
        u64::try_from(point.calls).unwrap_or_default() / STEP
    });
    let errors = line("errors", "#c62828", |point| {
        u64::try_from(point.errors).unwrap_or_default() / STEP
    });
    let times = [
        line("p50", "#2e7d32", |point| point.p50 / 1_000),
        line("p95", "#f9a825", |point| point.p95 / 1_000),
        line("p99", "#c62828", |point| point.p99 / 1_000),
    ];
    lines("Calls", "a second", STEP, &[calls, errors], None)
        + &lines(
            "Answers",
            "ms; the line is the budget of p99",
            STEP,
            &times,
            u64::try_from(BUDGET.as_millis()).ok(),
        )
}

fn row(route: &RouteFigures) -> String {
    let time = |microseconds| milliseconds(Duration::from_micros(microseconds));
    let over = route.is_the_shops && Duration::from_micros(route.p99) > BUDGET;
    let class = |over: bool| if over { " class=\"over\"" } else { "" };
    format!(
        "<tr><td>{}<td>{}<td>{}<td>{}<td{}>{}<td>{}<td{}>{}</tr>",
        escaped(&route.name),
        route.calls,
        time(route.p50),
        time(route.p95),
        class(over),
        time(route.p99),
        time(route.most),
        class(route.errors > 0),
        route.errors,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

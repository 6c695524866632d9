//! `bench load --users 1000`: a day at the shop. Many shoppers at once, each with time to think, and some staff; what
//! they were told, how fast, and what it cost. It says so as a table, as a page with graphs, and as numbers for
//! `bench capacity`. With `--samples` it is a rush of few, whose every call is written down.
//!
//! Everything is sent to the loopback interface, is bounded in time, and ends by itself.

mod chance;
mod chart;
mod crowd;
mod doors;
mod options;
mod page;
mod record;
mod routes;
mod samples;
mod scripts;
mod stage;
mod tally;
mod usage;
mod visitor;

use crate::failure::Failure;
use crate::figures::milliseconds;
use crate::machine;
use crate::stack::Stack;
use crate::table;
use crowd::Crowd;
use options::Options;
pub(crate) use record::Record;
use stage::Stage;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tally::Tally;
use tokio::task::JoinSet;
use usage::Meter;
use visitor::Visitor;

/// Where the page goes.
const PAGE: &str = ".local/load/report.html";
/// Where the numbers go that docs/capacity.md is computed from, when they are to be kept.
pub(crate) const KEPT: &str = "docs/capacity/load.json";
/// What design.md promises of every answer.
const BUDGET: Duration = Duration::from_millis(500);

/// Plays the day; a call that fails makes it a failure.
pub(crate) async fn run(arguments: &[String]) -> Result<(), Failure> {
    let options = Options::parse(arguments)?;
    let stack = Stack::from_process()?;
    let facts = machine::facts();
    println!("{facts}");
    let stage = Arc::new(Stage::set(&stack, options.users).await?);
    println!(
        "Staged: {} shoppers with accounts and addresses, {} goods in their baskets",
        options.users,
        stage.goods.len()
    );
    let tally = Arc::new(Tally::new());
    doors::wake(&stage).await?;

    let begin = Instant::now();
    let measured_from = begin + options.ramp;
    let end = measured_from + options.duration;
    let visitors = enter(&options, &stage, &tally, begin, end);
    println!("The doors are open");
    if let Some(file) = &options.samples {
        visitors.join_all().await;
        return samples::write(file, &tally);
    }
    let meter = Meter::new(&stack).await?;
    tokio::time::sleep_until(measured_from.into()).await;
    let before = meter.read().await?;
    let connections = meter.most_connections(end).await;
    let after = meter.read().await?;
    visitors.join_all().await;

    let record = Record::new(
        &facts,
        &options,
        &tally.between(measured_from, end),
        &before,
        &after,
        connections?,
    );
    print(&record);
    let page = Path::new(PAGE);
    fs::create_dir_all(page.parent().unwrap_or(page))?;
    fs::write(page, page::html(&record, &tally.timeline(begin, end)))?;
    println!("\nGraphs: {PAGE}");
    if options.keep {
        fs::write(KEPT, record.json()?)?;
        println!("Kept for `make capacity`: {KEPT}");
    }
    match record.errors() {
        0 => Ok(()),
        errors => Err(Failure::new(format!("{errors} calls failed"))),
    }
}

/// Lets everybody in, one after the other, over the ramp.
fn enter(
    options: &Options,
    stage: &Arc<Stage>,
    tally: &Arc<Tally>,
    begin: Instant,
    end: Instant,
) -> JoinSet<()> {
    let mut visitors = JoinSet::new();
    for number in 0..options.users {
        let crowd = options.crowd();
        let visitor = Visitor::new(number, crowd, stage.clone(), tally.clone(), end);
        let share = u32::try_from(number).unwrap_or_default();
        let enters = begin + options.ramp * share / u32::try_from(options.users).unwrap_or(1);
        let part = crowd.part_of(number);
        visitors.spawn(async move {
            tokio::time::sleep_until(enters.into()).await;
            part.play(visitor).await;
        });
    }
    visitors
}

fn print(record: &Record) {
    let rows: Vec<_> = record
        .routes
        .iter()
        .map(|route| {
            let time = |microseconds| milliseconds(Duration::from_micros(microseconds));
            let p99 = Duration::from_micros(route.p99);
            let worst = if route.is_the_shops {
                table::beside(&time(route.p99), p99, BUDGET)
            } else {
                format!("{}  ", time(route.p99))
            };
            vec![
                route.name.clone(),
                route.calls.to_string(),
                time(route.p50),
                time(route.p95),
                worst,
                time(route.most),
                route.errors.to_string(),
            ]
        })
        .collect();
    let (least, most) = Crowd::Day.thinks();
    table::print(
        &format!(
            "{} shoppers for {} s, answers in ms; budget: p99 < {} ms, no errors",
            record.users,
            record.seconds,
            BUDGET.as_millis()
        ),
        &format!(
            "{} calls a second, {} orders a minute; through `cargo lambda watch --release`; think time {}–{} s between calls, evenly; ! is over budget",
            record.calls() / record.seconds.max(1),
            record.orders * 60 / record.seconds.max(1),
            least.as_secs(),
            most.as_secs(),
        ),
        &["call", "calls", "p50", "p95", "p99  ", "most", "errors"],
        &rows,
    );
    for failure in &record.failures {
        println!("  failed: {failure}");
    }
    let rows: Vec<_> = record
        .consumers_of_time()
        .into_iter()
        .map(|(who, share)| vec![who, share])
        .collect();
    table::print(
        "Who used the machine",
        &format!(
            "CPU time by kind of process over the same time, of {} cores; {} connections at most",
            record.cores, record.connections
        ),
        &["who", "% of a core"],
        &rows,
    );
}

//! `make bench`: measures what design.md puts a budget on, and prints each figure beside its budget. It reports and
//! never judges: it fails only when something could not be measured.
//!
//! It wants a stack that runs under `cargo lambda watch` (its variables in the file that `SAYUR_STACK_ENV` names),
//! the functions' binaries beside its own, and the repository's root as its working directory. `bench checkout` wants
//! the PostgreSQL server that `TEST_POSTGRES_URL` names, and prints the tables of cart and checkout alone;
//! `bench events` wants the broker at `TEST_AMQP_URL` and a stack's SQS too, and prints the table of events; `bench
//! payments` and `bench catalogue` want the stack, and print theirs.
//! `bench load` (`make load`) plays many shoppers at once, and `bench trips` prints the table of round trips alone; with
//! `--keep` both leave their figures in docs/capacity, from which `bench capacity` computes the tables of
//! docs/capacity.md.
#![recursion_limit = "256"]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

mod capacity;
mod catalogue;
mod checkout;
mod cold;
mod event;
mod events;
mod failure;
mod figures;
mod identity;
mod load;
mod machine;
mod market;
mod payments;
mod proxy;
mod sandbox;
mod search;
mod servers;
mod shop;
mod sizes;
mod stack;
mod table;
mod trips;
mod warm;
mod watch;

use failure::Failure;
use shop::Shop;
use stack::Stack;
use std::process::ExitCode;
use std::time::Duration;

/// Ends a run that hangs.
const PATIENCE: Duration = Duration::from_mins(40);

fn main() -> ExitCode {
    let measured = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| {
            runtime.block_on(async {
                tokio::time::timeout(PATIENCE, measure())
                    .await
                    .map_err(|_| Failure::new("out of time"))?
            })
        });
    match measured {
        Ok(0) => ExitCode::SUCCESS,
        Ok(missing) => {
            eprintln!("bench: {missing} figures could not be measured");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Prints what was asked for, or every table; gives how many figures are missing.
async fn measure() -> Result<usize, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let keep = arguments.iter().any(|argument| argument == "--keep");
    match arguments.first().map(String::as_str) {
        Some("checkout") => {
            println!("{}", machine::facts());
            Ok(checkout::print(&testkit::TestDatabase::server()).await)
        }
        Some("events") => {
            println!("{}", machine::facts());
            Ok(events::print(&testkit::TestDatabase::server()).await)
        }
        Some("load") => load::run(&arguments).await.map(|()| 0),
        Some("trips") => {
            let stack = Stack::from_process()?;
            trips::keep(&stack, &Shop::open(&stack).await?, keep).await
        }
        Some("payments") => {
            let stack = Stack::from_process()?;
            println!("{}", machine::facts());
            Ok(payments::print(&stack, &Shop::open(&stack).await?).await)
        }
        Some("catalogue") => {
            let stack = Stack::from_process()?;
            println!("{}", machine::facts());
            Ok(catalogue::print(&stack, &Shop::open(&stack).await?).await)
        }
        Some("capacity") => capacity::write().map(|()| 0),
        _ => everything().await,
    }
}

async fn everything() -> Result<usize, Failure> {
    let stack = Stack::from_process()?;
    println!("{}", machine::facts());
    let mut missing = sizes::print(&stack);
    // The API's first call of each function starts it, and compiles it where that is still to be done.
    let shop = Shop::open(&stack).await?;
    missing += trips::print(&stack, &shop).await;
    missing += search::print(&shop).await;
    missing += warm::print(&shop).await;
    missing += checkout::print(&stack.database_server()?).await;
    missing += events::print(&stack.database_server()?).await;
    missing += identity::print(&stack, &shop).await;
    missing += payments::print(&stack, &shop).await;
    missing += cold::print(&stack, &shop).await;
    // The last, because it fills the database.
    missing += catalogue::print(&stack, &shop).await;
    Ok(missing)
}

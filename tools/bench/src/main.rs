//! `make bench`: measures what design.md puts a budget on, and prints each figure beside its budget. It reports and
//! never judges: it fails only when something could not be measured.
//!
//! It wants a stack that runs under `cargo lambda watch` (its variables in the file that `SAYUR_STACK_ENV` names),
//! the functions' binaries beside its own, and the repository's root as its working directory. `bench checkout` wants
//! the PostgreSQL server that `TEST_POSTGRES_URL` names, and prints the tables of cart and checkout alone;
//! `bench events` wants the broker at `TEST_AMQP_URL` and a stack's SQS too, and prints the table of events.
#![recursion_limit = "256"]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

mod catalogue;
mod checkout;
mod cold;
mod event;
mod events;
mod failure;
mod figures;
mod identity;
mod machine;
mod market;
mod payments;
mod proxy;
mod sandbox;
mod search;
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
const PATIENCE: Duration = Duration::from_mins(10);

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

/// Prints every table; gives how many figures are missing.
async fn measure() -> Result<usize, Failure> {
    if std::env::args().nth(1).as_deref() == Some("checkout") {
        println!("{}", machine::facts());
        return Ok(checkout::print(&testkit::TestDatabase::server()).await);
    }
    if std::env::args().nth(1).as_deref() == Some("events") {
        println!("{}", machine::facts());
        return Ok(events::print(&testkit::TestDatabase::server()).await);
    }
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

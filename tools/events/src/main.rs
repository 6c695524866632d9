//! An operator's commands on events, on the bus and the database that the environment names.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

use std::error::Error;
use std::process::ExitCode;

use config::{Environment, FromEnvironment};
use domain::{Clock, SystemClock};
use events::{Command, HELP};
use messaging::{Broker, DeadLetters, Fate};
use postgres::PgOutbox;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let outcome = Command::parse(std::env::args().skip(1))
        .map_err(|error| format!("{error}\n{HELP}").into())
        .and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("events: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let environment = Environment::of_process();
    runtime.block_on(async {
        match command {
            Command::Help => println!("{HELP}"),
            Command::Declare => {
                Broker::from_environment(&environment)?.open().await?;
            }
            Command::Forget => Broker::from_environment(&environment)?.forget().await?,
            Command::DeadLetters { queue, wanted } => {
                let letters = DeadLetters::from_environment(&environment)?;
                let now = SystemClock.now();
                let show = |letter: &messaging::DeadLetter| {
                    if wanted.includes(letter, now) {
                        println!("{letter}");
                    }
                    Fate::Keep
                };
                letters.sort(queue, show).await?;
            }
            Command::Redrive { queue, wanted } => {
                let letters = DeadLetters::from_environment(&environment)?;
                let now = SystemClock.now();
                let choose = |letter: &messaging::DeadLetter| {
                    if !wanted.includes(letter, now) {
                        return Fate::Keep;
                    }
                    println!("{letter}");
                    Fate::Redrive
                };
                println!("{} sent again", letters.sort(queue, choose).await?);
            }
            Command::Replay(period) => {
                let outbox = PgOutbox::from_environment(&environment)?;
                let until = period.until.unwrap_or_else(|| SystemClock.now());
                let events = outbox
                    .replay(period.since, until, period.kind.as_deref())
                    .await?;
                println!("{events} events leave again with the relay");
            }
        }
        Ok(())
    })
}

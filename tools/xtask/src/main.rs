//! The project's own commands. `cargo run --release -p xtask -- help` lists them.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

mod grant;
mod keys;
mod migrate;
mod queries;
mod rotation;

use std::error::Error;
use std::process::ExitCode;

/// Why a command does not do what it should.
type Trouble = Box<dyn Error + Send + Sync>;

/// A command's outcome; an error is printed and ends the process with 1.
type Outcome = Result<(), Trouble>;

const HELP: &str = "\
xtask migrate             bring the database at DATABASE_URL up to date
xtask grant               let each context's user, made if need be, do what migrations/rights.sql says, and nothing else
xtask keys                print a new token key pair and other new keys, as environment variables
xtask rotate-keys [file]  print the environment in the file, or on the standard input, after the next step of
                          putting another key in the place of the one that signs access tokens
xtask queries [--check]   generate shared/postgres/generated from the queries, or tell whether it is up to date";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["migrate"] => migrate::run(),
        ["grant"] => grant::run(),
        ["keys"] => keys::run(),
        ["rotate-keys"] => rotation::run(None),
        ["rotate-keys", file] => rotation::run(Some(file)),
        ["queries"] => queries::generate(),
        ["queries", "--check"] => queries::check(),
        [] | ["help"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such command\n{HELP}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a future to its end.
fn block_on<T>(future: impl Future<Output = T>) -> Result<T, std::io::Error> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(future))
}

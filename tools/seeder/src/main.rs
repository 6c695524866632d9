//! Fills a new shop: `seeder catalogue` with goods, `seeder admin --email E` with somebody to run it. The database
//! is the one at `DATABASE_URL`; a repetition is harmless.
#![allow(
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

use seeder::{admin, catalogue};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["catalogue"] => catalogue::run().await,
        ["admin", "--email", email] => admin::run(email).await,
        _ => Err("say `seeder catalogue` or `seeder admin --email E`".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("seeder: {error}");
            ExitCode::FAILURE
        }
    }
}

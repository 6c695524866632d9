//! Fills a new shop: `seeder catalogue` with goods, `seeder admin --email E` with somebody to run it, `seeder large
//! --products N --order-lines M` with as much of both as it takes to measure; and looks into an old one: `seeder
//! check-stock`. The database is the one at `DATABASE_URL`; a repetition is harmless.
#![allow(
    clippy::print_stderr,
    reason = "a command speaks to the person who runs it"
)]

use seeder::{admin, catalogue, check, large};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["catalogue"] => catalogue::run().await,
        ["admin", "--email", email] => admin::run(email).await,
        ["check-stock"] => check::run().await,
        ["large", "--products", products, "--order-lines", lines] => {
            large::run(products, lines).await
        }
        _ => Err(
            "say `seeder catalogue`, `seeder admin --email E`, `seeder check-stock` or \
                  `seeder large --products N --order-lines M`"
                .into(),
        ),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("seeder: {error}");
            ExitCode::FAILURE
        }
    }
}

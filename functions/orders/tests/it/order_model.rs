//! Whatever shoppers, staff, payments and time do in whatever order: the shop's books are what a plain model of the
//! shop says they are, after every step. A new command is an [`acts::Act`], what it should do is a word of
//! [`books::Books`], how it is asked for is one of [`premises::Shop`], and [`day::Day`] holds the two together.

mod acts;
mod books;
mod checkout;
mod claims;
mod coupons;
mod day;
mod desk;
mod edits;
mod entries;
mod fulfilment;
mod ordering;
mod premises;
mod pricing;
mod shop;
mod shopping;
mod tally;

use premises::Premises;
use proptest::test_runner::{Config, TestRunner};
use std::env;

/// Days that a run lasts, unless `PROPTEST_CASES` says another number.
const DAYS: u32 = 16;

/// Acts that a run of so many days does for certain.
const DONE: [&str; 4] = ["coupon", "redeem", "edit", "claim"];

#[test]
fn the_books_of_the_shop_are_what_the_model_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let premises = runtime.block_on(Premises::build());
    let cases = env::var("PROPTEST_CASES").map_or(DAYS, |cases| cases.parse().unwrap());
    let config = Config {
        cases,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&acts::acts(), |acts| {
            runtime.block_on(Box::pin(day::play(&premises, acts)));
            Ok(())
        })
        .unwrap();
    println!("{}", premises.tally);
    for act in DONE {
        let is_met = premises.tally.days(act, "done") > 0;
        assert!(is_met || cases < DAYS, "nobody did this: {act}");
    }
    // The database is dropped within the runtime that its connections live in.
    runtime.block_on(async { drop(premises) });
}

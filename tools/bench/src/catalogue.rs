//! How fast a large catalogue is leafed through and searched, with answers kept in Redis and without.
//!
//! It fills the stack's database with that catalogue first.

use crate::failure::Failure;
use crate::figures::{median, milliseconds, percentile};
use crate::shop::Shop;
use crate::stack::Stack;
use crate::table::{self, NONE};
use config::{Environment, FromEnvironment};
use runtime::PublicPages;
use std::time::Duration;
use tokio::process::Command;

const PRODUCTS: &str = "10000";
const ORDER_LINES: &str = "200000";
const WARM_UP: usize = 20;
const CALLS: usize = 200;

/// What is asked for, and what its answer may cost when nobody has asked before, and when somebody has.
struct Question {
    what: &'static str,
    budget: Duration,
    /// One is asked after the other.
    paths: Vec<String>,
    /// Of an answer that is kept; none where it has no budget of its own.
    kept: Option<Duration>,
}

fn questions(shop: &Shop) -> Vec<Question> {
    let owned = |paths: &[&str]| paths.iter().map(|&path| path.to_owned()).collect();
    let question = |what, milliseconds, paths| Question {
        what,
        budget: Duration::from_millis(milliseconds),
        paths,
        kept: None,
    };
    vec![
        Question {
            kept: Some(Duration::from_micros(1_500)),
            ..question("product list", 6, owned(&["/v1/products"]))
        },
        question(
            "product list, filtered",
            6,
            owned(&[
                "/v1/products?in_stock=true&sort=price",
                "/v1/products?organic=true&sort=best_selling",
                "/v1/products?unit=ikat&max_price=20000&sort=-price",
                "/v1/products?in_season=true&in_stock=true&limit=50",
            ]),
        ),
        question(
            "product detail",
            2,
            shop.slugs
                .iter()
                .map(|slug| format!("/v1/products/{slug}"))
                .collect(),
        ),
        question(
            "search",
            10,
            owned(&[
                "/v1/products?q=bayam",
                "/v1/products?q=cabe%20rawit",
                "/v1/products?q=kangkng",
                "/v1/products?q=tomatoes",
                "/v1/products?q=sayur%20segar",
            ]),
        ),
        question(
            "suggest",
            5,
            owned(&[
                "/v1/products/suggest?q=ba",
                "/v1/products/suggest?q=kang",
                "/v1/products/suggest?q=cabai%20r",
                "/v1/products/suggest?q=wortle",
            ]),
        ),
    ]
}

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(stack: &Stack, shop: &Shop) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    match fill(stack).await.and_then(|()| pages(stack)) {
        Ok(pages) => {
            for question in questions(shop) {
                match ask(shop, &pages, &question).await {
                    Ok(answered) => rows.extend(answered),
                    Err(failure) => missing.push((question.what.to_owned(), failure)),
                }
            }
        }
        Err(failure) => missing.push(("the catalogue".to_owned(), failure)),
    }
    table::print(
        "A large catalogue, in ms, on one connection",
        &format!(
            "{PRODUCTS} products, {ORDER_LINES} lines of orders (`seeder large`); {CALLS} calls each after {WARM_UP}, through `cargo lambda watch --release`; made: nothing was kept \
             before the call; kept: the same was asked just before"
        ),
        &["call", "budget", "p50  ", "p99"],
        &rows,
    );
    table::print_missing(&missing)
}

/// Fills the database, as `make seed` does.
async fn fill(stack: &Stack) -> Result<(), Failure> {
    let seeded = Command::new(stack.binary("seeder")?)
        .args([
            "large",
            "--products",
            PRODUCTS,
            "--order-lines",
            ORDER_LINES,
        ])
        .env("DATABASE_URL", stack.variable("DATABASE_URL")?)
        .output()
        .await?;
    if seeded.status.success() {
        Ok(())
    } else {
        Err(Failure::new(String::from_utf8_lossy(&seeded.stderr)))
    }
}

/// The answers that the stack's functions keep.
fn pages(stack: &Stack) -> Result<PublicPages, Failure> {
    let environment: Environment = stack
        .environment(stack.variable("DATABASE_URL")?)
        .into_iter()
        .collect();
    PublicPages::from_environment(&environment).map_err(|error| Failure::new(error.to_string()))
}

async fn ask(
    shop: &Shop,
    pages: &PublicPages,
    question: &Question,
) -> Result<Vec<Vec<String>>, Failure> {
    let (mut made, mut kept) = (Vec::new(), Vec::new());
    let paths = question.paths.iter().cycle().take(WARM_UP + CALLS);
    for (number, path) in paths.enumerate() {
        pages.changed().await;
        let (first, _) = shop.timed("GET", path, None).await?;
        let (again, _) = shop.timed("GET", path, None).await?;
        if number >= WARM_UP {
            made.push(first);
            kept.push(again);
        }
    }
    let made = row(
        &format!("{}, made", question.what),
        &made,
        Some(question.budget),
    );
    let kept = row(&format!("{}, kept", question.what), &kept, question.kept);
    Ok(vec![made, kept])
}

fn row(what: &str, durations: &[Duration], budget: Option<Duration>) -> Vec<String> {
    let middle = median(durations).unwrap_or_default();
    let cell = match budget {
        Some(budget) => table::beside(&milliseconds(middle), middle, budget),
        None => format!("{}  ", milliseconds(middle)),
    };
    vec![
        what.to_owned(),
        budget.map_or(NONE.to_owned(), milliseconds),
        cell,
        percentile(durations, 99).map_or(NONE.to_owned(), milliseconds),
    ]
}

//! How fast warm functions answer, one call after another on one connection.

use crate::failure::Failure;
use crate::figures::{median, milliseconds, percentile, ratio};
use crate::shop::Shop;
use crate::table::{self, NONE};
use serde_json::json;
use std::time::Duration;

const WARM_UP: usize = 20;
const CALLS: usize = 300;

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(shop: &Shop) -> usize {
    let measured = [
        (
            "health (no database)",
            repeat(async |_| get(shop, "/v1/health").await).await,
        ),
        (
            "product list",
            repeat(async |_| get(shop, "/v1/products?limit=20").await).await,
        ),
        (
            "product detail",
            repeat(async |call| get(shop, &detail(shop, call)).await).await,
        ),
        (
            "put into cart",
            repeat(async |call| put_into_cart(shop, call).await).await,
        ),
        (
            "place order",
            repeat(async |_| place_order(shop).await).await,
        ),
    ];
    let empty = match &measured {
        [(_, Ok(durations)), ..] => median(durations),
        _ => None,
    };
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (name, durations) in measured {
        rows.push(match durations {
            Ok(durations) => row(name, &durations, empty),
            Err(failure) => {
                missing.push((name.to_owned(), failure));
                vec![name.to_owned(), table::MISSING.to_owned()]
            }
        });
    }
    table::print(
        "Warm answers in ms, on one connection (design.md has a budget for answers under load only)",
        &format!(
            "{CALLS} calls each after {WARM_UP}, through `cargo lambda watch --release`; placing sends its events once it \
             has answered"
        ),
        &["call", "p50", "p99", "p50 / health"],
        &rows,
    );
    table::print_missing(&missing)
}

fn row(name: &str, durations: &[Duration], empty: Option<Duration>) -> Vec<String> {
    let cell = |value: Option<Duration>| value.map_or(NONE.to_owned(), milliseconds);
    let middle = median(durations);
    vec![
        name.to_owned(),
        cell(middle),
        cell(percentile(durations, 99)),
        middle
            .zip(empty)
            .map_or(NONE.to_owned(), |(middle, empty)| ratio(middle, empty)),
    ]
}

/// Warms up, then measures.
async fn repeat(
    call: impl AsyncFn(usize) -> Result<Duration, Failure>,
) -> Result<Vec<Duration>, Failure> {
    let mut durations = Vec::with_capacity(CALLS);
    for number in 0..WARM_UP + CALLS {
        let duration = call(number).await?;
        if number >= WARM_UP {
            durations.push(duration);
        }
    }
    Ok(durations)
}

async fn get(shop: &Shop, path: &str) -> Result<Duration, Failure> {
    Ok(shop.timed("GET", path, None).await?.0)
}

/// Another product each time.
fn detail(shop: &Shop, call: usize) -> String {
    let slug = shop
        .slugs
        .iter()
        .cycle()
        .nth(call)
        .map_or("", String::as_str);
    format!("/v1/products/{slug}")
}

/// Another quantity each time, so that each call changes something.
async fn put_into_cart(shop: &Shop, call: usize) -> Result<Duration, Failure> {
    let line = shop
        .basket
        .first()
        .ok_or_else(|| Failure::new("the basket is empty"))?;
    let quantity = json!({ "quantity": line.quantity(call.is_multiple_of(2)) });
    Ok(shop
        .timed(
            "PUT",
            &format!("/v1/cart/items/{}", line.sku),
            Some(&quantity),
        )
        .await?
        .0)
}

/// A fresh cart each time; only the placing is timed.
async fn place_order(shop: &Shop) -> Result<Duration, Failure> {
    shop.fill_cart().await?;
    let (duration, order) = shop
        .timed("POST", "/v1/orders", Some(&shop.order()))
        .await?;
    shop.cancel(&order).await?;
    Ok(duration)
}

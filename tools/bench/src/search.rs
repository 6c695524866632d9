//! How well searches find what shoppers mean.

use crate::failure::Failure;
use crate::shop::Shop;
use crate::table;
use seeder::judged::{JudgedQuery, judged_queries};

/// Thousandths.
const GOAL: u64 = 850;

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(shop: &Shop) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    let name = "NDCG@10".to_owned();
    match measure(shop).await {
        Ok((queries, mean)) => {
            // Less is worse here.
            let mark = if mean < GOAL { " !" } else { "  " };
            let cell = format!("{}{mark}", decimal(mean));
            rows.push(vec![name, queries.to_string(), decimal(GOAL), cell]);
        }
        Err(failure) => {
            rows.push(vec![name.clone(), table::MISSING.to_owned()]);
            missing.push((name, failure));
        }
    }
    table::print(
        "Search of the seeded catalogue; goal: at least",
        "the mean over queries that were judged by hand (tools/seeder/data/judged-queries.json)",
        &["figure", "queries", "goal", "measured  "],
        &rows,
    );
    table::print_missing(&missing)
}

/// How many queries there are, and their mean score.
async fn measure(shop: &Shop) -> Result<(u64, u64), Failure> {
    let queries = judged_queries().map_err(|error| Failure::new(error.to_string()))?;
    let (mut count, mut sum) = (0, 0);
    for judged in &queries {
        sum += judged.score(&found(shop, judged).await?);
        count += 1;
    }
    Ok((count, sum / count.max(1)))
}

async fn found(shop: &Shop, judged: &JudgedQuery) -> Result<Vec<String>, Failure> {
    let path = format!("/v1/products?limit=10&q={}", judged.q.replace(' ', "+"));
    let page = shop.call("GET", &path, None).await?;
    let items = page.get("items").and_then(|items| items.as_array());
    let slugs = items
        .into_iter()
        .flatten()
        .filter_map(|item| item.get("slug")?.as_str());
    Ok(slugs.map(str::to_owned).collect())
}

fn decimal(thousandths: u64) -> String {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

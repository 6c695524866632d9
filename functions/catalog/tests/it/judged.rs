use crate::market::slugs;
use catalog::{BrowseApp, list_products};
use config::FromEnvironment;
use domain::SystemClock;
use postgres::Database;
use seeder::judged::judged_queries;
use testkit::{Call, Stage, TestDatabase};

/// Thousandths.
const FLOOR: u64 = 850;

#[tokio::test]
async fn searches_find_what_shoppers_mean() {
    let test = TestDatabase::create().await;
    let stage = Stage::on(&test);
    let database = Database::from_environment(&stage.of_tools().environment()).unwrap();
    seeder::catalogue::seed_goods(&database, &SystemClock)
        .await
        .unwrap();
    let app: &BrowseApp = stage.app();
    let (mut sum, mut poor) = (0, Vec::new());
    let queries = judged_queries().unwrap();
    for judged in &queries {
        let query = judged.q.replace(' ', "+");
        let call = Call::get(&format!("/v1/products?limit=10&q={query}"));
        let answer = call.send(app, list_products::handle).await.expect(200);
        let found = slugs(&answer);
        let score = judged.score(&found);
        sum += score;
        if score < FLOOR {
            poor.push(format!("{score} {}: {found:?}", judged.q));
        }
    }
    let mean = sum / u64::try_from(queries.len()).unwrap();
    assert!(mean >= FLOOR, "{mean}\n{}", poor.join("\n"));
    println!("{mean}\n{}", poor.join("\n"));
}

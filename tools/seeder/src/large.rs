//! `seeder large --products N --order-lines M`: a shop of that size, to measure by.

mod variations;

use crate::Outcome;
use crate::catalogue::{self, Catalogue};
use config::{Environment, FromEnvironment};
use domain::catalog::import::{
    CatalogueFiles, Course, ImportBoard, ImportKind, ImportReport, import,
};
use domain::catalog::watching::StockWatch;
use domain::catalog::{Lot, Slug, Stock};
use domain::ids::{ImportId, LotId, UserId};
use domain::{Clock, SystemClock};
use postgres::{Database, PgCatalogueFiles, PgRehearsal, PgStock, PgStockWatch};
use time::{Duration, OffsetDateTime};
use variations::{Goods, goods};

/// So many products are made at once; the next ones are a little older.
const BATCH: usize = 1_000;

/// Nobody looks how far it is.
struct Unwatched;

impl ImportBoard for Unwatched {
    async fn put(&self, _: UserId, _: &ImportReport) {}

    async fn find(&self, _: UserId, _: ImportId) -> Option<ImportReport> {
        None
    }
}

/// Both are numbers, as they were typed.
pub async fn run(products: &str, order_lines: &str) -> Outcome {
    let database = Database::from_environment(&Environment::of_process())?;
    let (products, lines) = (products.parse()?, order_lines.parse()?);
    let told = fill(&database, products, lines, SystemClock.now()).await?;
    println!("{told}");
    Ok(())
}

/// The demo's catalogue, then goods and orders up to these numbers, as far as they are not there.
async fn fill(
    database: &Database,
    products: usize,
    order_lines: i64,
    now: OffsetDateTime,
) -> Outcome<String> {
    let catalogue = Catalogue::embedded()?;
    catalogue::fill(database, &catalogue, &now).await?;
    let wanted = goods(&catalogue, products, &now)?;
    let (mut made, mut lots) = (0, 0);
    for (batch, days) in wanted.chunks(BATCH).zip(1..) {
        let added_at = now - Duration::days(days);
        let new = without_known(database, batch).await?;
        made += new.len();
        lots += shelve(database, &new, added_at, now).await?;
    }
    PgStockWatch::from(database.clone())
        .count_listings()
        .await?;
    let rehearsal = PgRehearsal::from(database.clone());
    // Before as well: orders made up by a planner that knows nothing of so many goods take minutes.
    rehearsal.analyze().await?;
    let orders = rehearsal.orders(order_lines).await?;
    rehearsal.analyze().await?;
    Ok(format!(
        "{made} products and {lots} lots, {} orders with {} lines are new",
        orders.orders, orders.lines
    ))
}

/// Those whose slug is free: others stay as staff made them.
async fn without_known<'a>(database: &Database, batch: &'a [Goods]) -> Outcome<Vec<&'a Goods>> {
    let slugs: Vec<Slug> = batch.iter().map(|goods| goods.slug.clone()).collect();
    let known = PgCatalogueFiles::from(database.clone())
        .known(&slugs, &[], &[])
        .await?;
    let is_new = |goods: &&Goods| !known.products.contains_key(&goods.slug);
    Ok(batch.iter().filter(is_new).collect())
}

/// Answers how many lots came in.
async fn shelve(
    database: &Database,
    goods: &[&Goods],
    added_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Outcome<usize> {
    let rows: Vec<_> = goods.iter().flat_map(|goods| goods.rows.clone()).collect();
    let nobody = UserId::generate(&now);
    let id = ImportId::generate(&now);
    let mut course = Course::begin(&Unwatched, &now, nobody, id, ImportKind::Catalog).await;
    let files = PgCatalogueFiles::from(database.clone());
    import(&files, &added_at, None, &rows, false, &mut course).await?;
    let receipts = goods.iter().flat_map(|goods| &goods.receipts);
    let lots: Vec<Lot> = receipts
        .map(|receipt| Lot {
            id: LotId::generate(&now),
            receipt: receipt.clone(),
        })
        .collect();
    PgStock::from(database.clone())
        .receive(&lots, None, now)
        .await?;
    Ok(lots.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::{Stage, TestDatabase};

    async fn seeded(test: &TestDatabase) -> Vec<String> {
        let database =
            Database::from_environment(&Stage::on(test).of_tools().environment()).unwrap();
        fill(&database, 1_100, 2_000, SystemClock.now())
            .await
            .unwrap();
        let facts = "select sku || ' ' || price::text || ' ' || minimum::text from catalog.offers
            union all select code || ' ' || total::text from orders.orders
            union all select sku || ' ' || quantity::text || ' ' || line_total::text from orders.lines
            order by 1";
        let rows = test.client().await.query(facts, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn number(test: &TestDatabase, query: &str) -> i64 {
        let row = test.client().await.query_one(query, &[]).await.unwrap();
        row.get(0)
    }

    #[tokio::test]
    async fn a_large_shop_is_the_same_every_time_and_made_once() {
        let (here, there) = (TestDatabase::create().await, TestDatabase::create().await);
        let first = seeded(&here).await;
        assert_eq!(seeded(&here).await, first);
        assert_eq!(seeded(&there).await, first);
    }

    #[tokio::test]
    async fn a_large_shop_is_on_sale_in_stock_and_has_sold() {
        let test = TestDatabase::create().await;
        seeded(&test).await;
        let shown =
            "select count(*) from catalog.listings where shown and lowest_stocked is not null";
        assert!(number(&test, shown).await >= 1_100);
        let lines = number(&test, "select count(*) from orders.lines").await;
        assert!((1_500..=2_500).contains(&lines), "{lines}");
        // Every order is the sum of its lines, and completed.
        let sound = "select count(*) from orders.orders o where status = 'completed' and subtotal =
            (select sum(line_total) from orders.lines l where l.order_id = o.id)";
        assert_eq!(number(&test, sound).await, 500);
        let best = "select max(n) from (select count(*) as n from orders.lines group by sku) sold";
        assert!(number(&test, best).await > 10);
    }
}

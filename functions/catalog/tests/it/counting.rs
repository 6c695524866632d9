//! Listings are counted as they change, whoever changes them at once.

use crate::market::{Goods, Market};
use domain::catalog::StockBooks;
use domain::catalog::watching::StockWatch;
use postgres::{PgStockBooks, PgStockWatch};
use tokio::task::JoinSet;

const PRODUCTS: usize = 12;
const EDITORS: usize = 8;
const EDITS: usize = 25;

/// What somebody does to a product, by the number of the edit.
const ACTS: [&str; 4] = [
    "update catalog.products set organic = not organic where slug = ",
    "update catalog.products set origin = case origin when 'Garut' then 'Bogor' else 'Garut' end where slug = ",
    "update catalog.products set status = case status when 'active' then 'archived' else 'active' end where slug = ",
    "update catalog.products set category_id = (select id from catalog.categories where slug = 'bumbu') where slug = ",
];

async fn shop() -> Market {
    let market = Market::empty().await;
    for number in 0..PRODUCTS {
        market
            .sell(&Goods {
                slug: &format!("p{number}"),
                names: ("Bayam", "Amaranth"),
                variants: &[(&format!("S{number}"), "ikat", 4_500, 10)],
                ..Goods::default()
            })
            .await;
    }
    market
}

#[tokio::test]
async fn counts_are_right_at_every_moment_while_listings_change() {
    let market = shop().await;
    let books: &PgStockBooks = market.stage.of_tools().app();
    let watch: &PgStockWatch = market.stage.of("catalog").app();
    let mut editors = JoinSet::new();
    for editor in 0..EDITORS {
        let client = market.database.client().await;
        editors.spawn(async move {
            for edit in 0..EDITS {
                let act = ACTS[(editor + edit) % ACTS.len()];
                let slug = (editor * 5 + edit * 7) % PRODUCTS;
                client
                    .batch_execute(&format!("{act} 'p{slug}'"))
                    .await
                    .unwrap();
            }
        });
    }
    let mut counted = 0;
    loop {
        counted += watch.count_listings().await.unwrap();
        assert_eq!(books.miscounted_listings().await.unwrap(), 0);
        if editors.is_empty() {
            break;
        }
        while let Some(done) = editors.try_join_next() {
            done.unwrap();
        }
    }
    assert!(counted > 0);
    assert_eq!(watch.count_listings().await.unwrap(), 0, "all is counted");
    let shown = "select count(*) from catalog.listings where shown";
    let sum = "select sum(n)::bigint from catalog.counts_by_category";
    assert_eq!(market.number(sum).await, market.number(shown).await);
}

#[tokio::test]
async fn two_who_count_at_once_count_once() {
    let market = shop().await;
    let books: &PgStockBooks = market.stage.of_tools().app();
    let mut counters = JoinSet::new();
    for _ in 0..EDITORS {
        let client = market.database.client().await;
        counters.spawn(async move {
            let row = client
                .query_one("select catalog.count_listings()", &[])
                .await;
            row.unwrap().get::<_, i64>(0)
        });
    }
    let counted: i64 = counters.join_all().await.iter().sum();
    assert!(counted > 0);
    assert_eq!(
        market
            .number("select count(*) from catalog.uncounted")
            .await,
        0
    );
    assert_eq!(books.miscounted_listings().await.unwrap(), 0);
}

#[tokio::test]
async fn a_wrong_count_is_seen_and_put_right() {
    let market = shop().await;
    let books: &PgStockBooks = market.stage.of_tools().app();
    market.run("select catalog.count_listings()").await;
    market
        .run("update catalog.counts_by_origin set n = n + 1")
        .await;
    assert_eq!(books.miscounted_listings().await.unwrap(), 1);
    market.run("select catalog.recount_listings()").await;
    assert_eq!(books.miscounted_listings().await.unwrap(), 0);
}

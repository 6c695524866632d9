//! `seeder catalogue`: puts what data/README.md describes into the database, as far as it is not there.

mod data;

pub(crate) use data::Catalogue;

use crate::Outcome;
use config::{Environment, FromEnvironment};
use domain::catalog::{
    Categories, CategoryError, CreateProductError, Lot, Products, Stock, shop_date,
};
use domain::ids::LotId;
use domain::orders::Delivery;
use domain::orders::delivery::generate_slots;
use domain::{Clock, SystemClock};
use postgres::{Database, PgCategories, PgDelivery, PgProducts, PgStock};
use std::collections::HashSet;
use time::Duration;

/// Seeds, and tells on standard output where to try the shop, as lines for an environment file.
pub async fn run() -> Outcome {
    let database = Database::from_environment(&Environment::of_process())?;
    let catalogue = Catalogue::embedded()?;
    fill(&database, &catalogue, &SystemClock).await?;
    println!("DEMO_POSTCODE={}", catalogue.postcode()?);
    println!("DEMO_LOCATION={}", catalogue.location.code);
    Ok(())
}

/// Puts categories, products and stock into the database, without a word.
pub async fn seed_goods(database: &Database, clock: &impl Clock) -> Outcome {
    let catalogue = Catalogue::embedded()?;
    shelve(database, &catalogue, clock).await?;
    stock(database, &catalogue, clock).await
}

/// Everything there is to seed, in the order in which one part needs the other.
pub(crate) async fn fill(
    database: &Database,
    catalogue: &Catalogue,
    clock: &impl Clock,
) -> Outcome {
    shelve(database, catalogue, clock).await?;
    stock(database, catalogue, clock).await?;
    deliver(database, catalogue, clock).await
}

/// Categories and products. Those whose slug is taken are there already, and stay as staff made them.
async fn shelve(database: &Database, catalogue: &Catalogue, clock: &impl Clock) -> Outcome {
    let categories = PgCategories::from(database.clone());
    for category in catalogue.categories(clock)? {
        match categories.add(&category, None, clock.now()).await {
            Ok(_) | Err(CategoryError::SlugTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let products = PgProducts::from(database.clone());
    let mut created_at = clock.now();
    for product in catalogue.products(clock)? {
        match products.create(&product, None, created_at).await {
            Ok(_) | Err(CreateProductError::SlugTaken) => {}
            Err(error) => return Err(format!("{}: {error}", product.slug).into()),
        }
        // The newest come first in a shop, and the file says which these are to be.
        created_at -= Duration::minutes(1);
    }
    Ok(())
}

/// Lots for every SKU of the catalogue that has none still good: after the first time these are the ones whose
/// goods have all expired, so a demo that rested for weeks can sell again.
async fn stock(database: &Database, catalogue: &Catalogue, clock: &impl Clock) -> Outcome {
    let stock = PgStock::from(database.clone());
    stock.add_location(&catalogue.location(clock)).await?;
    let now = clock.now();
    let bare: HashSet<_> = stock
        .without_good_lots(shop_date(now))
        .await?
        .into_iter()
        .collect();
    let lots: Vec<Lot> = catalogue
        .receipts(shop_date(now))?
        .into_iter()
        .filter(|receipt| bare.contains(&receipt.sku))
        .map(|receipt| Lot {
            id: LotId::generate(clock),
            receipt,
        })
        .collect();
    stock.receive(&lots, None, now).await?;
    Ok(())
}

/// Zones with their windows, and the slots of the days ahead. A zone whose name is taken stays as staff made it.
async fn deliver(database: &Database, catalogue: &Catalogue, clock: &impl Clock) -> Outcome {
    let delivery = PgDelivery::from(database.clone());
    for zone in catalogue.zones(clock)? {
        delivery.add_zone(&zone).await?;
    }
    generate_slots(&delivery, clock).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::{Stage, TestDatabase};
    use time::OffsetDateTime;

    const COUNTS: &str = "select (select count(*) from catalog.categories), (select count(*) from catalog.products), \
        (select count(*) from catalog.variants), (select count(*) from catalog.lots), \
        (select count(*) from catalog.stock_movements), (select count(*) from orders.slot_templates), \
        (select count(*) from orders.slots)";

    async fn counts(test: &TestDatabase) -> [i64; 7] {
        let row = test.client().await.query_one(COUNTS, &[]).await.unwrap();
        std::array::from_fn(|column| row.get(column))
    }

    async fn seeded(test: &TestDatabase, now: OffsetDateTime) -> [i64; 7] {
        let database =
            Database::from_environment(&Stage::on(test).of_tools().environment()).unwrap();
        fill(&database, &Catalogue::embedded().unwrap(), &now)
            .await
            .unwrap();
        counts(test).await
    }

    #[tokio::test]
    async fn seeding_again_changes_nothing_until_the_goods_have_expired() {
        let test = TestDatabase::create().await;
        let now = SystemClock.now();
        let first = seeded(&test, now).await;
        assert!(first.iter().all(|count| *count > 20), "{first:?}");
        assert_eq!(seeded(&test, now).await, first);
        let later = seeded(&test, now + Duration::days(60)).await;
        assert_eq!(later[..3], first[..3]);
        assert_eq!(later[3], 2 * first[3]);
    }

    #[tokio::test]
    async fn the_ledger_sums_up_to_the_lots() {
        let test = TestDatabase::create().await;
        seeded(&test, SystemClock.now()).await;
        let sql = "select count(*) from catalog.lots l where (l.on_hand, l.reserved) is distinct from \
            (select (sum(m.on_hand_delta)::bigint, sum(m.reserved_delta)::bigint) \
            from catalog.stock_movements m where m.lot_id = l.id and m.kind = 'receipt')";
        let row = test.client().await.query_one(sql, &[]).await.unwrap();
        assert_eq!(row.get::<_, i64>(0), 0);
    }

    #[test]
    fn the_demo_postcode_has_five_digits() {
        let postcode = Catalogue::embedded().unwrap().postcode().unwrap();
        assert!(postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit()));
    }
}

//! Large files, and many at once.

use crate::files::{NEW, Office, counts};
use crate::market::Market;
use domain::SystemClock;
use domain::ids::UserId;
use serde_json::json;
use std::fmt::Write;
use testkit::{Call, Shop, Wire};

const ROWS: usize = 10_000;

/// So many rows, two variants a product.
pub(crate) fn large(rows: usize, price: usize) -> String {
    let mut file = "product_slug,category,name_id,name_en,description_id,description_en,origin,shelf_life_days,status,\
        sku,unit,step,minimum,maximum,price\n"
        .to_owned();
    for row in 0..rows {
        let product = row / 2;
        writeln!(
            file,
            "barang-{product},sayuran-daun,Barang {product},Goods {product},Sayur segar dari kebun nomor {product},\
             Fresh from garden number {product},Lembang,5,active,BRG-{row},kg,0.250,0.500,10,{}",
            price + row
        )
        .unwrap();
    }
    file
}

#[tokio::test]
async fn ten_thousand_rows_take_a_bounded_number_of_round_trips() {
    let office = Office::empty().await;
    let wire = Wire::to(&office.market.database).await;
    // Keys are a stage's own: the office moves to the one behind the wire.
    let token = wire
        .stage()
        .token(office.user, &[domain::identity::Permission::CatalogWrite]);
    let office = Office { token, ..office };
    let import = async |file: &str| office.import_to(wire.stage(), "", file).await;
    let _ = import(
        &large(4, 1_000)
            .replace("barang", "lain")
            .replace("BRG", "LAIN"),
    )
    .await
    .expect(200);
    let bound = 3 + ROWS / 1_000 * 4;
    for (price, expected) in [
        (
            1_000,
            json!({ "rows": ROWS, "products_created": ROWS / 2, "variants_created": ROWS, "dry_run": false }),
        ),
        (
            2_000,
            json!({ "rows": ROWS, "prices_changed": ROWS, "dry_run": false }),
        ),
        (
            2_000,
            json!({ "rows": ROWS, "unchanged": ROWS, "dry_run": false }),
        ),
    ] {
        let (trips, answer) = wire.round_trips(import(&large(ROWS, price))).await;
        assert_eq!(counts(answer), expected);
        assert!(trips <= bound, "{trips} round trips");
    }
    let shown =
        "select count(*) from catalog.listings where shown and lowest_price between 2000 and 12000";
    assert_eq!(office.market.number(shown).await, 5_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_imports_of_one_file_make_its_goods_once() {
    let office = Office::empty().await;
    let stage = office
        .market
        .stage
        .clone()
        .with("DATABASE_CONNECTIONS", "20");
    let app = stage.app();
    let file = large(200, 1_000);
    let imports: Vec<_> = (0..50)
        .map(|_| {
            let call = Call::post("/v1/admin/catalog/import")
                .bearer(&office.token)
                .header("content-type", "text/csv")
                .text(file.clone());
            tokio::spawn(call.send(app, catalog::import_catalog::handle))
        })
        .collect();
    let (mut created, mut unchanged) = (0, 0);
    for import in imports {
        let body = import.await.unwrap().expect(200);
        created += body["variants_created"].as_i64().unwrap();
        unchanged += body["unchanged"].as_i64().unwrap();
    }
    assert_eq!((created, unchanged), (200, 49 * 200));
    let kept =
        "select (select count(*) from catalog.variants) + (select count(*) from catalog.prices)";
    assert_eq!(office.market.number(kept).await, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_imports_of_other_prices_end_at_the_last_one_s() {
    let office = Office::empty().await;
    let _ = office.import(large(20, 1_000)).await.expect(200);
    let stage = office
        .market
        .stage
        .clone()
        .with("DATABASE_CONNECTIONS", "20");
    let app = stage.app();
    let imports: Vec<_> = (1..=50)
        .map(|number| {
            let call = Call::post("/v1/admin/catalog/import")
                .bearer(&office.token)
                .header("content-type", "text/csv")
                .text(large(20, 1_000 + number * 100));
            tokio::spawn(call.send(app, catalog::import_catalog::handle))
        })
        .collect();
    let mut taken = 0;
    for import in imports {
        let answer = import.await.unwrap();
        if answer.status == 409 {
            answer.expect_problem(409, "catalog_changed");
        } else {
            let _ = answer.expect(200);
            taken += 1;
        }
    }
    assert!(taken >= 1);
    // Each that was taken is history, and what holds is of one file.
    let history = "select count(*) from catalog.prices";
    assert_eq!(office.market.number(history).await, 20 * (taken + 1));
    let files = "select count(distinct price - substr(sku, 5)::bigint) from catalog.offers";
    assert_eq!(office.market.number(files).await, 1);
    let listed = "select count(*) from catalog.listings l
        join (select product_id, min(price) as price from catalog.offers group by product_id) o using (product_id)
        where l.lowest_price = o.price";
    assert_eq!(office.market.number(listed).await, 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_are_placed_while_files_are_imported() {
    let database = testkit::TestDatabase::create().await;
    let shop = Shop::open(&database).await;
    let stage = testkit::Stage::on(&database)
        .with("DATABASE_CONNECTIONS", "20")
        .with("EVENT_BUS", "sqs")
        .with(
            "NOTIFICATIONS_QUEUE_URL",
            "http://127.0.0.1:1/0/notifications",
        )
        .with("PAYMENTS_QUEUE_URL", "http://127.0.0.1:1/0/payments")
        .with("ORDERS_QUEUE_URL", "http://127.0.0.1:1/0/orders")
        .with("CATALOG_QUEUE_URL", "http://127.0.0.1:1/0/catalog")
        .with("WEBHOOKS_QUEUE_URL", "http://127.0.0.1:1/0/webhooks");
    let slot = shop.slot(30, 1_000).await;
    let mut skus = Vec::new();
    for number in 0..10 {
        let sku = format!("BYM-{number}");
        let variant = shop.variant(&sku, 5_000).await;
        shop.lot(variant, 1_000_000, 5).await;
        skus.push((sku, variant));
    }
    let manager = stage.token(
        UserId::generate(&SystemClock),
        &[domain::identity::Permission::CatalogWrite],
    );
    let mut work = Vec::new();
    for number in 0..50_usize {
        let buyer = shop.shopper().await;
        for (_, variant) in skus.iter().skip(number % 5).step_by(2) {
            shop.fill_cart(buyer.user, *variant, 1_000).await;
        }
        let body =
            json!({ "address_id": buyer.address, "slot_id": slot, "payment_method": "midtrans" });
        let order = Call::post("/v1/orders")
            .bearer(&stage.token(buyer.user, &[]))
            .header("idempotency-key", "one")
            .json(&body);
        work.push(tokio::spawn(
            order.send(stage.app(), orders::place_order::handle),
        ));
        if number % 5 == 0 {
            // Every SKU gets another minimum and another price: listings change, and availability.
            let mut file = "product_slug,sku,minimum,price\n".to_owned();
            for (sku, _) in skus.iter().rev() {
                writeln!(file, "bayam,{sku},{},{}", 1 + number % 2, 5_000 + number).unwrap();
            }
            let import = Call::post("/v1/admin/catalog/import")
                .bearer(&manager)
                .header("content-type", "text/csv")
                .text(file);
            work.push(tokio::spawn(
                import.send(stage.app(), catalog::import_catalog::handle),
            ));
        }
    }
    let (mut placed, mut imported) = (0, 0);
    for answer in work {
        let answer = answer.await.unwrap();
        match answer.status {
            201 => placed += 1,
            200 => imported += 1,
            // A minimum of two is more than is in the cart; and files come one after the other.
            409 | 422 => {}
            status => panic!("{status}: {}", answer.body),
        }
    }
    assert!(
        placed >= 1 && imported >= 1,
        "{placed} orders, {imported} files"
    );
    let reserved = shop.count("catalog.lots where reserved > 0").await;
    assert!(reserved > 0);
}

#[tokio::test]
async fn a_name_that_is_taken_meanwhile_is_told_by_its_row() {
    let market = Market::open().await;
    let office = Office::at(market);
    // The SKU comes to another product while the file waits for the one before it.
    let other = office.market.database.client().await;
    other
        .batch_execute("begin; select pg_advisory_xact_lock(hashtextextended('catalog_file', 0))")
        .await
        .unwrap();
    let waiting = {
        let call = Call::post("/v1/admin/catalog/import")
            .bearer(&office.token)
            .header("content-type", "text/csv")
            .text(NEW);
        tokio::spawn(call.send(office.market.stage.app(), catalog::import_catalog::handle))
    };
    let blocked = "select count(*) from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock' and wait_event = 'advisory'";
    while office.market.number(blocked).await == 0 {
        tokio::task::yield_now().await;
    }
    other
        .batch_execute(
            "insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum)
             select gen_random_uuid(), id, 'WTL-PACK', 'pack', 1000, 1000, 9000 from catalog.products where slug = 'tomat';
             insert into catalog.prices (variant_id, starts_at, price)
             select id, '-infinity', 100 from catalog.variants where sku = 'WTL-PACK';
             commit",
        )
        .await
        .unwrap();
    let answer = waiting.await.unwrap();
    assert_eq!(
        answer.body["errors"][0]["pointer"], "/rows/3/sku",
        "{}",
        answer.body
    );
    assert_eq!(answer.body["errors"][0]["code"], "sku_taken");
    answer.expect_problem(422, "validation_failed");
}

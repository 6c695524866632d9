//! What the minute-by-minute watch does, and does once.

use crate::stockroom::{Stockroom, text};
use catalog::{set_stock_threshold, watch_stock};
use serde_json::{Value, json};
use testkit::{Call, Stage};

/// A stage with a bus that nobody serves: events stay in the outbox.
pub(crate) fn stage(room: &Stockroom) -> Stage {
    let nowhere = "http://127.0.0.1:1/0/queue";
    Stage::on(&room.market.database)
        .with("DATABASE_CONNECTIONS", "20")
        .with("EVENT_BUS", "sqs")
        .with("AWS_REGION", "ap-southeast-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test")
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .with("NOTIFICATIONS_QUEUE_URL", nowhere)
        .with("PAYMENTS_QUEUE_URL", nowhere)
        .with("ORDERS_QUEUE_URL", nowhere)
        .with("CATALOG_QUEUE_URL", nowhere)
        .with("WEBHOOKS_QUEUE_URL", nowhere)
}

async fn watch(stage: &Stage) {
    watch_stock::handle(stage.app(), "run".into())
        .await
        .unwrap();
}

/// What the outbox holds of events of a type, the oldest first.
pub(crate) async fn told(room: &Stockroom, kind: &str) -> Vec<Value> {
    let client = room.market.database.client().await;
    let query = "select event -> 'data' from platform.outbox where event ->> 'type' = $1 order by created_at, id";
    let rows = client.query(query, &[&kind]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

pub(crate) const STOCK_LOW: &str = "sayur.catalog.stock_low.v1";
const NEAR_EXPIRY: &str = "sayur.catalog.lot_near_expiry.v1";

pub(crate) async fn threshold(room: &Stockroom, sku: &str, at: Value) {
    Call::new("PUT", "/v1/admin/inventory/sku/threshold")
        .parameter("sku", sku)
        .bearer(&room.token)
        .json(&json!({ "low_stock_at": at }))
        .send(room.app, set_stock_threshold::handle)
        .await
        .expect(200);
}

#[tokio::test]
async fn staff_are_told_once_a_fall_and_again_only_after_a_rise() {
    let room = Stockroom::open().await;
    let stage = stage(&room);
    let lot = room.receive("CBR-KG", "jakarta", 10, 5).await;
    threshold(&room, "CBR-KG", json!("4")).await;
    let adjust = async |quantity: &str| {
        let kind = if quantity.starts_with('-') {
            "waste"
        } else {
            "found"
        };
        let body = json!({ "sku": "CBR-KG", "location": "jakarta", "lot_id": lot, "quantity": quantity,
                           "kind": kind, "reason": "x" });
        room.adjust(&body).await.expect(200);
        watch(&stage).await;
        watch(&stage).await;
        told(&room, STOCK_LOW).await.len()
    };
    for (quantity, times) in [
        ("-5.999", 0),
        ("-0.001", 1),
        ("-1", 1),
        ("1", 1),
        ("0.001", 1),
        ("-0.001", 2),
        ("-4", 2),
    ] {
        assert_eq!(adjust(quantity).await, times, "{quantity}");
    }
    let low = &told(&room, STOCK_LOW).await[0];
    assert_eq!(
        [
            &low["sku"],
            &low["available"],
            &low["threshold"],
            &low["unit"]
        ],
        ["CBR-KG", "4.000", "4.000", "kg"]
    );
    assert_eq!(low["product"]["id"], "Cabai Rawit");
    // Without a threshold nothing is low; with one that is reached already, it is told.
    threshold(&room, "CBR-KG", json!(null)).await;
    watch(&stage).await;
    threshold(&room, "CBR-KG", json!("0")).await;
    watch(&stage).await;
    assert_eq!(told(&room, STOCK_LOW).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_watches_at_once_tell_each_thing_once() {
    let room = Stockroom::open().await;
    let app: &watch_stock::App = stage(&room)
        .with("MARKDOWN_PERCENT", "30")
        .with("MARKDOWN_DAYS", "2")
        .app();
    let first = room.receive("CBR-KG", "jakarta", 1, 1).await;
    let second = room.receive("CBR-KG", "depok", 2, 2).await;
    room.receive("CBR-KG", "jakarta", 1, 3).await;
    let promised = room.receive("CBR-KG", "jakarta", 1, 1).await;
    room.reserve(&promised, 1_000).await;
    threshold(&room, "CBR-KG", json!("20")).await;
    threshold(&room, "JHE-KG", json!("3")).await;
    let tasks: Vec<_> = (0..50)
        .map(|_| tokio::spawn(watch_stock::handle(app, "run".into())))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let mut low: Vec<String> = told(&room, STOCK_LOW)
        .await
        .iter()
        .map(|low| text(&low["sku"]).to_owned())
        .collect();
    low.sort();
    assert_eq!(low, ["CBR-KG", "JHE-KG"]);
    let near = told(&room, NEAR_EXPIRY).await;
    let mut lots: Vec<&str> = near.iter().map(|lot| text(&lot["lot"])).collect();
    lots.sort_unstable();
    assert_eq!(lots, [&first, &second]);
    let markdowns = "select count(*) from catalog.prices where kind = 'markdown'";
    assert_eq!(room.market.number(markdowns).await, 1);
    room.assert_settled().await;
}

#[tokio::test]
async fn a_lot_that_soon_expires_is_told_of_once_wherever_it_is_carried() {
    let room = Stockroom::open().await;
    let stage = stage(&room).with("NEAR_EXPIRY_DAYS", "3");
    let lot = room.receive("CBR-KG", "jakarta", 5, 3).await;
    room.receive("CBR-KG", "jakarta", 5, 5).await;
    let promised = room.receive("CBR-KG", "depok", 1, 1).await;
    room.reserve(&promised, 1_000).await;
    watch(&stage).await;
    // The market's own goods are good for three days too.
    let of_chili = async || -> Vec<Value> {
        let all = told(&room, NEAR_EXPIRY).await;
        all.into_iter()
            .filter(|lot| lot["sku"] == "CBR-KG")
            .collect()
    };
    let told_of = of_chili().await;
    assert_eq!(told_of.len(), 1);
    assert_eq!(
        [
            &told_of[0]["lot"],
            &told_of[0]["available"],
            &told_of[0]["location"]
        ],
        [&json!(lot), &json!("5.000"), &json!("Jakarta")]
    );
    let carry = json!({ "sku": "CBR-KG", "from": "jakarta", "to": "depok", "quantity": "2", "lot_id": lot });
    room.transfer(&carry).await.expect(201);
    watch(&stage).await;
    assert_eq!(of_chili().await.len(), 1);
    // What was promised is free again.
    room.reserve(&promised, -1_000).await;
    watch(&stage).await;
    watch(&stage).await;
    assert_eq!(of_chili().await.len(), 2);
}

/// The SKU's prices from the oldest to the newest that has begun: price, compared with, kind.
async fn prices(room: &Stockroom, sku: &str) -> Vec<(i64, Option<i64>, String)> {
    let client = room.market.database.client().await;
    let query = "select p.price, p.compare_at_price, p.kind from catalog.prices p
        join catalog.variants v on v.id = p.variant_id
        where v.sku = $1 and p.starts_at <= now() order by p.starts_at";
    let rows = client.query(query, &[&sku]).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

fn regular(price: i64) -> (i64, Option<i64>, String) {
    (price, None, "regular".into())
}

fn markdown(price: i64, from: i64) -> (i64, Option<i64>, String) {
    (price, Some(from), "markdown".into())
}

#[tokio::test]
async fn no_price_is_cut_unless_it_is_said() {
    let room = Stockroom::open().await;
    room.receive("CBR-KG", "jakarta", 5, 1).await;
    watch(&stage(&room)).await;
    assert_eq!(prices(&room, "CBR-KG").await, [regular(60_000)]);
}

#[tokio::test]
async fn what_soon_expires_is_cheaper_until_it_is_gone() {
    let room = Stockroom::open().await;
    let stage = stage(&room)
        .with("MARKDOWN_PERCENT", "33")
        .with("MARKDOWN_DAYS", "2");
    let lot = room.receive("CBR-KG", "jakarta", 5, 2).await;
    room.receive("CBR-KG", "jakarta", 5, 6).await;
    for _ in 0..3 {
        watch(&stage).await;
    }
    assert_eq!(
        prices(&room, "CBR-KG").await,
        [regular(60_000), markdown(40_200, 60_000)]
    );
    let listed = room.market.get("?q=cabai").await.expect(200);
    let variant = &listed["items"][0]["variants"][0];
    assert_eq!(variant["price"]["amount"], 40_200);
    assert_eq!(variant["compare_at_price"]["amount"], 60_000);
    // Another percentage is another price.
    let deeper = crate::watching::stage(&room)
        .with("MARKDOWN_PERCENT", "50")
        .with("MARKDOWN_DAYS", "2");
    watch(&deeper).await;
    watch(&deeper).await;
    assert_eq!(
        prices(&room, "CBR-KG").await.last(),
        Some(&markdown(30_000, 60_000))
    );
    // All of it is promised: what is left keeps longer.
    room.reserve(&lot, 5_000).await;
    for _ in 0..3 {
        watch(&deeper).await;
    }
    assert_eq!(prices(&room, "CBR-KG").await[3..], [regular(60_000)]);
    room.assert_settled().await;
    // Nothing else was touched.
    let others = "select count(*) from catalog.prices p join catalog.variants v on v.id = p.variant_id \
                  where v.sku <> 'CBR-KG' and p.starts_at > '-infinity'";
    assert_eq!(room.market.number(others).await, 0);
}

#[tokio::test]
async fn cuts_end_when_they_are_switched_off() {
    let room = Stockroom::open().await;
    let on = stage(&room)
        .with("MARKDOWN_PERCENT", "10")
        .with("MARKDOWN_DAYS", "1");
    room.receive("CBR-KG", "jakarta", 5, 1).await;
    watch(&on).await;
    let off = stage(&room);
    watch(&off).await;
    watch(&off).await;
    assert_eq!(
        prices(&room, "CBR-KG").await,
        [regular(60_000), markdown(54_000, 60_000), regular(60_000)]
    );
}

#[tokio::test]
async fn what_staff_set_stays() {
    let room = Stockroom::open().await;
    let stage = stage(&room)
        .with("MARKDOWN_PERCENT", "10")
        .with("MARKDOWN_DAYS", "1");
    // A sale of staff's own.
    room.market
        .price("CBR-KG", 50_000, Some((60_000, 60)))
        .await;
    room.receive("CBR-KG", "jakarta", 5, 1).await;
    watch(&stage).await;
    assert_eq!(prices(&room, "CBR-KG").await.len(), 2);
    // A price that is still to begin, of goods whose price is cut.
    let lot = room.receive("JHE-KG", "jakarta", 5, 1).await;
    room.market
        .run(
            "insert into catalog.prices (variant_id, starts_at, price) \
             select id, now() + interval '1 day', 45000 from catalog.variants where sku = 'JHE-KG'",
        )
        .await;
    watch(&stage).await;
    assert_eq!(
        prices(&room, "JHE-KG").await,
        [regular(30_000), markdown(27_000, 30_000)]
    );
    room.reserve(&lot, 5_000).await;
    watch(&stage).await;
    assert_eq!(prices(&room, "JHE-KG").await.last(), Some(&regular(30_000)));
    let scheduled = "select count(*) from catalog.prices where price = 45000 and starts_at > now()";
    assert_eq!(room.market.number(scheduled).await, 1);
}

#[tokio::test]
async fn settings_that_make_no_sense_stop_the_start_with_their_name() {
    let room = Stockroom::open().await;
    for (name, value) in [
        ("NEAR_EXPIRY_DAYS", "366"),
        ("MARKDOWN_PERCENT", "91"),
        ("MARKDOWN_PERCENT", "-1"),
        ("MARKDOWN_DAYS", "soon"),
    ] {
        let environment = stage(&room).with(name, value).environment();
        let error = <watch_stock::App as config::FromEnvironment>::from_environment(&environment)
            .err()
            .map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.contains(name)), "{name}");
    }
}

//! What sells best, counted from orders' events.

use crate::stockroom::Stockroom;
use crate::watching::{STOCK_LOW, stage, threshold, told};
use catalog::index_sales::{App, handle};
use catalog::watch_stock;
use domain::events::Event;
use domain::ids::OrderId;
use domain::orders::events::{OrderEdited, OrderPlaced, OrderStatusChanged};
use domain::orders::{Actor, Order, OrderStatus};
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// An order of one unit of each SKU, placed so many days ago.
async fn order(room: &Stockroom, skus: &[&str], days_ago: i64) -> Order {
    let client = room.market.database.client().await;
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    let mut lines = Vec::new();
    for sku in skus {
        let row = client
            .query_one(
                "select id::text from catalog.variants where sku = $1",
                &[sku],
            )
            .await
            .unwrap();
        lines.push(json!({
            "variant": row.get::<_, String>(0), "sku": sku, "name_id": "A", "name_en": "A", "unit": "kg",
            "quantity": "1.000", "unit_price": rupiah(1_000), "line_total": rupiah(1_000), "tax_rate": 0,
            "weighed": false, "packed_quantity": null, "substitution": "none",
        }));
    }
    let at = |moment: OffsetDateTime| moment.format(&Rfc3339).unwrap();
    let placed_at = SystemClock.now() - Duration::days(days_ago);
    let order: Value = json!({
        "id": OrderId::generate(&SystemClock), "code": "SYR-4K7QW2XN",
        "customer": { "user": null, "email": "siti@contoh.id", "name": "Siti", "language": "id" },
        "status": "confirmed", "payment_method": "cod", "lines": lines,
        "totals": {
            "subtotal": rupiah(1_000), "discount": rupiah(0), "delivery_fee": rupiah(0), "tax": rupiah(0),
            "total": rupiah(1_000), "amount_due": rupiah(1_000),
        },
        "slot": {
            "id": OrderId::generate(&SystemClock), "date": "2026-11-24",
            "start": "2026-11-23T23:00:00Z", "end": "2026-11-24T02:00:00Z",
        },
        "address": {
            "recipient": "Siti", "phone": "+6281234567890", "street": "Jl. Wijaya II No. 14", "village": "Melawai",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta",
            "postcode": "12160",
        },
        "note": null, "placed_at": at(placed_at), "expires_at": null, "version": 1,
    });
    serde_json::from_value(order).unwrap()
}

fn placed(order: &Order) -> Event {
    let news = OrderPlaced {
        order: order.clone(),
    };
    Event::new(&SystemClock, "test", order.id, &news).unwrap()
}

fn moved(order: &Order, to: OrderStatus) -> Event {
    let news = OrderStatusChanged {
        order: Order {
            status: to,
            version: 2,
            ..order.clone()
        },
        from: OrderStatus::Confirmed,
        actor: Actor::Shop,
        reason: None,
    };
    Event::new(&SystemClock, "test", order.id, &news).unwrap()
}

/// How often the product was ordered, as the list sorts by it.
async fn sold(room: &Stockroom, slug: &str) -> i64 {
    let query = format!(
        "select -t.best_selling from catalog.listings t join catalog.products p on p.id = t.product_id \
         where p.slug = '{slug}'"
    );
    room.market.number(&query).await
}

#[tokio::test]
async fn orders_count_once_a_product_and_what_ends_is_taken_back_in_any_order() {
    let room = Stockroom::open().await;
    let app: &App = stage(&room).app();
    let both = order(&room, &["BYM-IKAT", "BYM-PACK", "TMT-KG"], 0).await;
    let kept = order(&room, &["TMT-KG"], 3).await;
    for event in [
        placed(&both),
        placed(&kept),
        moved(&kept, OrderStatus::Picking),
    ] {
        handle(app, event).await.unwrap();
    }
    assert_eq!(
        (sold(&room, "bayam-hijau").await, sold(&room, "tomat").await),
        (1, 2)
    );
    handle(app, moved(&both, OrderStatus::Cancelled))
        .await
        .unwrap();
    assert_eq!(
        (sold(&room, "bayam-hijau").await, sold(&room, "tomat").await),
        (0, 1)
    );
    // The end is known before the beginning.
    let late = order(&room, &["BYM-IKAT"], 0).await;
    handle(app, moved(&late, OrderStatus::Expired))
        .await
        .unwrap();
    handle(app, placed(&late)).await.unwrap();
    assert_eq!(sold(&room, "bayam-hijau").await, 0);
    room.assert_settled().await;
}

#[tokio::test]
async fn an_edited_order_counts_for_what_it_is_of_now() {
    let room = Stockroom::open().await;
    let app: &App = stage(&room).app();
    let before = order(&room, &["BYM-IKAT", "TMT-KG"], 0).await;
    // Another variant of the one product, another product for the other.
    let lines = order(&room, &["BYM-PACK", "JHE-KG"], 0).await.lines;
    let edited = OrderEdited {
        order: Order {
            lines,
            ..before.clone()
        },
        before: before.lines.clone(),
        actor: Actor::Shop,
        reason: None,
    };
    let event = Event::new(&SystemClock, "test", before.id, &edited).unwrap();
    // In any order, and more than once.
    for event in [event.clone(), placed(&before), event] {
        handle(app, event).await.unwrap();
    }
    assert_eq!(
        (sold(&room, "bayam-hijau").await, sold(&room, "tomat").await),
        (1, 0)
    );
    assert_eq!(sold(&room, "jahe").await, 1);
    handle(app, moved(&edited.order, OrderStatus::Cancelled))
        .await
        .unwrap();
    assert_eq!(
        (sold(&room, "bayam-hijau").await, sold(&room, "jahe").await),
        (0, 0)
    );
    room.assert_settled().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_consumers_count_what_comes_five_times_once() {
    let room = Stockroom::open().await;
    let app: &App = stage(&room).app();
    let mut events = Vec::new();
    for number in 0..10 {
        // Products in every order, over several days: none may wait for another in a circle.
        let mut skus = vec!["BYM-IKAT", "TMT-KG", "JHE-KG"];
        skus.rotate_left(number % 3);
        let order = order(&room, &skus, i64::try_from(number % 4).unwrap()).await;
        events.push(placed(&order));
        if number < 3 {
            events.push(moved(&order, OrderStatus::Cancelled));
        }
    }
    let tasks: Vec<_> = (0..5)
        .flat_map(|_| events.clone())
        .map(|event| tokio::spawn(handle(app, event)))
        .collect();
    assert!(tasks.len() > 50);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    for slug in ["bayam-hijau", "tomat", "jahe"] {
        assert_eq!(sold(&room, slug).await, 7, "{slug}");
    }
    assert_eq!(
        room.market
            .number("select count(*) from platform.inbox")
            .await,
        13
    );
    room.assert_settled().await;
}

#[tokio::test]
async fn thirty_days_later_an_order_counts_no_more() {
    let room = Stockroom::open().await;
    let stage = stage(&room);
    let app: &App = stage.app();
    for days in [0, 29, 30, 45] {
        let order = order(&room, &["TMT-KG"], days).await;
        handle(app, placed(&order)).await.unwrap();
    }
    assert_eq!(sold(&room, "tomat").await, 2);
    let watch: &watch_stock::App = stage.app();
    watch_stock::handle(watch, "run-1".into()).await.unwrap();
    assert_eq!(sold(&room, "tomat").await, 2);
    room.market
        .run("update catalog.daily_sales set day = day - 1")
        .await;
    watch_stock::handle(watch, "run-2".into()).await.unwrap();
    assert_eq!(sold(&room, "tomat").await, 1);
    assert_eq!(
        room.market
            .number("select count(*) from catalog.daily_sales")
            .await,
        1
    );
}

#[tokio::test]
async fn an_order_that_leaves_too_little_is_told_of_at_once() {
    let room = Stockroom::open().await;
    let app: &App = stage(&room).app();
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    threshold(&room, "CBR-KG", json!("4")).await;
    room.reserve(&lot, 1_000).await;
    let order = order(&room, &["CBR-KG", "TMT-KG"], 0).await;
    let event = placed(&order);
    handle(app, event.clone()).await.unwrap();
    handle(app, event).await.unwrap();
    let low = told(&room, STOCK_LOW).await;
    assert_eq!(low.len(), 1);
    assert_eq!([&low[0]["sku"], &low[0]["available"]], ["CBR-KG", "4.000"]);
    // The order is cancelled, and there is enough again for the next fall.
    room.reserve(&lot, -1_000).await;
    handle(app, moved(&order, OrderStatus::Cancelled))
        .await
        .unwrap();
    room.reserve(&lot, 2_000).await;
    let next = crate::sales::order(&room, &["CBR-KG"], 0).await;
    handle(app, placed(&next)).await.unwrap();
    assert_eq!(told(&room, STOCK_LOW).await.len(), 2);
}

#[tokio::test]
async fn what_sells_best_stands_first() {
    let room = Stockroom::open().await;
    let app: &App = stage(&room).app();
    for (skus, times) in [(&["JHE-KG"][..], 3), (&["KKG-IKAT"], 2), (&["TMT-KG"], 1)] {
        for _ in 0..times {
            let order = order(&room, skus, 0).await;
            handle(app, placed(&order)).await.unwrap();
        }
    }
    let client = room.market.database.client().await;
    let best =
        "select p.slug from catalog.listings t join catalog.products p on p.id = t.product_id
        where t.shown order by t.best_selling, t.product_id limit 3";
    let rows = client.query(best, &[]).await.unwrap();
    let slugs: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(slugs, ["jahe", "kangkung", "tomat"]);
}

//! What the list says is in stock is so at once, whoever writes.

use crate::stockroom::Stockroom;
use catalog::{adjust_stock, watch_stock};
use serde_json::json;

const STOCKED: &str = "?q=cabai&in_stock=true";

async fn is_stocked(room: &Stockroom) -> bool {
    let found = room.found(STOCKED).await;
    room.assert_settled().await;
    found == ["cabai-rawit"]
}

#[tokio::test]
async fn every_way_of_stock_shows_in_the_list_at_once() {
    let room = Stockroom::open().await;
    assert!(!is_stocked(&room).await);
    let lot = room.receive("CBR-KG", "jakarta", 2, 3).await;
    assert!(is_stocked(&room).await, "received");
    room.reserve(&lot, 2_000).await;
    assert!(!is_stocked(&room).await, "the last unit is promised");
    room.reserve(&lot, -1_000).await;
    assert!(is_stocked(&room).await, "one is released");
    let adjust = |quantity: &str, kind: &str| {
        json!({ "sku": "CBR-KG", "location": "jakarta", "lot_id": lot, "quantity": quantity, "kind": kind,
                "reason": "x" })
    };
    room.adjust(&adjust("-0.001", "waste")).await.expect(200);
    assert!(!is_stocked(&room).await, "less than the minimum is left");
    room.adjust(&adjust("0.001", "found")).await.expect(200);
    assert!(is_stocked(&room).await, "found");
    let carry = json!({ "sku": "CBR-KG", "from": "jakarta", "to": "depok", "quantity": "0.5" });
    room.transfer(&carry).await.expect(201);
    assert!(is_stocked(&room).await, "in two places");
    room.put_location("depok", false).await.expect(200);
    assert!(!is_stocked(&room).await, "one of them closed");
    room.put_location("depok", true).await.expect(200);
    assert!(is_stocked(&room).await, "and open again");
}

/// Lets days pass: everything that the database keeps of dates goes back by so many, without its triggers.
async fn days_pass(room: &Stockroom, days: i32) {
    room.market
        .run(&format!(
            "set session_replication_role = replica;
             update catalog.lots set best_before = best_before - {days};
             update catalog.availability set stocked_until = stocked_until - {days};
             update catalog.listings set settled_until = settled_until - make_interval(days => {days}),
                 offers = array(
                     select (o.unit, o.price, o.stocked_until - {days}, o.starts_at, o.ends_at)::catalog.offered
                     from unnest(offers) with ordinality o order by o.ordinality);
             set session_replication_role = origin;"
        ))
        .await;
}

#[tokio::test]
async fn midnight_passes_for_the_list_and_the_watch_brings_the_summary_after() {
    let room = Stockroom::open().await;
    room.receive("CBR-KG", "jakarta", 2, 3).await;
    days_pass(&room, 2).await;
    assert!(is_stocked(&room).await, "good until tomorrow");
    days_pass(&room, 1).await;
    assert!(!is_stocked(&room).await, "the day has come");
    let due = "select count(*) from catalog.listings where settled_until <= now()";
    assert!(room.market.number(due).await > 0);
    let app: &watch_stock::App = crate::watching::stage(&room).app();
    watch_stock::handle(app, "run-1".into()).await.unwrap();
    assert_eq!(room.market.number(due).await, 0);
    assert!(!is_stocked(&room).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_writers_of_different_lots_leave_the_flag_right() {
    let room = Stockroom::open().await;
    let mut lots = Vec::new();
    for number in 0..50 {
        lots.push(room.receive("CBR-KG", "jakarta", 1, 1 + number % 7).await);
    }
    for (words, stocked) in [
        (&["waste", "found", "waste"][..], false),
        (&["found", "waste", "found"], true),
    ] {
        let tasks: Vec<_> = lots
            .iter()
            .map(|lot| {
                let calls: Vec<_> = words
                    .iter()
                    .map(|kind| {
                        let quantity = if *kind == "waste" { "-1" } else { "1" };
                        room.post(
                            "/v1/admin/inventory/adjustments",
                            &json!({ "sku": "CBR-KG", "location": "jakarta", "lot_id": lot,
                                     "quantity": quantity, "kind": kind, "reason": "x" }),
                        )
                    })
                    .collect();
                let app = room.app;
                tokio::spawn(async move {
                    for call in calls {
                        call.send(app, adjust_stock::handle).await.expect(200);
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(is_stocked(&room).await, stocked);
    }
}

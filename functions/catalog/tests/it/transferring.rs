use crate::stockroom::{Stockroom, text};
use catalog::{InventoryApp, trace_lot};
use serde_json::{Value, json};
use testkit::Call;

fn to_depok(sku: &str, quantity: &str) -> Value {
    json!({ "sku": sku, "from": "jakarta", "to": "depok", "quantity": quantity, "reason": "Depok kosong" })
}

async fn trace(room: &Stockroom, lot: &str) -> Value {
    let app: &InventoryApp = room.app;
    Call::get("/v1/admin/lots/id/trace")
        .parameter("id", lot)
        .bearer(&room.token)
        .send(app, trace_lot::handle)
        .await
        .expect(200)
}

#[tokio::test]
async fn what_is_carried_is_the_same_goods_in_another_place() {
    let room = Stockroom::open().await;
    let soon = room.receive("CBR-KG", "jakarta", 4, 2).await;
    let late = room.receive("CBR-KG", "jakarta", 6, 8).await;
    room.reserve(&soon, 1_000).await;
    let answer = room.transfer(&to_depok("CBR-KG", "5")).await.expect(201);
    assert_eq!(
        [&answer["from"], &answer["to"], &answer["sku"]],
        ["jakarta", "depok", "CBR-KG"]
    );
    let parts: Vec<(&str, &str)> = answer["lots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (text(&part["from_lot_id"]), text(&part["quantity"])))
        .collect();
    assert_eq!(parts, [(soon.as_str(), "3.000"), (late.as_str(), "2.000")]);
    assert_eq!(room.level(&soon).await, (1_000, 1_000));
    assert_eq!(room.level(&late).await, (4_000, 0));
    let carried = text(&answer["lots"][1]["lot_id"]).to_owned();
    assert_eq!(room.level(&carried).await, (2_000, 0));
    let same = format!(
        "select count(*) from catalog.lots a join catalog.lots b on b.origin_lot_id = a.id \
         join catalog.locations l on l.id = b.location_id and l.code = 'depok' \
         where a.id = '{late}' and b.id = '{carried}' and a.received_at = b.received_at and a.unit_cost = b.unit_cost \
         and a.best_before = b.best_before and a.harvested_on is not distinct from b.harvested_on"
    );
    assert_eq!(room.market.number(&same).await, 1);
    let ends = format!(
        "select count(*) from catalog.stock_movements where transfer_id = '{}' and kind = 'transfer' \
         and reason = 'Depok kosong'",
        text(&answer["id"])
    );
    assert_eq!(room.market.number(&ends).await, 4);
    assert_eq!(room.noted("stock_transferred", "CBR-KG").await, 1);
    room.assert_settled().await;
}

#[tokio::test]
async fn a_trace_goes_through_from_both_ends() {
    let room = Stockroom::open().await;
    let first = room.receive("CBR-KG", "jakarta", 10, 5).await;
    let there = room.transfer(&to_depok("CBR-KG", "6")).await.expect(201);
    let second = text(&there["lots"][0]["lot_id"]).to_owned();
    let back = json!({ "sku": "CBR-KG", "from": "depok", "to": "jakarta", "quantity": "2", "lot_id": second });
    let back = room.transfer(&back).await.expect(201);
    let third = text(&back["lots"][0]["lot_id"]).to_owned();
    let lots = |ways: &Value| -> Vec<(String, String, String)> {
        let way = |way: &Value| {
            let of = |field: &str| text(&way[field]).to_owned();
            (of("lot_id"), of("location"), of("quantity"))
        };
        ways.as_array().unwrap().iter().map(way).collect()
    };
    let way = |lot: &str, location: &str, quantity: &str| {
        (lot.to_owned(), location.to_owned(), quantity.to_owned())
    };
    let trace_of_first = trace(&room, &first).await;
    assert_eq!(lots(&trace_of_first["came_from"]), []);
    assert_eq!(
        lots(&trace_of_first["went_to"]),
        [
            way(&second, "depok", "6.000"),
            way(&third, "jakarta", "2.000")
        ]
    );
    let trace_of_third = trace(&room, &third).await;
    assert_eq!(
        lots(&trace_of_third["came_from"]),
        [
            way(&first, "jakarta", "6.000"),
            way(&second, "depok", "2.000")
        ]
    );
    assert_eq!(lots(&trace_of_third["went_to"]), []);
    let kinds: Vec<&str> = trace_of_first["movements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|movement| text(&movement["kind"]))
        .collect();
    assert_eq!(kinds, ["receipt", "transfer"]);
    assert_eq!(trace_of_third["lot"]["on_hand"], "2.000");
    let app: &InventoryApp = room.app;
    for (lot, code) in [
        ("019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a", "lot_not_found"),
        ("17", "not_found"),
    ] {
        Call::get("/v1/admin/lots/id/trace")
            .parameter("id", lot)
            .bearer(&room.token)
            .send(app, trace_lot::handle)
            .await
            .expect_problem(404, code);
    }
}

#[tokio::test]
async fn what_cannot_be_carried_stays() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    let spoilt = room.receive("CBR-KG", "jakarta", 5, 0).await;
    room.market
        .run(&format!(
            "update catalog.lots set best_before = best_before - 1 where id = '{spoilt}'"
        ))
        .await;
    room.reserve(&lot, 3_000).await;
    for (changes, status, code) in [
        (json!({ "quantity": "2.001" }), 409, "stock_is_reserved"),
        (json!({ "quantity": "5.001" }), 409, "insufficient_stock"),
        (
            json!({ "lot_id": lot, "quantity": "2.001" }),
            409,
            "stock_is_reserved",
        ),
        (
            json!({ "lot_id": spoilt, "quantity": "6" }),
            409,
            "insufficient_stock",
        ),
        (json!({ "quantity": "0" }), 422, "quantity_not_positive"),
        (json!({ "quantity": "-1" }), 422, "quantity_not_positive"),
        (
            json!({ "quantity": "1000000.001" }),
            422,
            "quantity_above_maximum",
        ),
        (json!({ "to": "jakarta" }), 422, "same_location"),
        (json!({ "to": "surabaya" }), 422, "unknown_location"),
        (json!({ "from": "surabaya" }), 422, "unknown_location"),
        (json!({ "sku": "NO-SUCH" }), 422, "unknown_sku"),
        (json!({ "sku": "x" }), 422, "invalid_sku"),
        (
            json!({ "sku": "TMT-KG", "lot_id": lot }),
            422,
            "unknown_lot",
        ),
        (json!({ "reason": "x".repeat(501) }), 422, "invalid_reason"),
        (json!({ "when": "now" }), 400, "malformed_field"),
    ] {
        let mut body = to_depok("CBR-KG", "1");
        for (field, value) in changes.as_object().unwrap() {
            body[field] = value.clone();
        }
        let problem = room.transfer(&body).await.expect(status);
        let told = problem["errors"][0]["code"].as_str();
        assert_eq!(told.or(problem["code"].as_str()), Some(code), "{changes}");
    }
    assert_eq!(room.level(&lot).await, (5_000, 3_000));
    assert_eq!(room.level(&spoilt).await, (5_000, 0));
    // Spoilt goods go along when they are named.
    let named = json!({ "sku": "CBR-KG", "from": "jakarta", "to": "depok", "quantity": "5", "lot_id": spoilt });
    room.transfer(&named).await.expect(201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_ways_to_and_fro_lose_nothing_and_nobody_waits_in_a_circle() {
    let room = Stockroom::open().await;
    for location in ["jakarta", "depok"] {
        room.receive("CBR-KG", location, 30, 4).await;
        room.receive("CBR-KG", location, 30, 7).await;
    }
    let app = room.app;
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let (from, to) = if number % 2 == 0 {
                ("jakarta", "depok")
            } else {
                ("depok", "jakarta")
            };
            let body = json!({ "sku": "CBR-KG", "from": from, "to": to, "quantity": "4" });
            let call = room.post("/v1/admin/inventory/transfers", &body);
            tokio::spawn(call.send(app, catalog::transfer_stock::handle))
        })
        .collect();
    for task in tasks {
        let answer = task.await.unwrap();
        assert!([201, 409].contains(&answer.status), "{}", answer.body);
    }
    let all = "select sum(l.on_hand)::bigint from catalog.lots l join catalog.variants v on v.id = l.variant_id \
               where v.sku = 'CBR-KG'";
    assert_eq!(room.market.number(all).await, 120_000);
    let moved =
        "select sum(on_hand_delta)::bigint from catalog.stock_movements where kind = 'transfer'";
    assert_eq!(room.market.number(moved).await, 0);
    room.assert_settled().await;
}

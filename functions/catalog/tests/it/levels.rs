use crate::stockroom::{Stockroom, day, text};
use catalog::list_inventory::App;
use catalog::{InventoryApp, list_inventory, list_movements, set_stock_threshold};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn list(room: &Stockroom, query: &str) -> Answer {
    let app: &App = room.stage.app();
    Call::get(&format!("/v1/admin/inventory{query}"))
        .bearer(&room.token)
        .send(app, list_inventory::handle)
        .await
}

async fn movements(room: &Stockroom, query: &str) -> Answer {
    let app: &InventoryApp = room.app;
    Call::get(&format!("/v1/admin/inventory/movements{query}"))
        .bearer(&room.token)
        .send(app, list_movements::handle)
        .await
}

fn skus(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| text(&item["sku"])).collect()
}

async fn threshold(room: &Stockroom, sku: &str, body: &Value, version: Option<&str>) -> Answer {
    let call = Call::new("PUT", "/v1/admin/inventory/sku/threshold")
        .parameter("sku", sku)
        .bearer(&room.token)
        .json(body);
    let call = match version {
        Some(version) => call.header("if-match", version),
        None => call,
    };
    call.send(room.app, set_stock_threshold::handle).await
}

#[tokio::test]
async fn the_list_tells_what_is_there_lot_by_lot() {
    let room = Stockroom::open().await;
    let late = room.receive("CBR-KG", "depok", 4, 9).await;
    let soon = room.receive("CBR-KG", "jakarta", 3, 0).await;
    room.reserve(&late, 1_500).await;
    let page = list(&room, "?sku=CBR-KG").await.expect(200);
    let chili = &page["items"][0];
    assert_eq!(
        [&chili["on_hand"], &chili["reserved"], &chili["available"]],
        ["7.000", "1.500", "2.500"]
    );
    assert_eq!(
        chili["product"],
        json!({ "id": "Cabai Rawit", "en": "Bird's Eye Chili" })
    );
    assert_eq!(
        [&chili["unit"], &chili["low_stock_at"]],
        [&json!("kg"), &Value::Null]
    );
    let lots = chili["lots"].as_array().unwrap();
    assert_eq!([text(&lots[0]["id"]), text(&lots[1]["id"])], [&soon, &late]);
    assert_eq!(
        [
            &lots[1]["location"],
            &lots[1]["best_before"],
            &lots[1]["reserved"]
        ],
        [&json!("depok"), &json!(day(9)), &json!("1.500")]
    );
    assert_eq!(
        lots[1]["unit_cost"],
        json!({ "amount": 1_000, "currency": "IDR" })
    );
    // Of one place alone.
    let page = list(&room, "?sku=CBR-KG&location=depok").await.expect(200);
    assert_eq!(page["items"][0]["on_hand"], "4.000");
    // An empty lot is not shown.
    let all = json!({ "sku": "CBR-KG", "location": "jakarta", "quantity": "-3", "kind": "waste", "reason": "x" });
    room.adjust(&all).await.expect(200);
    let page = list(&room, "?sku=CBR-KG").await.expect(200);
    assert_eq!(page["items"][0]["lots"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn filters_find_what_runs_low_and_what_soon_expires() {
    let room = Stockroom::open().await;
    room.receive("CBR-KG", "depok", 4, 1).await;
    for (sku, at) in [
        ("CBR-KG", json!("3.999")),
        ("JHE-KG", json!("3")),
        ("TMT-KG", json!(null)),
    ] {
        threshold(&room, sku, &json!({ "low_stock_at": at }), None)
            .await
            .expect(200);
    }
    for (query, found) in [
        ("?low=true", vec!["JHE-KG"]),
        ("?near_expiry=true", vec!["CBR-KG"]),
        ("?location=depok", vec!["CBR-KG"]),
        ("?q=ginger", vec!["JHE-KG"]),
        ("?q=jhe", vec!["JHE-KG"]),
        ("?q=100%25", vec![]),
        ("?sku=NO-SUCH", vec![]),
        ("?location=surabaya", vec![]),
        ("?q=cabai&low=true", vec![]),
    ] {
        let page = list(&room, query).await.expect(200);
        assert_eq!(skus(&page), found, "{query}");
    }
    for query in [
        "?sku=x%20y",
        "?low=perhaps",
        "?colour=green",
        "?limit=0",
        "?limit=101",
        "?cursor=x",
    ] {
        list(&room, query)
            .await
            .expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn pages_go_through_every_sku_once_in_order() {
    let room = Stockroom::open().await;
    let mut all: Vec<String> = Vec::new();
    let mut query = "?limit=3".to_owned();
    loop {
        let page = list(&room, &query).await.expect(200);
        all.extend(skus(&page).into_iter().map(str::to_owned));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("?limit=3&cursor={cursor}");
    }
    assert_eq!(
        all,
        [
            "BYM-IKAT", "BYM-PACK", "CBR-KG", "JHE-KG", "KBS-KG", "KKG-IKAT", "SLD-PACK", "TMT-KG"
        ]
    );
}

#[tokio::test]
async fn a_threshold_is_set_on_the_version_that_was_read() {
    let room = Stockroom::open().await;
    let set = threshold(
        &room,
        "CBR-KG",
        &json!({ "low_stock_at": "2.5" }),
        Some("\"0\""),
    )
    .await;
    assert_eq!(set.headers["etag"], "\"1\"");
    assert_eq!(
        set.expect(200),
        json!({ "sku": "CBR-KG", "low_stock_at": "2.500", "version": 1 })
    );
    threshold(
        &room,
        "CBR-KG",
        &json!({ "low_stock_at": "3" }),
        Some("\"0\""),
    )
    .await
    .expect_problem(412, "version_mismatch");
    let same = threshold(&room, "CBR-KG", &json!({ "low_stock_at": "2.500" }), None).await;
    assert_eq!(same.headers["etag"], "\"1\"");
    let none = threshold(
        &room,
        "CBR-KG",
        &json!({ "low_stock_at": null }),
        Some("\"1\""),
    )
    .await;
    assert_eq!(none.headers["etag"], "\"2\"");
    assert_eq!(room.noted("stock_threshold_set", "CBR-KG").await, 2);
    let listed = list(&room, "?sku=CBR-KG").await.expect(200);
    assert_eq!(listed["items"][0]["version"], 2);
    for (sku, body, status, code) in [
        (
            "CBR-KG",
            json!({ "low_stock_at": "-1" }),
            422,
            "validation_failed",
        ),
        (
            "CBR-KG",
            json!({ "low_stock_at": "1000000.001" }),
            422,
            "validation_failed",
        ),
        (
            "CBR-KG",
            json!({ "low_stock_at": 3 }),
            400,
            "malformed_request",
        ),
        ("CBR-KG", json!({}), 400, "malformed_request"),
        (
            "NO-SUCH",
            json!({ "low_stock_at": "3" }),
            404,
            "sku_not_found",
        ),
        ("no such", json!({ "low_stock_at": "3" }), 404, "not_found"),
    ] {
        threshold(&room, sku, &body, None)
            .await
            .expect_problem(status, code);
    }
}

#[tokio::test]
async fn the_ledger_is_read_by_whatever_one_knows() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 9, 5).await;
    room.receive("TMT-KG", "depok", 9, 5).await;
    let waste = json!({ "sku": "CBR-KG", "location": "jakarta", "quantity": "-1", "kind": "waste", "reason": "layu" });
    room.adjust(&waste).await.expect(200);
    let carry = json!({ "sku": "CBR-KG", "from": "jakarta", "to": "depok", "quantity": "2" });
    room.transfer(&carry).await.expect(201);
    let kinds = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items
            .iter()
            .map(|item| text(&item["kind"]).to_owned())
            .collect()
    };
    for (query, found) in [
        (
            String::new(),
            vec!["transfer", "transfer", "waste", "receipt", "receipt"],
        ),
        (
            "?sku=CBR-KG".into(),
            vec!["transfer", "transfer", "waste", "receipt"],
        ),
        (format!("?lot={lot}"), vec!["transfer", "waste", "receipt"]),
        ("?location=depok".into(), vec!["transfer", "receipt"]),
        ("?kind=waste".into(), vec!["waste"]),
        ("?kind=sale".into(), vec![]),
        ("?order=SYR-00000000".into(), vec![]),
        (
            "?since=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z".into(),
            vec![],
        ),
        ("?until=2020-01-02T00:00:00Z".into(), vec![]),
        (
            "?since=2020-01-01T00:00:00Z".into(),
            vec!["transfer", "transfer", "waste", "receipt", "receipt"],
        ),
    ] {
        let page = movements(&room, &query).await.expect(200);
        assert_eq!(kinds(&page), found, "{query}");
    }
    let page = movements(&room, "?kind=waste").await.expect(200);
    let line = &page["items"][0];
    assert_eq!(
        [
            &line["on_hand"],
            &line["reserved"],
            &line["reason"],
            &line["lot_id"]
        ],
        [
            &json!("-1.000"),
            &json!("0.000"),
            &json!("layu"),
            &json!(lot)
        ]
    );
    assert_eq!(line["actor"], json!({ "id": room.keeper, "name": null }));
    let mut seen = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = movements(&room, &query).await.expect(200);
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| text(&item["id"]).to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("?limit=2&cursor={cursor}");
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (5, 5));
    for query in [
        "?kind=theft",
        "?lot=17",
        "?order=17",
        "?since=today",
        "?sku=x",
    ] {
        movements(&room, query)
            .await
            .expect_problem(400, "malformed_request");
    }
}

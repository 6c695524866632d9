use crate::stockroom::{Stockroom, text};
use serde_json::{Value, json};

fn waste(sku: &str, quantity: &str) -> Value {
    json!({ "sku": sku, "location": "jakarta", "quantity": quantity, "kind": "waste", "reason": "layu" })
}

/// The ledger's lines of a lot but its receipt, the oldest first, as `kind delta`.
async fn ledger(room: &Stockroom, lot: &str) -> Vec<String> {
    let query = format!(
        "select kind || ' ' || on_hand_delta from catalog.stock_movements \
         where lot_id = '{lot}' and kind <> 'receipt' order by moved_at, id"
    );
    let client = room.market.database.client().await;
    let rows = client.query(&query, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn each_kind_of_adjustment_stands_in_the_ledger_and_the_audit_log() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 10, 5).await;
    let of_lot = |kind: &str, amount: &str, quantity: &str| {
        json!({ "sku": "CBR-KG", "location": "jakarta", "lot_id": lot, amount: quantity, "kind": kind,
                "reason": "opname" })
    };
    for (body, on_hand, line) in [
        (of_lot("waste", "quantity", "-1.5"), "8.500", "waste -1500"),
        (
            of_lot("found", "quantity", "0.25"),
            "8.750",
            "adjustment 250",
        ),
        (of_lot("return", "quantity", "2"), "10.750", "return 2000"),
        (
            of_lot("count", "quantity", "-0.75"),
            "10.000",
            "adjustment -750",
        ),
        (of_lot("count", "counted", "4"), "4.000", "adjustment -6000"),
        (of_lot("count", "counted", "0"), "0.000", "adjustment -4000"),
        (of_lot("count", "counted", "3"), "3.000", "adjustment 3000"),
    ] {
        let answer = room.adjust(&body).await.expect(200);
        assert_eq!(answer["lots"][0]["on_hand"], on_hand, "{body}");
        assert_eq!(answer["lots"][0]["lot_id"], json!(lot));
        assert_eq!(ledger(&room, &lot).await.last().unwrap(), line);
    }
    // Counted as it was: nothing to write.
    let same = room
        .adjust(&of_lot("count", "counted", "3"))
        .await
        .expect(200);
    assert_eq!(same["lots"], json!([]));
    assert_eq!(ledger(&room, &lot).await.len(), 7);
    assert_eq!(room.noted("stock_adjusted", "CBR-KG").await, 7);
    let details = "select count(*) from identity.audit_log where action = 'stock_adjusted' \
        and details #>> '{before,0,on_hand}' = '10.000' and details #>> '{after,0,on_hand}' = '8.500' \
        and details ->> 'kind' = 'waste' and details ->> 'reason' = 'opname'";
    assert_eq!(room.market.number(details).await, 1);
    let by_keeper = format!(
        "select count(*) from catalog.stock_movements where lot_id = '{lot}' and actor_id = '{}' \
         and reason = 'opname'",
        room.keeper
    );
    assert_eq!(room.market.number(&by_keeper).await, 7);
}

#[tokio::test]
async fn without_a_lot_the_first_to_expire_gives_first() {
    let room = Stockroom::open().await;
    let late = room.receive("CBR-KG", "jakarta", 5, 9).await;
    let soon = room.receive("CBR-KG", "jakarta", 5, 2).await;
    let spoilt = room.receive("CBR-KG", "jakarta", 1, 0).await;
    let elsewhere = room.receive("CBR-KG", "depok", 5, 1).await;
    room.market
        .run(&format!(
            "update catalog.lots set best_before = best_before - 1 where id = '{spoilt}'"
        ))
        .await;
    room.reserve(&soon, 3_000).await;
    let count = json!({ "sku": "CBR-KG", "location": "jakarta", "quantity": "-1", "kind": "count", "reason": "x" });
    let answer = room.adjust(&count).await.expect(200);
    assert_eq!(text(&answer["lots"][0]["lot_id"]), soon);
    let answer = room.adjust(&waste("CBR-KG", "-3")).await.expect(200);
    let lots: Vec<&str> = answer["lots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| text(&part["lot_id"]))
        .collect();
    assert_eq!(lots, [&spoilt, &soon, &late]);
    assert_eq!(room.level(&spoilt).await, (0, 0));
    assert_eq!(room.level(&soon).await, (3_000, 3_000));
    assert_eq!(room.level(&late).await, (4_000, 0));
    assert_eq!(room.level(&elsewhere).await, (5_000, 0));
}

#[tokio::test]
async fn nothing_is_taken_that_is_promised_or_not_there() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    room.reserve(&lot, 3_000).await;
    let of_lot = |amount: &str, quantity: &str| {
        json!({ "sku": "CBR-KG", "location": "jakarta", "lot_id": lot, amount: quantity, "kind": "count",
                "reason": "opname" })
    };
    for (body, code) in [
        (waste("CBR-KG", "-2.001"), "stock_is_reserved"),
        (waste("CBR-KG", "-5.001"), "insufficient_stock"),
        (of_lot("quantity", "-2.001"), "stock_is_reserved"),
        (of_lot("quantity", "-6"), "insufficient_stock"),
        (of_lot("counted", "2.999"), "stock_is_reserved"),
        (waste("BYM-PACK", "-1"), "insufficient_stock"),
    ] {
        room.adjust(&body).await.expect_problem(409, code);
    }
    assert_eq!(room.level(&lot).await, (5_000, 3_000));
    assert_eq!(room.noted("stock_adjusted", "CBR-KG").await, 0);
    room.adjust(&waste("CBR-KG", "-2")).await.expect(200);
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_with_its_field() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    let body = |changes: Value| {
        let mut body = json!({ "sku": "CBR-KG", "location": "jakarta", "quantity": "-1", "kind": "count",
                               "reason": "opname" });
        for (field, value) in changes.as_object().unwrap() {
            body[field] = value.clone();
        }
        body
    };
    for (changes, pointer, code) in [
        (json!({ "sku": "cbr" }), "/sku", "invalid_sku"),
        (json!({ "sku": "NO-SUCH" }), "/sku", "unknown_sku"),
        (
            json!({ "location": "surabaya" }),
            "/location",
            "unknown_location",
        ),
        (
            json!({ "location": "depok", "lot_id": lot }),
            "/lot_id",
            "unknown_lot",
        ),
        (
            json!({ "sku": "TMT-KG", "lot_id": lot }),
            "/lot_id",
            "unknown_lot",
        ),
        (json!({ "quantity": "0" }), "/quantity", "quantity_zero"),
        (json!({ "quantity": "1" }), "/lot_id", "lot_required"),
        (
            json!({ "quantity": "1", "kind": "waste", "lot_id": lot }),
            "/quantity",
            "quantity_not_negative",
        ),
        (
            json!({ "quantity": "-1", "kind": "found" }),
            "/quantity",
            "quantity_not_positive",
        ),
        (
            json!({ "quantity": "-1000000.001" }),
            "/quantity",
            "quantity_above_maximum",
        ),
        (
            json!({ "counted": "1" }),
            "/quantity",
            "quantity_or_counted",
        ),
        (
            json!({ "quantity": null }),
            "/quantity",
            "quantity_or_counted",
        ),
        (
            json!({ "quantity": null, "counted": "1" }),
            "/lot_id",
            "lot_required",
        ),
        (
            json!({ "quantity": null, "counted": "-1", "lot_id": lot }),
            "/counted",
            "invalid_count",
        ),
        (json!({ "reason": "" }), "/reason", "reason_required"),
        (
            json!({ "reason": "x".repeat(501) }),
            "/reason",
            "reason_required",
        ),
    ] {
        let problem = room.adjust(&body(changes.clone())).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{changes}");
        assert_eq!(problem["errors"][0]["code"], code, "{changes}");
    }
    for changes in [
        json!({ "quantity": -1 }),
        json!({ "quantity": "-1,5" }),
        json!({ "kind": "theft" }),
        json!({ "lot_id": "17" }),
        json!({ "colour": "green" }),
    ] {
        room.adjust(&body(changes))
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(room.level(&lot).await, (5_000, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_who_throw_away_one_of_ten_throw_away_ten() {
    let room = Stockroom::open().await;
    let first = room.receive("CBR-KG", "jakarta", 4, 2).await;
    let second = room.receive("CBR-KG", "jakarta", 6, 5).await;
    let app = room.app;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let call = room.post("/v1/admin/inventory/adjustments", &waste("CBR-KG", "-1"));
            tokio::spawn(call.send(app, catalog::adjust_stock::handle))
        })
        .collect();
    let mut thrown = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status == 200 {
            thrown += 1;
        } else {
            answer.expect_problem(409, "insufficient_stock");
        }
    }
    assert_eq!(thrown, 10);
    assert_eq!(room.level(&first).await, (0, 0));
    assert_eq!(room.level(&second).await, (0, 0));
    room.assert_settled().await;
}

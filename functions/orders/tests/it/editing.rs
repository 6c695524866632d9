//! Edits of orders that nobody picks yet.

use crate::invoices::execute;
use crate::races::{all, tally};
use crate::scene::{Scene, text};
use crate::stock::assert_books_agree;
use crate::warehouse::{Warehouse, rupiah};
use domain::identity::Permission;
use orders::{edit_order, transition_order};
use serde_json::{Value, json};
use testkit::Call;

const EDITED: &str = "sayur.orders.order_edited.v1";
const REFUND_DUE: &str = "sayur.orders.refund_due.v1";

/// What the one slot has taken in orders and grams.
async fn taken(scene: &Scene) -> (i32, i64) {
    let statement = "select taken, taken_grams from orders.slots";
    let row = scene.shop.client().query_one(statement, &[]).await.unwrap();
    (row.get(0), row.get(1))
}

#[tokio::test]
async fn an_edit_moves_stock_slot_and_sums_together() {
    let house = Warehouse::open().await;
    let shop = &house.scene.shop;
    execute(
        &house.scene,
        "update catalog.variants set unit_weight_grams = 300",
    )
    .await;
    let order = house.cash().await;
    let lines = json!([
        { "sku": "BYM-IKAT", "quantity": "11.000", "substitution": "similar" },
        { "sku": "KANGKUNG", "quantity": "2.000" },
    ]);
    let (_, version) = house.read(&order).await;
    let editing = || house.editing(&order, &lines).header("if-match", &version);
    let edited = house.send_edit(editing()).await.expect(200);
    assert_eq!(edited["subtotal"], rupiah(69_000));
    assert_eq!(edited["amount_due"], rupiah(84_000));
    assert_eq!(edited["lines"][0]["substitution"], "similar");
    assert_eq!(edited["status"], "confirmed");
    let levels = async || {
        let (lot, later) = (shop.level(house.lot).await, shop.level(house.later).await);
        (lot, later, shop.level(house.other).await)
    };
    assert_eq!(
        levels().await,
        ((10_000, 10_000), (2_000, 1_000), (10_000, 2_000))
    );
    assert_eq!(taken(&house.scene).await, (1, 3_900));
    house
        .send_edit(editing())
        .await
        .expect_problem(412, "version_mismatch");

    // The first line goes: the second takes its place.
    let fewer =
        json!([{ "sku": "BYM-IKAT", "quantity": "0" }, { "sku": "KANGKUNG", "quantity": "1" }]);
    let edited = house.edit(&order, fewer.clone()).await.expect(200);
    assert_eq!(
        (
            edited["lines"].as_array().unwrap().len(),
            &edited["subtotal"]
        ),
        (1, &rupiah(7_000))
    );
    assert_eq!(levels().await, ((10_000, 0), (2_000, 0), (10_000, 1_000)));
    assert_eq!(taken(&house.scene).await, (1, 300));
    assert_books_agree(&house.scene).await;
    // Again, and nothing is to be done.
    let fewer = json!([{ "sku": "KANGKUNG", "quantity": "1" }]);
    house.edit(&order, fewer).await.expect(200);
    assert_eq!(house.told(EDITED).await.len(), 2);
    assert!(house.told(REFUND_DUE).await.is_empty());
    let (read, _) = house.read(&order).await;
    let timeline: Vec<&str> = read["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| text(&entry["status"]))
        .collect();
    assert_eq!(timeline, ["confirmed", "confirmed", "confirmed"]);
    assert_eq!(read["timeline"][1]["reason"], "ditelepon");
    let noted = "identity.audit_log where action = 'order_edited'
        and details->'before'->'lines'->0->>'quantity' = '2.000'
        and details->'after'->'lines'->1->>'sku' = 'KANGKUNG'";
    assert_eq!(shop.count(noted).await, 1);
    // What is left is packed and leaves.
    house
        .move_on(&order, &json!({ "to": "picking" }))
        .await
        .expect(200);
    house.pack(&order, json!([])).await.expect(200);
    assert_eq!(levels().await, ((10_000, 0), (2_000, 0), (9_000, 0)));
    assert_books_agree(&house.scene).await;
}

#[tokio::test]
async fn who_has_paid_gets_back_what_an_edit_takes_off_and_never_owes_more() {
    let house = Warehouse::open().await;
    let order = house.paid().await;
    for (lines, status, code) in [
        (
            json!([{ "sku": "BYM-IKAT", "quantity": "3" }]),
            409,
            "edit_raises_price",
        ),
        (
            json!([{ "sku": "BYM-IKAT", "quantity": "0" }]),
            422,
            "edit_empties_order",
        ),
        (
            json!([{ "sku": "BYM-IKAT", "quantity": "1.5" }]),
            422,
            "invalid_quantity",
        ),
        (
            json!([{ "sku": "NOBODYS", "quantity": "1" }]),
            422,
            "unknown_sku",
        ),
        (
            json!([{ "sku": "KANGKUNG", "quantity": "0" }]),
            422,
            "sku_not_ordered",
        ),
        (
            json!([{ "sku": "KANGKUNG", "quantity": "1" }, { "sku": "KANGKUNG", "quantity": "1" }]),
            422,
            "duplicate_sku",
        ),
        (
            json!([{ "sku": "KANGKUNG", "quantity": "one" }]),
            400,
            "malformed_request",
        ),
    ] {
        house.edit(&order, lines).await.expect_problem(status, code);
    }
    let swapped =
        json!([{ "sku": "BYM-IKAT", "quantity": "0" }, { "sku": "KANGKUNG", "quantity": "1" }]);
    let edited = house.edit(&order, swapped).await.expect(200);
    assert_eq!(edited["amount_due"], rupiah(22_000));
    let due = house.told(REFUND_DUE).await;
    assert_eq!(
        (due.len(), &due[0]["amount"], &due[0]["reason"]),
        (1, &rupiah(3_000), &json!("order_edited"))
    );
    assert_books_agree(&house.scene).await;
}

#[tokio::test]
async fn an_edit_needs_its_permission_an_order_and_room() {
    let house = Warehouse::open().await;
    let order = house.cash().await;
    let lines = json!([{ "sku": "BYM-IKAT", "quantity": "4" }]);
    let courier = house.scene.shop.shopper().await.user;
    let token = house
        .scene
        .stage
        .token(courier, &[Permission::OrdersDeliver]);
    house
        .send_edit(house.editing(&order, &lines).bearer(&token))
        .await
        .expect_problem(403, "permission_denied");
    let nowhere = json!({ "code": "SYR-00000000" });
    house
        .edit(&nowhere, lines.clone())
        .await
        .expect_problem(404, "order_not_found");
    execute(
        &house.scene,
        "update catalog.variants set unit_weight_grams = 300; update orders.slots set capacity_grams = 1000",
    )
    .await;
    house
        .edit(&order, lines.clone())
        .await
        .expect_problem(409, "slot_full");
    let most = json!([{ "sku": "BYM-IKAT", "quantity": "13" }]);
    house
        .edit(&order, most)
        .await
        .expect_problem(409, "insufficient_stock");
    assert_eq!(house.scene.shop.level(house.lot).await, (10_000, 2_000));
    house
        .move_on(&order, &json!({ "to": "picking" }))
        .await
        .expect(200);
    house
        .edit(&order, lines)
        .await
        .expect_problem(409, "order_not_editable");
    assert_books_agree(&house.scene).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_edits_at_once_promise_no_more_than_there_is() {
    let house = Warehouse::open().await;
    // Eight orders of one bunch each; twelve are there.
    let mut orders = Vec::new();
    for number in 0..8 {
        let buyer = house.scene.shop.shopper().await;
        house
            .scene
            .shop
            .fill_cart(buyer.user, house.scene.variant, 1_000)
            .await;
        let token = house.scene.stage.token(buyer.user, &[]);
        let body = json!({ "address_id": buyer.address, "slot_id": house.scene.slot, "payment_method": "cod" });
        let order: Value = house
            .scene
            .place_as(&token, &format!("{number}"), &body)
            .await
            .expect(201);
        orders.push(order);
    }
    let app = house.scene.stage.app();
    let calls = (0..100_usize).map(|number| {
        let (bunches, others) = (1 + number % 4, number % 3);
        let lines = json!([
            { "sku": "KANGKUNG", "quantity": (1 + others).to_string() },
            { "sku": "BYM-IKAT", "quantity": bunches.to_string() },
        ]);
        house
            .editing(&orders[number % 8], &lines)
            .send(app, edit_order::handle)
    });
    let answers = tally(all(calls).await);
    let known = [(200, String::new()), (409, "insufficient_stock".into())];
    assert!(
        answers.keys().all(|answer| known.contains(answer)),
        "{answers:?}"
    );
    assert!(
        answers[&known[0]] > 0 && answers[&known[1]] > 0,
        "{answers:?}"
    );
    assert_books_agree(&house.scene).await;
    let wrong = "orders.lines l where l.quantity <> (
        select coalesce(sum(a.quantity), 0) from orders.allocations a
        where (a.order_id, a.line) = (l.order_id, l.line))";
    assert_eq!(house.scene.shop.count(wrong).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_comes_before_the_picking_or_not_at_all() {
    let house = Warehouse::open().await;
    let order = house.cash().await;
    let app = house.scene.stage.app();
    let edits = (0..50).map(|number| {
        let lines = json!([{ "sku": "BYM-IKAT", "quantity": (1 + number % 5).to_string() }]);
        house.editing(&order, &lines)
    });
    let edits: Vec<Call> = edits.collect();
    let picking = house.moving(&order, &json!({ "to": "picking" }));
    let mut tasks = Vec::new();
    let mut picking = Some(picking);
    for (number, edit) in edits.into_iter().enumerate() {
        tasks.push(tokio::spawn(edit.send(app, edit_order::handle)));
        if number == 20 {
            let pick = picking.take().unwrap();
            let app = house.scene.stage.app();
            tasks.push(tokio::spawn(pick.send(app, transition_order::handle)));
        }
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    let answers = tally(answers);
    let known = [(200, String::new()), (409, "order_not_editable".into())];
    assert!(
        answers.keys().all(|answer| known.contains(answer)),
        "{answers:?}"
    );
    let (order, _) = house.read(&order).await;
    assert_eq!(order["status"], "picking");
    // Whatever came first, what is picked is what is promised.
    let held = "select sum(quantity)::bigint from orders.allocations";
    let held: i64 = house
        .scene
        .shop
        .client()
        .query_one(held, &[])
        .await
        .unwrap()
        .get(0);
    let quantity: f64 = text(&order["lines"][0]["quantity"]).parse().unwrap();
    assert!((quantity * 1_000.0 - f64::from(i32::try_from(held).unwrap())).abs() < 1e-6);
    assert_books_agree(&house.scene).await;
}

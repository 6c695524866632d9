//! Packing: what the scales say, what is missing, and what goes back.

use crate::invoices::{asking, execute, page};
use crate::races::{all, tally};
use crate::scene::text;
use crate::stock::assert_books_agree;
use crate::warehouse::{Warehouse, rupiah};
use orders::transition_order;
use serde_json::{Value, json};

const REFUND_DUE: &str = "sayur.orders.refund_due.v1";

async fn picking(house: &Warehouse, order: &Value) {
    let picking = json!({ "to": "picking" });
    house.move_on(order, &picking).await.expect(200);
}

#[tokio::test]
async fn what_weighs_less_costs_less_and_goes_back_to_who_has_paid() {
    let house = Warehouse::open().await;
    house.weigh("none").await;
    let order = house.paid().await;
    picking(&house, &order).await;
    house
        .move_on(&order, &json!({ "to": "packed" }))
        .await
        .expect_problem(422, "weight_missing");
    let packed = house
        .pack(&order, json!([{ "sku": "BYM-IKAT", "quantity": "1.800" }]))
        .await
        .expect(200);
    assert_eq!(packed["lines"][0]["line_total"], rupiah(9_000));
    assert_eq!(packed["lines"][0]["quantity"], "2.000");
    assert_eq!(packed["lines"][0]["packed_quantity"], "1.800");
    assert_eq!(packed["subtotal"], rupiah(9_000));
    assert_eq!(packed["amount_due"], rupiah(24_000));
    let due = house.told(REFUND_DUE).await;
    assert_eq!((due.len(), &due[0]["amount"]), (1, &rupiah(1_000)));
    assert_eq!(due[0]["reason"], "packed_less");
    let key = format!("{}-4", text(&order["code"]));
    assert_eq!(
        (&due[0]["key"], &due[0]["order"]["version"]),
        (&json!(key), &json!(4))
    );
    // What was not packed is anybody's again.
    assert_eq!(house.scene.shop.level(house.lot).await, (8_200, 0));
    assert_books_agree(&house.scene).await;
    // The shopper reads the same.
    let invoice = page(&house.scene, asking(&order).bearer(&house.scene.token)).await;
    for words in ["1,8 ikat", "dipesan 2 ikat", "Rp24.000", "Lunas"] {
        assert!(invoice.contains(words), "{words} in {invoice}");
    }
}

#[tokio::test]
async fn what_weighs_more_comes_from_other_stock_and_is_paid_at_the_door_alone() {
    let house = Warehouse::open().await;
    house.weigh("none").await;
    execute(&house.scene, "update cart.lines set quantity = 10000").await;
    let lines = json!([{ "sku": "BYM-IKAT", "quantity": "10.500" }]);
    let order = house.cash().await;
    picking(&house, &order).await;
    let packed = house.pack(&order, lines).await.expect(200);
    assert_eq!(packed["lines"][0]["line_total"], rupiah(52_500));
    assert_eq!(packed["amount_due"], rupiah(67_500));
    assert_eq!(house.scene.shop.level(house.lot).await, (0, 0));
    assert_eq!(house.scene.shop.level(house.later).await, (1_500, 0));
    assert_books_agree(&house.scene).await;
    assert!(house.told(REFUND_DUE).await.is_empty());
}

#[tokio::test]
async fn who_has_paid_gets_more_for_the_same_money_as_far_as_there_is_more() {
    let house = Warehouse::open().await;
    house.weigh("none").await;
    execute(&house.scene, "update cart.lines set quantity = 12000").await;
    let order = house.paid().await;
    picking(&house, &order).await;
    for (quantity, status, code) in [
        ("13.201", 422, "packed_too_much"),
        ("12.001", 409, "insufficient_stock"),
        ("-1.000", 422, "quantity_negative"),
        ("0.000", 422, "nothing_packed"),
    ] {
        let lines = json!([{ "sku": "BYM-IKAT", "quantity": quantity }]);
        house.pack(&order, lines).await.expect_problem(status, code);
    }
    house
        .pack(&order, json!([{ "sku": "KANGKUNG", "quantity": "1.000" }]))
        .await
        .expect_problem(422, "sku_not_ordered");
    let early =
        json!({ "to": "cancelled", "packed_lines": [{ "sku": "BYM-IKAT", "quantity": "1" }] });
    house
        .move_on(&order, &early)
        .await
        .expect_problem(422, "validation_failed");
    let stock = house.scene.stage.of("catalog").app();
    crate::stock::receive_some(stock, "BYM-IKAT", "jakarta", 1, 9).await;
    let packed = house
        .pack(&order, json!([{ "sku": "BYM-IKAT", "quantity": "12.900" }]))
        .await
        .expect(200);
    assert_eq!(packed["amount_due"], order["amount_due"]);
    assert!(house.told(REFUND_DUE).await.is_empty());
    assert_books_agree(&house.scene).await;
}

#[tokio::test]
async fn what_stands_in_for_something_never_costs_more_than_that() {
    let house = Warehouse::open().await;
    house.weigh("ask").await;
    let order = house.paid().await;
    picking(&house, &order).await;
    let instead = |agreed: bool| {
        json!([{ "sku": "BYM-IKAT", "quantity": "0.500",
            "substitute": { "sku": "KANGKUNG", "quantity": "3.000", "agreed": agreed } }])
    };
    house
        .pack(&order, instead(false))
        .await
        .expect_problem(422, "substitution_not_agreed");
    let packed = house.pack(&order, instead(true)).await.expect(200);
    // Rp21.000 worth of water spinach for the Rp7.500 that are missing.
    let lines = packed["lines"].as_array().unwrap();
    assert_eq!((lines.len(), &lines[1]["sku"]), (2, &json!("KANGKUNG")));
    assert_eq!(
        (&lines[0]["line_total"], &lines[1]["line_total"]),
        (&rupiah(2_500), &rupiah(7_500))
    );
    assert_eq!(lines[1]["packed_quantity"], "3.000");
    assert_eq!(packed["amount_due"], order["amount_due"]);
    let shop = &house.scene.shop;
    assert_eq!(
        (shop.level(house.lot).await, shop.level(house.other).await),
        ((9_500, 0), (7_000, 0))
    );
    let stands_in =
        "orders.lines where sku = 'KANGKUNG' and substitute_for = 'BYM-IKAT' and line = 2";
    assert_eq!(shop.count(stands_in).await, 1);
    assert_books_agree(&house.scene).await;
    let invoice = page(&house.scene, asking(&order).bearer(&house.scene.token)).await;
    assert!(invoice.contains("pengganti BYM-IKAT"), "{invoice}");
    // Both lots know who got of them.
    for lot in [house.lot, house.other] {
        let picks = format!(
            "catalog.stock_movements where lot_id = '{}' and kind = 'pick'",
            lot.uuid()
        );
        assert_eq!(shop.count(&picks).await, 1);
    }
}

#[tokio::test]
async fn of_many_who_pack_an_order_at_once_one_does() {
    let house = Warehouse::open().await;
    house.weigh("none").await;
    let order = house.paid().await;
    picking(&house, &order).await;
    let app = house.scene.stage.app();
    let calls = (0..100).map(|number| {
        let quantity = format!("1.{:03}", 500 + number);
        let lines = json!([{ "sku": "BYM-IKAT", "quantity": quantity }]);
        let body = json!({ "to": "packed", "packed_lines": lines });
        house
            .moving(&order, &body)
            .send(app, transition_order::handle)
    });
    let answers = tally(all(calls).await);
    assert_eq!(answers[&(200, String::new())], 1, "{answers:?}");
    assert_eq!(
        answers[&(409, "illegal_transition".into())],
        99,
        "{answers:?}"
    );
    assert_eq!(house.told(REFUND_DUE).await.len(), 1);
    let (order, _) = house.read(&order).await;
    let packed: f64 = text(&order["lines"][0]["packed_quantity"]).parse().unwrap();
    let (on_hand, reserved) = house.scene.shop.level(house.lot).await;
    assert_eq!(reserved, 0);
    assert!((packed - f64::from(i32::try_from(10_000 - on_hand).unwrap()) / 1_000.0).abs() < 1e-9);
    assert_books_agree(&house.scene).await;
}

#[tokio::test]
async fn who_may_not_pack_waits_for_no_goods_and_holds_none_up() {
    let house = Warehouse::open().await;
    let order = house.paid().await;
    let mut client = house.scene.database.client().await;
    let others = client.transaction().await.unwrap();
    let lock = "select from catalog.lots for update";
    others.query(lock, &[]).await.unwrap();
    let lines = json!([{ "sku": "BYM-IKAT", "quantity": "1" }]);
    house
        .moving(&order, &json!({ "to": "packed", "packed_lines": lines }))
        .bearer(&house.scene.token)
        .send(house.scene.stage.app(), transition_order::handle)
        .await
        .expect_problem(403, "permission_denied");
    let many = vec![json!({ "sku": "BYM-IKAT", "quantity": "1" }); 101];
    let refused = house.pack(&order, json!(many)).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.body["errors"][0]["code"], "invalid_lines");
}

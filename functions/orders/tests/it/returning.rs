//! Orders that come back: what goes on the shelf again, what is thrown away, and what is owed then.

use crate::crew::{Crew, bring_by, bring_to, member, move_on, order};
use crate::scene::text;
use domain::catalog::StockBooks;
use domain::identity::Permission;
use domain::ids::{LotId, VariantId};
use postgres::PgStockBooks;
use serde_json::{Value, json};
use testkit::Answer;

async fn take_back(crew: &Crew, order: &Value, lines: Value) -> Answer {
    let chief = member(crew, Permission::ALL).await;
    let body = json!({ "to": "returned", "returned_lines": lines, "note": "Tidak ada orang" });
    move_on(crew, &chief, order, body).await
}

/// What the ledger tells of an order's lots, by kind: on-hand deltas.
async fn told(crew: &Crew, kind: &str) -> i64 {
    let sum = "select coalesce(sum(on_hand_delta), 0)::bigint from catalog.stock_movements
        where kind = $1 and order_id is not null";
    let row = crew.shop.client().query_one(sum, &[&kind]).await.unwrap();
    row.get(0)
}

/// The lots of the tests were put there without a receipt: what is on hand now is told apart from it.
async fn books_agree(crew: &Crew) {
    let receipts = "insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, moved_at)
        select gen_random_uuid(), l.id, 'receipt', l.on_hand - coalesce(m.sum, 0), 0, now()
        from catalog.lots l
        left join (select lot_id, sum(on_hand_delta) from catalog.stock_movements group by lot_id) m on m.lot_id = l.id
        where not exists (select from catalog.stock_movements r where r.lot_id = l.id and r.kind = 'receipt')";
    crew.shop.client().execute(receipts, &[]).await.unwrap();
    let books: &PgStockBooks = crew.stage.of_tools().app();
    assert_eq!(books.lots_out_of_balance().await.unwrap(), []);
    assert_eq!(books.unsettled_listings().await.unwrap(), []);
}

fn amounts(order: &Value) -> [i64; 6] {
    [
        "subtotal",
        "discount",
        "delivery_fee",
        "tax",
        "total",
        "amount_due",
    ]
    .map(|name| order[name]["amount"].as_i64().unwrap())
}

/// Amount, reason and key of every refund that is due.
async fn refunds(crew: &Crew) -> Vec<(i64, String, String)> {
    let due = "select (event->'data'->'amount'->>'amount')::bigint, event->'data'->>'reason', event->'data'->>'key'
        from platform.outbox where event->>'type' = 'sayur.orders.refund_due.v1'";
    let rows = crew.shop.client().query(due, &[]).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

#[tokio::test]
async fn what_is_still_good_goes_back_and_the_rest_is_thrown_away() {
    for (lines, on_hand, wasted) in [
        (json!([]), 8_000, -2_000),
        (json!([{ "sku": "BYM-IKAT", "restock": "2" }]), 10_000, 0),
        (
            json!([{ "sku": "BYM-IKAT", "restock": "1.250", "waste": "0.5" }]),
            9_250,
            -750,
        ),
        (json!([{ "sku": "BYM-IKAT", "waste": "2" }]), 8_000, -2_000),
    ] {
        let crew = Crew::set().await;
        let placed = order(&crew, "one", "cod").await;
        bring_to(&crew, &placed, "delivery_failed").await;
        books_agree(&crew).await;
        assert_eq!(crew.shop.level(crew.lot).await, (8_000, 0));
        let back = take_back(&crew, &placed, lines.clone()).await.expect(200);
        assert_eq!(back["status"], "returned");
        assert_eq!(crew.shop.level(crew.lot).await, (on_hand, 0), "{lines}");
        assert_eq!(told(&crew, "return").await, 2_000, "all of it came back");
        assert_eq!(told(&crew, "waste").await, wasted, "{lines}");
        books_agree(&crew).await;
        // Cash owes nothing, and nothing goes back.
        assert_eq!(amounts(&back), [0; 6]);
        assert_eq!(refunds(&crew).await, []);
        // The window was used.
        assert_eq!(crew.shop.count("orders.slots where taken = 1").await, 1);
        take_back(&crew, &placed, json!([]))
            .await
            .expect_problem(409, "illegal_transition");
        assert_eq!(told(&crew, "return").await, 2_000);
    }
}

#[tokio::test]
async fn who_has_paid_gets_everything_back_but_the_way() {
    let crew = Crew::set().await;
    let placed = order(&crew, "one", "midtrans").await;
    bring_to(&crew, &placed, "delivery_failed").await;
    let back = take_back(&crew, &placed, json!([])).await.expect(200);
    assert_eq!(amounts(&back), [0, 0, 15_000, 0, 15_000, 15_000]);
    let code = text(&placed["code"]);
    let key = format!("{code}-6");
    assert_eq!(
        refunds(&crew).await,
        [(10_000, "order_returned".to_owned(), key)]
    );
    // So it is written, too, and the event of the step tells it.
    let stored =
        "orders.orders where (subtotal, discount, delivery_fee, tax, total, amount_due, version)
        = (0, 0, 15000, 0, 15000, 15000, 6)";
    assert_eq!(crew.shop.count(stored).await, 1);
    let told = "platform.outbox where event->'data'->'order'->>'status' = 'returned'
        and event->'data'->'order'->'totals'->'total'->>'amount' = '15000'";
    assert_eq!(crew.shop.count(told).await, 2);
}

#[tokio::test]
async fn what_cannot_have_come_back_is_refused() {
    let crew = Crew::set().await;
    let other = crew.shop.variant("KANGKUNG", 4_000).await;
    crew.shop.lot(other, 5_000, 5).await;
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "delivery_failed").await;
    let line = |sku: &str, restock: &str, waste: &str| json!({ "sku": sku, "restock": restock, "waste": waste });
    for (lines, pointer, code) in [
        (
            json!([line("KANGKUNG", "1", "0")]),
            "/returned_lines/0/sku",
            "not_in_order",
        ),
        (
            json!([line("BYM-IKAT", "2.001", "0")]),
            "/returned_lines/0",
            "more_than_packed",
        ),
        (
            json!([line("BYM-IKAT", "0", "2.001")]),
            "/returned_lines/0",
            "more_than_packed",
        ),
        (
            json!([line("BYM-IKAT", "1.5", "0.501")]),
            "/returned_lines/0",
            "more_than_packed",
        ),
        (
            json!([line("BYM-IKAT", "-1", "0")]),
            "/returned_lines/0/restock",
            "invalid_quantity",
        ),
        (
            json!([line("BYM-IKAT", "1", "-1")]),
            "/returned_lines/0/waste",
            "invalid_quantity",
        ),
        (
            json!([line("BYM-IKAT", "1", "0"), line("BYM-IKAT", "1", "0")]),
            "/returned_lines/1/sku",
            "named_twice",
        ),
    ] {
        let answer = take_back(&crew, &placed, lines.clone()).await;
        let error = &answer.body["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(pointer), &json!(code)),
            "{lines}"
        );
        answer.expect_problem(422, "validation_failed");
    }
    for lines in [
        json!({}),
        json!([{}]),
        json!([{ "sku": "bad sku" }]),
        json!([{ "sku": "BYM-IKAT", "restock": 1 }]),
        json!([{ "sku": "BYM-IKAT", "lost": "1" }]),
    ] {
        take_back(&crew, &placed, lines)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(crew.shop.level(crew.lot).await, (8_000, 0));
    assert_eq!(told(&crew, "return").await, 0);
}

/// An order of five bunches, of which two come from an old lot.
async fn from_two_lots(crew: &Crew) -> (Value, VariantId, [LotId; 2]) {
    let variant = crew.shop.variant("SAWI", 1_000).await;
    let lots = [
        crew.shop.lot(variant, 2_000, 3).await,
        crew.shop.lot(variant, 9_000, 6).await,
    ];
    let client = crew.shop.client();
    client.execute("delete from cart.lines", &[]).await.unwrap();
    crew.shop.fill_cart(crew.shopper.user, variant, 5_000).await;
    let placed = order(crew, "two-lots", "cod").await;
    let chief = member(crew, Permission::ALL).await;
    move_on(crew, &chief, &placed, json!({ "to": "picking" }))
        .await
        .expect(200);
    move_on(crew, &chief, &placed, json!({ "to": "packed" }))
        .await
        .expect(200);
    move_on(crew, &chief, &placed, json!({ "to": "out_for_delivery" }))
        .await
        .expect(200);
    let failed = json!({ "to": "delivery_failed", "note": "Hujan" });
    move_on(crew, &chief, &placed, failed).await.expect(200);
    (placed, variant, lots)
}

#[tokio::test]
async fn goods_go_back_into_the_lots_they_came_from_as_far_as_those_are_good() {
    let crew = Crew::set().await;
    let (placed, _, [old, new]) = from_two_lots(&crew).await;
    assert_eq!(
        (crew.shop.level(old).await, crew.shop.level(new).await),
        ((0, 0), (6_000, 0))
    );
    let restock = |quantity: &str| json!([{ "sku": "SAWI", "restock": quantity }]);
    // Meanwhile the old lot is past its day: what came of it goes nowhere but away.
    let pass = "update catalog.lots set best_before = catalog.shop_date(now()) where id = $1";
    crew.shop
        .client()
        .execute(pass, &[&old.uuid()])
        .await
        .unwrap();
    let answer = take_back(&crew, &placed, restock("3.001")).await;
    assert_eq!(answer.body["errors"][0]["code"], "not_good_any_more");
    assert_eq!(
        answer.body["errors"][0]["pointer"],
        "/returned_lines/0/restock"
    );
    answer.expect_problem(422, "validation_failed");
    books_agree(&crew).await;
    take_back(&crew, &placed, restock("3")).await.expect(200);
    assert_eq!(
        (crew.shop.level(old).await, crew.shop.level(new).await),
        ((0, 0), (9_000, 0))
    );
    assert_eq!(
        (told(&crew, "return").await, told(&crew, "waste").await),
        (5_000, -2_000)
    );
    books_agree(&crew).await;
}

#[tokio::test]
async fn the_lot_that_expires_first_is_filled_first() {
    let crew = Crew::set().await;
    let (placed, _, [old, new]) = from_two_lots(&crew).await;
    books_agree(&crew).await;
    take_back(&crew, &placed, json!([{ "sku": "SAWI", "restock": "3" }]))
        .await
        .expect(200);
    assert_eq!(
        (crew.shop.level(old).await, crew.shop.level(new).await),
        ((2_000, 0), (7_000, 0))
    );
    books_agree(&crew).await;
}

#[tokio::test]
async fn what_came_back_can_be_sold_again() {
    let crew = Crew::set().await;
    let everything = "update cart.lines set quantity = 10000";
    crew.shop.client().execute(everything, &[]).await.unwrap();
    let placed = order(&crew, "all", "cod").await;
    let chief = member(&crew, Permission::ALL).await;
    bring_by(&crew, &chief, &placed, "delivery_failed").await;
    take_back(
        &crew,
        &placed,
        json!([{ "sku": "BYM-IKAT", "restock": "10" }]),
    )
    .await
    .expect(200);
    crew.shop
        .fill_cart(crew.shopper.user, crew.variant, 10_000)
        .await;
    order(&crew, "again", "cod").await;
    assert_eq!(crew.shop.level(crew.lot).await, (10_000, 10_000));
}

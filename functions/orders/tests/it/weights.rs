//! What orders weigh, and windows that hold so many kilograms.

use crate::desk::{Desk, with};
use crate::scene::{Scene, text};
use domain::ids::VariantId;
use orders::{cancel_order, quote_checkout};
use serde_json::{Value, json};
use testkit::{Answer, Call};

/// A variant of a unit, with plenty of it in stock.
async fn goods(scene: &Scene, sku: &str, unit: &str, grams: Option<i64>) -> VariantId {
    let variant = scene.shop.variant(sku, 1_000).await;
    let update =
        "update catalog.variants set unit = $2, unit_weight_grams = $3, step = 1, minimum = 1
        where id = $1";
    let client = scene.shop.client();
    client
        .execute(update, &[&variant.uuid(), &unit, &grams])
        .await
        .unwrap();
    scene.shop.lot(variant, 1_000_000, 5).await;
    variant
}

/// What the one slot has taken in orders and grams.
async fn taken(scene: &Scene) -> (i32, i64) {
    let statement = "select taken, taken_grams from orders.slots";
    let row = scene.shop.client().query_one(statement, &[]).await.unwrap();
    (row.get(0), row.get(1))
}

async fn bound(scene: &Scene, grams: i64) {
    let statement = "update orders.slots set capacity_grams = $1";
    let client = scene.shop.client();
    client.execute(statement, &[&grams]).await.unwrap();
}

/// An order of so many thousandths of one variant and nothing else.
async fn order(scene: &Scene, key: &str, variant: VariantId, thousandths: i64) -> Answer {
    let client = scene.shop.client();
    client.execute("delete from cart.lines", &[]).await.unwrap();
    let user = scene.shopper.user;
    scene.shop.fill_cart(user, variant, thousandths).await;
    scene.place(key, &scene.order_body()).await
}

async fn cancel(scene: &Scene, order: &Value) {
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
        .send(scene.stage.app(), cancel_order::handle)
        .await
        .expect(200);
}

#[tokio::test]
async fn an_order_weighs_what_its_lines_weigh() {
    let scene = Scene::set().await;
    let mut sum = 0;
    for (number, (unit, unit_weight, thousandths, grams)) in [
        ("kg", None, 1_250, 1_250),
        // A kilogram is a kilogram, whoever says what.
        ("kg", Some(700), 1_000, 1_000),
        ("g", None, 500_000, 500),
        ("g", None, 500, 1),
        ("ikat", None, 20_000, 0),
        ("ikat", Some(333), 2_000, 666),
        ("pack", Some(333), 1_500, 500),
    ]
    .into_iter()
    .enumerate()
    {
        let variant = goods(&scene, &format!("SKU-{number}"), unit, unit_weight).await;
        let maximum = "update catalog.variants set maximum = 1000000 where id = $1";
        let client = scene.shop.client();
        client.execute(maximum, &[&variant.uuid()]).await.unwrap();
        order(&scene, &format!("order-{number}"), variant, thousandths)
            .await
            .expect(201);
        sum += grams;
        let seats = i32::try_from(number).unwrap() + 1;
        assert_eq!(taken(&scene).await, (seats, sum), "{unit} {unit_weight:?}");
    }
}

#[tokio::test]
async fn what_an_order_took_it_gives_back_whatever_goods_weigh_by_then() {
    let scene = Scene::set().await;
    bound(&scene, 10_000).await;
    let variant = goods(&scene, "LABU", "buah", Some(1_200)).await;
    let first = order(&scene, "first", variant, 2_000).await.expect(201);
    let heavier = "update catalog.variants set unit_weight_grams = 1500 where id = $1";
    let client = scene.shop.client();
    client.execute(heavier, &[&variant.uuid()]).await.unwrap();
    order(&scene, "second", variant, 1_000).await.expect(201);
    assert_eq!(taken(&scene).await, (2, 3_900));
    cancel(&scene, &first).await;
    assert_eq!(taken(&scene).await, (1, 1_500));
    let overdue =
        "update orders.orders set expires_at = placed_at where status = 'awaiting_payment'";
    client.execute(overdue, &[]).await.unwrap();
    orders::expire_orders::handle(scene.stage.app(), "run".into())
        .await
        .unwrap();
    assert_eq!(taken(&scene).await, (0, 0));
}

#[tokio::test]
async fn a_window_is_full_when_its_kilograms_are_used_up() {
    let scene = Scene::set().await;
    bound(&scene, 2_000).await;
    let (pumpkin, bunch) = (
        goods(&scene, "LABU", "kg", None).await,
        goods(&scene, "DAUN", "ikat", None).await,
    );
    let available = async || {
        let slots = Call::get("/v1/delivery/slots?postcode=12190")
            .send(scene.stage.app(), orders::list_slots::handle)
            .await
            .expect(200);
        slots["slots"][0]["available"].clone()
    };
    order(&scene, "too-heavy", pumpkin, 2_001)
        .await
        .expect_problem(409, "slot_full");
    let placed = order(&scene, "most", pumpkin, 1_500).await.expect(201);
    // Orders still fit, if they are light enough.
    assert_eq!(available().await, 19);
    order(&scene, "more", pumpkin, 501)
        .await
        .expect_problem(409, "slot_full");
    let quote = json!({ "address_id": scene.shopper.address, "slot_id": scene.slot });
    let quoted = Call::post("/v1/checkout/quote")
        .bearer(&scene.token)
        .json(&quote)
        .send(scene.stage.app(), quote_checkout::handle)
        .await
        .expect(200);
    assert_eq!(quoted["problems"][0]["code"], "slot_full");
    order(&scene, "rest", pumpkin, 500).await.expect(201);
    assert_eq!(taken(&scene).await, (2, 2_000));
    assert_eq!(available().await, 0);
    // Nothing is available: not even for what nobody has weighed.
    order(&scene, "weightless", bunch, 1_000)
        .await
        .expect_problem(409, "slot_full");
    assert_eq!(scene.shop.count("orders.orders").await, 2);
    cancel(&scene, &placed).await;
    assert_eq!(available().await, 19);
    order(&scene, "weightless", bunch, 1_000).await.expect(201);
}

#[tokio::test]
async fn the_tables_guard_what_a_window_holds_and_what_a_unit_weighs() {
    let scene = Scene::set().await;
    bound(&scene, 2_000).await;
    let client = scene.shop.client();
    for statement in [
        "update orders.slots set taken_grams = 2001",
        "update orders.slots set taken_grams = -1",
        "update orders.slots set capacity_grams = 0",
        "update orders.slots set taken = 21",
        "update catalog.variants set unit_weight_grams = 0",
        "update catalog.variants set unit_weight_grams = 1000001",
    ] {
        assert!(client.execute(statement, &[]).await.is_err(), "{statement}");
    }
    let weight = async |statement: &str| -> Option<i64> {
        client.execute(statement, &[]).await.unwrap();
        let asked = "select unit_weight_grams from catalog.variants";
        client.query_one(asked, &[]).await.unwrap().get(0)
    };
    for (statement, expected) in [
        (
            "update catalog.variants set unit_weight_grams = 250",
            Some(250),
        ),
        ("update catalog.variants set unit = 'kg'", Some(1_000)),
        (
            "update catalog.variants set unit_weight_grams = 250",
            Some(1_000),
        ),
        ("update catalog.variants set unit = 'g'", Some(1)),
        ("update catalog.variants set unit = 'pack'", None),
        ("update catalog.variants set unit = 'kg'", Some(1_000)),
        (
            "update catalog.variants set unit = 'pack', unit_weight_grams = 400",
            Some(400),
        ),
    ] {
        assert_eq!(weight(statement).await, expected, "{statement}");
    }
}

#[tokio::test]
async fn a_window_with_a_bound_is_offered_as_one_without() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let zone = desk.zone().await;
    let bounded = crate::desk::window(&zone, "06:00", "09:00");
    let free = with(
        &crate::desk::window(&zone, "09:00", "12:00"),
        "capacity_kg",
        Value::Null,
    );
    desk.template(&bounded).await;
    desk.template(&free).await;
    let kept = "orders.slots where template_id is not null and capacity_grams is not distinct from";
    assert_eq!(scene.shop.count(&format!("{kept} 100000")).await, 2);
    assert_eq!(scene.shop.count(&format!("{kept} null")).await, 2);
    let offered = desk.offered("12190").await;
    assert!(offered.iter().all(|slot| slot["available"] == 20));
    assert_eq!(offered.len(), 4);
}

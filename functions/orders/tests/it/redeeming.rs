//! Coupons at the checkout: one price in quote and order, redeemed once, and given back.

use crate::scene::{Scene, text};
use orders::{cancel_order, expire_orders, quote_checkout};
use proptest::prelude::*;
use serde_json::{Value, json};
use testkit::Call;

async fn quote(scene: &Scene) -> Value {
    let body = json!({ "address_id": scene.shopper.address, "slot_id": scene.slot });
    let call = Call::post("/v1/checkout/quote").bearer(&scene.token);
    call.json(&body)
        .send(scene.stage.app(), quote_checkout::handle)
        .await
        .expect(200)
}

pub(crate) async fn run(scene: &Scene, statement: &str) {
    scene.shop.client().batch_execute(statement).await.unwrap();
}

/// How often the coupon is used, by its own count and by its redemptions.
pub(crate) async fn uses(scene: &Scene, code: &str) -> (i64, i64) {
    let statement = "select used::bigint, (
            select count(*) from orders.redemptions where coupon_code = code and given_back_at is null
        ) from orders.coupons where code = $1";
    let row = scene.shop.client().query_one(statement, &[&code]).await;
    let row = row.unwrap();
    (row.get(0), row.get(1))
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

/// Two bunches more in the shopper's cart, with the coupon.
async fn refill(scene: &Scene, coupon: &str) {
    let (user, variant) = (scene.shopper.user, scene.variant);
    scene.shop.fill_cart(user, variant, 2_000).await;
    scene.shop.use_coupon(user, coupon).await;
}

fn amounts(answer: &Value) -> [i64; 6] {
    [
        "subtotal",
        "discount",
        "delivery_fee",
        "tax",
        "total",
        "amount_due",
    ]
    .map(|sum| answer[sum]["amount"].as_i64().unwrap())
}

#[tokio::test]
async fn quote_and_order_cost_the_same_and_the_coupon_leaves_the_cart() {
    let scene = Scene::set().await;
    run(&scene, "update catalog.products set tax_rate_bp = 1100").await;
    for (code, kind, worth, sums) in [
        (
            "HEMAT",
            "percentage",
            1_500,
            [10_000, 1_500, 15_000, 935, 24_435, 24_435],
        ),
        (
            "POTONG",
            "fixed",
            3_333,
            [10_000, 3_333, 15_000, 733, 22_400, 22_400],
        ),
        (
            "HABIS",
            "fixed",
            99_000,
            [10_000, 10_000, 15_000, 0, 15_000, 15_000],
        ),
        (
            "ONGKIR",
            "free_delivery",
            0,
            [10_000, 0, 0, 1_100, 11_100, 11_100],
        ),
    ] {
        scene.shop.coupon(code, kind, worth).await;
        scene.shop.use_coupon(scene.shopper.user, code).await;
        let quoted = quote(&scene).await;
        assert_eq!(amounts(&quoted), sums, "{code}");
        assert_eq!(
            quoted["coupon"],
            json!({ "code": code, "kind": kind, "problem": null })
        );
        assert_eq!(quoted["problems"], json!([]));
        let order = scene.place(code, &scene.order_body()).await.expect(201);
        assert_eq!(amounts(&order), sums, "{code}");
        assert_eq!(order["coupon"], code);
        assert_eq!(order["lines"][0]["discount"], order["discount"]);
        assert_eq!(
            order["lines"][0]["discount"],
            quoted["lines"][0]["discount"]
        );
        assert_eq!(uses(&scene, code).await, (1, 1));
        assert_eq!(
            scene
                .shop
                .count("cart.carts where coupon_code is not null")
                .await,
            0
        );
        // Said again, it is the same order, and no second use.
        let replayed = scene.place(code, &scene.order_body()).await.expect(201);
        assert_eq!(
            (replayed["id"].clone(), uses(&scene, code).await),
            (order["id"].clone(), (1, 1))
        );
        let (user, variant) = (scene.shopper.user, scene.variant);
        scene.shop.fill_cart(user, variant, 2_000).await;
    }
}

#[tokio::test]
async fn what_brings_nothing_is_not_used_up() {
    let scene = Scene::set().await;
    run(&scene, "update orders.zones set free_above = 5000").await;
    scene.shop.coupon("ONGKIR", "free_delivery", 0).await;
    scene.shop.use_coupon(scene.shopper.user, "ONGKIR").await;
    let order = scene.placed().await;
    assert_eq!(
        (&order["coupon"], uses(&scene, "ONGKIR").await),
        (&Value::Null, (0, 0))
    );
    assert_eq!(
        scene
            .shop
            .count("cart.carts where coupon_code = 'ONGKIR'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_order_that_costs_nothing_waits_for_no_payment() {
    let scene = Scene::set().await;
    run(&scene, "update orders.zones set free_above = 5000").await;
    scene.shop.coupon("GRATIS", "percentage", 10_000).await;
    scene.shop.use_coupon(scene.shopper.user, "GRATIS").await;
    let order = scene.placed().await;
    assert_eq!(amounts(&order)[4..], [0, 0]);
    assert_eq!(
        (&order["status"], &order["expires_at"]),
        (&json!("confirmed"), &Value::Null)
    );
}

#[tokio::test]
async fn a_coupon_that_does_not_apply_stands_in_the_way() {
    let scene = Scene::set().await;
    scene.shop.coupon("KUPON", "fixed", 1_000).await;
    scene.shop.use_coupon(scene.shopper.user, "KUPON").await;
    for (change, status, problem) in [
        (
            "starts_at = now() + interval '1 h'",
            409,
            "coupon_not_started",
        ),
        ("starts_at = null, ends_at = now()", 409, "coupon_expired"),
        (
            "ends_at = null, total_limit = 1, used = 1",
            409,
            "coupon_used_up",
        ),
        (
            "used = 0, minimum_subtotal = 10001",
            422,
            "below_coupon_minimum",
        ),
        (
            "minimum_subtotal = 10000, category_ids = array[gen_random_uuid()]",
            422,
            "coupon_not_for_these_goods",
        ),
        (
            "category_ids = '{}', active = false",
            404,
            "coupon_not_found",
        ),
    ] {
        run(&scene, &format!("update orders.coupons set {change}")).await;
        let quoted = quote(&scene).await;
        assert_eq!(quoted["problems"][0]["code"], problem);
        assert_eq!(quoted["coupon"]["problem"], problem);
        assert_eq!(quoted["discount"]["amount"], 0);
        scene
            .place("key", &scene.order_body())
            .await
            .expect_problem(status, problem);
    }
    assert_eq!(scene.shop.count("orders.orders").await, 0);
    run(&scene, "update orders.coupons set active = true").await;
    scene.placed().await;
}

#[tokio::test]
async fn limits_of_a_user_are_the_user_s_and_guests_have_none() {
    let scene = Scene::set().await;
    scene.shop.coupon("SEKALI", "fixed", 1_000).await;
    scene.shop.coupon("BARU", "fixed", 1_000).await;
    run(
        &scene,
        "update orders.coupons set user_limit = 1 where code = 'SEKALI';
         update orders.coupons set first_order_only = true where code = 'BARU'",
    )
    .await;
    scene.shop.use_coupon(scene.shopper.user, "BARU").await;
    let first = scene.place("first", &scene.order_body()).await.expect(201);
    refill(&scene, "BARU").await;
    scene
        .place("second", &scene.order_body())
        .await
        .expect_problem(409, "coupon_first_order_only");
    scene.shop.use_coupon(scene.shopper.user, "SEKALI").await;
    scene.place("second", &scene.order_body()).await.expect(201);
    refill(&scene, "SEKALI").await;
    scene
        .place("third", &scene.order_body())
        .await
        .expect_problem(409, "coupon_limit_reached");
    // Another's uses are another's.
    let other = scene.shop.shopper().await;
    scene.shop.fill_cart(other.user, scene.variant, 1_000).await;
    scene.shop.use_coupon(other.user, "SEKALI").await;
    let token = scene.stage.token(other.user, &[]);
    let body =
        json!({ "address_id": other.address, "slot_id": scene.slot, "payment_method": "midtrans" });
    scene.place_as(&token, "other", &body).await.expect(201);

    // A first order that came to nothing was none.
    cancel(&scene, &first).await;
    run(
        &scene,
        "update orders.orders set status = 'cancelled', expires_at = null",
    )
    .await;
    scene.shop.use_coupon(scene.shopper.user, "BARU").await;
    scene.place("again", &scene.order_body()).await.expect(201);

    let statement = "insert into cart.carts (id, token_hash, coupon_code, created_at, updated_at, expires_at)
         values (gen_random_uuid(), sha256('guest'), 'SEKALI', now(), now(), now() + interval '1 day');
         insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
         select c.id, v.id, 1000, 0, now() from cart.carts c, catalog.variants v where token_hash is not null";
    run(&scene, statement).await;
    let call = Call::post("/v1/checkout/quote").header("cart-token", "guest");
    let quoted = call
        .json(&json!({ "postcode": "12190" }))
        .send(scene.stage.app(), quote_checkout::handle)
        .await
        .expect(200);
    assert_eq!(quoted["coupon"]["problem"], "coupon_needs_account");
}

#[tokio::test]
async fn an_order_that_comes_to_nothing_gives_its_use_back_once() {
    let scene = Scene::set().await;
    scene.shop.coupon("TERAKHIR", "fixed", 1_000).await;
    run(
        &scene,
        "update orders.coupons set total_limit = 1, user_limit = 1",
    )
    .await;
    scene.shop.use_coupon(scene.shopper.user, "TERAKHIR").await;
    let order = scene
        .place("cancelled", &scene.order_body())
        .await
        .expect(201);
    assert_eq!(uses(&scene, "TERAKHIR").await, (1, 1));
    cancel(&scene, &order).await;
    assert_eq!(uses(&scene, "TERAKHIR").await, (0, 0));

    refill(&scene, "TERAKHIR").await;
    scene
        .place("expired", &scene.order_body())
        .await
        .expect(201);
    run(
        &scene,
        "update orders.orders set expires_at = now() where expires_at is not null",
    )
    .await;
    for _ in 0..2 {
        expire_orders::handle(scene.stage.app(), "run".into())
            .await
            .unwrap();
    }
    assert_eq!(uses(&scene, "TERAKHIR").await, (0, 0));
    refill(&scene, "TERAKHIR").await;
    scene.place("kept", &scene.order_body()).await.expect(201);
    assert_eq!(uses(&scene, "TERAKHIR").await, (1, 1));
    assert_eq!(scene.shop.count("orders.redemptions").await, 3);
}

#[tokio::test]
async fn at_another_price_than_expected_there_is_no_order_but_a_new_quote() {
    let scene = Scene::set().await;
    scene.shop.coupon("HEMAT", "fixed", 1_000).await;
    scene.shop.use_coupon(scene.shopper.user, "HEMAT").await;
    let quoted = quote(&scene).await;
    let mut body = scene.order_body();
    body["expected_total"] = quoted["total"].clone();
    run(&scene, "update orders.coupons set amount = 500").await;
    let answer = scene.place("key", &body).await;
    let now = quote(&scene).await;
    assert_eq!(answer.body["quote"], now);
    assert_eq!(now["total"]["amount"], 24_500);
    answer.expect_problem(409, "price_changed");
    assert_eq!(scene.shop.count("orders.orders").await, 0);
    body["expected_total"] = now["total"].clone();
    let order = scene.place("key", &body).await.expect(201);
    assert_eq!(order["total"], now["total"]);
    body["expected_total"] = json!(24_500);
    scene
        .place("other", &body)
        .await
        .expect_problem(400, "malformed_request");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Cart, quote and order say the same of any basket and any coupon.
    #[test]
    fn any_coupon_takes_off_the_same_everywhere(
        lines in prop::collection::vec((1..20_i64, 1..90_000_i64), 1..5),
        kind in prop::sample::select(vec!["percentage", "fixed", "free_delivery"]),
        worth in 1..10_000_i64, tax in 0..2_000_i32,
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let scene = Scene::set().await;
            run(&scene, &format!("update catalog.products set tax_rate_bp = {tax}")).await;
            for (number, (units, price)) in lines.iter().enumerate() {
                let variant = scene.shop.variant(&format!("SKU-{number}"), *price).await;
                scene.shop.lot(variant, 20_000, 5).await;
                scene.shop.fill_cart(scene.shopper.user, variant, units * 1_000).await;
            }
            scene.shop.coupon("KUPON", kind, worth).await;
            scene.shop.use_coupon(scene.shopper.user, "KUPON").await;
            let quoted = quote(&scene).await;
            let order = scene.placed().await;
            assert_eq!(amounts(&order), amounts(&quoted));
            let parts = order["lines"].as_array().unwrap().iter();
            let parts: i64 = parts.map(|line| line["discount"]["amount"].as_i64().unwrap()).sum();
            assert_eq!(parts, order["discount"]["amount"].as_i64().unwrap());
        });
    }
}

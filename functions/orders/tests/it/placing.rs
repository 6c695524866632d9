//! Quoting and placing: what is held, what is refused, what happens twice.

use crate::scene::{Scene, text};
use orders::{get_my_order, list_my_orders, list_slots, place_order, quote_checkout};
use serde_json::{Value, json};
use testkit::Call;

#[tokio::test]
async fn a_placed_order_holds_stock_and_slot_and_empties_the_cart() {
    let scene = Scene::set().await;
    let order = scene.placed().await;

    assert_eq!(order["status"], "awaiting_payment");
    assert_eq!(
        order["subtotal"],
        json!({ "amount": 10_000, "currency": "IDR" })
    );
    assert_eq!(order["total"]["amount"], 25_000);
    assert_eq!(order["lines"][0]["quantity"], "2.000");
    assert_eq!(order["address"]["postcode"], "12190");
    assert!(text(&order["code"]).starts_with("SYR-"));
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000));
    assert_eq!(scene.shop.count("cart.lines").await, 0);
    assert_eq!(scene.shop.count("orders.slots where taken = 1").await, 1);
    assert_eq!(
        scene
            .shop
            .count("catalog.stock_movements where kind = 'reservation'")
            .await,
        1
    );
    assert_eq!(scene.statuses(&order).await, ["awaiting_payment"]);
    assert_eq!(scene.events().await, ["sayur.orders.order_placed.v1"]);
}

#[tokio::test]
async fn the_lot_that_expires_first_goes_first_but_none_that_spoils_before_delivery() {
    let scene = Scene::set().await;
    let spoilt = scene.shop.lot(scene.variant, 10_000, -1).await;
    let sooner = scene.shop.lot(scene.variant, 1_000, 3).await;
    scene.placed().await;
    assert_eq!(scene.shop.level(spoilt).await, (10_000, 0));
    assert_eq!(scene.shop.level(sooner).await, (1_000, 1_000));
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 1_000));
}

#[tokio::test]
async fn an_order_whose_stock_does_not_move_is_none() {
    let scene = Scene::set().await;
    let stuck = "create function catalog.stuck() returns trigger language plpgsql as 'begin return null; end';
        create trigger a_stuck before update on catalog.lots for each row execute function catalog.stuck()";
    scene.shop.client().batch_execute(stuck).await.unwrap();
    scene
        .place("the-order", &scene.order_body())
        .await
        .expect_problem(500, "internal");
    assert_eq!(scene.shop.count("orders.orders").await, 0);
    assert_eq!(scene.shop.count("cart.lines").await, 1);
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_and_one_order() {
    let scene = Scene::set().await;
    let first = scene.placed().await;
    assert_eq!(scene.placed().await, first);
    assert_eq!(scene.shop.count("orders.orders").await, 1);

    let mut other = scene.order_body();
    other["note"] = json!("di depan pagar");
    scene
        .place("the-order", &other)
        .await
        .expect_problem(422, "idempotency_key_reused");
    let keyless = Call::post("/v1/orders")
        .bearer(&scene.token)
        .json(&scene.order_body());
    keyless
        .send(scene.stage.app(), place_order::handle)
        .await
        .expect_problem(400, "idempotency_key_required");
    assert_eq!(scene.shop.count("orders.orders").await, 1);
}

#[tokio::test]
async fn cash_is_confirmed_at_once_up_to_the_zone_s_limit() {
    let scene = Scene::set().await;
    let mut body = scene.order_body();
    body["payment_method"] = json!("cod");
    let order = scene.place("cash", &body).await.expect(201);
    assert_eq!(
        (text(&order["status"]), &order["expires_at"]),
        ("confirmed", &Value::Null)
    );

    let dear = scene.shop.variant("TRUFFLE", 300_000).await;
    scene.shop.lot(dear, 1_000, 5).await;
    scene.shop.fill_cart(scene.shopper.user, dear, 1_000).await;
    scene
        .place("too-much", &body)
        .await
        .expect_problem(422, "cash_not_taken");
}

#[tokio::test]
async fn what_stands_in_the_way_is_told_and_nothing_is_held() {
    let scene = Scene::set().await;
    let body = scene.order_body();
    let with = |field: &str, value: Value| {
        let mut body = body.clone();
        body[field] = value;
        body
    };
    let full = scene.shop.slot(48, 1).await;
    scene
        .shop
        .client()
        .execute(
            "update orders.slots set taken = 1 where id = $1",
            &[&full.uuid()],
        )
        .await
        .unwrap();
    let closed = scene.shop.slot(0, 5).await;
    let stranger = scene.shop.shopper().await;
    let nothing = "01890000-0000-7000-8000-000000000000";

    for (body, status, code) in [
        (with("slot_id", json!(full)), 409, "slot_full"),
        (with("slot_id", json!(closed)), 409, "slot_closed"),
        (with("slot_id", json!(nothing)), 404, "slot_not_found"),
        // Another's address is as if it were not there, and where it lies stays unknown.
        (
            with("address_id", json!(stranger.address)),
            404,
            "address_not_found",
        ),
        (with("address_id", json!(nothing)), 404, "address_not_found"),
        (
            with("payment_method", json!("stripe")),
            422,
            "payment_method_not_supported",
        ),
        (
            with("payment_method", json!("barter")),
            400,
            "malformed_request",
        ),
        (with("surprise", json!(1)), 400, "malformed_request"),
        (with("slot_id", json!(7)), 400, "malformed_request"),
        (
            with("note", json!("x".repeat(501))),
            422,
            "validation_failed",
        ),
        (with("address", json!(null)), 201, ""),
    ] {
        let answer = scene
            .place(&body.to_string().replace(' ', "")[..60], &body)
            .await;
        if status == 201 {
            answer.expect(201);
        } else {
            assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
            answer.expect_problem(status, code);
        }
    }
}

#[tokio::test]
async fn an_order_may_be_paid_with_stripe_where_the_shop_has_an_account_there() {
    let mut scene = Scene::set().await;
    let mut body = scene.order_body();
    body["payment_method"] = json!("stripe");
    scene
        .place("no-account", &body)
        .await
        .expect_problem(422, "payment_method_not_supported");
    scene.stage = scene.stage.with("STRIPE_PUBLISHABLE_KEY", "pk_test");
    let order = scene.place("account", &body).await.expect(201);
    assert_eq!(
        (&order["status"], &order["payment_method"]),
        (&json!("awaiting_payment"), &json!("stripe"))
    );
    assert!(order["expires_at"].is_string());
}

#[tokio::test]
async fn stock_that_is_gone_is_a_conflict_naming_the_sku() {
    let scene = Scene::set().await;
    scene
        .shop
        .client()
        .execute("update catalog.lots set reserved = 9000", &[])
        .await
        .unwrap();
    let answer = scene.place("late", &scene.order_body()).await;
    assert_eq!(answer.body["errors"][0]["pointer"], "/cart/BYM-IKAT");
    answer.expect_problem(409, "insufficient_stock");
    assert_eq!(scene.shop.count("orders.orders").await, 0);
    assert_eq!(scene.shop.count("cart.lines").await, 1);
}

#[tokio::test]
async fn a_guest_orders_with_an_address_in_the_request() {
    let scene = Scene::set().await;
    let guest = domain::links::random_token().unwrap();
    let hash = domain::links::token_hash(&guest).to_vec();
    let update = "update cart.carts set user_id = null, token_hash = $1";
    scene.shop.client().execute(update, &[&hash]).await.unwrap();
    let mut body = json!({
        "address": {
            "recipient": "Budi", "phone": "0812 3456 7890", "street": "Jl. Mawar 2", "village": "Senayan",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta", "postcode": "12190"
        },
        "slot_id": scene.slot, "payment_method": "midtrans", "email": "Budi@Example.com"
    });
    let place = |key: &'static str, body: Value| {
        Call::post("/v1/orders")
            .header("cart-token", &guest)
            .header("idempotency-key", key)
            .json(&body)
            .send(scene.stage.app(), place_order::handle)
    };
    let nameless = place("nameless", body.clone()).await;
    assert_eq!(nameless.body["errors"][0]["pointer"], "/name");
    nameless.expect_problem(422, "validation_failed");
    body["name"] = json!("Budi");
    let order = place("guest", body).await.expect(201);
    assert_eq!(scene.statuses(&order).await, ["awaiting_payment"]);
    assert_eq!(
        scene
            .shop
            .count("orders.orders where email = 'budi@example.com' and user_id is null")
            .await,
        1
    );
}

#[tokio::test]
async fn a_quote_is_what_the_order_then_costs_and_holds_nothing() {
    let scene = Scene::set().await;
    let quote = |body: Value| {
        Call::post("/v1/checkout/quote")
            .bearer(&scene.token)
            .json(&body)
            .send(scene.stage.app(), quote_checkout::handle)
    };
    let body = json!({ "address_id": scene.shopper.address, "slot_id": scene.slot });
    let quoted = quote(body).await.expect(200);
    assert_eq!(quoted["problems"], json!([]));
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
    let order = scene.placed().await;
    for sum in [
        "subtotal",
        "discount",
        "delivery_fee",
        "tax",
        "total",
        "amount_due",
    ] {
        assert_eq!(quoted[sum], order[sum], "{sum}");
    }

    let empty = quote(json!({ "postcode": "99999" })).await.expect(200);
    let codes: Vec<_> = empty["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| text(&problem["code"]))
        .collect();
    assert_eq!(codes, ["cart_empty", "not_delivered_there"]);
    quote(json!({}))
        .await
        .expect_problem(422, "validation_failed");
    quote(json!({ "postcode": "1219" }))
        .await
        .expect_problem(422, "validation_failed");
}

#[tokio::test]
async fn slots_are_listed_with_their_zone_s_terms() {
    let scene = Scene::set().await;
    scene.shop.slot(0, 5).await;
    let list = |postcode: &str| {
        Call::get(&format!("/v1/delivery/slots?postcode={postcode}"))
            .send(scene.stage.app(), list_slots::handle)
    };
    let answer = list("12190").await.expect(200);
    assert_eq!(answer["zone"]["fee"]["amount"], 15_000);
    // The one whose cut-off has passed is not offered.
    assert_eq!(answer["slots"].as_array().unwrap().len(), 1);
    assert_eq!(answer["slots"][0]["available"], 20);
    list("99999")
        .await
        .expect_problem(404, "not_delivered_there");
    list("abc").await.expect_problem(422, "validation_failed");
}

#[tokio::test]
async fn shoppers_see_their_own_orders_alone() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    let code = text(&order["code"]);
    let stranger = scene.shop.shopper().await;
    let stranger = scene.stage.token(stranger.user, &[]);
    let get = |token: &str| {
        Call::get("/v1/orders/code")
            .parameter("code", code)
            .bearer(token)
            .send(scene.stage.app(), get_my_order::handle)
    };
    assert_eq!(get(&scene.token).await.expect(200)["id"], order["id"]);
    get(&stranger).await.expect_problem(404, "order_not_found");

    let list = |token: &str, query: &str| {
        Call::get(&format!("/v1/orders{query}"))
            .bearer(token)
            .send(scene.stage.app(), list_my_orders::handle)
    };
    assert_eq!(
        list(&scene.token, "").await.expect(200)["items"][0]["id"],
        order["id"]
    );
    assert_eq!(list(&stranger, "").await.expect(200)["items"], json!([]));
    list(&stranger, "?limit=0")
        .await
        .expect_problem(400, "malformed_request");
    list(&stranger, "?cursor=nonsense")
        .await
        .expect_problem(400, "malformed_request");

    let track = |token: &str| {
        Call::get(&format!("/v1/orders/{code}/tracking?token={token}"))
            .parameter("code", code)
            .send(scene.stage.app(), orders::track_order::handle)
    };
    track("guessed")
        .await
        .expect_problem(404, "order_not_found");
}

//! What the database is asked, counted on the wire, by functions that are warm.

use crate::scene::{Scene, without_broker};
use orders::{get_my_order, place_order, quote_checkout};
use serde_json::json;
use testkit::{Call, Wire};

#[tokio::test]
async fn placing_an_order_keeps_to_its_budget() {
    let scene = Scene::set().await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone());
    let app: &place_order::App = stage.app();
    let token = stage.token(scene.shopper.user, &[]);
    let place = async |key: &str| {
        let call = Call::post("/v1/orders")
            .bearer(&token)
            .header("idempotency-key", key);
        call.json(&scene.order_body())
            .send(app, place_order::handle)
            .await
            .expect(201)
    };
    place("first").await;
    scene
        .shop
        .fill_cart(scene.shopper.user, scene.variant, 1_000)
        .await;
    // Marking the event as sent would be the fourth, but here no broker takes it.
    let (round_trips, order) = wire.round_trips(place("second")).await;
    assert_eq!(round_trips, 3, "placing");

    let app: &quote_checkout::App = stage.app();
    let quote = async || {
        let body = json!({ "address_id": scene.shopper.address, "slot_id": scene.slot });
        let call = Call::post("/v1/checkout/quote").bearer(&token).json(&body);
        call.send(app, quote_checkout::handle).await.expect(200)
    };
    quote().await;
    assert_eq!(wire.round_trips(quote()).await.0, 1, "quoting");

    let app: &orders::ReadApp = stage.app();
    let read = async || {
        let call = Call::get("/v1/orders/code").parameter("code", order["code"].as_str().unwrap());
        call.bearer(&token)
            .send(app, get_my_order::handle)
            .await
            .expect(200)
    };
    read().await;
    assert_eq!(wire.round_trips(read()).await.0, 1, "reading");
}

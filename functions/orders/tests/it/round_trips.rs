//! What the database is asked, counted on the wire, by functions that are warm.

use crate::claims::{delivered, filing, resolving, two_bunches};
use crate::desk::{window, with};
use crate::invoices::cash_order;
use crate::scene::{Scene, text, without_broker};
use domain::identity::Permission;
use orders::{
    SlotTemplatesApp, ZonesApp, create_slot_template, delete_slot_template, delete_zone,
    edit_order, file_claim, generate_slots, get_my_order, list_slot_templates, list_zones,
    place_order, quote_checkout, resolve_claim, transition_order, update_slot_template,
    update_zone,
};
use serde_json::{Value, json};
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
    // Marking the event as sent would be the third, but here no broker takes it.
    let (round_trips, order) = wire.round_trips(place("second")).await;
    assert_eq!(round_trips, 2, "placing");

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

#[tokio::test]
async fn planning_delivery_keeps_to_its_budget() {
    let scene = Scene::set().await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone());
    let token = stage.token(scene.shopper.user, &[Permission::OrdersFulfil]);
    let (zones, templates): (&ZonesApp, &SlotTemplatesApp) = (stage.app(), stage.app());
    let call = |method: &str, id: &str| {
        Call::new(method, "/v1/admin/delivery")
            .parameter("id", id)
            .bearer(&token)
    };
    // Everything once, so that the second time finds its statements prepared.
    for (turn, trips) in [(0, None), (1, Some(3)), (2, Some(3))] {
        let zone = json!({
            "name": format!("Zona {turn}"), "postcode_prefixes": ["16"],
            "fee": { "amount": 0, "currency": "IDR" }, "minimum_order": { "amount": 0, "currency": "IDR" }
        });
        let made = call("POST", "").json(&zone);
        let (made, zone_row) = wire
            .round_trips(made.send(zones, orders::create_zone::handle))
            .await;
        let zone_row = zone_row.expect(201);
        let zone_id = text(&zone_row["id"]);
        let renamed = with(&zone, "postcode_prefixes", json!(["16", "17"]));
        let renamed = call("PUT", zone_id).json(&renamed);
        let (changed, answer) = wire
            .round_trips(renamed.send(zones, update_zone::handle))
            .await;
        answer.expect(200);
        let body = window(zone_id, "06:00", "09:00");
        let made_template = call("POST", "").json(&body);
        let (created, template) = wire
            .round_trips(made_template.send(templates, create_slot_template::handle))
            .await;
        let template = template.expect(201);
        let id = text(&template["id"]);
        let later = call("PUT", id).json(&with(&body, "start", json!("07:00")));
        let (moved, answer) = wire
            .round_trips(later.send(templates, update_slot_template::handle))
            .await;
        answer.expect(200);
        let gone = call("DELETE", id);
        let (removed, answer) = wire
            .round_trips(gone.send(templates, delete_slot_template::handle))
            .await;
        answer.expect(204);
        let gone = call("DELETE", zone_id);
        let (deleted, answer) = wire
            .round_trips(gone.send(zones, delete_zone::handle))
            .await;
        answer.expect(204);
        if let Some(trips) = trips {
            assert_eq!(
                [made, changed, created, moved, removed, deleted],
                [trips; 6]
            );
        }
    }
    let generate: &generate_slots::App = stage.app();
    for trips in [None, Some(3)] {
        let run = generate_slots::handle(generate, "daily".into());
        let (counted, outcome) = wire.round_trips(run).await;
        outcome.unwrap();
        assert!(trips.is_none_or(|trips| trips == counted), "{counted}");
    }
    for trips in [None, Some(1)] {
        let run = call("GET", "").send(zones, list_zones::handle);
        let (of_zones, answer) = wire.round_trips(run).await;
        answer.expect(200);
        let run = call("GET", "").send(templates, list_slot_templates::handle);
        let (of_templates, answer) = wire.round_trips(run).await;
        answer.expect(200);
        assert!(trips.is_none_or(|trips| [trips; 2] == [of_zones, of_templates]));
    }
}

#[tokio::test]
async fn editing_and_packing_keep_to_their_budget() {
    let scene = Scene::set().await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone()).with("DATABASE_CONNECTIONS", "1");
    let token = stage.token(scene.shopper.user, &[Permission::OrdersFulfil]);
    let app: &transition_order::App = stage.app();
    // Everything once, so that the second time finds its statements prepared.
    for (key, trips) in [("one", None), ("two", Some(3))] {
        let order = cash_order(&scene, key).await;
        let shop = &scene.shop;
        shop.fill_cart(scene.shopper.user, scene.variant, 2_000)
            .await;
        let call = |method: &str, body: serde_json::Value| {
            Call::new(method, "/v1/admin/orders/code")
                .parameter("code", text(&order["code"]))
                .bearer(&token)
                .json(&body)
        };
        let lines = json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "3" }] });
        let edit = call("PATCH", lines).send(app, edit_order::handle);
        let (edited, answer) = wire.round_trips(edit).await;
        answer.expect(200);
        let pick = call("POST", json!({ "to": "picking" })).send(app, transition_order::handle);
        pick.await.expect(200);
        let box_up = call("POST", json!({ "to": "packed" }));
        let box_up = box_up.send(app, transition_order::handle);
        let (packed, answer) = wire.round_trips(box_up).await;
        answer.expect(200);
        assert!(
            trips.is_none_or(|trips| [trips; 2] == [edited, packed]),
            "{edited} {packed}"
        );
    }
}

#[tokio::test]
async fn claims_keep_to_their_budget() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone()).with("IMAGES_BUCKET", "pictures");
    let (files, resolves): (&file_claim::App, &resolve_claim::App) = (stage.app(), stage.app());
    let token = stage.token(scene.shopper.user, &[]);
    let staff = stage.token(scene.shopper.user, &[Permission::OrdersFulfil]);
    let mut body = two_bunches();
    body["lines"][0]["quantity"] = json!("0.5");
    let file = async || {
        let call = filing(&order, &token, &body);
        call.send(files, file_claim::handle).await.expect(201)
    };
    let resolve = async |claim: &Value| {
        let call = resolving(&scene, claim, "one", &json!({ "kind": "credit" })).bearer(&staff);
        call.send(resolves, resolve_claim::handle).await.expect(200)
    };
    let first = file().await;
    resolve(&first).await;
    let (trips, second) = wire.round_trips(file()).await;
    assert_eq!(trips, 4, "filing");
    assert_eq!(wire.round_trips(resolve(&second)).await.0, 3, "resolving");
}

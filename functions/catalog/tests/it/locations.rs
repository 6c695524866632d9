use crate::stockroom::{Stockroom, text};
use catalog::{InventoryApp, list_locations, put_location};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn put(room: &Stockroom, code: &str, body: &Value, version: Option<&str>) -> Answer {
    let call = Call::new("PUT", "/v1/admin/locations/code")
        .parameter("code", code)
        .bearer(&room.token)
        .json(body);
    let call = match version {
        Some(version) => call.header("if-match", version),
        None => call,
    };
    call.send(room.app, put_location::handle).await
}

async fn listed(room: &Stockroom) -> Value {
    Call::get("/v1/admin/locations")
        .bearer(&room.token)
        .send(room.app, list_locations::handle)
        .await
        .expect(200)
}

#[tokio::test]
async fn a_location_is_made_renamed_and_closed_on_the_version_that_was_read() {
    let room = Stockroom::open().await;
    let bogor = json!({ "name": " Bogor ", "active": true });
    let made = put(&room, "bogor", &bogor, None).await;
    assert_eq!(made.headers["etag"], "\"1\"");
    assert_eq!(made.expect(201)["name"], "Bogor");
    let kept = put(&room, "bogor", &bogor, None).await;
    assert_eq!(kept.headers["etag"], "\"1\"");
    let closed = json!({ "name": "Bogor", "active": false });
    put(&room, "bogor", &closed, Some("\"7\""))
        .await
        .expect_problem(412, "version_mismatch");
    let answer = put(&room, "bogor", &closed, Some("\"1\"")).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    assert_eq!(answer.expect(200)["active"], false);
    let items = listed(&room).await["items"].clone();
    let codes: Vec<&str> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| text(&item["code"]))
        .collect();
    assert_eq!(codes, ["bogor", "depok", "jakarta"]);
    assert_eq!(
        items[0],
        json!({ "code": "bogor", "name": "Bogor", "active": false, "version": 2 })
    );
    assert_eq!(room.noted("location_created", "bogor").await, 1);
    assert_eq!(room.noted("location_changed", "bogor").await, 1);
}

#[tokio::test]
async fn what_is_no_location_is_not_put() {
    let room = Stockroom::open().await;
    for (body, status, code) in [
        (
            json!({ "name": " ", "active": true }),
            422,
            "validation_failed",
        ),
        (
            json!({ "name": "x".repeat(101), "active": true }),
            422,
            "validation_failed",
        ),
        (json!({ "name": "Bogor" }), 400, "malformed_request"),
        (
            json!({ "name": "Bogor", "active": true, "code": "x" }),
            400,
            "malformed_request",
        ),
    ] {
        put(&room, "bogor", &body, None)
            .await
            .expect_problem(status, code);
    }
    let good = json!({ "name": "Bogor", "active": true });
    put(&room, "Bogor!", &good, None)
        .await
        .expect_problem(404, "not_found");
    put(&room, "bogor", &good, Some("\"1\""))
        .await
        .expect_problem(412, "version_mismatch");
    assert_eq!(listed(&room).await["items"].as_array().unwrap().len(), 2);
    let app: &InventoryApp = room.app;
    let stranger = room
        .stage
        .token(UserId::generate(&SystemClock), &[Permission::CatalogWrite]);
    Call::get("/v1/admin/locations")
        .bearer(&stranger)
        .send(app, list_locations::handle)
        .await
        .expect_problem(403, "permission_denied");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_who_make_one_location_at_once_make_it_once() {
    let room = Stockroom::open().await;
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let call = Call::new("PUT", "/v1/admin/locations/bogor")
                .parameter("code", "bogor")
                .bearer(&room.token)
                .json(&json!({ "name": format!("Bogor {number}"), "active": true }));
            tokio::spawn(call.send(room.app, put_location::handle))
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap().status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 49);
    let version = room
        .market
        .number("select version from catalog.locations where code = 'bogor'")
        .await;
    assert_eq!(version, 50);
}

#[tokio::test]
async fn what_lies_in_a_closed_location_is_not_for_sale_until_it_opens() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "depok", 5, 6).await;
    assert_eq!(room.found("?in_stock=false").await, [""; 0]);
    room.put_location("depok", false).await.expect(200);
    let stocked = "select count(*) from catalog.availability a join catalog.variants v on v.id = a.variant_id \
                   where v.sku = 'CBR-KG' and a.stocked_until is not null";
    assert_eq!(room.market.number(stocked).await, 0);
    room.assert_settled().await;
    let body = json!({
        "sku": "CBR-KG", "location": "depok", "quantity": "1", "best_before": crate::stockroom::day(3),
        "unit_cost": { "amount": 1, "currency": "IDR" },
    });
    let refused = room
        .post("/v1/admin/inventory/receipts", &body)
        .send(room.app, catalog::receive_stock::handle)
        .await;
    assert_eq!(refused.expect(422)["errors"][0]["code"], "location_closed");
    let there = json!({ "sku": "TMT-KG", "from": "jakarta", "to": "depok", "quantity": "1" });
    let refused = room.transfer(&there).await;
    assert_eq!(refused.expect(422)["errors"][0]["code"], "location_closed");
    // What lies there can be carried away.
    let away = json!({ "sku": "CBR-KG", "from": "depok", "to": "jakarta", "quantity": "2" });
    room.transfer(&away).await.expect(201);
    assert_eq!(room.market.number(stocked).await, 1);
    room.put_location("depok", true).await.expect(200);
    assert_eq!(room.level(&lot).await, (3_000, 0));
    room.assert_settled().await;
}

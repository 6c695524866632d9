//! A working day: staff move orders on.

use crate::crew::{Crew, courier, move_on, order, step, warehouse};
use crate::scene::{Scene, text};
use domain::identity::Permission::{self, OrdersDeliver, OrdersRead};
use orders::{generate_slots, get_order, list_orders, transition_order};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn transition(
    scene: &Scene,
    permissions: &[Permission],
    order: &Value,
    body: Value,
) -> Answer {
    let staff = scene
        .stage
        .token(scene.shop.shopper().await.user, permissions);
    Call::post("/v1/admin/orders/code/transitions")
        .parameter("code", text(&order["code"]))
        .bearer(&staff)
        .json(&body)
        .send(scene.stage.app(), transition_order::handle)
        .await
}

async fn cash_order(scene: &Scene) -> Value {
    let mut body = scene.order_body();
    body["payment_method"] = json!("cod");
    scene.place("cash", &body).await.expect(201)
}

#[tokio::test]
async fn an_order_goes_from_the_shelf_to_the_door() {
    let crew = Crew::set().await;
    let placed = order(&crew, "cash", "cod").await;
    let (desk, courier) = (warehouse(&crew).await, courier(&crew).await);
    for (member, to) in [
        (&desk, "picking"),
        (&desk, "packed"),
        (&courier, "out_for_delivery"),
        (&courier, "delivery_failed"),
        (&courier, "out_for_delivery"),
        (&courier, "delivered"),
        (&desk, "completed"),
    ] {
        let moved = move_on(&crew, member, &placed, step(to, "cod"))
            .await
            .expect(200);
        assert_eq!(moved["status"], to);
    }
    // What was packed has left the warehouse.
    assert_eq!(crew.shop.level(crew.lot).await, (8_000, 0));
    assert_eq!(crew.statuses(&placed).await.len(), 8);
    // Each step is in the audit log, with who did it and what it was before.
    let noted = "select count(*), count(distinct actor_id),
             min(details::text) filter (where details->'after'->>'status' = 'packed')
         from identity.audit_log
         where action = 'order_moved' and target = $1 and user_id is not null and request_id = 'test-request'";
    let noted = crew
        .shop
        .client()
        .query_one(noted, &[&text(&placed["code"])])
        .await
        .unwrap();
    assert_eq!((noted.get::<_, i64>(0), noted.get::<_, i64>(1)), (7, 2));
    let packed =
        r#"{"after": {"status": "packed"}, "before": {"status": "picking"}, "reason": null}"#;
    assert_eq!(noted.get::<_, &str>(2), packed);
}

#[tokio::test]
async fn a_transition_needs_its_permission_and_a_way() {
    let scene = Scene::set().await;
    let order = cash_order(&scene).await;
    transition(&scene, &[], &order, json!({ "to": "picking" }))
        .await
        .expect_problem(403, "permission_denied");
    transition(&scene, &[OrdersDeliver], &order, json!({ "to": "picking" }))
        .await
        .expect_problem(403, "permission_denied");
    transition(
        &scene,
        Permission::ALL,
        &order,
        json!({ "to": "delivered" }),
    )
    .await
    .expect_problem(409, "illegal_transition");
    transition(&scene, Permission::ALL, &order, json!({ "to": "lost" }))
        .await
        .expect_problem(400, "malformed_request");
    let nowhere = json!({ "code": "SYR-00000000" });
    transition(
        &scene,
        Permission::ALL,
        &nowhere,
        json!({ "to": "picking" }),
    )
    .await
    .expect_problem(404, "order_not_found");
    let nonsense = json!({ "code": "nonsense" });
    transition(
        &scene,
        Permission::ALL,
        &nonsense,
        json!({ "to": "picking" }),
    )
    .await
    .expect_problem(404, "not_found");
    assert_eq!(scene.statuses(&order).await, ["confirmed"]);
}

#[tokio::test]
async fn staff_find_orders_by_what_they_know() {
    let scene = Scene::set().await;
    let order = cash_order(&scene).await;
    let (staff, date) = (
        scene.stage.token(scene.shopper.user, &[OrdersRead]),
        text(&order["slot"]["date"]),
    );
    let list = |token: &str, query: &str| {
        Call::get(&format!("/v1/admin/orders?{query}"))
            .bearer(token)
            .send(scene.stage.app(), list_orders::handle)
    };
    for (query, found) in [
        (String::new(), 1),
        ("status=confirmed".into(), 1),
        ("status=picking".into(), 0),
        (format!("slot={}", text(&order["slot"]["id"])), 1),
        (format!("date={date}"), 1),
        ("date=2020-01-01".into(), 0),
        ("q=siti".into(), 1),
        (format!("q={}", &text(&order["code"])[..8]), 1),
        ("q=budi".into(), 0),
    ] {
        let items = list(&staff, &query).await.expect(200);
        assert_eq!(items["items"].as_array().unwrap().len(), found, "{query}");
    }
    list(&staff, "status=lost")
        .await
        .expect_problem(400, "malformed_request");
    list(&scene.token, "")
        .await
        .expect_problem(403, "permission_denied");

    let one = Call::get("/v1/admin/orders/code")
        .parameter("code", text(&order["code"]))
        .bearer(&staff)
        .send(scene.stage.app(), get_order::handle)
        .await
        .expect(200);
    assert_eq!(one["timeline"][0]["actor"], "shopper");
    assert!(one.get("tracking_token").is_none());
}

#[tokio::test]
async fn slots_are_made_a_fortnight_ahead_and_only_once() {
    let scene = Scene::set().await;
    for weekday in 1_i16..=7 {
        let insert = "insert into orders.slot_templates (id, zone_id, weekday, starts, ends, capacity, cutoff_minutes)
                      select gen_random_uuid(), id, $1, '06:00', '09:00', 20, 480 from orders.zones";
        scene
            .shop
            .client()
            .execute(insert, &[&weekday])
            .await
            .unwrap();
    }
    let before = scene.shop.count("orders.slots").await;
    for _ in 0..2 {
        generate_slots::handle(scene.stage.app(), "daily".into())
            .await
            .unwrap();
        assert_eq!(scene.shop.count("orders.slots").await, before + 14);
    }
}

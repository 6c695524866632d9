//! From the warehouse to the door: who may take which step, and what is taken there.

use crate::crew::{
    Crew, assign, bring_by, bring_to, courier, deliveries, member, move_on, order, step, warehouse,
};
use crate::scene::text;
use domain::identity::Permission::{self, OrdersDeliver, OrdersFulfil, OrdersRead};
use domain::orders::OrderStatus;
use orders::{CouriersApp, get_order, list_couriers, track_order};
use serde_json::{Value, json};
use testkit::Call;

/// Every step that staff can take, and the permission it needs: written out again, so that a change of the table in
/// the domain is seen here.
const STEPS: [(&str, &str, Permission); 11] = [
    ("confirmed", "picking", OrdersFulfil),
    ("confirmed", "cancelled", OrdersFulfil),
    ("picking", "packed", OrdersFulfil),
    ("picking", "cancelled", OrdersFulfil),
    ("packed", "out_for_delivery", OrdersDeliver),
    ("out_for_delivery", "delivered", OrdersDeliver),
    ("out_for_delivery", "delivery_failed", OrdersDeliver),
    ("delivery_failed", "out_for_delivery", OrdersDeliver),
    ("delivery_failed", "returned", OrdersFulfil),
    ("delivered", "completed", OrdersFulfil),
    ("awaiting_payment", "cancelled", OrdersFulfil),
];

fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

#[tokio::test]
async fn every_step_needs_its_own_permission_and_no_other_step_is_there() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let steps = STEPS
        .iter()
        .filter(|(from, ..)| *from != "awaiting_payment");
    let from: Vec<&str> = [
        "confirmed",
        "picking",
        "packed",
        "out_for_delivery",
        "delivered",
        "delivery_failed",
        "completed",
        "cancelled",
        "returned",
    ]
    .into();
    assert!(steps.clone().all(|(known, ..)| from.contains(known)));
    let all = [OrdersRead, OrdersFulfil, OrdersDeliver];
    for (number, from) in from.into_iter().enumerate() {
        crew.shop.lot(crew.variant, 10_000, 5).await;
        let placed = order(&crew, &format!("order-{number}"), "cod").await;
        bring_by(&crew, &chief, &placed, from).await;
        for to in OrderStatus::ALL.iter().map(|status| status.as_str()) {
            let needed = STEPS.iter().find(|(a, b, _)| (*a, *b) == (from, to));
            let others: Vec<_> = match needed {
                Some((.., needed)) => all.into_iter().filter(|one| one != needed).collect(),
                None => Permission::ALL.to_vec(),
            };
            let code = if needed.is_some() {
                (403, "permission_denied")
            } else {
                (409, "illegal_transition")
            };
            let stranger = member(&crew, &others).await;
            let answer = move_on(&crew, &stranger, &placed, step(to, "cod")).await;
            // A courier who has no other work does not even see what is another's.
            let only_delivers = others.contains(&OrdersDeliver) && !others.contains(&OrdersFulfil);
            if only_delivers && answer.status == 404 {
                answer.expect_problem(404, "order_not_found");
            } else {
                assert_eq!(
                    (answer.status, text(&answer.body["code"])),
                    code,
                    "{from} → {to}: {}",
                    answer.body
                );
            }
        }
    }
}

#[tokio::test]
async fn a_step_needs_nothing_but_its_permission() {
    for (from, to, permission) in STEPS
        .iter()
        .filter(|(from, ..)| *from != "awaiting_payment")
    {
        let crew = Crew::set().await;
        let placed = order(&crew, "one", "cod").await;
        let one = member(&crew, &[*permission]).await;
        bring_to(&crew, &placed, from).await;
        if *permission == OrdersDeliver {
            let theirs = "update orders.orders set courier_id = $1";
            let client = crew.shop.client();
            client.execute(theirs, &[&one.user.uuid()]).await.unwrap();
        }
        let moved = move_on(&crew, &one, &placed, step(to, "cod"))
            .await
            .expect(200);
        assert_eq!(moved["status"], *to);
    }
}

#[tokio::test]
async fn whoever_sets_out_with_an_order_that_is_nobody_s_takes_it() {
    let crew = Crew::set().await;
    let (one, other) = (courier(&crew).await, courier(&crew).await);
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    assert_eq!(
        deliveries(&crew, &one, "").await.expect(200)["items"],
        json!([])
    );
    // Nobody hands it to somebody else on the way.
    let to_other = json!({ "to": "out_for_delivery", "courier_id": other.user });
    move_on(&crew, &one, &placed, to_other)
        .await
        .expect_problem(403, "permission_denied");
    let moved = move_on(&crew, &one, &placed, step("out_for_delivery", "cod"))
        .await
        .expect(200);
    assert_eq!(
        (&moved["courier_id"], &moved["attempts"]),
        (&json!(one.user), &json!(1))
    );
    // It is theirs now, and no business of another's.
    move_on(&crew, &other, &placed, step("delivered", "cod"))
        .await
        .expect_problem(404, "order_not_found");
    assert_eq!(
        deliveries(&crew, &other, "").await.expect(200)["items"],
        json!([])
    );
    let theirs = deliveries(&crew, &one, "").await.expect(200);
    let delivery = &theirs["items"][0];
    assert_eq!(delivery["code"], placed["code"]);
    assert_eq!(delivery["amount_to_collect"], money(25_000));
    assert_eq!(delivery["address"]["phone"], "+628123456789");
    assert_eq!(delivery["lines"][0]["quantity"], "2.000");
    assert!(delivery.get("customer").is_none());
    move_on(&crew, &one, &placed, step("delivered", "cod"))
        .await
        .expect(200);
    assert_eq!(
        deliveries(&crew, &one, "").await.expect(200)["items"],
        json!([])
    );
}

#[tokio::test]
async fn the_warehouse_gives_orders_to_couriers() {
    let crew = Crew::set().await;
    let (desk, one, other) = (
        warehouse(&crew).await,
        courier(&crew).await,
        courier(&crew).await,
    );
    let placed = order(&crew, "one", "midtrans").await;
    for nobody in [
        desk.user,
        domain::ids::UserId::generate(&domain::SystemClock),
    ] {
        assign(&crew, &desk, &placed, json!(nobody))
            .await
            .expect_problem(422, "not_a_courier");
    }
    let given = assign(&crew, &desk, &placed, json!(one.user))
        .await
        .expect(200);
    assert_eq!(
        (&given["courier_id"], &given["status"]),
        (&json!(one.user), &json!("confirmed"))
    );
    assign(&crew, &one, &placed, json!(one.user))
        .await
        .expect_problem(403, "permission_denied");
    let nowhere = json!({ "code": "SYR-00000000" });
    assign(&crew, &desk, &nowhere, json!(one.user))
        .await
        .expect_problem(404, "order_not_found");
    for to in ["picking", "packed"] {
        move_on(&crew, &desk, &placed, step(to, "midtrans"))
            .await
            .expect(200);
    }
    let set_out = || step("out_for_delivery", "midtrans");
    move_on(&crew, &other, &placed, set_out())
        .await
        .expect_problem(404, "order_not_found");
    assign(&crew, &desk, &placed, Value::Null).await.expect(200);
    assign(&crew, &desk, &placed, json!(other.user))
        .await
        .expect(200);
    move_on(&crew, &one, &placed, set_out())
        .await
        .expect_problem(404, "order_not_found");
    move_on(&crew, &other, &placed, set_out()).await.expect(200);
    assign(&crew, &desk, &placed, json!(one.user))
        .await
        .expect_problem(409, "courier_not_now");
    // No step was taken for it, and all of it is in the audit log.
    assert_eq!(crew.statuses(&placed).await.len(), 4);
    let noted = "identity.audit_log where action = 'courier_assigned' and actor_id is not null
        and details->'after' <> details->'before'";
    assert_eq!(crew.shop.count(noted).await, 3);
}

#[tokio::test]
async fn only_active_holders_of_the_permission_are_couriers() {
    let crew = Crew::set().await;
    let desk = warehouse(&crew).await;
    let (one, two) = (courier(&crew).await, courier(&crew).await);
    let client = crew.shop.client();
    let rename = "update identity.users set name = case id when $1 then 'Budi' else 'Agus' end where id in ($1, $2)";
    client
        .execute(rename, &[&one.user.uuid(), &two.user.uuid()])
        .await
        .unwrap();
    let list = async |query: &str| {
        Call::get(&format!("/v1/admin/couriers?{query}"))
            .bearer(&desk.token)
            .send(crew.stage.app::<CouriersApp>(), list_couriers::handle)
            .await
            .expect(200)
    };
    let first = list("limit=1").await;
    assert_eq!(first["items"], json!([{ "id": two.user, "name": "Agus" }]));
    let next = list(&format!("limit=1&cursor={}", text(&first["next_cursor"]))).await;
    assert_eq!(next["items"], json!([{ "id": one.user, "name": "Budi" }]));
    assert_eq!(next["next_cursor"], Value::Null);
    let placed = order(&crew, "one", "cod").await;
    for gone in [
        "update identity.users set status = 'suspended' where id = $1",
        "delete from identity.user_roles where user_id = $1",
    ] {
        let member = courier(&crew).await;
        assign(&crew, &desk, &placed, json!(member.user))
            .await
            .expect(200);
        client.execute(gone, &[&member.user.uuid()]).await.unwrap();
        assign(&crew, &desk, &placed, json!(member.user))
            .await
            .expect_problem(422, "not_a_courier");
        assert_eq!(
            list("").await["items"].as_array().unwrap().len(),
            2,
            "{gone}"
        );
    }
}

#[tokio::test]
async fn whoever_runs_the_day_names_couriers_alone() {
    let crew = Crew::set().await;
    let chief = member(&crew, &[OrdersFulfil, OrdersDeliver]).await;
    let (one, nobody) = (courier(&crew).await, warehouse(&crew).await);
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    let with = |user| json!({ "to": "out_for_delivery", "courier_id": user });
    move_on(&crew, &chief, &placed, with(nobody.user))
        .await
        .expect_problem(422, "not_a_courier");
    let moved = move_on(&crew, &chief, &placed, with(one.user))
        .await
        .expect(200);
    assert_eq!(moved["courier_id"], json!(one.user));
}

#[tokio::test]
async fn what_is_collected_is_what_is_due_or_less_with_a_word() {
    for (method, body, status, code) in [
        ("cod", json!({}), 422, "collected_missing"),
        (
            "cod",
            json!({ "collected": money(25_001) }),
            422,
            "collected_too_much",
        ),
        (
            "cod",
            json!({ "collected": money(24_999) }),
            422,
            "note_missing",
        ),
        (
            "cod",
            json!({ "collected": money(24_999), "note": " " }),
            422,
            "note_missing",
        ),
        ("cod", json!({ "collected": money(0) }), 422, "note_missing"),
        (
            "cod",
            json!({ "collected": money(-1) }),
            422,
            "validation_failed",
        ),
        (
            "cod",
            json!({ "collected": 25_000 }),
            400,
            "malformed_request",
        ),
        (
            "cod",
            json!({ "collected": { "amount": 25_000.5, "currency": "IDR" } }),
            400,
            "malformed_request",
        ),
        (
            "cod",
            json!({ "collected": { "amount": 1, "currency": "USD" } }),
            400,
            "malformed_request",
        ),
        (
            "midtrans",
            json!({ "collected": money(25_000) }),
            422,
            "nothing_to_collect",
        ),
        (
            "midtrans",
            json!({ "collected": money(0) }),
            422,
            "nothing_to_collect",
        ),
        ("cod", json!({ "collected": money(25_000) }), 200, ""),
        (
            "cod",
            json!({ "collected": money(0), "note": "Besok" }),
            200,
            "",
        ),
        (
            "cod",
            json!({ "collected": money(24_999), "note": "Kurang" }),
            200,
            "",
        ),
        ("midtrans", json!({}), 200, ""),
    ] {
        let crew = Crew::set().await;
        let placed = order(&crew, "one", method).await;
        let chief = member(&crew, Permission::ALL).await;
        bring_by(&crew, &chief, &placed, "out_for_delivery").await;
        let mut asked = body.clone();
        asked["to"] = json!("delivered");
        let answer = move_on(&crew, &chief, &placed, asked).await;
        if status == 200 {
            let moved = answer.expect(200);
            let taken = body.get("collected").cloned().unwrap_or_default();
            assert_eq!(moved["collected"], taken, "{method} {body}");
            // The event tells it too.
            let told = "platform.outbox where event->'data'->'order'->>'status' = 'delivered'
                and event->'data'->'order'->'collected' is not distinct from $1::jsonb";
            let told = format!("select count(*) from {told}");
            let row = crew
                .shop
                .client()
                .query_one(&told, &[&taken])
                .await
                .unwrap();
            assert_eq!(row.get::<_, i64>(0), 1, "{method} {body}");
        } else {
            answer.expect_problem(status, code);
            let left = "orders.orders where status = 'out_for_delivery' and collected is null";
            assert_eq!(crew.shop.count(left).await, 1, "{method} {body}");
        }
    }
}

#[tokio::test]
async fn what_belongs_to_another_step_is_refused() {
    let crew = Crew::set().await;
    let placed = order(&crew, "one", "cod").await;
    let chief = member(&crew, Permission::ALL).await;
    for (field, value) in [
        ("collected", money(0)),
        ("courier_id", json!(chief.user)),
        ("returned_lines", json!([])),
    ] {
        let body = json!({ "to": "picking", field: value });
        let answer = move_on(&crew, &chief, &placed, body).await;
        assert_eq!(answer.body["errors"][0]["pointer"], format!("/{field}"));
        assert_eq!(answer.body["errors"][0]["code"], "not_for_this_step");
        answer.expect_problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn an_order_goes_out_twice_at_most_and_its_customer_sees_why_it_did() {
    let crew = Crew::set().await;
    let (one, other, desk) = (
        courier(&crew).await,
        courier(&crew).await,
        warehouse(&crew).await,
    );
    let name = "update identity.users set name = 'Budi Santoso' where id = $1";
    let client = crew.shop.client();
    client.execute(name, &[&other.user.uuid()]).await.unwrap();
    let placed = order(&crew, "one", "cod").await;
    assign(&crew, &desk, &placed, json!(one.user))
        .await
        .expect(200);
    for to in ["picking", "packed"] {
        move_on(&crew, &desk, &placed, step(to, "cod"))
            .await
            .expect(200);
    }
    let track = async || {
        let (code, token) = (text(&placed["code"]), text(&placed["tracking_token"]));
        Call::get(&format!("/v1/orders/{code}/tracking?token={token}"))
            .parameter("code", code)
            .send(crew.stage.app(), track_order::handle)
            .await
            .expect(200)
    };
    assert_eq!(track().await["courier"], Value::Null, "nobody has set out");
    move_on(&crew, &one, &placed, step("out_for_delivery", "cod"))
        .await
        .expect(200);
    move_on(&crew, &one, &placed, json!({ "to": "delivery_failed" }))
        .await
        .expect_problem(422, "note_missing");
    move_on(&crew, &one, &placed, step("delivery_failed", "cod"))
        .await
        .expect(200);
    // Another tries again.
    assign(&crew, &desk, &placed, json!(other.user))
        .await
        .expect(200);
    move_on(&crew, &other, &placed, step("out_for_delivery", "cod"))
        .await
        .expect(200);
    move_on(&crew, &other, &placed, step("delivery_failed", "cod"))
        .await
        .expect(200);
    move_on(&crew, &other, &placed, step("out_for_delivery", "cod"))
        .await
        .expect_problem(409, "no_attempts_left");
    let tracking = track().await;
    assert_eq!(tracking["attempts"], 2);
    assert_eq!(
        tracking["courier"],
        json!({ "name": "Budi Santoso", "initials": "BS" })
    );
    let failed: Vec<&Value> = tracking["timeline"].as_array().unwrap().iter().collect();
    let reasons: Vec<&Value> = failed
        .iter()
        .filter(|entry| entry["status"] == "delivery_failed")
        .map(|entry| &entry["reason"])
        .collect();
    assert_eq!(reasons, ["Tidak ada orang"; 2]);
    let reader = member(&crew, &[OrdersRead]).await;
    let shown = Call::get("/v1/admin/orders/code")
        .parameter("code", text(&placed["code"]))
        .bearer(&reader.token)
        .send(crew.stage.app(), get_order::handle)
        .await
        .expect(200);
    assert_eq!(
        shown["courier"],
        json!({ "id": other.user, "name": "Budi Santoso" })
    );
    assert_eq!(
        (&shown["attempts"], &shown["coupon"]),
        (&json!(2), &Value::Null)
    );
}

#[tokio::test]
async fn deliveries_are_in_the_order_of_their_windows_page_by_page() {
    let crew = Crew::set().await;
    let (desk, one) = (warehouse(&crew).await, courier(&crew).await);
    let mut expected = Vec::new();
    for number in 0..5 {
        let placed = order(&crew, &format!("order-{number}"), "cod").await;
        assign(&crew, &desk, &placed, json!(one.user))
            .await
            .expect(200);
        bring_to(&crew, &placed, "packed").await;
        let later = "update orders.orders set slot_starts_at = slot_starts_at - $2 * interval '1 second' where code = $1";
        let (code, hours) = (text(&placed["code"]), f64::from(number));
        crew.shop
            .client()
            .execute(later, &[&code, &hours])
            .await
            .unwrap();
        expected.insert(0, code.to_owned());
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = deliveries(&crew, &one, &format!("&limit=2{cursor}"))
            .await
            .expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|item| text(&item["code"]).to_owned()));
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, expected);
    let today = Call::get("/v1/courier/deliveries?date=2020-01-01")
        .bearer(&one.token)
        .send(
            crew.stage.app::<CouriersApp>(),
            orders::list_deliveries::handle,
        )
        .await
        .expect(200);
    assert_eq!(today["items"], json!([]));
}

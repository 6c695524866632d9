//! Windows that come again every week, and what a change of them does to the slots ahead.

use crate::desk::{Ask, Desk, member, violations, weekday_in, window, with, without};
use crate::scene::{Scene, text};
use domain::identity::Permission;
use serde_json::{Value, json};

const NOBODY: &str = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";

/// An order in a slot: one bunch that is good that long.
async fn order_in(scene: &Scene, slot: &Value) -> Value {
    let (user, variant) = (scene.shopper.user, scene.variant);
    scene.shop.lot(variant, 1_000, 30).await;
    let clear = "delete from cart.lines";
    scene.shop.client().execute(clear, &[]).await.unwrap();
    scene.shop.fill_cart(user, variant, 1_000).await;
    let body = with(&scene.order_body(), "slot_id", slot["id"].clone());
    let key = text(&slot["id"]).to_owned();
    scene.place(&key, &body).await.expect(201)
}

async fn cancel(scene: &Scene, order: &Value) {
    testkit::Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
        .send(scene.stage.app(), orders::cancel_order::handle)
        .await
        .expect(200);
}

/// A slot as the table has it: local start and end, capacity in orders and grams, taken, whether it can still be
/// chosen, whether a template has it.
async fn row(scene: &Scene, slot: &Value) -> Option<Value> {
    let statement = "select jsonb_build_object(
            'start', to_char(starts_at at time zone interval '7 hours', 'HH24:MI'),
            'end', to_char(ends_at at time zone interval '7 hours', 'HH24:MI'),
            'orders', capacity, 'grams', capacity_grams, 'taken', taken,
            'open', cutoff_at > now(), 'followed', template_id is not null)
        from orders.slots where id = $1::text::uuid";
    let client = scene.shop.client();
    let found = client.query_opt(statement, &[&text(&slot["id"])]).await;
    found.unwrap().map(|row| row.get(0))
}

fn ids(slots: &[Value]) -> Vec<&str> {
    slots.iter().map(|slot| text(&slot["id"])).collect()
}

#[tokio::test]
async fn a_template_has_its_slots_at_once_and_goes_with_them() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let answer = desk.templates(Ask::Create(&body)).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let made = answer.expect(201);
    let mut shown = with(&body, "id", made["id"].clone());
    shown["version"] = json!(1);
    shown["capacity_kg"] = json!("100.000");
    assert_eq!(made, shown);
    let slots = desk.offered("12190").await;
    assert_eq!(slots.len(), 2);
    for slot in &slots {
        assert_eq!(slot["available"], 20);
        assert!(text(&slot["start"]).ends_with("T23:00:00Z"), "{slot}");
        assert!(text(&slot["cutoff"]).ends_with("T22:00:00Z"), "{slot}");
    }
    // The daily run finds nothing left to do.
    let before = scene.shop.count("orders.slots").await;
    orders::generate_slots::handle(scene.stage.app(), "daily".into())
        .await
        .unwrap();
    assert_eq!(scene.shop.count("orders.slots").await, before);

    let id = text(&made["id"]);
    let changed = with(&body, "capacity_kg", Value::Null);
    let answer = desk.templates(Ask::Update(id, &changed)).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let shown = answer.expect(200);
    assert_eq!(
        (&shown["version"], &shown["capacity_kg"]),
        (&json!(2), &Value::Null)
    );
    let again = desk.templates(Ask::Update(id, &changed)).await.expect(200);
    assert_eq!(again, shown);
    let list = desk.templates(Ask::List("")).await.expect(200);
    assert_eq!(list["items"], json!([shown]));

    desk.templates(Ask::Delete(id)).await.expect(204);
    assert_eq!(desk.offered("12190").await, Vec::<Value>::new());
    assert_eq!(scene.shop.count("orders.slots").await, before - 2);
    desk.templates(Ask::Delete(id))
        .await
        .expect_problem(404, "slot_template_not_found");
    desk.templates(Ask::Update(id, &changed))
        .await
        .expect_problem(404, "slot_template_not_found");

    let terms = |body: &Value| without(body, "zone_id");
    let first = with(&terms(&body), "capacity_kg", json!("100.000"));
    let (second, zone) = (terms(&changed), &body["zone_id"]);
    let told = |action: &str, before: &Value, after: &Value| {
        let details = json!({ "zone_id": zone, "before": before, "after": after });
        (action.to_owned(), id.to_owned(), details)
    };
    assert_eq!(
        desk.log().await,
        [
            told("slot_template_created", &Value::Null, &first),
            told("slot_template_changed", &first, &second),
            told("slot_template_deleted", &second, &Value::Null),
        ]
    );
}

#[tokio::test]
async fn active_windows_of_a_zone_and_weekday_do_not_overlap() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let zone = desk.zone().await;
    let first = desk.template(&window(&zone, "06:00", "09:00")).await;
    for (start, end) in [
        ("06:00", "09:00"),
        ("05:00", "06:01"),
        ("08:59", "10:00"),
        ("07:00", "08:00"),
        ("05:00", "10:00"),
    ] {
        let answer = desk
            .templates(Ask::Create(&window(&zone, start, end)))
            .await;
        let expected = [("/start".to_owned(), "slot_template_overlaps".to_owned())];
        assert_eq!(violations(&answer), expected);
        answer.expect_problem(422, "slot_template_overlaps");
    }
    let next = desk.template(&window(&zone, "09:00", "12:00")).await;
    desk.templates(Ask::Update(
        text(&next["id"]),
        &window(&zone, "08:00", "12:00"),
    ))
    .await
    .expect_problem(422, "slot_template_overlaps");
    // On another day, elsewhere, or while it is not active.
    let overlapping = window(&zone, "07:00", "10:00");
    desk.template(&with(&overlapping, "weekday", json!(weekday_in(4))))
        .await;
    let elsewhere = json!({
        "name": "Depok", "postcode_prefixes": [], "fee": { "amount": 0, "currency": "IDR" },
        "minimum_order": { "amount": 0, "currency": "IDR" }
    });
    let elsewhere = desk.zones(Ask::Create(&elsewhere)).await.expect(201);
    desk.template(&with(&overlapping, "zone_id", elsewhere["id"].clone()))
        .await;
    let planned = desk
        .template(&with(&overlapping, "active", json!(false)))
        .await;
    assert_eq!(desk.offered("12190").await.len(), 6);
    desk.templates(Ask::Update(text(&planned["id"]), &overlapping))
        .await
        .expect_problem(422, "slot_template_overlaps");
    // It takes the others' place when they make room for it.
    for template in [first, next] {
        let body = without(&without(&template, "id"), "version");
        let id = text(&template["id"]);
        let off = with(&body, "active", json!(false));
        desk.templates(Ask::Update(id, &off)).await.expect(200);
    }
    desk.templates(Ask::Update(text(&planned["id"]), &overlapping))
        .await
        .expect(200);
    assert_eq!(desk.offered("12190").await.len(), 4);
}

#[tokio::test]
async fn a_change_moves_what_nobody_has_a_seat_in_and_leaves_orders_their_window() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&body).await;
    let id = text(&template["id"]);
    let slots = desk.offered("12190").await;
    let order = order_in(&scene, &slots[0]).await;
    let taken = "update orders.slots set taken = 5, taken_grams = 7000 where id = $1::text::uuid";
    let client = scene.shop.client();
    client
        .execute(taken, &[&text(&slots[0]["id"])])
        .await
        .unwrap();

    let mut changed = with(
        &window(text(&body["zone_id"]), "07:00", "10:30"),
        "capacity_orders",
        json!(3),
    );
    changed["capacity_kg"] = json!("2.500");
    changed["cutoff_minutes"] = json!(120);
    desk.templates(Ask::Update(id, &changed)).await.expect(200);
    let seen = |start: &str, end: &str, orders: i32, grams: Value, taken: i32| {
        Some(json!({
            "start": start, "end": end, "orders": orders, "grams": grams, "taken": taken, "open": true,
            "followed": true
        }))
    };
    // Never below what is taken; and full, so nobody else comes in.
    assert_eq!(
        row(&scene, &slots[0]).await,
        seen("06:00", "09:00", 5, json!(7_000), 5)
    );
    assert_eq!(
        row(&scene, &slots[1]).await,
        seen("07:00", "10:30", 3, json!(2_500), 0)
    );
    let now = desk.offered("12190").await;
    assert_eq!(ids(&now), ids(&slots));
    assert_eq!(
        (&now[0]["available"], &now[1]["available"]),
        (&json!(0), &json!(3))
    );
    assert!(
        text(&now[0]["cutoff"]).ends_with("T21:00:00Z"),
        "{}",
        now[0]
    );
    assert!(
        text(&now[1]["cutoff"]).ends_with("T22:00:00Z"),
        "{}",
        now[1]
    );

    // With room again, and no bound on weight.
    let wider = with(
        &with(&changed, "capacity_orders", json!(50)),
        "capacity_kg",
        Value::Null,
    );
    desk.templates(Ask::Update(id, &wider)).await.expect(200);
    assert_eq!(
        row(&scene, &slots[0]).await,
        seen("06:00", "09:00", 50, Value::Null, 5)
    );
    // The order is what was agreed, all the while.
    let tracked = scene.statuses(&order).await;
    assert_eq!(tracked, ["awaiting_payment"]);
    let agreed = "orders.orders o join orders.slots s on s.id = o.slot_id
        where (o.slot_starts_at, o.slot_ends_at) = (s.starts_at, s.ends_at)";
    assert_eq!(scene.shop.count(agreed).await, 1);
}

#[tokio::test]
async fn a_template_that_rests_leaves_only_what_was_ordered_closed_to_others() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&body).await;
    let id = text(&template["id"]);
    let slots = desk.offered("12190").await;
    order_in(&scene, &slots[0]).await;
    // An order that was cancelled tells of its slot for ever.
    let gone = order_in(&scene, &slots[1]).await;
    cancel(&scene, &gone).await;

    desk.templates(Ask::Update(id, &with(&body, "active", json!(false))))
        .await
        .expect(200);
    assert_eq!(desk.offered("12190").await, Vec::<Value>::new());
    for (slot, taken) in slots.iter().zip([1, 0]) {
        let row = row(&scene, slot).await.unwrap();
        assert_eq!(
            (&row["taken"], &row["open"]),
            (&json!(taken), &json!(false))
        );
        assert_eq!(row["followed"], false);
    }
    let closed = with(&scene.order_body(), "slot_id", slots[0]["id"].clone());
    let (user, variant) = (scene.shopper.user, scene.variant);
    scene.shop.fill_cart(user, variant, 1_000).await;
    scene
        .place("late", &closed)
        .await
        .expect_problem(409, "slot_closed");

    // Back again they go on, with what is taken of them.
    desk.templates(Ask::Update(id, &body)).await.expect(200);
    let back = desk.offered("12190").await;
    assert_eq!(ids(&back), ids(&slots));
    assert_eq!(
        (&back[0]["available"], &back[1]["available"]),
        (&json!(19), &json!(20))
    );

    // So they do for another template of the same window.
    desk.templates(Ask::Delete(id)).await.expect(204);
    assert_eq!(desk.offered("12190").await, Vec::<Value>::new());
    desk.template(&with(&body, "capacity_orders", json!(2)))
        .await;
    let back = desk.offered("12190").await;
    assert_eq!(ids(&back), ids(&slots));
    assert_eq!(
        (&back[0]["available"], &back[1]["available"]),
        (&json!(1), &json!(2))
    );
}

#[tokio::test]
async fn another_weekday_takes_its_slots_along() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&body).await;
    let slots = desk.offered("12190").await;
    order_in(&scene, &slots[0]).await;
    let moved = with(&body, "weekday", json!(weekday_in(5)));
    desk.templates(Ask::Update(text(&template["id"]), &moved))
        .await
        .expect(200);
    let now = desk.offered("12190").await;
    let dates: Vec<_> = now.iter().map(|slot| &slot["date"]).collect();
    assert_eq!(dates.len(), 2);
    assert!(slots.iter().all(|slot| !dates.contains(&&slot["date"])));
    assert_eq!(row(&scene, &slots[0]).await.unwrap()["open"], false);
    assert_eq!(row(&scene, &slots[1]).await, None);
}

#[tokio::test]
async fn a_window_that_was_promised_is_in_the_way_of_others_on_its_date() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let zone = desk.zone().await;
    let first = desk.template(&window(&zone, "06:00", "09:00")).await;
    let slots = desk.offered("12190").await;
    order_in(&scene, &slots[0]).await;
    // The first moves away; on the date of the order it stays where it was.
    desk.templates(Ask::Update(
        text(&first["id"]),
        &window(&zone, "15:00", "18:00"),
    ))
    .await
    .expect(200);
    let second = desk.template(&window(&zone, "07:00", "10:00")).await;
    let starts = |slots: &[Value]| -> Vec<String> {
        let time = |slot: &Value| text(&slot["start"])[11..16].to_owned();
        slots.iter().map(time).collect()
    };
    let offered = desk.offered("12190").await;
    // UTC: 06:00 on the first date; 07:00 and 15:00 on the second.
    assert_eq!(starts(&offered), ["23:00", "00:00", "08:00"]);
    // A third that is moved into it keeps its own window on that date.
    let third = desk.template(&window(&zone, "10:00", "12:00")).await;
    desk.templates(Ask::Delete(text(&second["id"])))
        .await
        .expect(204);
    desk.templates(Ask::Update(
        text(&third["id"]),
        &window(&zone, "08:00", "11:00"),
    ))
    .await
    .expect(200);
    let offered = desk.offered("12190").await;
    assert_eq!(starts(&offered), ["23:00", "03:00", "01:00", "08:00"]);
}

#[tokio::test]
async fn a_change_of_what_was_changed_meanwhile_is_refused() {
    let scene = Scene::set().await;
    let mut desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&body).await;
    let id = text(&template["id"]);
    for (tag, passes) in [
        ("\"2\"", false),
        ("W/\"1\"", false),
        ("\"1\"", true),
        ("*", true),
    ] {
        desk.if_match = Some(tag);
        let changed = with(&body, "cutoff_minutes", json!(tag.len()));
        let answer = desk.templates(Ask::Update(id, &changed)).await;
        if passes {
            answer.expect(200);
        } else {
            answer.expect_problem(412, "version_mismatch");
        }
    }
    desk.if_match = Some("\"1\"");
    desk.templates(Ask::Delete(id))
        .await
        .expect_problem(412, "version_mismatch");
    desk.if_match = Some("\"3\"");
    desk.templates(Ask::Delete(id)).await.expect(204);
}

#[tokio::test]
async fn bad_input_makes_and_changes_no_template() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let good = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&good).await;
    let id = text(&template["id"]);
    for (field, value, found) in [
        ("weekday", json!("1"), None),
        ("weekday", json!(-1), None),
        ("start", json!("6:00"), None),
        ("start", json!("24:00"), None),
        ("end", json!("09:00:00"), None),
        ("end", Value::Null, None),
        ("capacity_orders", json!(1.5), None),
        ("capacity_kg", json!(100), None),
        ("capacity_kg", json!("1.2345"), None),
        ("cutoff_minutes", Value::Null, None),
        ("active", Value::Null, None),
        ("zone_id", json!("depok"), None),
        ("version", json!(1), None),
        ("weekday", json!(0), Some(("/weekday", "invalid_weekday"))),
        ("weekday", json!(8), Some(("/weekday", "invalid_weekday"))),
        ("end", json!("06:00"), Some(("/end", "invalid_window"))),
        ("end", json!("05:59"), Some(("/end", "invalid_window"))),
        (
            "capacity_orders",
            json!(0),
            Some(("/capacity_orders", "invalid_capacity")),
        ),
        (
            "capacity_orders",
            json!(10_001),
            Some(("/capacity_orders", "invalid_capacity")),
        ),
        (
            "capacity_kg",
            json!("0"),
            Some(("/capacity_kg", "invalid_capacity")),
        ),
        (
            "capacity_kg",
            json!("-1"),
            Some(("/capacity_kg", "invalid_capacity")),
        ),
        (
            "capacity_kg",
            json!("1000000.001"),
            Some(("/capacity_kg", "invalid_capacity")),
        ),
        (
            "cutoff_minutes",
            json!(-1),
            Some(("/cutoff_minutes", "invalid_cutoff")),
        ),
        (
            "cutoff_minutes",
            json!(20_161),
            Some(("/cutoff_minutes", "invalid_cutoff")),
        ),
    ] {
        let body = with(&good, field, value);
        for ask in [Ask::Create(&body), Ask::Update(id, &body)] {
            let answer = desk.templates(ask).await;
            match found {
                Some((pointer, code)) => {
                    assert_eq!(violations(&answer), [(pointer.into(), code.into())]);
                    answer.expect_problem(422, "validation_failed");
                }
                None => answer.expect_problem(400, "malformed_request"),
            }
        }
    }
    for field in [
        "zone_id",
        "weekday",
        "start",
        "end",
        "capacity_orders",
        "cutoff_minutes",
    ] {
        let body = without(&good, field);
        for ask in [Ask::Create(&body), Ask::Update(id, &body)] {
            desk.templates(ask)
                .await
                .expect_problem(400, "malformed_request");
        }
    }
    let elsewhere = with(&good, "zone_id", json!(NOBODY));
    for (ask, code) in [
        (Ask::Create(&elsewhere), "unknown_zone"),
        (Ask::Update(id, &elsewhere), "zone_fixed"),
    ] {
        let answer = desk.templates(ask).await;
        assert_eq!(violations(&answer), [("/zone_id".into(), code.into())]);
        answer.expect_problem(422, "validation_failed");
    }
    let list = desk.templates(Ask::List("")).await.expect(200);
    assert_eq!(list["items"], json!([template]));
    assert_eq!(desk.log().await.len(), 1);
}

#[tokio::test]
async fn an_id_that_is_none_and_a_bad_query_find_nothing() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let good = window(&desk.zone().await, "06:00", "09:00");
    for ask in [Ask::Update("first", &good), Ask::Delete("first")] {
        desk.templates(ask).await.expect_problem(404, "not_found");
    }
    for query in ["limit=0", "limit=101", "cursor=x", "zone_id=depok", "q=x"] {
        desk.templates(Ask::List(query))
            .await
            .expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn only_who_fulfils_orders_keeps_templates() {
    let scene = Scene::set().await;
    let mut desk = Desk::of(&scene);
    let body = window(&desk.zone().await, "06:00", "09:00");
    let others = Permission::ALL.iter().copied();
    let others: Vec<_> = others
        .filter(|permission| *permission != Permission::OrdersFulfil)
        .collect();
    for (token, status, code) in [
        (String::new(), 401, "authentication_required"),
        (scene.token.clone(), 403, "permission_denied"),
        (member(&scene, &others), 403, "permission_denied"),
    ] {
        desk.token = token;
        for ask in [
            Ask::List(""),
            Ask::Create(&body),
            Ask::Update(NOBODY, &body),
            Ask::Delete(NOBODY),
        ] {
            desk.templates(ask).await.expect_problem(status, code);
        }
    }
    assert_eq!(scene.shop.count("orders.slot_templates").await, 0);
}

#[tokio::test]
async fn templates_are_listed_zone_by_zone_and_page_by_page() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let zone = desk.zone().await;
    for weekday in [3, 1, 2] {
        for (start, end) in [("12:00", "15:00"), ("06:00", "09:00")] {
            desk.template(&with(&window(&zone, start, end), "weekday", json!(weekday)))
                .await;
        }
    }
    let mut found = Vec::new();
    let mut query = format!("limit=4&zone_id={zone}");
    loop {
        let page = desk.templates(Ask::List(&query)).await.expect(200);
        for item in page["items"].as_array().unwrap() {
            found.push((
                item["weekday"].as_u64().unwrap(),
                text(&item["start"]).to_owned(),
            ));
        }
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("limit=4&cursor={cursor}");
    }
    let expected = [1, 2, 3].map(|day| [(day, "06:00".to_owned()), (day, "12:00".to_owned())]);
    assert_eq!(found, expected.concat());
    let none = desk
        .templates(Ask::List(&format!("zone_id={NOBODY}")))
        .await;
    assert_eq!(none.expect(200)["items"], json!([]));
}

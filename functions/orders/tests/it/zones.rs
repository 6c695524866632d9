//! Zones: made, changed, deleted, and who has which postcodes.

use crate::desk::{Ask, Desk, member, violations, window, with, without};
use crate::scene::{Scene, text};
use domain::identity::Permission;
use orders::{ZonesApp, create_zone, update_zone};
use serde_json::{Value, json};
use testkit::Call;

fn depok() -> Value {
    json!({
        "name": "Depok", "postcode_prefixes": ["1651", "164"], "fee": { "amount": 14000, "currency": "IDR" },
        "free_above": { "amount": 200_000, "currency": "IDR" },
        "minimum_order": { "amount": 50_000, "currency": "IDR" }, "cod_maximum": null, "active": true
    })
}

const NOBODY: &str = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";

#[tokio::test]
async fn a_zone_is_made_changed_and_deleted() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let answer = desk.zones(Ask::Create(&depok())).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let made = answer.expect(201);
    let id = text(&made["id"]);
    // As it was asked for, the prefixes in order.
    let kept = with(&depok(), "postcode_prefixes", json!(["164", "1651"]));
    let mut shown = with(&kept, "id", json!(id));
    shown["version"] = json!(1);
    assert_eq!(made, shown);

    let change = with(&depok(), "postcode_prefixes", json!(["1651", "165"]));
    let change = with(
        &change,
        "cod_maximum",
        json!({ "amount": 1, "currency": "IDR" }),
    );
    let answer = desk.zones(Ask::Update(id, &change)).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let changed = answer.expect(200);
    assert_eq!(changed["postcode_prefixes"], json!(["165", "1651"]));
    // The same again is no change, in whatever order.
    let same = with(&change, "postcode_prefixes", json!(["165", "1651"]));
    let again = desk.zones(Ask::Update(id, &same)).await.expect(200);
    assert_eq!(again, changed);
    let list = desk.zones(Ask::List("")).await.expect(200);
    assert_eq!(list["items"][0], changed);
    assert_eq!(list["items"][1]["postcode_prefixes"], json!(["12"]));
    assert_eq!(list["next_cursor"], Value::Null);

    desk.zones(Ask::Delete(id)).await.expect(204);
    desk.zones(Ask::Delete(id))
        .await
        .expect_problem(404, "zone_not_found");
    desk.zones(Ask::Update(id, &change))
        .await
        .expect_problem(404, "zone_not_found");
    assert_eq!(scene.shop.count("orders.zone_prefixes").await, 1);

    let after = with(&change, "postcode_prefixes", json!(["165", "1651"]));
    let told = |action: &str, before: &Value, after: &Value| {
        let details = json!({ "before": before, "after": after });
        (action.to_owned(), id.to_owned(), details)
    };
    assert_eq!(
        desk.log().await,
        [
            told("zone_created", &Value::Null, &kept),
            told("zone_changed", &kept, &after),
            told("zone_deleted", &after, &Value::Null),
        ]
    );
}

#[tokio::test]
async fn a_prefix_is_one_zone_s_and_the_longest_wins() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let wanted = with(&depok(), "postcode_prefixes", json!(["164", "12", "121"]));
    let answer = desk.zones(Ask::Create(&wanted)).await;
    let taken = [("/postcode_prefixes/1".to_owned(), "prefix_taken".to_owned())];
    assert_eq!(violations(&answer), taken);
    answer.expect_problem(409, "prefix_taken");
    assert_eq!(scene.shop.count("orders.zones").await, 1);

    let narrower = with(&depok(), "postcode_prefixes", json!(["1219"]));
    let zone = desk.zones(Ask::Create(&narrower)).await.expect(201);
    let id = text(&zone["id"]);
    desk.template(&window(id, "06:00", "09:00")).await;
    assert_eq!(desk.offered("12190").await.len(), 2);
    assert_eq!(desk.offered("12290").await.len(), 0);
    let answer = desk.zones(Ask::Update(id, &wanted)).await;
    assert_eq!(violations(&answer), taken);
    answer.expect_problem(409, "prefix_taken");

    // What one gives up, another may have.
    let first = desk.zones(Ask::List("")).await.expect(200)["items"][1].clone();
    let given_up = without(&without(&first, "id"), "version");
    let given_up = with(&given_up, "postcode_prefixes", json!(["13"]));
    desk.zones(Ask::Update(text(&first["id"]), &given_up))
        .await
        .expect(200);
    desk.zones(Ask::Update(id, &wanted)).await.expect(200);
}

#[tokio::test]
async fn a_name_is_one_zone_s() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let same = with(&depok(), "name", json!(" Jakarta Selatan "));
    let answer = desk.zones(Ask::Create(&same)).await;
    assert_eq!(violations(&answer)[0].0, "/name");
    answer.expect_problem(409, "name_taken");
    let zone = desk.zones(Ask::Create(&depok())).await.expect(201);
    desk.zones(Ask::Update(text(&zone["id"]), &same))
        .await
        .expect_problem(409, "name_taken");
}

#[tokio::test]
async fn a_zone_in_use_is_deactivated_instead() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    // The scene's zone has a slot, and no order.
    let id = desk.zone().await;
    desk.zones(Ask::Delete(&id))
        .await
        .expect_problem(409, "zone_in_use");

    let zone = desk.zones(Ask::Create(&depok())).await.expect(201);
    let id = text(&zone["id"]);
    let template = desk.template(&window(id, "06:00", "09:00")).await;
    desk.zones(Ask::Delete(id))
        .await
        .expect_problem(409, "zone_in_use");
    assert_eq!(desk.offered("16411").await.len(), 2);

    let inactive = with(&depok(), "active", json!(false));
    desk.zones(Ask::Update(id, &inactive)).await.expect(200);
    Call::get("/v1/delivery/slots?postcode=16411")
        .send(scene.stage.app(), orders::list_slots::handle)
        .await
        .expect_problem(404, "not_delivered_there");
    // Meanwhile nobody makes its slots, and those it had are over.
    let forget = "delete from orders.slots where zone_id = $1::text::uuid";
    let client = scene.shop.client();
    client.execute(forget, &[&id]).await.unwrap();
    orders::generate_slots::handle(scene.stage.app(), "daily".into())
        .await
        .unwrap();
    desk.zones(Ask::Update(id, &depok())).await.expect(200);
    assert_eq!(desk.offered("16411").await.len(), 2);

    // Without windows and templates it goes.
    desk.templates(Ask::Delete(text(&template["id"])))
        .await
        .expect(204);
    desk.zones(Ask::Delete(id)).await.expect(204);
}

#[tokio::test]
async fn an_order_is_placed_on_the_terms_of_the_moment_and_keeps_them() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let order = scene.placed().await;
    let zone = desk.zones(Ask::List("")).await.expect(200)["items"][0].clone();
    let terms = without(&without(&zone, "id"), "version");
    let dearer = with(
        &terms,
        "fee",
        json!({ "amount": 20_000, "currency": "IDR" }),
    );
    let id = text(&zone["id"]);
    desk.zones(Ask::Update(id, &dearer)).await.expect(200);
    let replayed = scene.placed().await;
    assert_eq!(replayed["delivery_fee"], order["delivery_fee"]);
    let (user, variant) = (scene.shopper.user, scene.variant);
    scene.shop.fill_cart(user, variant, 1_000).await;
    let next = scene.place("next", &scene.order_body()).await.expect(201);
    assert_eq!(next["delivery_fee"]["amount"], 20_000);

    let off = with(&dearer, "active", json!(false));
    desk.zones(Ask::Update(id, &off)).await.expect(200);
    scene.shop.fill_cart(user, variant, 1_000).await;
    scene
        .place("off", &scene.order_body())
        .await
        .expect_problem(422, "not_delivered_there");
}

#[tokio::test]
async fn a_change_of_what_was_changed_meanwhile_is_refused() {
    let scene = Scene::set().await;
    let mut desk = Desk::of(&scene);
    let zone = desk.zones(Ask::Create(&depok())).await.expect(201);
    let id = text(&zone["id"]);
    for (tag, passes) in [("\"7\"", false), ("nonsense", false), ("\"1\"", true)] {
        desk.if_match = Some(tag);
        let renamed = with(&depok(), "name", json!(format!("Depok {}", tag.len())));
        let answer = desk.zones(Ask::Update(id, &renamed)).await;
        if passes {
            answer.expect(200);
        } else {
            answer.expect_problem(412, "version_mismatch");
        }
    }
    // Version 1 has passed.
    desk.zones(Ask::Delete(id))
        .await
        .expect_problem(412, "version_mismatch");
    desk.if_match = Some("\"2\"");
    desk.zones(Ask::Delete(id)).await.expect(204);
}

#[tokio::test]
async fn bad_input_makes_and_changes_no_zone() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let id = desk.zone().await;
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    let many: Vec<String> = (10_000..10_501).map(|prefix| prefix.to_string()).collect();
    for (body, status, found) in [
        (json!({}), 400, None),
        (json!([]), 400, None),
        (without(&depok(), "fee"), 400, None),
        (with(&depok(), "fee", json!(14_000)), 400, None),
        (with(&depok(), "postcode_prefixes", json!("164")), 400, None),
        (with(&depok(), "postcode_prefixes", json!([164])), 400, None),
        (with(&depok(), "active", json!("yes")), 400, None),
        (with(&depok(), "active", Value::Null), 400, None),
        (with(&depok(), "version", json!(1)), 400, None),
        (
            with(&depok(), "name", json!(" ")),
            422,
            Some(("/name", "invalid_name")),
        ),
        (
            with(&depok(), "name", json!("x".repeat(101))),
            422,
            Some(("/name", "invalid_name")),
        ),
        (
            with(&depok(), "name", json!("a\u{0}b")),
            422,
            Some(("/name", "invalid_name")),
        ),
        (
            with(&depok(), "postcode_prefixes", json!(["164", ""])),
            422,
            Some(("/postcode_prefixes/1", "invalid_postcode_prefix")),
        ),
        (
            with(&depok(), "postcode_prefixes", json!(["164000"])),
            422,
            Some(("/postcode_prefixes/0", "invalid_postcode_prefix")),
        ),
        (
            with(&depok(), "postcode_prefixes", json!(["16x"])),
            422,
            Some(("/postcode_prefixes/0", "invalid_postcode_prefix")),
        ),
        (
            with(&depok(), "postcode_prefixes", json!(["164", "165", "164"])),
            422,
            Some(("/postcode_prefixes/2", "duplicate_prefix")),
        ),
        (
            with(&depok(), "postcode_prefixes", json!(many)),
            422,
            Some(("/postcode_prefixes", "too_many_prefixes")),
        ),
        (
            with(&depok(), "fee", rupiah(-1)),
            422,
            Some(("/fee", "invalid_amount")),
        ),
        (
            with(&depok(), "fee", rupiah(i64::MAX)),
            422,
            Some(("/fee", "invalid_amount")),
        ),
        (
            with(&depok(), "minimum_order", rupiah(-1)),
            422,
            Some(("/minimum_order", "invalid_amount")),
        ),
        (
            with(&depok(), "free_above", rupiah(-1)),
            422,
            Some(("/free_above", "invalid_amount")),
        ),
        (
            with(&depok(), "cod_maximum", rupiah(0)),
            422,
            Some(("/cod_maximum", "invalid_amount")),
        ),
    ] {
        for ask in [Ask::Create(&body), Ask::Update(&id, &body)] {
            let answer = desk.zones(ask).await;
            match found {
                Some((pointer, code)) => {
                    assert_eq!(violations(&answer), [(pointer.into(), code.into())]);
                    answer.expect_problem(status, "validation_failed");
                }
                None => answer.expect_problem(status, "malformed_request"),
            }
        }
    }
    assert_eq!(scene.shop.count("orders.zones where version = 1").await, 1);
    assert_eq!(desk.log().await, []);
}

#[tokio::test]
async fn an_id_that_is_none_and_a_bad_query_find_nothing() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    for id in ["depok", ""] {
        for ask in [Ask::Update(id, &depok()), Ask::Delete(id)] {
            desk.zones(ask).await.expect_problem(404, "not_found");
        }
    }
    for query in ["limit=0", "limit=101", "cursor=x", "q=depok"] {
        desk.zones(Ask::List(query))
            .await
            .expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn only_who_fulfils_orders_keeps_zones() {
    let scene = Scene::set().await;
    let mut desk = Desk::of(&scene);
    let others = Permission::ALL.iter().copied();
    let others: Vec<_> = others
        .filter(|permission| *permission != Permission::OrdersFulfil)
        .collect();
    for (token, status, code) in [
        (String::new(), 401, "authentication_required"),
        ("nonsense".into(), 401, "invalid_token"),
        (scene.token.clone(), 403, "permission_denied"),
        (member(&scene, &others), 403, "permission_denied"),
    ] {
        desk.token = token;
        for ask in [
            Ask::List(""),
            Ask::Create(&depok()),
            Ask::Update(NOBODY, &depok()),
            Ask::Delete(NOBODY),
        ] {
            desk.zones(ask).await.expect_problem(status, code);
        }
    }
    assert_eq!(scene.shop.count("orders.zones").await, 1);
}

#[tokio::test]
async fn zones_are_listed_page_by_page() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    for number in 0..5 {
        let body = with(&depok(), "name", json!(format!("Zona {number}")));
        let body = with(&body, "postcode_prefixes", json!([]));
        desk.zones(Ask::Create(&body)).await.expect(201);
    }
    let (mut names, mut query) = (Vec::new(), "limit=2".to_owned());
    loop {
        let page = desk.zones(Ask::List(&query)).await.expect(200);
        let items = page["items"].as_array().unwrap();
        assert!((1..=2).contains(&items.len()));
        names.extend(items.iter().map(|zone| text(&zone["name"]).to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        query = format!("limit=2&cursor={cursor}");
    }
    let expected = [
        "Jakarta Selatan",
        "Zona 0",
        "Zona 1",
        "Zona 2",
        "Zona 3",
        "Zona 4",
    ];
    assert_eq!(names, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_want_one_prefix_one_has_it() {
    let scene = Scene::set().await;
    let (app, token): (&'static ZonesApp, _) = (scene.stage.app(), Desk::of(&scene).token);
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let body = with(&depok(), "name", json!(format!("Zona {number}")));
            let call = Call::post("/v1/admin/delivery/zones").bearer(&token);
            tokio::spawn(call.json(&body).send(app, create_zone::handle))
        })
        .collect();
    let mut made = 0;
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 201 {
            made += 1;
        } else {
            answer.expect_problem(409, "prefix_taken");
        }
    }
    assert_eq!(made, 1);
    assert_eq!(scene.shop.count("orders.zone_prefixes").await, 3);
    assert_eq!(scene.shop.count("identity.audit_log").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn zones_that_take_each_other_s_prefixes_never_wait_in_a_circle() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene);
    let app: &'static ZonesApp = scene.stage.app();
    let mut ids = Vec::new();
    for number in 0..2 {
        let body = with(&depok(), "name", json!(format!("Zona {number}")));
        let body = with(&body, "postcode_prefixes", json!([format!("2{number}")]));
        let zone = desk.zones(Ask::Create(&body)).await.expect(201);
        ids.push(text(&zone["id"]).to_owned());
    }
    let calls: Vec<_> = (0..60)
        .map(|turn| {
            // One after the other each wants its own prefix, the other's, or both.
            let (mine, wanted) = (
                turn % 2,
                [json!(["20"]), json!(["21"]), json!(["20", "21"])],
            );
            let body = with(&depok(), "name", json!(format!("Zona {mine}")));
            let body = with(&body, "postcode_prefixes", wanted[turn / 2 % 3].clone());
            let call = Call::new("PUT", "/v1/admin/delivery/zones/{id}")
                .parameter("id", ids[mine].as_str())
                .bearer(&desk.token)
                .json(&body);
            tokio::spawn(call.send(app, update_zone::handle))
        })
        .collect();
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status != 200 {
            answer.expect_problem(409, "prefix_taken");
        }
    }
    let twice = "(select prefix from orders.zone_prefixes group by prefix having count(*) > 1) t";
    assert_eq!(scene.shop.count(twice).await, 0);
}

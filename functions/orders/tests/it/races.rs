//! What many do at once.

use crate::books::{assert_agree, enter_receipts};
use crate::desk::{Ask, Desk, window, with};
use crate::scene::{Scene, text};
use domain::ids::{SlotId, VariantId};
use orders::{SlotTemplatesApp, update_slot_template};
use serde_json::json;
use std::collections::HashMap;
use testkit::until_waiting;

/// How the answers to many requests are spread over statuses and codes.
pub(crate) fn tally(answers: Vec<testkit::Answer>) -> HashMap<(u16, String), usize> {
    answers
        .into_iter()
        .fold(HashMap::new(), |mut tally, answer| {
            let code = answer.body["code"]
                .as_str()
                .filter(|_| answer.status >= 400)
                .unwrap_or_default();
            *tally.entry((answer.status, code.to_owned())).or_default() += 1;
            tally
        })
}

/// The answers to requests that are all under way at once.
pub(crate) async fn all<F: Future<Output = testkit::Answer> + Send + 'static>(
    requests: impl Iterator<Item = F>,
) -> Vec<testkit::Answer> {
    let tasks: Vec<_> = requests.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// What so many shoppers are told who each order one unit at the same moment.
async fn orders_at_once(
    count: usize,
    scene: &Scene,
    variant: VariantId,
    slot: SlotId,
    payment_method: &str,
) -> HashMap<(u16, String), usize> {
    let mut buyers = Vec::new();
    for _ in 0..count {
        let buyer = scene.shop.shopper().await;
        scene.shop.fill_cart(buyer.user, variant, 1_000).await;
        buyers.push((scene.stage.token(buyer.user, &[]), buyer.address));
    }
    let app = scene.stage.app();
    let answers = all(buyers.into_iter().map(|(token, address)| {
        let body =
            json!({ "address_id": address, "slot_id": slot, "payment_method": payment_method });
        testkit::Call::post("/v1/orders")
            .bearer(&token)
            .header("idempotency-key", "one")
            .json(&body)
            .send(app, orders::place_order::handle)
    }))
    .await;
    tally(answers)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_of_the_last_units_give_an_order_each() {
    for units in [1, 10] {
        let scene = Scene::set().await;
        let last = scene.shop.variant("TERONG", 5_000).await;
        let lot = scene.shop.lot(last, i64::from(units) * 1_000, 5).await;
        enter_receipts(&scene).await;
        let slot = scene.shop.slot(30, 1_000).await;
        let tally = orders_at_once(100, &scene, last, slot, "midtrans").await;
        let placed = usize::try_from(units).unwrap();
        assert_eq!(tally.get(&(201, String::new())), Some(&placed), "{tally:?}");
        assert_eq!(
            tally.get(&(409, "insufficient_stock".into())),
            Some(&(100 - placed)),
            "{tally:?}"
        );
        let all = i64::from(units) * 1_000;
        assert_eq!(scene.shop.level(lot).await, (all, all));
        assert_eq!(scene.shop.count("orders.orders").await, i64::from(units));
        assert_agree(&scene).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_of_the_last_seat_give_one_order() {
    let scene = Scene::set().await;
    let plenty = scene.shop.variant("KANGKUNG", 4_000).await;
    scene.shop.lot(plenty, 1_000_000, 5).await;
    enter_receipts(&scene).await;
    let slot = scene.shop.slot(30, 1).await;
    let tally = orders_at_once(100, &scene, plenty, slot, "cod").await;
    assert_eq!(tally.get(&(201, String::new())), Some(&1), "{tally:?}");
    assert_eq!(
        tally.get(&(409, "slot_full".into())),
        Some(&99),
        "{tally:?}"
    );
    assert_eq!(scene.shop.count("orders.allocations").await, 1);
    assert_agree(&scene).await;
}

/// Plenty of pumpkins of a kilogram each.
async fn pumpkins(scene: &Scene) -> VariantId {
    let pumpkins = scene.shop.variant("LABU", 4_000).await;
    scene.shop.lot(pumpkins, 1_000_000, 20).await;
    let weigh = "update catalog.variants set unit_weight_grams = 1000 where id = $1";
    let client = scene.shop.client();
    client.execute(weigh, &[&pumpkins.uuid()]).await.unwrap();
    pumpkins
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_of_the_last_kilograms_or_seats_get_what_fits() {
    // In turn the weight, the number, and both at once are what ends.
    for (orders, grams, fit) in [(1_000, 7_900_i64, 7), (5, 100_000, 5), (3, 3_000, 3)] {
        let scene = Scene::set().await;
        let (variant, slot) = (pumpkins(&scene).await, scene.shop.slot(30, orders).await);
        let bound = "update orders.slots set capacity_grams = $1 where id = $2";
        let client = scene.shop.client();
        client
            .execute(bound, &[&grams, &slot.uuid()])
            .await
            .unwrap();
        let tally = orders_at_once(100, &scene, variant, slot, "cod").await;
        assert_eq!(tally.get(&(201, String::new())), Some(&fit), "{tally:?}");
        assert_eq!(
            tally.get(&(409, "slot_full".into())),
            Some(&(100 - fit)),
            "{tally:?}"
        );
        let exactly = format!("orders.slots where taken = {fit} and taken_grams = 1000 * {fit}");
        assert_eq!(scene.shop.count(&exactly).await, 1);
        assert_eq!(
            scene.shop.count("orders.allocations").await,
            i64::try_from(fit).unwrap()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_that_changes_under_buyers_breaks_no_promise() {
    // With somebody in it a window can only be closed; without, it can go from under those who want it.
    for has_order in [true, false] {
        change_under_buyers(has_order).await;
    }
}

async fn change_under_buyers(has_order: bool) {
    let scene = Scene::set().await;
    let variant = pumpkins(&scene).await;
    let desk = Desk::of(&scene);
    let first = window(&desk.zone().await, "06:00", "09:00");
    let template = desk.template(&first).await;
    let slot = desk.offered("12190").await[0]["id"].clone();
    let slot: SlotId = text(&slot).parse().unwrap();
    if has_order {
        let first = orders_at_once(1, &scene, variant, slot, "cod").await;
        assert_eq!(first.get(&(201, String::new())), Some(&1), "{first:?}");
    }
    let shapes = [
        with(&first, "capacity_orders", json!(4)),
        with(&first, "capacity_kg", json!("2.5")),
        with(&first, "start", json!("07:00")),
        with(&first, "active", json!(false)),
        first.clone(),
    ];
    let app: &'static SlotTemplatesApp = scene.stage.app();
    let changes: Vec<_> = (0..40)
        .map(|turn| {
            let call = testkit::Call::new("PUT", "/v1/admin/delivery/slot-templates/{id}")
                .parameter("id", text(&template["id"]))
                .bearer(&desk.token)
                .json(&shapes[turn % shapes.len()]);
            call.send(app, update_slot_template::handle)
        })
        .collect();
    let changing = tokio::spawn(async {
        for change in changes {
            change.await.expect(200);
        }
    });
    let tally = orders_at_once(50, &scene, variant, slot, "cod").await;
    changing.await.unwrap();
    let expected = [
        (201, ""),
        (404, "slot_not_found"),
        (409, "slot_closed"),
        (409, "slot_full"),
    ];
    for (status, code) in tally.keys() {
        assert!(expected.contains(&(*status, code.as_str())), "{tally:?}");
    }
    let counted = "(select s.id from orders.slots s left join orders.orders o on o.slot_id = s.id
        group by s.id having s.taken <> count(o.id) or s.taken_grams <> coalesce(sum(o.weight_grams), 0)) t";
    assert_eq!(scene.shop.count(counted).await, 0, "{tally:?}");
    // Who got in is delivered when they were told.
    let moved = "orders.orders o join orders.slots s on s.id = o.slot_id
        where (o.slot_starts_at, o.slot_ends_at) <> (s.starts_at, s.ends_at)";
    assert_eq!(scene.shop.count(moved).await, 0, "{tally:?}");
    // The last word is the last change's.
    desk.templates(Ask::Update(text(&template["id"]), &first))
        .await
        .expect(200);
    assert_eq!(desk.offered("12190").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_window_that_changes_after_it_was_read_takes_no_order() {
    for (change, status, code) in [
        ("delete from orders.slots", 404, "slot_not_found"),
        (
            "update orders.slots set starts_at = starts_at - interval '1 minute'",
            409,
            "slot_full",
        ),
        (
            "update orders.slots set ends_at = ends_at + interval '1 minute'",
            409,
            "slot_full",
        ),
        (
            "update orders.slots set cutoff_at = now()",
            409,
            "slot_full",
        ),
        (
            "update orders.slots set capacity = 1, taken = 1",
            409,
            "slot_full",
        ),
        (
            "update orders.slots set capacity_grams = 1",
            409,
            "slot_full",
        ),
        ("update orders.slots set capacity_grams = 2000", 201, ""),
    ] {
        let scene = Scene::set().await;
        let weigh = "update catalog.variants set unit_weight_grams = 1000";
        scene.shop.client().execute(weigh, &[]).await.unwrap();
        let mut staff = scene.database.client().await;
        let transaction = staff.transaction().await.unwrap();
        transaction.execute(change, &[]).await.unwrap();
        let call = testkit::Call::post("/v1/orders")
            .bearer(&scene.token)
            .header("idempotency-key", "one")
            .json(&scene.order_body());
        let placing = tokio::spawn(call.send(scene.stage.app(), orders::place_order::handle));
        until_waiting(scene.shop.client(), 1).await;
        transaction.commit().await.unwrap();
        let answer = placing.await.unwrap();
        assert_eq!(answer.status, status, "{change}: {}", answer.body);
        let left = i64::from(status == 201);
        if left == 0 {
            answer.expect_problem(status, code);
        }
        assert_eq!(scene.shop.count("orders.orders").await, left, "{change}");
        assert_eq!(
            scene.shop.count("orders.allocations").await,
            left,
            "{change}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_sent_a_hundred_times_at_once_gives_one_order() {
    let scene = Scene::set().await;
    enter_receipts(&scene).await;
    let (app, body) = (scene.stage.app(), scene.order_body());
    let answers = all((0..100).map(|_| {
        testkit::Call::post("/v1/orders")
            .bearer(&scene.token)
            .header("idempotency-key", "one")
            .json(&body)
            .send(app, orders::place_order::handle)
    }))
    .await;
    let ids: std::collections::HashSet<_> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.body["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1);
    let tally = tally(answers);
    let in_flight = tally
        .get(&(409, "request_in_progress".into()))
        .copied()
        .unwrap_or_default();
    assert_eq!(tally[&(201, String::new())] + in_flight, 100, "{tally:?}");
    assert_eq!(scene.shop.count("orders.orders").await, 1);
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000));
    assert_agree(&scene).await;
}

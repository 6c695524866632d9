//! What many do at once.

use crate::scene::Scene;
use domain::ids::{SlotId, VariantId};
use serde_json::json;
use std::collections::HashMap;

/// How the answers to many requests are spread over statuses and codes.
fn tally(answers: Vec<testkit::Answer>) -> HashMap<(u16, String), usize> {
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

async fn all<F: Future<Output = testkit::Answer> + Send + 'static>(
    requests: impl Iterator<Item = F>,
) -> Vec<testkit::Answer> {
    let tasks: Vec<_> = requests.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// What fifty shoppers are told who each order one unit at the same moment.
async fn fifty_orders(
    scene: &Scene,
    variant: VariantId,
    slot: SlotId,
    payment_method: &str,
) -> HashMap<(u16, String), usize> {
    let mut buyers = Vec::new();
    for _ in 0..50 {
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
async fn fifty_buyers_of_ten_units_give_ten_orders() {
    let scene = Scene::set().await;
    let slot = scene.shop.slot(30, 1_000).await;
    let tally = fifty_orders(&scene, scene.variant, slot, "midtrans").await;
    assert_eq!(tally.get(&(201, String::new())), Some(&10), "{tally:?}");
    assert_eq!(
        tally.get(&(409, "insufficient_stock".into())),
        Some(&40),
        "{tally:?}"
    );
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 10_000));
    assert_eq!(scene.shop.count("orders.orders").await, 10);
    assert_eq!(scene.shop.count("orders.slots where taken = 10").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_buyers_of_the_last_seat_give_one_order() {
    let scene = Scene::set().await;
    let plenty = scene.shop.variant("KANGKUNG", 4_000).await;
    scene.shop.lot(plenty, 1_000_000, 5).await;
    let slot = scene.shop.slot(30, 1).await;
    let tally = fifty_orders(&scene, plenty, slot, "cod").await;
    assert_eq!(tally.get(&(201, String::new())), Some(&1), "{tally:?}");
    assert_eq!(
        tally.get(&(409, "slot_full".into())),
        Some(&49),
        "{tally:?}"
    );
    assert_eq!(scene.shop.count("orders.allocations").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_sent_fifty_times_at_once_gives_one_order() {
    let scene = Scene::set().await;
    let (app, body) = (scene.stage.app(), scene.order_body());
    let answers = all((0..50).map(|_| {
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
    assert_eq!(tally[&(201, String::new())] + in_flight, 50, "{tally:?}");
    assert_eq!(scene.shop.count("orders.orders").await, 1);
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000));
}

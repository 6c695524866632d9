//! What many claim, or decide, at the same moment.

use crate::claims::{deliver, delivered, filing, resolving, stage, two_bunches};
use crate::scene::Scene;
use orders::{file_claim, resolve_claim};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::Answer;

/// How often each status and code was answered.
async fn tally<F: Future<Output = Answer> + Send + 'static>(
    calls: impl Iterator<Item = F>,
) -> BTreeMap<String, usize> {
    let calls: Vec<_> = calls.map(tokio::spawn).collect();
    let mut tally = BTreeMap::new();
    for call in calls {
        let answer = call.await.unwrap();
        let code = answer.body["code"].as_str().unwrap_or_default();
        *tally
            .entry(format!("{} {code}", answer.status))
            .or_default() += 1;
    }
    tally
}

fn counts(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected
        .iter()
        .map(|(answer, count)| ((*answer).to_owned(), *count))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_claims_of_the_same_goods_one_is_heard() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let app: &file_claim::App = stage(&scene).app();
    let calls = (0..100)
        .map(|_| filing(&order, &scene.token, &two_bunches()).send(app, file_claim::handle));
    let expected = counts(&[("201 ", 1), ("409 already_claimed", 99)]);
    assert_eq!(tally(calls).await, expected);
    assert_eq!(scene.shop.count("orders.claims").await, 1);
    let told = "platform.outbox where event->>'type' = 'sayur.orders.claim_filed.v1'";
    assert_eq!(scene.shop.count(told).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_claims_of_a_part_as_many_are_heard_as_there_are_parts() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let app: &file_claim::App = stage(&scene).app();
    let mut body = two_bunches();
    body["lines"][0]["quantity"] = json!("0.3");
    let calls = (0..100).map(|_| filing(&order, &scene.token, &body).send(app, file_claim::handle));
    let expected = counts(&[("201 ", 6), ("409 already_claimed", 94)]);
    assert_eq!(tally(calls).await, expected);
    let sums = "select sum(quantity)::bigint, sum(cost)::bigint from orders.claim_lines";
    let sums = scene.shop.client().query_one(sums, &[]).await.unwrap();
    assert_eq!(
        (sums.get::<_, i64>(0), sums.get::<_, i64>(1)),
        (1_800, 9_000)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_resolutions_one_is_done() {
    for (kinds, of) in [
        (["refund", "credit"], "both"),
        (["credit", "credit"], "credit"),
    ] {
        let scene = Scene::set().await;
        let order = scene.placed().await;
        deliver(&scene, 1.0).await;
        let claim: Value = filing(&order, &scene.token, &two_bunches())
            .send(stage(&scene).app(), file_claim::handle)
            .await
            .expect(201);
        let app: &resolve_claim::App = stage(&scene).app();
        let calls = (0..100).map(|number| {
            let body = json!({ "kind": kinds[number % 2] });
            resolving(&scene, &claim, &format!("key-{number}"), &body)
                .send(app, resolve_claim::handle)
        });
        let expected = counts(&[("200 ", 1), ("409 claim_resolved", 99)]);
        assert_eq!(tally(calls).await, expected, "{of}");
        let refunds = scene
            .shop
            .count("platform.outbox where event->>'type' = 'sayur.orders.refund_due.v1'")
            .await;
        let credits = scene
            .shop
            .count("payments.credit_entries where amount = 10000")
            .await;
        assert_eq!(refunds + credits, 1, "{of}");
        let noted = "identity.audit_log where action = 'claim_resolved'";
        assert_eq!(scene.shop.count(noted).await, 1, "{of}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_a_hundred_times_has_one_effect_and_one_answer() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let claim: Value = filing(&order, &scene.token, &two_bunches())
        .send(stage(&scene).app(), file_claim::handle)
        .await
        .expect(201);
    let app: &resolve_claim::App = stage(&scene).app();
    let body = json!({ "kind": "credit" });
    let calls = (0..100)
        .map(|_| resolving(&scene, &claim, "the-key", &body).send(app, resolve_claim::handle));
    let tally = tally(calls).await;
    assert!(tally.contains_key("200 "), "{tally:?}");
    let other = |answer: &&String| !["200 ", "409 request_in_progress"].contains(&answer.as_str());
    assert_eq!(tally.keys().find(other), None, "{tally:?}");
    assert_eq!(scene.shop.count("payments.credit_entries").await, 1);
}

//! Orders that turned out to cost less: the difference goes back, once, and never more than was taken.

use crate::ended_orders::paid;
use crate::scene::Scene;
use domain::orders::OrderStatus;
use payments::process_payment_event::handle;
use serde_json::json;

const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

#[tokio::test]
async fn a_refund_that_is_asked_for_five_times_is_made_once() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    for _ in 0..5 {
        // The event that comes again, and another that means the same.
        let due = scene.due(&order, 3_000, "packed").await;
        scene.process(&due).await.unwrap();
        scene.process(&due).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "partially_refunded");
    assert_eq!(payments["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(payments["refunds"][0]["amount"]["amount"], 3_000);
    assert_eq!(payments["refunds"][0]["reason"], "packed_less");
    let known = scene.at_gateway(&payment).await;
    assert_eq!(
        (&known["transaction_status"], &known["refund_amount"]),
        (&json!("partial_refund"), &json!("3000.00"))
    );
    let told = scene.told(REFUNDED).await;
    assert_eq!(
        (told.len(), &told[0]["amount"]["amount"]),
        (1, &json!(3_000))
    );

    // Midtrans tells of it: nothing new. The order ends: what is left goes back.
    scene.notify(&known).await.expect(200);
    scene.work().await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    for _ in 0..2 {
        scene.process(&ended).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "refunded");
    assert_eq!(payments["refunds"][1]["amount"]["amount"], 22_000);
    assert_eq!(
        scene.at_gateway(&payment).await["refund_amount"],
        "25000.00"
    );
    // Nothing is left for whoever comes late.
    let late = scene.due(&order, 1_000, "late").await;
    scene.process(&late).await.unwrap();
    assert_eq!(
        scene.payments(&order).await["refunds"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn part_of_a_transfer_is_given_back_by_hand() {
    let scene = Scene::set().await;
    let (order, _) = paid(&scene, "bank_transfer").await;
    let due = scene.due(&order, 3_000, "packed").await;
    for _ in 0..2 {
        scene.process(&due).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "succeeded");
    assert_eq!(payments["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(payments["refunds"][0]["status"], "manual");
    assert_eq!(scene.told(REFUNDED).await[0]["route"], "bank_transfer");
}

#[tokio::test]
async fn what_is_paid_at_the_door_does_not_go_back() {
    let scene = Scene::set().await;
    let order = scene.order_in("confirmed", "cod").await;
    let due = scene.due(&order, 3_000, "packed").await;
    scene.process(&due).await.unwrap();
    assert_eq!(scene.payments(&order).await["refunds"], json!([]));
}

#[tokio::test]
async fn a_refund_that_a_gateway_which_is_away_did_not_make_is_made_later() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let due = scene.due(&order, 3_000, "packed").await;
    let away = scene.without_gateway();
    let failed = handle(away.app(), due.clone()).await;
    assert_eq!(failed.unwrap_err().code(), "payment_gateway_unavailable");
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    scene.process(&due).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    let refunds = scene.at_gateway(&payment).await["refunds"].clone();
    assert_eq!(refunds.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_hundred_refunds_at_once_give_back_what_was_taken_and_no_more() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let mut events = vec![Box::pin(scene.end(&order, OrderStatus::Cancelled)).await];
    for number in 0..99 {
        events.push(scene.due(&order, 1_000, &format!("part-{number}")).await);
    }
    let app = scene.stage.app();
    // As the queue does: what fails comes again.
    while !events.is_empty() {
        let tasks: Vec<_> = events
            .into_iter()
            .map(|event| (event.clone(), tokio::spawn(Box::pin(handle(app, event)))))
            .collect();
        events = Vec::new();
        for (event, task) in tasks {
            if let Err(problem) = task.await.unwrap() {
                assert_eq!(problem.code(), "unavailable");
                events.push(event);
            }
        }
    }
    let payments = scene.payments(&order).await;
    let refunds = payments["refunds"].as_array().unwrap();
    let sum: i64 = refunds
        .iter()
        .map(|refund| refund["amount"]["amount"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 25_000);
    assert!(refunds.iter().all(|refund| refund["status"] == "succeeded"));
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(
        scene.at_gateway(&payment).await["refund_amount"],
        "25000.00"
    );
    assert_eq!(scene.told(REFUNDED).await.len(), refunds.len());
}

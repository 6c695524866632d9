//! What many of the staff, the shopper and time do to one order at once.

use crate::crew::{Crew, Member, bring_to, courier, member, moving, order, step};
use crate::races::{all, tally};
use crate::scene::text;
use domain::identity::Permission::{self, OrdersDeliver};
use orders::{MoveApp, ShopApp, cancel_order, expire_orders, transition_order};
use serde_json::{Value, json};
use std::collections::HashMap;
use testkit::Call;

type Tally = HashMap<(u16, String), usize>;

/// What each of these is told who take their step at the same moment.
async fn at_once(crew: &Crew, order: &Value, steps: &[(&Member, Value)]) -> Tally {
    let app = crew.moves;
    let calls: Vec<Call> = steps
        .iter()
        .map(|(member, body)| moving(member, order, body))
        .collect();
    let sent = calls
        .into_iter()
        .map(|call| call.send(app, transition_order::handle));
    tally(all(sent).await)
}

/// One did it; the others are told why not.
fn once(tally: &Tally, status: u16, code: &str) {
    assert_eq!(tally.get(&(200, String::new())), Some(&1), "{tally:?}");
    assert_eq!(tally.get(&(status, code.into())), Some(&99), "{tally:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_who_take_one_step_one_does() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let placed = order(&crew, "one", "cod").await;
    for to in [
        "picking",
        "packed",
        "out_for_delivery",
        "delivered",
        "completed",
    ] {
        let steps: Vec<_> = (0..100).map(|_| (&chief, step(to, "cod"))).collect();
        once(
            &at_once(&crew, &placed, &steps).await,
            409,
            "illegal_transition",
        );
    }
    assert_eq!(crew.statuses(&placed).await.len(), 6);
    assert_eq!(crew.shop.level(crew.lot).await, (8_000, 0));
    assert_eq!(crew.shop.count("orders.orders where attempts = 1").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_delivered_or_it_is_not() {
    let crew = Crew::set().await;
    let one = courier(&crew).await;
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    let steps = [(&one, step("out_for_delivery", "cod"))];
    at_once(&crew, &placed, &steps).await;
    let steps: Vec<_> = (0..100)
        .map(|turn| {
            (
                &one,
                step(["delivered", "delivery_failed"][turn % 2], "cod"),
            )
        })
        .collect();
    once(
        &at_once(&crew, &placed, &steps).await,
        409,
        "illegal_transition",
    );
    let sound = "orders.orders where (status = 'delivered') = (collected is not null)";
    assert_eq!(crew.shop.count(sound).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_couriers_one_sets_out() {
    let crew = Crew::set().await;
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    let mut couriers = Vec::new();
    for _ in 0..100 {
        couriers.push(member(&crew, &[OrdersDeliver]).await);
    }
    let steps: Vec<_> = couriers
        .iter()
        .map(|one| (one, step("out_for_delivery", "cod")))
        .collect();
    let tally = at_once(&crew, &placed, &steps).await;
    // To the others it is somebody else's by now.
    once(&tally, 404, "order_not_found");
    assert_eq!(crew.shop.count("orders.orders where attempts = 1").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_come_back_once() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let placed = order(&crew, "one", "midtrans").await;
    bring_to(&crew, &placed, "delivery_failed").await;
    let body =
        json!({ "to": "returned", "returned_lines": [{ "sku": "BYM-IKAT", "restock": "1" }] });
    let again = json!({ "to": "out_for_delivery" });
    let steps: Vec<_> = (0..100)
        .map(|turn| {
            (
                &chief,
                if turn % 2 == 0 {
                    body.clone()
                } else {
                    again.clone()
                },
            )
        })
        .collect();
    let tally = at_once(&crew, &placed, &steps).await;
    once(&tally, 409, "illegal_transition");
    let row = "select status, version from orders.orders";
    let row = crew.shop.client().query_one(row, &[]).await.unwrap();
    let came_back = row.get::<_, &str>(0) == "returned";
    let on_hand = if came_back { 9_000 } else { 8_000 };
    assert_eq!(crew.shop.level(crew.lot).await, (on_hand, 0));
    let refunds = "platform.outbox where event->>'type' = 'sayur.orders.refund_due.v1'";
    assert_eq!(crew.shop.count(refunds).await, i64::from(came_back));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_cancelled_or_it_is_picked() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let (picks, cancels): (_, &MoveApp) = (crew.moves, crew.stage.app());
    for turn in 0..4 {
        let placed = order(&crew, &format!("order-{turn}"), "cod").await;
        let code = text(&placed["code"]);
        let cancel = || {
            Call::post("/v1/orders/code/cancel")
                .parameter("code", code)
                .bearer(&crew.token)
                .json(&json!({}))
                .send(cancels, cancel_order::handle)
        };
        let pick = || {
            moving(&chief, &placed, &step("picking", "cod")).send(picks, transition_order::handle)
        };
        let cancelling: Vec<_> = (0..50).map(|_| cancel()).collect();
        let picking: Vec<_> = (0..50).map(|_| pick()).collect();
        let (cancelled, picked) =
            tokio::join!(all(cancelling.into_iter()), all(picking.into_iter()));
        let done = |answers: &[testkit::Answer]| {
            answers.iter().filter(|answer| answer.status == 200).count()
        };
        let (cancelled, picked) = (done(&cancelled), done(&picked));
        assert_eq!(cancelled + picked, 1);
        let held = format!(
            "orders.allocations a join orders.orders o on o.id = a.order_id where o.code = '{code}'"
        );
        assert_eq!(crew.shop.count(&held).await, i64::try_from(picked).unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_nobody_claims_is_over_once() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let (early, late) = (
        order(&crew, "one", "cod").await,
        order(&crew, "two", "cod").await,
    );
    bring_to(&crew, &early, "delivered").await;
    bring_to(&crew, &late, "delivered").await;
    let app: &ShopApp = crew.stage.app();
    let run = || tokio::spawn(expire_orders::handle(app, "run".into()));
    run().await.unwrap().unwrap();
    assert_eq!(
        crew.shop
            .count("orders.orders where status = 'delivered'")
            .await,
        2
    );
    // Since more than a day; the other for a minute less.
    let since = "alter table orders.timeline disable trigger timeline_append_only;
        update orders.timeline t set at = now() - interval '24 hours' + interval '1 minute' where status = 'delivered';
        update orders.timeline t set at = now() - interval '24 hours' - interval '1 second'
        from orders.orders o where o.id = t.order_id and t.status = 'delivered' and o.code = '{code}'";
    let since = since.replace("{code}", text(&early["code"]));
    crew.shop.client().batch_execute(&since).await.unwrap();
    let steps: Vec<_> = (0..20)
        .map(|_| (&chief, json!({ "to": "completed" })))
        .collect();
    let runs: Vec<_> = (0..5).map(|_| run()).collect();
    at_once(&crew, &early, &steps).await;
    for run in runs {
        run.await.unwrap().unwrap();
    }
    let statuses = crew.statuses(&early).await;
    assert_eq!(
        statuses
            .iter()
            .filter(|status| *status == "completed")
            .count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(crew.statuses(&late).await.last().unwrap(), "delivered");
    let by_shop = "orders.timeline where status = 'completed'";
    assert_eq!(crew.shop.count(by_shop).await, 1);
    let told = "platform.outbox where event->'data'->'order'->>'status' = 'completed'";
    assert_eq!(crew.shop.count(told).await, 1);
}

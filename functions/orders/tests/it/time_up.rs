//! A handler's time is up at the worst moments: the function goes on, with nothing of it left behind, and whoever asks
//! again with the same key gets the one order.

use crate::crash_points::{CutWire, gone, waiting};
use crate::scene::Scene;
use domain::events::Outbox;
use domain::{Clock, SystemClock};
use orders::place_order;
use postgres::{Database, PgOutbox};
use runtime::Reply;
use telemetry::PROBLEMS;
use testkit::{Call, MetricLog};

fn placing(scene: &Scene) -> Call {
    Call::post("/v1/orders")
        .bearer(&scene.token)
        .header("idempotency-key", "the-order")
        .json(&scene.order_body())
}

#[tokio::test]
async fn an_order_that_was_being_written_is_not_there_and_its_connection_is_not_used_again() {
    let log = MetricLog::start();
    let scene = Scene::set().await;
    let stage = scene.stage.clone().with("DATABASE_CONNECTIONS", "1");
    let app: &place_order::App = stage.app();
    let mut other = scene.database.client().await;
    let other = other.transaction().await.unwrap();
    let lock = "select from catalog.lots for update";
    other.execute(lock, &[]).await.unwrap();
    let mut pid = 0;
    let over = async { pid = waiting(&scene).await };
    let answer = placing(&scene)
        .send_until(over, app, place_order::handle)
        .await;
    assert_eq!(answer.headers["retry-after"], "5");
    answer.expect_problem(503, "timed_out");
    assert_eq!(log.sum(&PROBLEMS), 1);

    other.rollback().await.unwrap();
    gone(&scene, pid).await;
    assert_eq!(scene.shop.count("orders.orders").await, 0);
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
    let order = placing(&scene).send(app, place_order::handle).await;
    assert_eq!(
        scene.statuses(&order.expect(201)).await,
        ["awaiting_payment"]
    );
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000));
}

#[tokio::test]
async fn an_order_that_waits_for_its_goods_in_vain_may_come_again() {
    let scene = Scene::set().await;
    let impatient = format!(
        "{}&options=-c%20lock_timeout%3D100ms",
        scene.database.url_of_functions()
    );
    let stage = scene.stage.clone().with("DATABASE_URL", &impatient);
    let app: &place_order::App = stage.app();
    let mut other = scene.database.client().await;
    let other = other.transaction().await.unwrap();
    let lock = "select from catalog.lots for update";
    other.execute(lock, &[]).await.unwrap();
    let answer = placing(&scene).send(app, place_order::handle).await;
    answer.expect_problem(503, "unavailable");
    other.rollback().await.unwrap();
    let again = placing(&scene).send(app, place_order::handle).await;
    again.expect(201);
}

#[tokio::test]
async fn an_order_whose_commit_was_not_heard_of_in_time_is_given_to_whoever_asks_again() {
    let scene = Scene::set().await;
    let wire = CutWire::before(&scene.database).await;
    let stage = scene.stage.clone().with("DATABASE_URL", &wire.url);
    placing(&scene)
        .send_until(wire.committed(), stage.app(), place_order::handle)
        .await
        .expect_problem(503, "timed_out");
    let app: &place_order::App = scene.stage.app();
    let again = async || placing(&scene).send(app, place_order::handle).await;
    let order = again().await.expect(201);
    assert_eq!(again().await.expect(201), order);
    assert_eq!(scene.shop.count("orders.orders").await, 1);
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000));
    assert_eq!(scene.events().await, ["sayur.orders.order_placed.v1"]);
}

#[tokio::test]
async fn nobody_waits_for_a_statement_that_was_given_up() {
    let scene = Scene::set().await;
    let stage = scene.stage.clone().with("DATABASE_CONNECTIONS", "1");
    let database: &Database = stage.of("platform").app();
    let outbox: &PgOutbox = Box::leak(Box::new(database.clone().into()));
    let mut other = scene.database.client().await;
    let other = other.transaction().await.unwrap();
    let lock = "lock table platform.outbox in access exclusive mode";
    other.execute(lock, &[]).await.unwrap();
    let over = async {
        waiting(&scene).await;
    };
    Call::get("/v1/outbox")
        .send_until(over, outbox, async |outbox, _| {
            outbox.claim(1, SystemClock.now()).await?;
            Ok(Reply::no_content())
        })
        .await
        .expect_problem(503, "timed_out");
    // The lock is still held, and the statement still waits for it.
    database.ping().await.unwrap();
    other.rollback().await.unwrap();
}

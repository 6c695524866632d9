//! What is RabbitMQ's alone: a connection that lasts, and breaks.

use crate::support::{HURRY, PATIENCE, TO_ORDERS, assert_holds, broker, event, ids, rabbitmq};
use domain::events::EventBus;
use lapin::options::QueueDeleteOptions;
use messaging::{Bus, Queue};
use std::time::{Duration, Instant};
use testkit::{Line, Stage, TestBus, eventually};

#[tokio::test]
async fn a_connection_that_broke_is_made_anew_within_the_send() {
    let bus = rabbitmq().await;
    let line = Line::to(&bus.address()).await;
    let sender: &Bus = bus.behind(Stage::default(), &line.address()).app();
    let events = [event(TO_ORDERS), event(TO_ORDERS), event(TO_ORDERS)];
    assert_eq!(sender.send(&events[..1], PATIENCE).await, ids(&events[..1]));

    line.cut();
    assert_eq!(sender.send(&events[1..2], PATIENCE).await, []);
    line.mend();
    assert_eq!(sender.send(&events[2..], PATIENCE).await, ids(&events[2..]));
    assert_holds(&bus, "orders", &[events[0].clone(), events[2].clone()]).await;
}

#[tokio::test]
async fn a_broker_that_hangs_is_waited_for_once_and_used_again_when_it_answers() {
    let bus = rabbitmq().await;
    let line = Line::to(&bus.address()).await;
    let sender: &Bus = bus.behind(Stage::default(), &line.address()).app();
    let (first, second) = (event(TO_ORDERS), event(TO_ORDERS));
    assert_eq!(
        sender.send(std::slice::from_ref(&first), PATIENCE).await,
        [first.id]
    );

    line.let_hang();
    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(sender.send(std::slice::from_ref(&second), HURRY).await, []);
    }
    assert!(
        started.elapsed() < Duration::from_secs(1),
        "each send waited: {:?}",
        started.elapsed()
    );

    line.mend();
    eventually("the broker is used again", async || {
        sender.send(std::slice::from_ref(&second), PATIENCE).await == [second.id]
    })
    .await;
    assert_holds(&bus, "orders", &[first, second]).await;
}

#[tokio::test]
async fn what_no_queue_takes_is_not_sent() {
    let bus = rabbitmq().await;
    let sender: &Bus = bus.on(Stage::default()).app();
    let event = event(TO_ORDERS);
    assert_eq!(
        sender.send(std::slice::from_ref(&event), PATIENCE).await,
        [event.id]
    );

    let (_connection, channel) = broker(&bus).open().await.unwrap();
    let name = broker(&bus).topology().queue(Queue::Orders);
    channel
        .queue_delete(name.as_str().into(), QueueDeleteOptions::default())
        .await
        .unwrap();
    assert_eq!(
        sender.send(std::slice::from_ref(&event), PATIENCE).await,
        []
    );
}

#[test]
fn an_address_that_cannot_be_read_is_not_repeated() {
    let bus = TestBus::rabbitmq();
    let stage = bus
        .on(Stage::default())
        .with("AMQP_URL", "amqp//guest:password@nowhere");
    let error = <Bus as config::FromEnvironment>::from_environment(&stage.environment()).err();
    let message = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(
        message.contains("AMQP_URL") && !message.contains("password"),
        "{message}"
    );
}

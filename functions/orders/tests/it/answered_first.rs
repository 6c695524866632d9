//! Whoever places an order does not wait for its events: they leave once the answer is given.

use crate::crash_points::to;
use crate::sandbox::{Sandbox, read_request};
use crate::scene::Scene;
use serde_json::Value;
use testkit::Call;
use tokio::io::BufReader;
use tokio::net::TcpListener;

#[tokio::test]
async fn an_order_is_answered_before_its_events_leave() {
    let scene = Scene::set().await;
    let queues = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let placing = Call::post("/v1/orders")
        .bearer(&scene.token)
        .header("idempotency-key", "the-order")
        .json(&scene.order_body());
    let binary = env!("CARGO_BIN_EXE_place-order");
    let mut sandbox = Sandbox::invoke(binary, &to(&scene.stage, &queues), placing.event()).await;
    let tell = sandbox.told();
    tokio::spawn(async move {
        let (connection, _) = queues.accept().await.unwrap();
        let sent = read_request(&mut BufReader::new(connection)).await;
        tell.send(sent.unwrap()).unwrap();
    });

    assert!(sandbox.asks().await.line.starts_with("GET "));
    let answer = sandbox.asks().await;
    assert!(
        answer.line.ends_with("/response HTTP/1.1"),
        "{}",
        answer.line
    );
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(answer["statusCode"], 201);
    let order: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
    let sent = sandbox.asks().await;
    assert!(
        sent.body.contains(order["id"].as_str().unwrap()),
        "{}",
        sent.line
    );
    // No queue has said that it took the event, and the function asks for more.
    assert!(sandbox.asks().await.line.starts_with("GET "));
    let unsent = "platform.outbox where sent_at is null";
    assert_eq!(scene.shop.count(unsent).await, 1);
}

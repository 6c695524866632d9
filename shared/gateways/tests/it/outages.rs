//! A gateway that is away, slow, or talks nonsense.

use crate::scene::{Scene, bill, gateways_at, payment};
use domain::payments::{Gateway, GatewayError, GatewayStatus, Method};
use domain::{Clock, SystemClock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers every connection with these bytes, and with silence if there are none; answers its address and a
/// count of the connections.
async fn answering(bytes: &'static str) -> (String, tokio::sync::mpsc::UnboundedReceiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (count, counted) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            count.send(()).unwrap();
            tokio::spawn(async move {
                let _ = connection.read(&mut [0; 16_384]).await;
                if bytes.is_empty() {
                    std::future::pending::<()>().await;
                }
                connection.write_all(bytes.as_bytes()).await.unwrap();
            });
        }
    });
    (url, counted)
}

#[tokio::test]
async fn a_gateway_that_is_not_there_has_done_nothing() {
    let gateways = gateways_at("http://127.0.0.1:1", "key");
    let snap = payment(&bill(), Method::Snap);
    assert_eq!(
        gateways.start(&snap, &bill(), SystemClock.now()).await,
        Err(GatewayError::Unavailable)
    );
    assert_eq!(
        gateways.status(&snap).await.unwrap_err(),
        GatewayError::Unavailable
    );
}

#[tokio::test]
async fn an_answer_that_does_not_come_leaves_the_outcome_unknown_and_nothing_is_sent_twice() {
    let (url, mut counted) = answering("").await;
    let gateways = gateways_at(&url, "key");
    let qris = payment(&bill(), Method::Qris);
    let started = gateways.start(&qris, &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::Timeout));
    assert!(counted.recv().await.is_some() && counted.try_recv().is_err());
}

#[tokio::test]
async fn only_a_question_is_asked_again() {
    let (url, mut counted) = answering(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    )
    .await;
    let gateways = gateways_at(&url, "key");
    let qris = payment(&bill(), Method::Qris);
    assert_eq!(
        gateways.status(&qris).await.unwrap_err(),
        GatewayError::Unavailable
    );
    assert!(
        counted.try_recv().is_ok() && counted.try_recv().is_ok() && counted.try_recv().is_err()
    );
    let started = gateways.start(&qris, &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::Unavailable));
    assert!(counted.try_recv().is_ok() && counted.try_recv().is_err());
}

#[tokio::test]
async fn nonsense_is_not_taken_for_an_answer() {
    let (url, _counted) =
        answering("HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>").await;
    let gateways = gateways_at(&url, "key");
    let qris = payment(&bill(), Method::Qris);
    assert_eq!(
        gateways.status(&qris).await.unwrap_err(),
        GatewayError::Unreadable("body")
    );
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    let scene = Scene::set().await;
    let gateways = gateways_at(&scene.url, "another");
    let snap = payment(&bill(), Method::Snap);
    let refused = Err(GatewayError::Rejected { code: "401".into() });
    assert_eq!(
        gateways.start(&snap, &bill(), SystemClock.now()).await,
        refused
    );
    assert_eq!(
        gateways.status(&snap).await.map(|_| ()),
        Err(GatewayError::Rejected { code: "401".into() })
    );
}

/// Answers the first request of every connection and breaks the connection at the second, as something on the way
/// does that has forgotten a connection that rested.
async fn forgetful() -> (String, tokio::sync::mpsc::UnboundedReceiver<()>) {
    const PENDING: &str = r#"{"status_code":"201","transaction_status":"pending","order_id":"SYR-0A1B2C3D-1","gross_amount":"25000.00"}"#;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (count, counted) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            count.send(()).unwrap();
            tokio::spawn(async move {
                let _ = connection.read(&mut [0; 16_384]).await;
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n",
                    PENDING.len()
                );
                let answer = head + PENDING;
                connection.write_all(answer.as_bytes()).await.unwrap();
                let _ = connection.read(&mut [0; 16_384]).await;
            });
        }
    });
    (url, counted)
}

fn count(counted: &mut tokio::sync::mpsc::UnboundedReceiver<()>) -> usize {
    std::iter::from_fn(|| counted.try_recv().ok()).count()
}

#[tokio::test]
async fn a_connection_that_died_fails_no_question_and_repeats_no_charge() {
    let (url, mut counted) = forgetful().await;
    let gateways = gateways_at(&url, "key");
    let qris = payment(&bill(), Method::Qris);
    for connections in [1, 1] {
        let report = gateways.status(&qris).await.unwrap();
        assert_eq!(report.status, GatewayStatus::Pending);
        assert_eq!(count(&mut counted), connections);
    }
    // On the second's connection: whether that did anything is not known.
    let started = gateways.start(&qris, &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::Timeout));
    assert_eq!(count(&mut counted), 0);
}

#[tokio::test]
async fn a_gateway_that_keeps_failing_is_left_alone() {
    let (url, mut counted) = answering(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
    )
    .await;
    let gateways = gateways_at(&url, "key");
    let qris = payment(&bill(), Method::Qris);
    for _ in 0..6 {
        let asked = gateways.status(&qris).await.map(|_| ());
        assert_eq!(asked, Err(GatewayError::Unavailable));
    }
    let started = gateways.start(&qris, &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::Unavailable));
    assert_eq!(count(&mut counted), 5);
}

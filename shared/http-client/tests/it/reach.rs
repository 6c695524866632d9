//! An address that somebody else named leads to the internet or nowhere.

use http_client::{Bytes, Full, HttpClient, HttpError, Reach, Request, StatusCode};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PATIENCE: Duration = Duration::from_secs(5);

fn request(url: &str) -> Request<Full<Bytes>> {
    Request::post(url).body(Full::default()).unwrap()
}

async fn outcome(reach: Reach, url: &str) -> Result<StatusCode, HttpError> {
    let client = HttpClient::within(reach, PATIENCE).unwrap();
    client.send_for_status(request(url)).await
}

/// Listens, and answers one call with this.
async fn answering(answer: &'static str) -> (u16, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(answer.as_bytes()).await;
    });
    (port, task)
}

#[tokio::test]
async fn a_name_that_stands_for_the_inside_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for host in [
        "localhost",
        "127.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00:ec2::254]",
    ] {
        let url = format!("https://{host}:{port}/");
        assert_eq!(
            outcome(Reach::Internet, &url).await,
            Err(HttpError::NotPublic),
            "{url}"
        );
    }
    // No certificate is for such a name: nothing is even resolved.
    for host in ["127.1", "2130706433", "0x7f000001", "0177.0.0.1"] {
        let url = format!("https://{host}:{port}/");
        let refused = outcome(Reach::Internet, &url).await.unwrap_err();
        assert_ne!(refused, HttpError::NoAnswer, "{url}");
    }
    // Nobody has knocked.
    drop(
        tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .unwrap(),
    );
    let (_, first) = listener.accept().await.unwrap();
    assert_eq!(first.ip().to_string(), "127.0.0.1");
    let more = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(more.is_err(), "{more:?}");
}

#[tokio::test]
async fn the_internet_is_reached_by_https_alone() {
    assert_eq!(
        outcome(Reach::Internet, "http://1.1.1.1/").await,
        Err(HttpError::NotConnected)
    );
}

#[tokio::test]
async fn the_shop_s_own_addresses_lead_anywhere_and_a_redirect_is_an_answer() {
    let answer = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let (port, task) = answering(answer).await;
    let url = format!("http://localhost:{port}/");
    assert_eq!(outcome(Reach::Anywhere, &url).await, Ok(StatusCode::FOUND));
    task.await.unwrap();
}

#[tokio::test]
async fn a_status_counts_whatever_becomes_of_the_body() {
    // It promises more than it sends.
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nbegun";
    let (port, task) = answering(answer).await;
    let url = format!("http://127.0.0.1:{port}/");
    assert_eq!(outcome(Reach::Anywhere, &url).await, Ok(StatusCode::OK));
    task.await.unwrap();
}

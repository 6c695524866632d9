use crate::support::{cache_at, pass_one_on, url_behind};
use cache::Cache;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::time::{interval, timeout};

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Asks until Redis is asked again: it rests for a second.
async fn answers_after_its_rest(cache: &Cache) -> bool {
    let mut ticks = interval(Duration::from_millis(20));
    let asking = async {
        while !cache.ping().await {
            ticks.tick().await;
        }
    };
    timeout(Duration::from_secs(10), asking).await.is_ok()
}

#[tokio::test]
async fn a_silent_redis_is_waited_for_once() {
    let (_listener, port) = listener().await;
    let cache = cache_at(&url_behind(port));
    let started = Instant::now();
    assert!(!cache.ping().await);
    assert!(
        (200..350).contains(&started.elapsed().as_millis()),
        "{:?}",
        started.elapsed()
    );
    let started = Instant::now();
    for _ in 0..100 {
        assert!(!cache.ping().await);
    }
    assert!(
        started.elapsed() < Duration::from_millis(50),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn fifty_calls_to_a_silent_redis_wait_no_longer_than_one() {
    let (_listener, port) = listener().await;
    let cache = cache_at(&url_behind(port));
    let started = Instant::now();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let cache = cache.clone();
        calls.spawn(async move { cache.ping().await });
    }
    assert_eq!(calls.join_all().await, [false; 50]);
    assert!(
        started.elapsed() < Duration::from_millis(400),
        "{:?}",
        started.elapsed()
    );
}

#[tokio::test]
async fn a_closed_port_is_given_up_on_at_once_and_tried_again_after_a_rest() {
    let (closed, port) = listener().await;
    drop(closed);
    let cache = cache_at(&url_behind(port));
    let started = Instant::now();
    assert!(!cache.ping().await);
    assert!(
        started.elapsed() < Duration::from_millis(100),
        "{:?}",
        started.elapsed()
    );

    let redis = pass_one_on(TcpListener::bind(("127.0.0.1", port)).await.unwrap());
    assert!(!cache.ping().await, "it is not asked while it rests");
    assert!(answers_after_its_rest(&cache).await);
    assert!(cache.ping().await);
    redis.abort();
}

#[tokio::test]
async fn a_connection_that_was_cut_is_replaced_within_the_call() {
    let (listener, port) = listener().await;
    let second = listener.into_std().unwrap();
    let first = TcpListener::from_std(second.try_clone().unwrap()).unwrap();
    let cache = cache_at(&url_behind(port));
    let first = pass_one_on(first);
    assert!(cache.ping().await);
    first.abort();
    assert!(first.await.is_err(), "cut");
    let second = pass_one_on(TcpListener::from_std(second).unwrap());
    assert!(cache.ping().await);
    second.abort();
}

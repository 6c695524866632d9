use crate::support::cache;
use cache::{Limit, Rate};
use std::time::Instant;
use time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

const MINUTE: Limit = Limit {
    calls: 20,
    per: Duration::minutes(1),
};

/// A key that no other test and no other run has.
fn new_key() -> String {
    format!(
        "test:{}",
        Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
    )
}

#[tokio::test]
async fn of_fifty_calls_at_once_exactly_as_many_are_allowed_as_the_limit_says() {
    let (cache, key) = (cache(), new_key());
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (cache, key) = (cache.clone(), key.clone());
        calls.spawn(async move { cache.count_call(&key, MINUTE).await.expect("Redis answers") });
    }
    let rates = calls.join_all().await;
    let allowed = rates.iter().filter(|rate| **rate == Rate::Allowed).count();
    assert_eq!(allowed, 20, "{rates:?}");
    for rate in rates {
        if let Rate::Exceeded { retry_after } = rate {
            assert!((59..=60).contains(&retry_after), "{retry_after}");
        }
    }
}

#[tokio::test]
async fn the_window_slides() {
    let (cache, key) = (cache(), new_key());
    let limit = Limit {
        calls: 2,
        per: Duration::milliseconds(100),
    };
    let count = async || cache.count_call(&key, limit).await.expect("Redis answers");
    let started = Instant::now();
    assert_eq!(
        (count().await, count().await),
        (Rate::Allowed, Rate::Allowed)
    );
    assert_eq!(count().await, Rate::Exceeded { retry_after: 1 });
    // Calls that were refused do not count: the next is allowed once the first two are out of the window.
    while count().await != Rate::Allowed {}
    let waited = started.elapsed();
    assert!((95..300).contains(&waited.as_millis()), "{waited:?}");
}

#[tokio::test]
async fn keys_count_by_themselves() {
    let (cache, one, other) = (cache(), new_key(), new_key());
    let limit = Limit { calls: 1, ..MINUTE };
    assert_eq!(cache.count_call(&one, limit).await, Some(Rate::Allowed));
    assert_eq!(cache.count_call(&other, limit).await, Some(Rate::Allowed));
    assert!(matches!(
        cache.count_call(&one, limit).await,
        Some(Rate::Exceeded { .. })
    ));
    cache.forget_calls(&one).await.expect("Redis answers");
    assert_eq!(cache.count_call(&one, limit).await, Some(Rate::Allowed));
    assert!(matches!(
        cache.count_call(&other, limit).await,
        Some(Rate::Exceeded { .. })
    ));
}

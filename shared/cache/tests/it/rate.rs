use crate::support::{cache, redis};
use cache::{Count, Rule, Standing};
use std::time::Instant;
use time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

const WINDOW: Rule = Rule::Window {
    calls: 20,
    per: Duration::MINUTE,
};
const DELAY: Rule = Rule::Delay {
    free: 5,
    longest: Duration::minutes(15),
    forgotten_after: Duration::DAY,
};

/// A key that no other test and no other run has.
fn new_key() -> String {
    format!(
        "test:{}",
        Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
    )
}

fn under(key: &str, rule: Rule) -> Count {
    Count {
        key: key.into(),
        rule,
    }
}

/// Counts a call under one key.
async fn count(key: &str, rule: Rule) -> Standing {
    let standings = cache().count(&[under(key, rule)]).await;
    standings.expect("Redis answers")[0]
}

/// Ends the wait of a delay, as time would.
async fn end_the_wait(key: &str) {
    let mut end = redis::cmd("HSET");
    end.arg(format!("rate:{key}")).arg("until").arg(0);
    let mut connection = redis().await;
    let _: () = end.query_async(&mut connection).await.unwrap();
}

#[tokio::test]
async fn of_fifty_calls_at_once_exactly_as_many_are_allowed_as_the_limit_says() {
    let (cache, key) = (cache(), new_key());
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (cache, counts) = (cache.clone(), [under(&key, WINDOW)]);
        calls.spawn(async move { cache.count(&counts).await.expect("Redis answers")[0] });
    }
    let standings = calls.join_all().await;
    let mut left: Vec<_> = standings
        .iter()
        .filter(|standing| standing.wait == 0)
        .map(|standing| standing.remaining)
        .collect();
    left.sort_unstable();
    assert_eq!(left, (0..20).collect::<Vec<_>>());
    for standing in standings {
        assert_eq!(standing.limit, 20);
        assert!((59..=60).contains(&standing.reset), "{standing:?}");
        if standing.wait > 0 {
            assert_eq!((standing.wait, standing.remaining), (standing.reset, 0));
        }
    }
}

#[tokio::test]
async fn the_window_slides() {
    let key = new_key();
    let rule = Rule::Window {
        calls: 2,
        per: Duration::milliseconds(100),
    };
    let started = Instant::now();
    assert_eq!(
        (count(&key, rule).await.wait, count(&key, rule).await.wait),
        (0, 0)
    );
    assert_eq!(count(&key, rule).await.wait, 1);
    // Calls that were refused do not count: the next is allowed once the first two are out of the window.
    while count(&key, rule).await.wait > 0 {}
    let waited = started.elapsed();
    assert!((95..300).contains(&waited.as_millis()), "{waited:?}");
}

#[tokio::test]
async fn keys_count_by_themselves() {
    let (cache, one, other) = (cache(), new_key(), new_key());
    let rule = Rule::Window {
        calls: 1,
        per: Duration::MINUTE,
    };
    assert_eq!(count(&one, rule).await.wait, 0);
    assert_eq!(count(&other, rule).await.wait, 0);
    assert!(count(&one, rule).await.wait > 0);
    cache.forget_calls(&one).await.expect("Redis answers");
    assert_eq!(count(&one, rule).await.wait, 0);
    assert!(count(&other, rule).await.wait > 0);
}

#[tokio::test]
async fn a_call_that_one_rule_refuses_is_counted_under_none() {
    let (cache, narrow, wide, tries) = (cache(), new_key(), new_key(), new_key());
    let once = Rule::Window {
        calls: 1,
        per: Duration::MINUTE,
    };
    let all = [
        under(&wide, WINDOW),
        under(&tries, DELAY),
        under(&narrow, once),
    ];
    let left = async || -> Vec<(u32, u32)> {
        let standings = cache.count(&all).await.expect("Redis answers");
        standings
            .iter()
            .map(|standing| (standing.remaining, standing.wait.min(1)))
            .collect()
    };
    assert_eq!(left().await, [(19, 0), (4, 0), (0, 0)]);
    for _ in 0..3 {
        assert_eq!(left().await, [(19, 0), (4, 0), (0, 1)]);
    }
    cache.forget_calls(&narrow).await.expect("Redis answers");
    assert_eq!(left().await, [(18, 0), (3, 0), (0, 0)]);
}

#[tokio::test]
async fn after_five_tries_each_wait_is_twice_the_last_up_to_a_quarter_of_an_hour() {
    let key = new_key();
    for left in [4, 3, 2, 1, 0] {
        let standing = count(&key, DELAY).await;
        assert_eq!(
            (standing.remaining, standing.reset, standing.wait),
            (left, 86_400, 0)
        );
    }
    for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
        let taken = count(&key, DELAY).await;
        assert_eq!((taken.wait, taken.reset), (0, wait));
        for _ in 0..2 {
            let refused = count(&key, DELAY).await;
            assert!(
                (wait.saturating_sub(1).max(1)..=wait).contains(&refused.wait),
                "{refused:?}"
            );
            assert_eq!((refused.reset, refused.remaining), (refused.wait, 0));
        }
        end_the_wait(&key).await;
    }
    cache().forget_calls(&key).await.expect("Redis answers");
    assert_eq!(count(&key, DELAY).await.remaining, 4);
}

#[tokio::test]
async fn fifty_tries_at_once_are_five_and_the_one_that_makes_others_wait() {
    let (cache, key) = (cache(), new_key());
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (cache, counts) = (cache.clone(), [under(&key, DELAY)]);
        calls.spawn(async move { cache.count(&counts).await.expect("Redis answers")[0].wait });
    }
    let waits = calls.join_all().await;
    assert_eq!(waits.iter().filter(|wait| **wait == 0).count(), 6);
}

use crate::support::{cache, cache_at, redis, url_behind};
use cache::Pages;
use domain::SystemClock;
use domain::ids::MakerId;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// Pages of a shop of the test's own.
fn pages() -> Pages {
    Pages::new(cache(), MakerId::generate(&SystemClock).to_string())
}

async fn get(pages: &Pages, key: &str, answer: &str) -> String {
    let made = pages.get(key, 60, async || Ok::<_, Infallible>(answer.to_owned()));
    made.await.unwrap()
}

#[tokio::test]
async fn an_answer_is_made_once_for_each_question_and_shop() {
    let (pages, another) = (pages(), pages());
    assert_eq!(get(&pages, "a", "first").await, "first");
    assert_eq!(get(&pages, "a", "second").await, "first");
    assert_eq!(get(&pages, "b", "third").await, "third");
    assert_eq!(get(&another, "a", "fourth").await, "fourth");
}

#[tokio::test]
async fn what_was_made_before_a_change_is_never_given_after_it() {
    let pages = pages();
    assert_eq!(get(&pages, "a", "old").await, "old");
    // Begun before the change and done after it: neither those who come later nor another's older answer matter.
    let slow = pages.get("b", 60, async || {
        pages.forget().await;
        Ok::<_, Infallible>("old".to_owned())
    });
    assert_eq!(slow.await.unwrap(), "old");
    assert_eq!(get(&pages, "a", "new").await, "new");
    assert_eq!(get(&pages, "b", "new").await, "new");
    assert_eq!(get(&pages, "b", "newer").await, "new");
}

#[tokio::test]
async fn of_fifty_who_ask_at_once_one_makes_the_answer() {
    let pages = pages();
    let (made, begun, allowed) = (
        Arc::new(AtomicUsize::new(0)),
        Arc::new(Notify::new()),
        Arc::new(Notify::new()),
    );
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (pages, made) = (pages.clone(), Arc::clone(&made));
        let (begun, allowed) = (Arc::clone(&begun), Arc::clone(&allowed));
        asking.spawn(async move {
            let answer = async || {
                made.fetch_add(1, Ordering::SeqCst);
                begun.notify_one();
                allowed.notified().await;
                Ok::<_, Infallible>("answer".to_owned())
            };
            pages.get("a", 60, answer).await.unwrap()
        });
    }
    begun.notified().await;
    allowed.notify_one();
    assert_eq!(asking.join_all().await, vec!["answer"; 50]);
    assert_eq!(made.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_failure_is_told_to_its_caller_and_kept_for_nobody() {
    let pages = pages();
    let failed = pages.get("a", 60, async || Err::<String, _>("no such product"));
    assert_eq!(failed.await, Err("no such product"));
    assert_eq!(get(&pages, "a", "answer").await, "answer");
}

#[tokio::test]
async fn whoever_dies_while_making_an_answer_holds_nobody_up_for_long() {
    let pages = pages();
    let begun = Notify::new();
    let dying = pages.get("a", 60, async || {
        begun.notify_one();
        std::future::pending::<Result<String, Infallible>>().await
    });
    tokio::select! {
        _ = dying => unreachable!("it never ends"),
        () = begun.notified() => {}
    }
    assert_eq!(get(&pages, "a", "answer").await, "answer");
}

#[tokio::test]
async fn a_redis_that_lost_everything_is_filled_anew() {
    let shop = MakerId::generate(&SystemClock).to_string();
    let pages = Pages::new(cache(), shop.clone());
    assert_eq!(get(&pages, "a", "first").await, "first");
    let lost: i64 = redis::cmd("DEL")
        .arg(format!("pages:{{{shop}}}"))
        .query_async(&mut redis().await)
        .await
        .unwrap();
    assert_eq!(lost, 1);
    assert_eq!(get(&pages, "a", "second").await, "second");
    assert_eq!(get(&pages, "a", "third").await, "second");
}

#[tokio::test]
async fn without_redis_every_answer_is_made() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let pages = Pages::new(cache_at(&url_behind(port)), "shop");
    for answer in ["first", "second"] {
        assert_eq!(get(&pages, "a", answer).await, answer);
        pages.forget().await;
    }
}

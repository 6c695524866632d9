//! What these tests share: the Redis of the suite, directly or through a relay that can be cut.

use cache::Cache;
use config::{Environment, FromEnvironment};
use std::env;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub(crate) fn cache_at(url: &str) -> Cache {
    Cache::from_environment(&Environment::from_iter([("REDIS_URL", url)])).unwrap()
}

/// The suite's Redis: its URL, and in it `host:port`.
fn suites_redis() -> (String, String) {
    let url = env::var("TEST_REDIS_URL").unwrap_or_else(|_| "redis://127.0.0.1:6379/15".into());
    let host = url
        .trim_start_matches("redis://")
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    (url, host)
}

pub(crate) fn cache() -> Cache {
    cache_at(&suites_redis().0)
}

/// A connection of the test's own, to arrange.
pub(crate) async fn redis() -> redis::aio::MultiplexedConnection {
    let client = redis::Client::open(suites_redis().0).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

/// The suite's Redis behind another port.
pub(crate) fn url_behind(port: u16) -> String {
    let (url, host) = suites_redis();
    url.replace(&host, &format!("127.0.0.1:{port}"))
}

/// Passes one connection on to Redis, until it is aborted.
pub(crate) fn pass_one_on(listener: TcpListener) -> JoinHandle<TcpListener> {
    tokio::spawn(async move {
        let (mut inner, _) = listener.accept().await.unwrap();
        let mut outer = TcpStream::connect(suites_redis().1).await.unwrap();
        // Cut when this side or that side ends.
        let _ = copy_bidirectional(&mut inner, &mut outer).await;
        listener
    })
}

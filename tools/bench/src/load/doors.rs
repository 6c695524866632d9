//! The way to the functions: each is awake before anybody comes, and no more wait for one than may.
//!
//! `cargo lambda watch` 1.9.2 lets a hundred calls of a function wait. The next, while every copy is at work, ends it for
//! good: whoever adds a call keeps the lock meanwhile that copies want to take one (`RequestCache::upsert` and `pop`).
//! So shoppers wait here beyond what is far below that. Their time counts from when they came.

use super::routes::{ALL, CONSUMERS, NOTIFICATION, Route};
use super::stage::Stage;
use crate::failure::Failure;
use reqwest::Method;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Calls of one function that are under way.
const AT_ONCE: usize = 64;
/// The first call of a function starts it.
const PATIENCE: Duration = Duration::from_mins(2);

/// By function.
pub(super) struct Doors(HashMap<&'static str, Semaphore>);

impl Doors {
    pub(super) fn new() -> Self {
        let functions = ALL.iter().map(|route| route.function);
        Self(
            functions
                .map(|name| (name, Semaphore::new(AT_ONCE)))
                .collect(),
        )
    }

    /// A place before the route's function, until it is dropped.
    pub(super) async fn pass(&self, route: &Route) -> Result<SemaphorePermit<'_>, Failure> {
        let door = self.0.get(route.function);
        let door = door.ok_or_else(|| Failure::new("a route that nobody was to call"))?;
        door.acquire()
            .await
            .map_err(|error| Failure::new(error.to_string()))
    }
}

/// Calls every function of a day once, whatever it answers: the first call starts all copies.
pub(super) async fn wake(stage: &Stage) -> Result<(), Failure> {
    let token = stage.staff(0)?;
    let of_the_shop = ALL.iter().filter(|route| !route.function.is_empty());
    for route in of_the_shop.chain([&&NOTIFICATION]) {
        let path = route.path.replace(['{', '}'], "x");
        let method = Method::from_bytes(route.method.as_bytes())
            .map_err(|error| Failure::new(error.to_string()))?;
        let call = stage.http.request(method, format!("{}{path}", stage.url));
        call.bearer_auth(&token).timeout(PATIENCE).send().await?;
    }
    for function in CONSUMERS {
        let url = format!("{}/2015-03-31/functions/{function}/invocations", stage.url);
        let nothing = stage.http.post(url).body(r#"{"Records":[]}"#);
        nothing.timeout(PATIENCE).send().await?;
    }
    Ok(())
}

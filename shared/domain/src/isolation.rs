//! One piece of work's end is not that of those beside it, or after it.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Mutex;
use std::task::Poll;
use std::time::Instant;

/// What the future comes to; `None` when it panics.
pub async fn unless_it_panics<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let poll = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        poll.map_or(Poll::Ready(None), |poll| poll.map(Some))
    })
    .await
}

/// When work was last dropped before its end, in this process.
static LAST_CUT: Mutex<Option<Instant>> = Mutex::new(None);

/// Notes that work was dropped before its end: what it had asked for may still be under way.
pub fn note_cut() {
    if let Ok(mut last) = LAST_CUT.lock() {
        *last = Some(Instant::now());
    }
}

/// Whether work was dropped since then.
#[must_use]
pub fn was_cut_since(moment: Instant) -> bool {
    LAST_CUT
        .lock()
        .is_ok_and(|last| last.is_some_and(|last| last >= moment))
}

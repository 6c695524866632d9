//! Work that whoever asked need not wait for: it is done once the answer has left.

use std::cell::RefCell;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;

/// A piece of it.
pub type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What an answer that is being made has left so far; `None` where none is.
type Left = Option<Vec<Work>>;

thread_local! {
    static LEFT: RefCell<Left> = const { RefCell::new(None) };
}

/// Leaves the work for after the answer that is being made. Where none is, nobody waits: it is done at once.
pub async fn afterwards(work: impl Future<Output = ()> + Send + 'static) {
    let mut work: Option<Work> = Some(Box::pin(work));
    LEFT.with_borrow_mut(|left| {
        if let Some(left) = left {
            left.extend(work.take());
        }
    });
    if let Some(work) = work {
        work.await;
    }
}

/// Makes an answer, and gives with it what was left for afterwards, in order. It is pinned where it was made, since a
/// future that takes another holds it twice.
pub async fn answering<T>(mut answer: Pin<&mut impl Future<Output = T>>) -> (T, Vec<Work>) {
    let mut left = Some(Vec::new());
    let answer = poll_fn(|context| {
        let _turn = Turn::of(&mut left);
        answer.as_mut().poll(context)
    })
    .await;
    (answer, left.unwrap_or_default())
}

/// While it lasts, work of this thread is left to this answer: a thread makes many, and each poll is of one.
struct Turn<'a>(&'a mut Left);

impl<'a> Turn<'a> {
    fn of(left: &'a mut Left) -> Self {
        LEFT.with_borrow_mut(|current| mem::swap(current, left));
        Self(left)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        LEFT.with_borrow_mut(|current| mem::swap(current, self.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::sync::{Arc, Mutex};
    use std::task::{Context, Poll, Waker};

    /// What was done, in order.
    #[derive(Clone, Default)]
    struct Done(Arc<Mutex<Vec<&'static str>>>);

    impl Done {
        fn note(&self, what: &'static str) -> impl Future<Output = ()> + Send + use<> {
            let done = Arc::clone(&self.0);
            async move { done.lock().unwrap().push(what) }
        }

        fn all(&self) -> Vec<&'static str> {
            self.0.lock().unwrap().clone()
        }
    }

    fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    /// An answer in two turns, which leaves a piece of work in each.
    async fn in_two_turns(done: Done, [first, second]: [&'static str; 2]) {
        afterwards(done.note(first)).await;
        let mut is_asked_again = false;
        poll_fn(|_| {
            if mem::replace(&mut is_asked_again, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        afterwards(done.note(second)).await;
    }

    #[test]
    fn work_is_done_when_the_answer_it_was_left_by_says() {
        let done = Done::default();
        let mut one = pin!(in_two_turns(done.clone(), ["one", "one more"]));
        let mut other = pin!(in_two_turns(done.clone(), ["other", "other more"]));
        let (mut one, mut other) = (
            pin!(answering(one.as_mut())),
            pin!(answering(other.as_mut())),
        );
        assert!(poll(one.as_mut()).is_pending());
        assert!(poll(other.as_mut()).is_pending());
        let (Poll::Ready(((), one)), Poll::Ready(((), other))) = (poll(one), poll(other)) else {
            panic!("an answer is not ready")
        };
        assert_eq!(done.all(), [""; 0]);
        for work in other.into_iter().chain(one) {
            assert!(poll(pin!(work)).is_ready());
        }
        assert_eq!(done.all(), ["other", "other more", "one", "one more"]);
    }

    #[test]
    fn work_that_no_answer_waits_for_is_done_at_once() {
        let done = Done::default();
        assert!(poll(pin!(afterwards(done.note("alone")))).is_ready());
        assert_eq!(done.all(), ["alone"]);
    }
}

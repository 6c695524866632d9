//! Where the work at hand stands in a trace, from the request that began it to the last consumer of its events.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::Cell;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::str::FromStr;

thread_local! {
    static CURRENT: Cell<Option<TraceParent>> = const { Cell::new(None) };
}

/// `traceparent` of W3C Trace Context (<https://www.w3.org/TR/trace-context/>), version 00, which events carry by the
/// distributed tracing extension of CloudEvents. X-Ray writes the same differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceParent {
    trace: u128,
    span: u64,
    is_sampled: bool,
}

/// A text is no `traceparent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a traceparent")]
pub struct NotATraceParent;

impl TraceParent {
    /// The trace of what runs within [`within`].
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.get()
    }

    /// From X-Ray's header: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`.
    #[must_use]
    pub fn from_x_ray(header: &str) -> Option<Self> {
        let part = |name: &str| {
            header.split(';').find_map(|part| {
                let (key, value) = part.trim().split_once('=')?;
                (key == name).then_some(value)
            })
        };
        let (time, random) = part("Root")?.strip_prefix("1-")?.split_once('-')?;
        if time.len() != 8 {
            return None;
        }
        Self::new(
            &format!("{time}{random}"),
            part("Parent")?,
            part("Sampled") == Some("1"),
        )
    }

    /// As X-Ray writes it into a header, or a message of SQS.
    #[must_use]
    pub fn x_ray(&self) -> String {
        let (span, sampled) = (self.span, u8::from(self.is_sampled));
        format!(
            "Root={};Parent={span:016x};Sampled={sampled}",
            self.trace_id()
        )
    }

    /// The trace's id as X-Ray and the logs have it: `1-5759e988-bd862e3fe1be46a994272793`.
    #[must_use]
    pub fn trace_id(&self) -> String {
        let (time, random) = (self.trace >> 96, self.trace & (u128::MAX >> 32));
        format!("1-{time:08x}-{random:024x}")
    }

    /// Of 32 and 16 hexadecimal digits in lower case, neither of which is nothing but zeros.
    fn new(trace: &str, span: &str, is_sampled: bool) -> Option<Self> {
        let is_hex = |text: &str, length| {
            text.len() == length
                && text
                    .bytes()
                    .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if !is_hex(trace, 32) || !is_hex(span, 16) {
            return None;
        }
        let trace = u128::from_str_radix(trace, 16).ok().filter(|id| *id != 0)?;
        let span = u64::from_str_radix(span, 16).ok().filter(|id| *id != 0)?;
        Some(Self {
            trace,
            span,
            is_sampled,
        })
    }
}

impl fmt::Display for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = u8::from(self.is_sampled);
        write!(f, "00-{:032x}-{:016x}-{flags:02x}", self.trace, self.span)
    }
}

impl FromStr for TraceParent {
    type Err = NotATraceParent;

    fn from_str(text: &str) -> Result<Self, NotATraceParent> {
        let mut parts = text.split('-');
        let (Some("00"), Some(trace), Some(span), Some(flags), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(NotATraceParent);
        };
        let flags = u8::from_str_radix(flags, 16).map_err(|_| NotATraceParent)?;
        Self::new(trace, span, flags & 1 == 1).ok_or(NotATraceParent)
    }
}

impl Serialize for TraceParent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads a `traceparent` if it is one: an event is not refused for a trace that nobody can follow.
pub(crate) fn if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<TraceParent>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Does the work in this trace: what it makes known belongs there. It is pinned where it was made, since a future that
/// takes another holds it twice.
pub async fn within<T>(
    trace: Option<TraceParent>,
    mut work: Pin<&mut impl Future<Output = T>>,
) -> T {
    poll_fn(|context| {
        // Put back even if the work panics; and on each poll, since a thread has many futures.
        let _outer = Outer(CURRENT.replace(trace));
        work.as_mut().poll(context)
    })
    .await
}

struct Outer(Option<TraceParent>);

impl Drop for Outer {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    const X_RAY: &str =
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const W3C: &str = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";

    #[test]
    fn x_ray_and_w3c_write_the_same_trace() {
        let trace = TraceParent::from_x_ray(X_RAY).unwrap();
        assert_eq!(trace.to_string(), W3C);
        assert_eq!(trace.trace_id(), "1-5759e988-bd862e3fe1be46a994272793");
        assert_eq!(W3C.parse(), Ok(trace));
        assert_eq!(trace.x_ray(), X_RAY);
        let more = format!("{X_RAY};Lineage=a87bd80c:1|68fd508a:5");
        assert_eq!(TraceParent::from_x_ray(&more), Some(trace));
        let unsampled = X_RAY.replace("Sampled=1", "Sampled=0");
        let unsampled = TraceParent::from_x_ray(&unsampled).unwrap();
        assert_eq!(unsampled.to_string(), W3C.replace("-01", "-00"));
    }

    #[test]
    fn what_is_no_trace_is_none() {
        for text in [
            "",
            "00",
            "01-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
            "00-5759E988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
            "00-00000000000000000000000000000000-53995c3f42cd8ad8-01",
            "00-5759e988bd862e3fe1be46a994272793-0000000000000000-01",
            "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01-more",
            "00-+759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
        ] {
            assert_eq!(text.parse::<TraceParent>(), Err(NotATraceParent), "{text}");
        }
        for header in [
            "",
            "Root=1-5759e988-bd862e3fe1be46a994272793",
            "Root=1-5759e988b-d862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
            "Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
        ] {
            assert_eq!(TraceParent::from_x_ray(header), None, "{header}");
        }
    }

    #[test]
    fn work_knows_its_trace_and_leaves_the_thread_s_own_alone() {
        let trace = W3C.parse().ok();
        let mut context = Context::from_waker(Waker::noop());
        let mut turns = 0;
        let mut two_turns = pin!(poll_fn(|_| {
            assert_eq!(TraceParent::current(), trace);
            turns += 1;
            if turns == 1 {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        }));
        let mut work = pin!(within(trace, two_turns.as_mut()));
        assert!(work.as_mut().poll(&mut context).is_pending());
        assert_eq!(TraceParent::current(), None);
        assert!(work.as_mut().poll(&mut context).is_ready());
        assert_eq!(TraceParent::current(), None);
    }
}

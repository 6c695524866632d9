//! What was recorded, until it leaves with the end of the invocation.

use crate::catalogue::{COLD_STARTS, CONNECTION_WAIT, DURATION, METRICS, Metric, NAMESPACE};
use metrics::{Label, counter, describe_counter, gauge, histogram};
use metrics_cloudwatch_embedded::{Builder, Collector};
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// `None` in a process that records elsewhere.
static METER: OnceLock<Option<Meter>> = OnceLock::new();

struct Meter {
    collector: &'static Collector,
    function: String,
    is_warm: AtomicBool,
    /// Of the invocation under way; it is recorded once, since an invocation that asks for connections by the hundred
    /// would overflow what the collector keeps.
    waited_micros: AtomicU64,
    /// What a test reads instead of the standard output.
    kept: Option<Mutex<Vec<u8>>>,
}

/// What is said of an invocation beside its metrics: it finds its lines in the log, and is no dimension.
#[derive(Debug, Clone, Copy, Default)]
pub struct Invocation<'a> {
    pub duration: Duration,
    pub request_id: Option<&'a str>,
    pub trace_id: Option<&'a str>,
}

/// Starts recording; metrics leave on the standard output. Calling it again is harmless.
pub fn start(stage: &str, function: String) {
    begin(stage, function, None);
}

/// Starts recording for a test: answers what reads, and forgets, the lines that have left so far.
pub fn start_recording(stage: &str, function: &str) -> impl Fn() -> Vec<String> + use<> {
    begin(stage, function.to_owned(), Some(Mutex::default()));
    || {
        let kept = meter().and_then(|meter| meter.kept.as_ref());
        let lines = kept
            .map(|kept| std::mem::take(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner)));
        let text = String::from_utf8_lossy(&lines.unwrap_or_default()).into_owned();
        text.lines().map(str::to_owned).collect()
    }
}

fn begin(stage: &str, function: String, kept: Option<Mutex<Vec<u8>>>) {
    METER.get_or_init(|| {
        let builder = Builder::new()
            .cloudwatch_namespace(NAMESPACE)
            .with_dimension("Stage", stage.to_owned());
        let collector = builder.init().ok()?;
        for metric in METRICS {
            // The unit is kept for the name alone, whatever kind of metric has it.
            describe_counter!(metric.name, metric.unit, "");
        }
        Some(Meter {
            collector,
            function,
            is_warm: AtomicBool::new(false),
            waited_micros: AtomicU64::new(0),
            kept,
        })
    });
}

fn meter() -> Option<&'static Meter> {
    METER.get()?.as_ref()
}

/// So many more of a metric that has no dimension of its own.
pub fn count(metric: &Metric, more: u64) {
    counter!(metric.name).increment(more);
}

/// So many more, under this value of the metric's own dimension.
pub fn count_of(metric: &Metric, value: &'static str, more: u64) {
    if let Some(dimension) = metric.dimension {
        counter!(metric.name, dimension => value).increment(more);
    }
}

/// How much of it there is now.
pub fn set(metric: &Metric, value: u32) {
    gauge!(metric.name).set(f64::from(value));
}

/// So long a connection was waited for.
pub fn waited(time: Duration) {
    if let Some(meter) = meter() {
        let micros = time.as_micros().try_into().unwrap_or(u64::MAX);
        meter.waited_micros.fetch_add(micros, Ordering::Relaxed);
    }
}

/// Ends an invocation: what was recorded leaves.
pub fn finish(invocation: &Invocation<'_>) {
    let Some(meter) = meter() else { return };
    meter.observe(&DURATION, invocation.duration);
    if !meter.is_warm.swap(true, Ordering::Relaxed) {
        counter!(COLD_STARTS.name, meter.labels()).increment(1);
    }
    match meter.waited_micros.swap(0, Ordering::Relaxed) {
        0 => {}
        micros => meter.observe(&CONNECTION_WAIT, Duration::from_micros(micros)),
    }
    meter.write(invocation);
}

impl Meter {
    fn observe(&self, metric: &Metric, time: Duration) {
        let micros = u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
        histogram!(metric.name, self.labels()).record(f64::from(micros));
    }

    fn labels(&self) -> Vec<Label> {
        vec![Label::new("Function", self.function.clone())]
    }

    /// Whole, so that no other line can come in between. What cannot be written is lost: no request fails over it.
    fn write(&self, invocation: &Invocation<'_>) {
        for (name, value) in [
            ("request_id", invocation.request_id),
            ("trace_id", invocation.trace_id),
        ] {
            match value {
                Some(value) => self.collector.set_property(name, value),
                None => self.collector.remove_property(name),
            };
        }
        let mut lines = Vec::new();
        let _ = self
            .collector
            .flush(&mut lines)
            .and_then(|()| match &self.kept {
                None => std::io::stdout().write_all(&lines),
                Some(kept) => {
                    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                    kept.write_all(&lines)
                }
            });
    }
}

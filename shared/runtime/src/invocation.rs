//! One invocation: what its lines in the log are known by, and its metrics when it is over.

use domain::TraceParent;
use lambda_runtime::Context;
use std::time::{Duration, Instant};

/// From its beginning until it is dropped: then what was recorded leaves, whether it went well, failed or panicked.
pub(crate) struct Invocation {
    started: Instant,
    /// How long it took to an answer, once there is one.
    answered: Option<Duration>,
    request_id: String,
    pub(crate) trace: Option<TraceParent>,
}

impl Invocation {
    /// Of a request, whose id is the gateway's.
    pub(crate) fn of_request(request_id: &str, context: Option<&Context>) -> Self {
        Self {
            started: Instant::now(),
            answered: None,
            request_id: request_id.to_owned(),
            trace: context.and_then(trace_of),
        }
    }

    /// Of a batch or a schedule, whose id is Lambda's.
    pub(crate) fn of(context: &Context) -> Self {
        Self::of_request(&context.request_id, Some(context))
    }

    /// There is an answer: how long it took. What is done afterwards does not count.
    pub(crate) fn answered(&mut self) -> Duration {
        *self.answered.insert(self.started.elapsed())
    }

    /// The trace's id as X-Ray has it.
    pub(crate) fn trace_id(&self) -> Option<String> {
        self.trace.map(|trace| trace.trace_id())
    }
}

fn trace_of(context: &Context) -> Option<TraceParent> {
    TraceParent::from_x_ray(context.xray_trace_id.as_deref()?)
}

impl Drop for Invocation {
    fn drop(&mut self) {
        telemetry::finish(&telemetry::Invocation {
            duration: self.answered.unwrap_or_else(|| self.started.elapsed()),
            request_id: Some(&self.request_id),
            trace_id: self.trace_id().as_deref(),
        });
    }
}

/// The name of a function, as its binary has it: the module that its handler stands in.
pub(crate) fn function_of<H>() -> String {
    let handler = std::any::type_name::<H>();
    let module = handler.rsplit("::").nth(1).unwrap_or(handler);
    module.replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    mod place_order {
        pub(super) async fn handle() {}
    }

    fn name<H>(_: H) -> String {
        function_of::<H>()
    }

    #[test]
    fn a_function_has_its_handler_s_module_s_name() {
        assert_eq!(name(place_order::handle), "place-order");
    }
}

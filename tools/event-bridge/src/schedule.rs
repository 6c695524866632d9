//! The ticks of a schedule, as AWS hands them over.

use std::convert::Infallible;
use std::time::Duration;

use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::functions::Functions;

/// Calls a function again and again; like AWS, first when one period is over. A call that fails is not repeated:
/// the next comes soon enough.
pub async fn feed(functions: Functions, function: String, period: Duration) -> Infallible {
    tracing::info!(function, ?period, "keeping a schedule");
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match functions
            .invoke(&function, &event(&function, SystemClock.now()))
            .await
        {
            Ok(_) => tracing::info!(function, "ran"),
            Err(error) => tracing::warn!(function, "{error}"),
        }
    }
}

/// What a schedule without an input of its own sends.
fn event(function: &str, now: OffsetDateTime) -> Value {
    let time = now.format(&Rfc3339).unwrap_or_default();
    json!({
        "version": "0",
        "id": format!("{function}-{}", now.unix_timestamp()),
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": "000000000000",
        "time": time,
        "region": "local",
        "resources": [format!("arn:aws:scheduler:local:000000000000:schedule/default/{function}")],
        "detail": "{}",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_has_the_schedulers_shape() {
        let event = event("clean-up", OffsetDateTime::UNIX_EPOCH);
        assert_eq!(event["time"], "1970-01-01T00:00:00Z");
        assert_eq!(event["source"], "aws.scheduler");
        assert_eq!(event["detail"], "{}");
    }
}

//! Until when a customer may pay, where the merchant says so itself.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::clock;

/// Longer than any way to pay allows, and short enough that no date overflows.
const LONGEST: Duration = Duration::days(366);

/// A span of time, from a moment named or else from the moment the customer picks a way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Expiry {
    start: Option<OffsetDateTime>,
    duration: Duration,
}

impl Expiry {
    /// Snap's `expiry`: `start_time`, `duration`, `unit`.
    pub(crate) fn of_snap(value: &Value) -> Result<Option<Self>, String> {
        Self::read(value, "expiry", "start_time", "duration")
    }

    /// Core's `custom_expiry`: `order_time`, `expiry_duration`, `unit`.
    pub(crate) fn of_core(value: &Value) -> Result<Option<Self>, String> {
        Self::read(value, "custom_expiry", "order_time", "expiry_duration")
    }

    /// When the time is up for a customer who starts `now`.
    pub(crate) fn ends(self, now: OffsetDateTime) -> OffsetDateTime {
        self.start
            .unwrap_or(now)
            .checked_add(self.duration)
            .unwrap_or(now)
    }

    fn read(
        value: &Value,
        name: &str,
        start: &str,
        duration: &str,
    ) -> Result<Option<Self>, String> {
        if value.is_null() {
            return Ok(None);
        }
        let start = match &value[start] {
            Value::Null => None,
            text => Some(text.as_str().and_then(clock::parse).ok_or_else(|| {
                format!("{name}.{start} must have the form yyyy-MM-dd HH:mm:ss Z")
            })?),
        };
        let unit = match value["unit"].as_str().unwrap_or("minute") {
            "second" | "seconds" => Duration::SECOND,
            "minute" | "minutes" => Duration::MINUTE,
            "hour" | "hours" => Duration::HOUR,
            "day" | "days" => Duration::DAY,
            _ => return Err(format!("{name}.unit must be second, minute, hour or day")),
        };
        let duration = value[duration]
            .as_i64()
            .and_then(|count| i32::try_from(count).ok())
            .filter(|count| *count > 0)
            .and_then(|count| unit.checked_mul(count))
            .filter(|duration| *duration <= LONGEST)
            .ok_or_else(|| format!("{name}.{duration} must be a whole number of at least 1"))?;
        Ok(Some(Self { start, duration }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 10:00:00 +7);

    #[test]
    fn without_a_start_the_time_runs_from_now() {
        let expiry = Expiry::of_snap(&json!({ "unit": "hours", "duration": 2 }));
        assert_eq!(
            expiry.unwrap().unwrap().ends(NOW),
            datetime!(2026-11-22 12:00:00 +7)
        );
    }

    #[test]
    fn with_a_start_the_time_runs_from_there() {
        let expiry = Expiry::of_core(&json!({
            "order_time": "2030-12-20 18:11:08 +0700", "unit": "minute", "expiry_duration": 1,
        }));
        assert_eq!(
            expiry.unwrap().unwrap().ends(NOW),
            datetime!(2030-12-20 18:12:08 +7)
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for bad in [
            json!({ "unit": "month", "duration": 1 }),
            json!({ "unit": "day", "duration": 0 }),
            json!({ "unit": "day", "duration": 1_000_000_000 }),
            json!({ "duration": 1, "start_time": "tomorrow" }),
        ] {
            assert!(Expiry::of_snap(&bad).is_err(), "{bad}");
        }
        assert_eq!(Expiry::of_snap(&Value::Null), Ok(None));
    }
}

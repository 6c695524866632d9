//! Time as Midtrans tells it: the clock of Jakarta, to the second.

use time::format_description::StaticFormatDescription;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, UtcOffset};

const JAKARTA: UtcOffset = offset!(+7);
const WALL_CLOCK: StaticFormatDescription =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
const WITH_OFFSET: StaticFormatDescription = format_description!(
    "[year]-[month]-[day] [hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute]"
);

/// The present moment. Whatever decides by time takes it as an argument; only the edges ask here.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of the simulator that reads the clock"
)]
pub(crate) fn now() -> OffsetDateTime {
    in_jakarta(OffsetDateTime::now_utc())
}

/// The same moment on Jakarta's clock.
pub(crate) fn in_jakarta(at: OffsetDateTime) -> OffsetDateTime {
    at.to_offset(JAKARTA)
}

/// `2026-11-22 18:30:00`, in Jakarta.
pub(crate) fn wall_clock(at: OffsetDateTime) -> String {
    // The format names only parts that every date has, so it cannot fail.
    in_jakarta(at).format(WALL_CLOCK).unwrap_or_default()
}

/// Reads `2026-11-22 18:30:00 +0700`, the form `expiry.start_time` and `custom_expiry.order_time` have.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, WITH_OFFSET).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn midnight_in_greenwich_is_seven_in_jakarta() {
        assert_eq!(
            wall_clock(datetime!(2026-11-22 00:00:00 UTC)),
            "2026-11-22 07:00:00"
        );
    }

    #[test]
    fn a_start_time_is_read_with_its_offset() {
        assert_eq!(
            parse("2030-12-20 18:11:08 +0700"),
            Some(datetime!(2030-12-20 11:11:08 UTC))
        );
        assert_eq!(parse("2030-12-20 18:11:08"), None);
    }
}

//! Dates as the shop lives them: in Western Indonesian Time, where its warehouse stands.

use time::macros::offset;
use time::{Date, OffsetDateTime, UtcOffset};

/// Waktu Indonesia Barat; it knows no summer time.
pub const SHOP_OFFSET: UtcOffset = offset!(+7);

/// The date in the shop at a moment.
#[must_use]
pub const fn shop_date(at: OffsetDateTime) -> Date {
    at.to_offset(SHOP_OFFSET).date()
}

// `#[serde(with = "date_text")]` writes dates as `2026-11-22`; `date_text::option` those that may be missing.
time::serde::format_description!(pub date_text, Date, "[year]-[month]-[day]");
// `#[serde(with = "clock_text")]` writes times of day as `06:00`.
time::serde::format_description!(pub clock_text, Time, "[hour]:[minute]");

#[cfg(test)]
mod tests {
    use super::shop_date;
    use time::macros::{date, datetime};

    #[test]
    fn the_shop_is_seven_hours_ahead() {
        assert_eq!(
            shop_date(datetime!(2026-11-22 16:59 UTC)),
            date!(2026 - 11 - 22)
        );
        assert_eq!(
            shop_date(datetime!(2026-11-22 17:00 UTC)),
            date!(2026 - 11 - 23)
        );
    }
}

//! Dates as the shop lives them: in the time zone where its warehouse stands.

use crate::Invalid;
use std::str::FromStr;
use std::sync::OnceLock;
use time::macros::offset;
use time::{Date, OffsetDateTime, UtcOffset};

/// A time zone of Indonesia; none of them knows summer time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TimeZone {
    /// Waktu Indonesia Barat: Sumatra, Java, western and central Borneo.
    #[default]
    Western,
    /// Waktu Indonesia Tengah: Bali, Nusa Tenggara, Sulawesi, eastern and southern Borneo.
    Central,
    /// Waktu Indonesia Timur: the Moluccas and Papua.
    Eastern,
}

impl TimeZone {
    #[must_use]
    pub const fn offset(self) -> UtcOffset {
        match self {
            Self::Western => offset!(+7),
            Self::Central => offset!(+8),
            Self::Eastern => offset!(+9),
        }
    }

    /// As people write it behind an hour.
    #[must_use]
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::Western => "WIB",
            Self::Central => "WITA",
            Self::Eastern => "WIT",
        }
    }

    /// The date there at a moment.
    #[must_use]
    pub const fn date(self, at: OffsetDateTime) -> Date {
        at.to_offset(self.offset()).date()
    }
}

/// By the names of the IANA's database.
impl FromStr for TimeZone {
    type Err = Invalid;

    fn from_str(name: &str) -> Result<Self, Invalid> {
        match name {
            "Asia/Jakarta" | "Asia/Pontianak" => Ok(Self::Western),
            "Asia/Makassar" => Ok(Self::Central),
            "Asia/Jayapura" => Ok(Self::Eastern),
            _ => Err(Invalid("not a time zone of Indonesia")),
        }
    }
}

/// A shop has one clock, and its zone does not change while a process runs: what every date depends on is set once, at the
/// start, instead of being handed through every function.
static SHOP: OnceLock<TimeZone> = OnceLock::new();

/// Sets the shop's time zone, before anything has asked for it. The first call counts.
pub fn keep_time_of(zone: TimeZone) {
    SHOP.get_or_init(|| zone);
}

/// The shop's time zone: Western Indonesian Time unless another was set.
#[must_use]
pub fn shop_zone() -> TimeZone {
    *SHOP.get_or_init(TimeZone::default)
}

/// The date in the shop at a moment.
#[must_use]
pub fn shop_date(at: OffsetDateTime) -> Date {
    shop_zone().date(at)
}

// `#[serde(with = "date_text")]` writes dates as `2026-11-22`; `date_text::option` those that may be missing.
time::serde::format_description!(pub date_text, Date, "[year]-[month]-[day]");
// `#[serde(with = "clock_text")]` writes times of day as `06:00`.
time::serde::format_description!(pub clock_text, Time, "[hour]:[minute]");

#[cfg(test)]
mod tests {
    use super::{TimeZone, shop_date};
    use time::macros::{date, datetime};

    #[test]
    fn the_day_begins_where_the_shop_is() {
        let last_minute = [
            ("Asia/Jakarta", datetime!(2026-11-22 16:59 UTC)),
            ("Asia/Makassar", datetime!(2026-11-22 15:59 UTC)),
            ("Asia/Jayapura", datetime!(2026-11-22 14:59 UTC)),
        ];
        for (name, moment) in last_minute {
            let zone: TimeZone = name.parse().unwrap();
            assert_eq!(zone.date(moment), date!(2026 - 11 - 22), "{name}");
            let later = moment + time::Duration::MINUTE;
            assert_eq!(zone.date(later), date!(2026 - 11 - 23), "{name}");
        }
        "Europe/Amsterdam".parse::<TimeZone>().unwrap_err();
    }

    #[test]
    fn a_shop_of_which_nothing_is_said_is_in_jakarta() {
        assert_eq!(
            shop_date(datetime!(2026-11-22 17:00 UTC)),
            date!(2026 - 11 - 23)
        );
    }
}

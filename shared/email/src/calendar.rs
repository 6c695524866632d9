//! Days and hours as people read them where the shop is.

use domain::catalog::shop_zone;
use domain::wording;
use minijinja::{Error, ErrorKind};
use time::format_description::StaticFormatDescription;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time, Weekday};

use crate::{DeliveryWindow, Language};

const DATE: StaticFormatDescription = format_description!("[year]-[month]-[day]");

/// Reads the time that serialisation made of one.
pub(crate) fn parse(time: &str) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::parse(time, &Rfc3339)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, "not a time").with_source(error))
}

/// Reads the date that serialisation made of one.
pub(crate) fn parse_date(date: &str) -> Result<Date, Error> {
    Date::parse(date, DATE)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, "not a date").with_source(error))
}

/// "Senin, 23 November 2026 pukul 14.00 WIB", "Monday, 23 November 2026 at 14:00 WIB".
pub(crate) fn moment(time: OffsetDateTime, language: Language) -> String {
    let zone = shop_zone();
    let time = time.to_offset(zone.offset());
    let (day, clock) = (day(time.date(), language), clock(time.time(), language));
    let at = match language {
        Language::Id => "pukul",
        Language::En => "at",
    };
    format!("{day} {at} {clock} {}", zone.abbreviation())
}

/// "Selasa, 24 November 2026, 06.00–09.00 WIB".
pub(crate) fn window(window: DeliveryWindow, language: Language) -> String {
    let zone = shop_zone();
    let start = window.start.to_offset(zone.offset());
    let end = window.end.to_offset(zone.offset());
    format!(
        "{}, {}–{} {}",
        day(start.date(), language),
        clock(start.time(), language),
        clock(end.time(), language),
        zone.abbreviation()
    )
}

/// "Senin, 23 November 2026", "Monday, 23 November 2026".
pub(crate) fn day(date: Date, language: Language) -> String {
    let day = wording::day(date, language);
    match language {
        Language::Id => format!("{}, {day}", indonesian_weekday(date.weekday())),
        Language::En => format!("{}, {day}", date.weekday()),
    }
}

/// Hours and minutes are parted by a point in Indonesian, by a colon in English.
fn clock(time: Time, language: Language) -> String {
    let point = match language {
        Language::Id => '.',
        Language::En => ':',
    };
    format!("{:02}{point}{:02}", time.hour(), time.minute())
}

const fn indonesian_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::{moment, window};
    use crate::{DeliveryWindow, Language};

    #[test]
    fn a_moment_late_in_utc_is_the_next_day_in_jakarta() {
        let time = datetime!(2026-11-22 17:30 UTC);
        assert_eq!(
            moment(time, Language::Id),
            "Senin, 23 November 2026 pukul 00.30 WIB"
        );
        assert_eq!(
            moment(time, Language::En),
            "Monday, 23 November 2026 at 00:30 WIB"
        );
    }

    #[test]
    fn a_window_names_its_day_once() {
        let slot = DeliveryWindow {
            start: datetime!(2026-08-16 23:00 UTC),
            end: datetime!(2026-08-17 02:00 UTC),
        };
        assert_eq!(
            window(slot, Language::Id),
            "Senin, 17 Agustus 2026, 06.00–09.00 WIB"
        );
        assert_eq!(
            window(slot, Language::En),
            "Monday, 17 August 2026, 06:00–09:00 WIB"
        );
    }
}

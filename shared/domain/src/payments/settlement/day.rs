//! A day of the shop in an address.

use crate::Invalid;
use std::str::FromStr;
use time::Date;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

/// A day in the shop, as addresses write it: `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl FromStr for Day {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const FORM: StaticFormatDescription = format_description!("[year]-[month]-[day]");
        let date = Date::parse(text, FORM).map_err(|_| Invalid("invalid_date"))?;
        Ok(Self(date))
    }
}

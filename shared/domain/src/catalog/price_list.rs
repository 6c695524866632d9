//! What a variant costs: today, from a day to come, and before.

use crate::failure::Violation;
use crate::ids::UserId;
use crate::named::named;
use crate::{Edit, Invalid, Money};
use serde::Serialize;
use std::collections::HashSet;
use time::macros::datetime;
use time::serde::rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A hundred billion rupiah: beyond this somebody mistyped.
const HIGHEST_PRICE: Money = Money::rupiah(100_000_000_000);

/// The last moment that every part of the shop can write down.
const LATEST: OffsetDateTime = datetime!(9999-12-31 23:59:59 UTC);

/// Prices to come that a variant may have at once.
pub const MOST_SCHEDULED: usize = 20;

named! {
    /// Why a price is what it is.
    PriceKind {
        Regular = "regular",
        /// Less, for goods that soon expire.
        Markdown = "markdown",
    }
}

/// A price for one unit, and the one that is struck through beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PriceTag {
    price: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    compare_at_price: Option<Money>,
    #[serde(with = "rfc3339::option", skip_serializing_if = "Option::is_none")]
    compare_at_until: Option<OffsetDateTime>,
}

impl PriceTag {
    /// Above nothing, and at most a hundred billion rupiah.
    pub fn new(price: Money) -> Result<Self, Invalid> {
        if price <= Money::ZERO || price > HIGHEST_PRICE {
            return Err(Invalid("invalid_price"));
        }
        Ok(Self {
            price,
            compare_at_price: None,
            compare_at_until: None,
        })
    }

    /// The same with a higher price to compare with, for a while or for good.
    pub fn compared_at(self, price: Money, until: Option<OffsetDateTime>) -> Result<Self, Invalid> {
        if price <= self.price || price > HIGHEST_PRICE {
            return Err(Invalid("compare_at_not_above_price"));
        }
        Ok(Self {
            compare_at_price: Some(price),
            compare_at_until: until.map(stored),
            ..self
        })
    }

    #[must_use]
    pub const fn price(&self) -> Money {
        self.price
    }

    #[must_use]
    pub const fn compare_at_price(&self) -> Option<Money> {
        self.compare_at_price
    }

    #[must_use]
    pub const fn compare_at_until(&self) -> Option<OffsetDateTime> {
        self.compare_at_until
    }

    /// The same without a comparison whose time is over.
    #[must_use]
    pub fn at(self, moment: OffsetDateTime) -> Self {
        match self.compare_at_until {
            Some(until) if until <= moment => Self {
                compare_at_price: None,
                compare_at_until: None,
                ..self
            },
            _ => self,
        }
    }
}

/// The moment as it is stored: in UTC and whole microseconds, between 1970 and 9999.
fn stored(moment: OffsetDateTime) -> OffsetDateTime {
    moment
        .clamp(OffsetDateTime::UNIX_EPOCH, LATEST)
        .to_offset(UtcOffset::UTC)
        .truncate_to_microsecond()
}

/// A price that begins at a moment to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ScheduledPrice {
    #[serde(with = "rfc3339")]
    starts_at: OffsetDateTime,
    #[serde(flatten)]
    tag: PriceTag,
}

impl ScheduledPrice {
    #[must_use]
    pub fn new(starts_at: OffsetDateTime, tag: PriceTag) -> Self {
        let starts_at = stored(starts_at);
        Self { starts_at, tag }
    }

    #[must_use]
    pub const fn starts_at(&self) -> OffsetDateTime {
        self.starts_at
    }

    #[must_use]
    pub const fn tag(&self) -> &PriceTag {
        &self.tag
    }
}

/// A price that holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastPrice {
    /// `None` for the first one, which has always held.
    #[serde(with = "rfc3339::option")]
    pub starts_at: Option<OffsetDateTime>,
    #[serde(flatten)]
    pub tag: PriceTag,
    pub kind: PriceKind,
    /// `None` means the shop itself.
    pub set_by: Option<UserId>,
    #[serde(with = "rfc3339")]
    pub set_at: OffsetDateTime,
}

/// What is to become of today's price; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceEdit {
    pub price: Option<Money>,
    pub compare_at_price: Edit<Money>,
    pub compare_at_until: Edit<OffsetDateTime>,
}

impl PriceEdit {
    /// The price afterwards. Without a price to compare with there is no end of comparing either.
    pub fn onto(&self, present: PriceTag) -> Result<PriceTag, Violation> {
        let bad = |pointer: &str| {
            let pointer = pointer.to_owned();
            move |Invalid(code)| Violation::new(pointer, code)
        };
        let tag = PriceTag::new(self.price.unwrap_or(present.price)).map_err(bad("/price"))?;
        let until = self.compare_at_until.onto(present.compare_at_until);
        match self.compare_at_price.onto(present.compare_at_price) {
            Some(price) => tag
                .compared_at(price, until)
                .map_err(bad("/compare_at_price")),
            None if matches!(self.compare_at_until, Edit::Set(_)) => Err(Violation::new(
                "/compare_at_until",
                "compare_at_price_missing",
            )),
            None => Ok(tag),
        }
    }
}

/// What is wrong with prices to come, seen from `now`: none if all begin later, each at another moment.
#[must_use]
pub fn check_schedule(prices: &[ScheduledPrice], now: OffsetDateTime) -> Vec<Violation> {
    if prices.len() > MOST_SCHEDULED {
        let code = "too_many_scheduled_prices";
        return vec![Violation::new("/scheduled_prices", code)];
    }
    let mut moments = HashSet::new();
    let code = |price: &ScheduledPrice, is_new: bool| match () {
        () if price.starts_at <= now => Some("not_in_the_future"),
        () if !is_new => Some("starts_twice"),
        () => None,
    };
    (0..)
        .zip(prices)
        .filter_map(|(place, price): (usize, _)| {
            let code = code(price, moments.insert(price.starts_at))?;
            let pointer = format!("/scheduled_prices/{place}/starts_at");
            Some(Violation::new(pointer, code))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::Duration;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn tag(price: i64) -> PriceTag {
        PriceTag::new(Money::rupiah(price)).unwrap()
    }

    fn compared(price: i64, compare_at: i64, until: Option<OffsetDateTime>) -> PriceTag {
        let compare_at = Money::rupiah(compare_at);
        tag(price).compared_at(compare_at, until).unwrap()
    }

    #[test]
    fn a_price_lies_within_reason() {
        for (amount, is_good) in [
            (i64::MIN, false),
            (-1, false),
            (0, false),
            (1, true),
            (100_000_000_000, true),
            (100_000_000_001, false),
        ] {
            let made = PriceTag::new(Money::rupiah(amount));
            assert_eq!(made.is_ok(), is_good, "{amount}");
        }
        for (compare_at, is_good) in [
            (1_000, false),
            (1_001, true),
            (100_000_000_000, true),
            (100_000_000_001, false),
        ] {
            let made = tag(1_000).compared_at(Money::rupiah(compare_at), None);
            assert_eq!(made.is_ok(), is_good, "{compare_at}");
        }
    }

    #[test]
    fn an_edit_changes_what_it_names() {
        let until = NOW + Duration::days(1);
        let present = compared(1_000, 2_000, Some(until));
        let set = |price| Edit::Set(Money::rupiah(price));
        for (edit, after) in [
            (PriceEdit::default(), Ok(present)),
            (
                PriceEdit {
                    price: Some(Money::rupiah(1_500)),
                    ..PriceEdit::default()
                },
                Ok(compared(1_500, 2_000, Some(until))),
            ),
            (
                PriceEdit {
                    compare_at_price: Edit::Remove,
                    ..PriceEdit::default()
                },
                Ok(tag(1_000)),
            ),
            (
                PriceEdit {
                    compare_at_until: Edit::Remove,
                    ..PriceEdit::default()
                },
                Ok(compared(1_000, 2_000, None)),
            ),
            (
                PriceEdit {
                    price: Some(Money::rupiah(2_000)),
                    ..PriceEdit::default()
                },
                Err("/compare_at_price"),
            ),
            (
                PriceEdit {
                    compare_at_price: set(1_000),
                    ..PriceEdit::default()
                },
                Err("/compare_at_price"),
            ),
            (
                PriceEdit {
                    price: Some(Money::ZERO),
                    ..PriceEdit::default()
                },
                Err("/price"),
            ),
            (
                PriceEdit {
                    compare_at_price: Edit::Remove,
                    compare_at_until: Edit::Set(until),
                    ..PriceEdit::default()
                },
                Err("/compare_at_until"),
            ),
        ] {
            let done = edit.onto(present);
            assert_eq!(
                done.as_ref().map_err(|bad| bad.pointer.as_str()),
                after.as_ref().map_err(|it| *it)
            );
        }
    }

    #[test]
    fn a_comparison_ends_when_its_time_is_over() {
        let tagged = compared(1_000, 2_000, Some(NOW));
        assert_eq!(tagged.at(NOW), tag(1_000));
        assert_eq!(tagged.at(NOW - Duration::SECOND), tagged);
        assert_eq!(
            compared(1_000, 2_000, None).at(NOW),
            compared(1_000, 2_000, None)
        );
    }

    #[test]
    fn moments_are_kept_as_the_database_keeps_them() {
        for (given, kept) in [
            (
                datetime!(2026-11-22 07:00:00.123456789 +7),
                datetime!(2026-11-22 00:00:00.123456 UTC),
            ),
            (datetime!(9999-12-31 23:59:59 -5), LATEST),
            (datetime!(0000-01-01 00:00:00 +5), NOW),
        ] {
            let price = ScheduledPrice::new(given, tag(1));
            assert_eq!(price.starts_at().to_string(), kept.to_string());
        }
    }

    fn starting(seconds: &[i64]) -> Vec<ScheduledPrice> {
        let price =
            |&seconds: &i64| ScheduledPrice::new(NOW + Duration::seconds(seconds), tag(1_000));
        seconds.iter().map(price).collect()
    }

    #[test]
    fn what_is_scheduled_begins_later_and_each_at_another_moment() {
        let wrong = |seconds: &[i64]| -> Vec<(String, &'static str)> {
            check_schedule(&starting(seconds), NOW)
                .into_iter()
                .map(|bad| (bad.pointer, bad.code))
                .collect()
        };
        assert_eq!(wrong(&[]), []);
        assert_eq!(wrong(&[2, 1]), []);
        let at = |place: usize| format!("/scheduled_prices/{place}/starts_at");
        assert_eq!(
            wrong(&[1, 0, -1, 1]),
            [
                (at(1), "not_in_the_future"),
                (at(2), "not_in_the_future"),
                (at(3), "starts_twice")
            ]
        );
        let many: Vec<i64> = (1..=21).collect();
        assert_eq!(wrong(&many[..20]), []);
        let all = "/scheduled_prices".to_owned();
        assert_eq!(wrong(&many), [(all, "too_many_scheduled_prices")]);
    }

    proptest! {
        #[test]
        fn what_an_edit_leaves_is_a_price_as_any_other(
            price in 1..1_000_i64, compare_at in 1..1_000_i64, new in 0..1_000_i64, new_compare in 0..1_000_i64,
        ) {
            let present = tag(price);
            let present = present.compared_at(Money::rupiah(compare_at), None).unwrap_or(present);
            let edit = PriceEdit {
                price: Some(Money::rupiah(new)),
                compare_at_price: Edit::Set(Money::rupiah(new_compare)),
                ..PriceEdit::default()
            };
            if let Ok(after) = edit.onto(present) {
                prop_assert!(after.price() > Money::ZERO);
                prop_assert!(after.compare_at_price() > Some(after.price()));
            } else {
                prop_assert!(new == 0 || new_compare <= new);
            }
        }
    }
}

//! What a template gives, and what is decided about it.

use super::*;
use time::macros::{date, datetime, time};

const NOW: OffsetDateTime = datetime!(2026-11-22 00:00 UTC);

fn template(weekday: u8, active: bool) -> SlotTemplate {
    SlotTemplate {
        id: SlotTemplateId::generate(&NOW),
        zone: ZoneId::generate(&NOW),
        terms: SlotTerms {
            weekday: Weekday::parse(weekday).unwrap(),
            hours: Hours::new(time!(06:00), time!(09:00)).unwrap(),
            capacity_orders: 20,
            capacity_kg: None,
            cutoff_minutes: 480,
            active,
        },
        version: 3,
    }
}

fn case(template: SlotTemplate) -> SlotTemplateCase {
    SlotTemplateCase {
        zone_exists: true,
        template: Some(template),
    }
}

#[test]
fn a_template_gives_its_weekday_a_window_in_local_time() {
    let slots = template(1, true).slots_ahead(NOW);
    let dates: Vec<Date> = slots.iter().map(|slot| slot.window.date).collect();
    assert_eq!(dates, [date!(2026 - 11 - 23), date!(2026 - 11 - 30)]);
    assert_eq!(slots[0].window.start, datetime!(2026-11-22 23:00 UTC));
    assert_eq!(slots[0].window.end, datetime!(2026-11-23 02:00 UTC));
    assert_eq!(slots[0].cutoff, datetime!(2026-11-22 15:00 UTC));
    assert_eq!(template(1, false).slots_ahead(NOW), []);
}

#[test]
fn every_day_of_a_fortnight_is_some_template_s() {
    let week: Vec<SlotTemplate> = (1..=7).map(|day| template(day, true)).collect();
    let slots = crate::orders::delivery::slots_ahead(&week, NOW);
    let mut dates: Vec<Date> = slots.iter().map(|slot| slot.window.date).collect();
    dates.sort();
    let days: Vec<Date> = (0..14)
        .map(|days| date!(2026 - 11 - 22) + Duration::days(days))
        .collect();
    assert_eq!(dates, days);
}

#[test]
fn terms_are_within_reason() {
    let kg = Quantity::from_thousandths;
    for (outcome, fits) in [
        (Weekday::parse(0).is_ok(), false),
        (Weekday::parse(1).is_ok(), true),
        (Weekday::parse(7).is_ok(), true),
        (Weekday::parse(8).is_ok(), false),
        (Hours::new(time!(06:00), time!(06:00)).is_ok(), false),
        (Hours::new(time!(09:00), time!(06:00)).is_ok(), false),
        (order_capacity(0).is_ok(), false),
        (order_capacity(1).is_ok(), true),
        (order_capacity(10_001).is_ok(), false),
        (weight_capacity(kg(0)).is_ok(), false),
        (weight_capacity(kg(-1)).is_ok(), false),
        (weight_capacity(kg(1)).is_ok(), true),
        (weight_capacity(kg(1_000_000_001)).is_ok(), false),
        (cutoff(-1).is_ok(), false),
        (cutoff(0).is_ok(), true),
        (cutoff(20_161).is_ok(), false),
    ] {
        assert_eq!(outcome, fits);
    }
}

#[test]
fn a_change_is_of_the_version_that_was_read() {
    let before = template(1, true);
    let terms = template(2, true).terms;
    let case = case(before.clone());
    let change = case.redefine(&ExpectedVersion::OneOf(vec![3]), before.zone, terms, NOW);
    let change = change.unwrap().unwrap();
    let after = change.after.unwrap();
    assert_eq!((after.version, after.id), (4, before.id));
    assert_eq!(change.slots[0].window.date, date!(2026 - 11 - 24));
    let old = ExpectedVersion::OneOf(vec![2]);
    assert!(matches!(
        case.redefine(&old, before.zone, terms, NOW),
        Err(SlotTemplateError::OtherVersion)
    ));
    assert!(matches!(
        case.remove(&old),
        Err(SlotTemplateError::OtherVersion)
    ));
    let same = case.redefine(&ExpectedVersion::Any, before.zone, before.terms, NOW);
    assert!(matches!(same, Ok(None)));
}

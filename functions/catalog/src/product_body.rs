//! What the requests that write a product have in common.

use domain::Invalid;
use domain::catalog::Bilingual;
use domain::failure::bounded_text;
use domain::money::BasisPoints;

pub(crate) fn name(text: &Bilingual) -> Result<Bilingual, Invalid> {
    Bilingual::name(&text.id, &text.en)
}

pub(crate) fn prose(text: &Bilingual) -> Result<Bilingual, Invalid> {
    Bilingual::prose(&text.id, &text.en)
}

pub(crate) fn origin(text: &str) -> Result<String, Invalid> {
    bounded_text(text, 0..=120, "invalid_origin")
}

pub(crate) fn shelf_life(days: i32) -> Result<i32, Invalid> {
    within(days, 1, 3_650, "invalid_shelf_life")
}

pub(crate) fn tax_rate(rate: BasisPoints) -> Result<BasisPoints, Invalid> {
    within(rate, 0, 10_000, "invalid_tax_rate")
}

fn within(value: i32, least: i32, most: i32, code: &'static str) -> Result<i32, Invalid> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Invalid(code))
    }
}

//! The fields that staff's requests share.

use domain::failure::bounded_text;
use domain::{Invalid, Money};
use runtime::Fields;

/// The most that staff give or take at once: what is above that is a slip of the finger.
const MOST: Money = Money::rupiah(100_000_000);

/// What must be said, in at most so many characters.
pub(crate) fn said(fields: &mut Fields, pointer: &str, text: &str, most: usize) -> Option<String> {
    fields.take(pointer, bounded_text(text, 1..=most, "text_too_long"))
}

/// A free text of at most 500 characters; an empty one is none.
pub(crate) fn note(fields: &mut Fields, text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    said(fields, "/note", text, 500)
}

/// An amount above nothing and within reason.
pub(crate) fn amount(fields: &mut Fields, amount: Money) -> Option<Money> {
    let is_sensible = amount > Money::ZERO && amount <= MOST;
    fields.take(
        "/amount",
        is_sensible
            .then_some(amount)
            .ok_or(Invalid("invalid_amount")),
    )
}

//! The fields that quote and placement share.

use domain::failure::bounded_text;
use domain::orders::Address;
use runtime::Fields;

runtime::address_body! {
    /// An address written into the request.
    pub(crate) struct InlineAddress {}
}

impl InlineAddress {
    /// The address; `None` after noting what is wrong with it.
    pub(crate) fn check(&self, fields: &mut Fields) -> Option<Address> {
        self.place("/address", fields).map(Address::from)
    }
}

/// A free text of at most 500 characters; an empty one is none.
pub(crate) fn note(fields: &mut Fields, pointer: &str, text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    fields.take(pointer, bounded_text(text, 1..=500, "text_too_long"))
}

//! The fields that quote and placement share.

use domain::failure::bounded_text;
use domain::identity::{AddressLine, PersonName, Phone, Position};
use domain::orders::{Address, Postcode};
use runtime::Fields;
use serde::Deserialize;

/// An address written into the request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InlineAddress {
    recipient: String,
    phone: String,
    street: String,
    village: String,
    district: String,
    city: String,
    province: String,
    postcode: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    courier_note: Option<String>,
}

impl InlineAddress {
    /// The address; `None` after noting what is wrong with it.
    pub(crate) fn check(self, fields: &mut Fields) -> Option<Address> {
        let mut line = |pointer: &str, text: &str| fields.take(pointer, AddressLine::parse(text));
        let street = line("/address/street", &self.street);
        let village = line("/address/village", &self.village);
        let district = line("/address/district", &self.district);
        let city = line("/address/city", &self.city);
        let province = line("/address/province", &self.province);
        let courier_note = self
            .courier_note
            .as_deref()
            .map(|note| line("/address/courier_note", note));
        let recipient = fields.take("/address/recipient", PersonName::parse(&self.recipient));
        let phone = fields.take("/address/phone", Phone::parse(&self.phone));
        let postcode = fields.take("/address/postcode", Postcode::parse(&self.postcode));
        let position = fields.take(
            "/address/latitude",
            Position::parse_optional(self.latitude, self.longitude),
        )?;
        let text = |line: AddressLine| line.as_str().to_owned();
        Some(Address {
            recipient: recipient?.as_str().to_owned(),
            phone: phone?.as_str().to_owned(),
            street: text(street?),
            village: text(village?),
            district: text(district?),
            city: text(city?),
            province: text(province?),
            postcode: postcode?,
            latitude: position.map(Position::latitude),
            longitude: position.map(Position::longitude),
            courier_note: match courier_note {
                Some(note) => Some(text(note?)),
                None => None,
            },
        })
    }
}

/// A free text of at most 500 characters; an empty one is none.
pub(crate) fn note(fields: &mut Fields, pointer: &str, text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    fields.take(pointer, bounded_text(text, 1..=500, "text_too_long"))
}

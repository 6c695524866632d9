//! Where an order goes.

use crate::failure::Invalid;
use crate::identity::{AddressLine, Place, Position};
use serde::{Deserialize, Serialize};

/// An Indonesian postcode: five digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Postcode(String);

impl Postcode {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_postcode"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its prefixes, the longest first: what zones are found by.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        (1..=self.0.len())
            .rev()
            .filter_map(|length| self.0.get(..length))
    }
}

/// A delivery address as an order keeps it: a copy, so that a later edit of the address book changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    pub recipient: String,
    /// E.164.
    pub phone: String,
    pub street: String,
    pub village: String,
    pub district: String,
    pub city: String,
    pub province: String,
    pub postcode: Postcode,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courier_note: Option<String>,
}

impl From<Place> for Address {
    fn from(place: Place) -> Self {
        let text = |line: AddressLine| line.as_str().to_owned();
        Self {
            recipient: place.recipient.as_str().to_owned(),
            phone: place.phone.as_str().to_owned(),
            street: text(place.street),
            village: text(place.village),
            district: text(place.district),
            city: text(place.city),
            province: text(place.province),
            postcode: place.postcode,
            latitude: place.position.map(Position::latitude),
            longitude: place.position.map(Position::longitude),
            courier_note: place.courier_note.map(text),
        }
    }
}

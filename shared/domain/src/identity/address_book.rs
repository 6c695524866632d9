//! The address book: where a user's goods may go.

use super::{PersonName, Phone};
use crate::failure::{Failure, Invalid, Kind, bounded_text};
use crate::ids::{AddressId, UserId};
use crate::orders::Postcode;
use crate::{Clock, StoreError};
use serde::Serialize;
use std::fmt;
use time::OffsetDateTime;

/// More than anybody has, few enough to list whole.
pub const MAX_ADDRESSES: i64 = 20;

/// One line of an address: 1–200 characters. Never shown by `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressLine(String);

impl AddressLine {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        bounded_text(text, 1..=200, "invalid_address_line").map(Self)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AddressLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressLine(…)")
    }
}

/// A point on the map, in degrees (WGS 84). Never calculated with here: the courier's map does that.
#[derive(Clone, Copy, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    pub fn parse(latitude: f64, longitude: f64) -> Result<Self, Invalid> {
        if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
            Ok(Self {
                latitude,
                longitude,
            })
        } else {
            Err(Invalid("invalid_position"))
        }
    }

    /// The point, if there is one; half of one is none and refused.
    pub fn parse_optional(
        latitude: Option<f64>,
        longitude: Option<f64>,
    ) -> Result<Option<Self>, Invalid> {
        match (latitude, longitude) {
            (None, None) => Ok(None),
            (Some(latitude), Some(longitude)) => Self::parse(latitude, longitude).map(Some),
            _ => Err(Invalid("invalid_position")),
        }
    }

    #[must_use]
    pub const fn latitude(self) -> f64 {
        self.latitude
    }

    #[must_use]
    pub const fn longitude(self) -> f64 {
        self.longitude
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Position(…)")
    }
}

/// Where goods go and who takes them, as checked as it can be from afar.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub recipient: PersonName,
    pub phone: Phone,
    pub street: AddressLine,
    pub village: AddressLine,
    pub district: AddressLine,
    pub city: AddressLine,
    pub province: AddressLine,
    pub postcode: Postcode,
    pub position: Option<Position>,
    pub courier_note: Option<AddressLine>,
}

/// An address as its user wants it to stand in the book.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAddress {
    pub label: AddressLine,
    pub place: Place,
    /// Whether it takes the default's place. There is a default while there is any address, so without this the
    /// first one becomes it all the same, and the default stays it.
    pub is_default: bool,
}

/// An address of the book.
#[derive(Clone, PartialEq, Serialize)]
pub struct Address {
    pub id: AddressId,
    pub label: String,
    pub recipient: String,
    pub phone: String,
    pub street: String,
    pub village: String,
    pub district: String,
    pub city: String,
    pub province: String,
    pub postcode: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courier_note: Option<String>,
    pub is_default: bool,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.id)
    }
}

/// The address books. Every method is one transaction and touches the user's own addresses alone.
pub trait Addresses: Send + Sync {
    /// The default first, then the oldest first.
    async fn list(&self, user: UserId) -> Result<Vec<Address>, StoreError>;

    /// Adds an address, which becomes the default if it is the first or is to be.
    async fn add(
        &self,
        user: UserId,
        id: AddressId,
        address: &NewAddress,
        now: OffsetDateTime,
    ) -> Result<Address, AddressError>;

    /// Puts other words in the place of an address's.
    async fn update(
        &self,
        user: UserId,
        id: AddressId,
        address: &NewAddress,
        now: OffsetDateTime,
    ) -> Result<Address, AddressError>;

    /// Takes an address out. The oldest one left becomes the default if that was it.
    async fn delete(
        &self,
        user: UserId,
        id: AddressId,
        now: OffsetDateTime,
    ) -> Result<(), AddressError>;
}

/// Why a book is not changed.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error("the address book is full")]
    BookFull,
    /// There is none, or it is another's.
    #[error("there is no such address in the book")]
    NoSuchAddress,
    #[error("the token's user is gone")]
    NoSuchUser,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for AddressError {
    fn kind(&self) -> Kind {
        match self {
            Self::BookFull => Kind::Conflict,
            Self::NoSuchAddress | Self::NoSuchUser => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::BookFull => "address_book_full",
            Self::NoSuchAddress => "address_not_found",
            Self::NoSuchUser => "user_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// Adds an address to the user's book.
pub async fn add(
    addresses: &impl Addresses,
    clock: &impl Clock,
    user: UserId,
    address: &NewAddress,
) -> Result<Address, AddressError> {
    let id = AddressId::generate(clock);
    addresses.add(user, id, address, clock.now()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_whole_and_on_earth() {
        let jakarta = Position::parse_optional(Some(-6.2), Some(106.8)).unwrap();
        assert_eq!(jakarta.map(Position::latitude), Some(-6.2));
        assert_eq!(Position::parse_optional(None, None), Ok(None));
        for (latitude, longitude) in [
            (Some(-6.2), None),
            (None, Some(106.8)),
            (Some(-90.1), Some(0.0)),
            (Some(0.0), Some(180.1)),
            (Some(f64::NAN), Some(0.0)),
        ] {
            assert!(Position::parse_optional(latitude, longitude).is_err());
        }
    }
}

//! Addresses in requests: the same fields, checked the same way, whatever stands beside them.

use crate::Fields;
use domain::identity::{AddressLine, PersonName, Phone, Place, Position};
use domain::orders::Postcode;

/// Declares the body of a request that holds an address: the fields given, and those of the address, of which
/// `place` makes a [`Place`]. (A flattened struct would do, but could not name the field that is at fault.)
///
/// ```ignore
/// runtime::address_body! {
///     struct Body {
///         label: String,
///     }
/// }
/// let place = body.place("", &mut fields);
/// ```
#[macro_export]
macro_rules! address_body {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$meta])*
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $vis struct $name {
            $($(#[$field_meta])* $field: $kind,)*
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

        impl $name {
            /// The place; `None` after noting what is wrong with it. `at` is the pointer to this body.
            fn place(&self, at: &str, fields: &mut $crate::Fields) -> Option<domain::identity::Place> {
                $crate::WrittenPlace {
                    recipient: &self.recipient,
                    phone: &self.phone,
                    street: &self.street,
                    village: &self.village,
                    district: &self.district,
                    city: &self.city,
                    province: &self.province,
                    postcode: &self.postcode,
                    latitude: self.latitude,
                    longitude: self.longitude,
                    courier_note: self.courier_note.as_deref(),
                }
                .check(at, fields)
            }
        }
    };
}

/// A place as it is written in a request.
#[derive(Clone, Copy)]
pub struct WrittenPlace<'a> {
    pub recipient: &'a str,
    pub phone: &'a str,
    pub street: &'a str,
    pub village: &'a str,
    pub district: &'a str,
    pub city: &'a str,
    pub province: &'a str,
    pub postcode: &'a str,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<&'a str>,
}

impl WrittenPlace<'_> {
    /// Looks at every field, then at whether all are good.
    #[must_use]
    pub fn check(self, at: &str, fields: &mut Fields) -> Option<Place> {
        let mut line = |name, text| fields.take(format!("{at}/{name}"), AddressLine::parse(text));
        let street = line("street", self.street);
        let village = line("village", self.village);
        let district = line("district", self.district);
        let city = line("city", self.city);
        let province = line("province", self.province);
        let note = self.courier_note.map(AddressLine::parse).transpose();
        let courier_note = fields.take(format!("{at}/courier_note"), note);
        let recipient = PersonName::parse(self.recipient);
        let recipient = fields.take(format!("{at}/recipient"), recipient);
        let phone = fields.take(format!("{at}/phone"), Phone::parse(self.phone));
        let postcode = fields.take(format!("{at}/postcode"), Postcode::parse(self.postcode));
        let position = Position::parse_optional(self.latitude, self.longitude);
        let position = fields.take(format!("{at}/latitude"), position);
        Some(Place {
            recipient: recipient?,
            phone: phone?,
            street: street?,
            village: village?,
            district: district?,
            city: city?,
            province: province?,
            postcode: postcode?,
            position: position?,
            courier_note: courier_note?,
        })
    }
}

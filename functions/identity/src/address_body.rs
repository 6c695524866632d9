//! The body of adding and of updating an address.

use domain::identity::{AddressLine, NewAddress};
use runtime::{Fields, Problem};

runtime::address_body! {
    pub(crate) struct AddressBody {
        label: String,
        #[serde(default)]
        is_default: bool,
    }
}

impl AddressBody {
    /// The address, or the 422 that names every bad field.
    pub(crate) fn check(&self) -> Result<NewAddress, Problem> {
        let mut fields = Fields::default();
        let label = fields.take("/label", AddressLine::parse(&self.label));
        let place = self.place("", &mut fields);
        match (label, place) {
            (Some(label), Some(place)) => Ok(NewAddress {
                label,
                place,
                is_default: self.is_default,
            }),
            _ => Err(fields.problem()),
        }
    }
}

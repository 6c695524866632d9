//! `POST /v1/me/addresses`: adds an address to the user's book.

use domain::SystemClock;
use domain::identity::address_book::{self, AddressLine, Position};
use domain::identity::{NewAddress, PersonName, Phone};
use domain::orders::Postcode;
use postgres::PgAddresses;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What adding an address needs.
    pub struct App {
        addresses: PgAddresses,
        auth: Auth,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    label: String,
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
    #[serde(default)]
    is_default: bool,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(new) = body.check(&mut fields) else {
        return Err(fields.problem());
    };
    let added = address_book::add(&app.addresses, &SystemClock, caller.user, &new).await?;
    Ok(Reply::created(&added))
}

impl Body {
    /// Looks at every field, then at whether all are there.
    fn check(&self, fields: &mut Fields) -> Option<NewAddress> {
        let mut line = |pointer, text| fields.take(pointer, AddressLine::parse(text));
        let label = line("/label", &self.label);
        let street = line("/street", &self.street);
        let village = line("/village", &self.village);
        let district = line("/district", &self.district);
        let city = line("/city", &self.city);
        let province = line("/province", &self.province);
        let recipient = fields.take("/recipient", PersonName::parse(&self.recipient));
        let phone = fields.take("/phone", Phone::parse(&self.phone));
        let postcode = fields.take("/postcode", Postcode::parse(&self.postcode));
        let position = Position::parse_optional(self.latitude, self.longitude);
        let position = fields.take("/latitude", position);
        let note = self.courier_note.as_deref().map(AddressLine::parse);
        let courier_note = fields.take("/courier_note", note.transpose());
        Some(NewAddress {
            label: label?,
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
            is_default: self.is_default,
        })
    }
}

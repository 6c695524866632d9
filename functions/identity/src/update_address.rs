//! `PUT /v1/me/addresses/{id}`: puts other words in the place of an address's.

use crate::address_body::AddressBody;
use domain::identity::Addresses;
use domain::{Clock, SystemClock};
use postgres::PgAddresses;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What changing an address needs.
    pub struct App {
        addresses: PgAddresses,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let id = request.path("id")?;
    let body: AddressBody = request.json()?;
    let (new, now) = (body.check()?, SystemClock.now());
    let updated = app.addresses.update(caller.user, id, &new, now).await?;
    Ok(Reply::ok(&updated))
}

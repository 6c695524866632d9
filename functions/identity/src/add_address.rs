//! `POST /v1/me/addresses`: adds an address to the user's book.

use crate::address_body::AddressBody;
use domain::SystemClock;
use domain::identity::address_book;
use postgres::PgAddresses;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What adding an address needs.
    pub struct App {
        addresses: PgAddresses,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: AddressBody = request.json()?;
    let new = body.check()?;
    let added = address_book::add(&app.addresses, &SystemClock, caller.user, &new).await?;
    Ok(Reply::created(&added))
}

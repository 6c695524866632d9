//! `DELETE /v1/me/addresses/{id}`: takes an address out of the user's book.

use domain::identity::Addresses;
use domain::{Clock, SystemClock};
use postgres::PgAddresses;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What deleting an address needs.
    pub struct App {
        addresses: PgAddresses,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let id = request.path("id")?;
    app.addresses
        .delete(caller.user, id, SystemClock.now())
        .await?;
    Ok(Reply::no_content())
}

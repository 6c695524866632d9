//! `GET /v1/me/addresses`: the user's address book, the default first.

use domain::identity::{Address, Addresses};
use postgres::PgAddresses;
use runtime::{Auth, Problem, Reply, Request};
use serde::Serialize;

config::app! {
    /// What the address book needs.
    pub struct App {
        addresses: PgAddresses,
        auth: Auth,
    }
}

#[derive(Serialize)]
struct Book {
    items: Vec<Address>,
}

/// The book is small and bounded: one page holds it.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let items = app.addresses.list(caller.user).await?;
    Ok(Reply::ok(&Book { items }))
}

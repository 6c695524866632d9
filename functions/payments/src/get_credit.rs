//! `GET /v1/me/credit`: the caller's credit in the shop, and how it came about.

use domain::Money;
use domain::payments::credit::{CreditEntry, CreditKind, Credits};
use postgres::PgCredits;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

config::app! {
    /// What a look at one's credit needs.
    pub struct App {
        auth: Auth,
        credits: PgCredits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Statement<'a> {
    balance: Money,
    /// The newest first.
    #[serde(flatten)]
    entries: PageView<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    kind: CreditKind,
    amount: Money,
    balance: Money,
    cause: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let (balance, entries) = app.credits.statement(caller.user, page).await?;
    Ok(Reply::ok(&Statement {
        balance,
        entries: PageView::new(&entries, EntryView::new),
    }))
}

impl<'a> EntryView<'a> {
    fn new(entry: &'a CreditEntry) -> Self {
        Self {
            kind: entry.kind,
            amount: entry.amount,
            balance: entry.balance,
            cause: &entry.cause,
            at: entry.at,
        }
    }
}

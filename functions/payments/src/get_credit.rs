//! `GET /v1/me/credit`: the caller's credit in the shop, and how it came about.

use crate::CreditApp;
use crate::credit_view::EntryView;
use domain::Money;
use domain::payments::credit::Credits;
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

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

pub async fn handle(app: &CreditApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let (balance, entries) = app.credits.statement(caller.user, page).await?;
    Ok(Reply::ok(&Statement {
        balance,
        entries: PageView::new(&entries, EntryView::new),
    }))
}

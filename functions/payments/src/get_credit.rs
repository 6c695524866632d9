//! `GET /v1/me/credit`: the caller's credit in the shop, and how it came about.

use crate::CreditApp;
use crate::credit_view::EntryView;
use crate::statement::{StatementView, page};
use domain::payments::credit::Credits;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CreditApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let statement = app.credits.statement(caller.user, page(&request)?).await?;
    Ok(Reply::ok(&StatementView::new(&statement, EntryView::new)))
}

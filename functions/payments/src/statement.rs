//! An account's statement: how it is asked for, and how the API shows it.

use domain::Money;
use domain::PageRequest;
use domain::payments::ledger::{EntryKey, Statement};
use runtime::{PageView, Problem, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct StatementView<T> {
    balance: Money,
    /// The newest first.
    #[serde(flatten)]
    entries: PageView<T>,
}

impl<T> StatementView<T> {
    pub(crate) fn new<'a, E>(statement: &'a Statement<E>, view: impl FnMut(&'a E) -> T) -> Self {
        Self {
            balance: statement.balance,
            entries: PageView::new(&statement.entries, view),
        }
    }
}

/// Which part of it is asked for.
pub(crate) fn page(request: &Request) -> Result<PageRequest<EntryKey>, Problem> {
    let query: Query = request.query()?;
    request.page(query.limit, query.cursor.as_deref())
}

//! `GET /v1/me/notifications`: what the caller is told, the newest first, and how much of it is unread.

use crate::FeedApp;
use domain::notifications::FeedEntry;
use domain::notifications::Feeds;
use domain::notifications::feed::FeedPage;
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(default)]
    unread: bool,
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Feed<'a> {
    unread_count: i64,
    #[serde(flatten)]
    entries: PageView<&'a FeedEntry>,
}

pub async fn handle(app: &FeedApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let FeedPage { page, unread } = app.feeds.list(caller.user, query.unread, page).await?;
    Ok(Reply::ok(&Feed {
        unread_count: unread,
        entries: PageView::new(&page, |entry| entry),
    }))
}

//! `GET /v1/me/notification-preferences`: which mails the caller gets, and which of them they may do without.

use crate::FeedApp;
use domain::notifications::feed;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &FeedApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    Ok(Reply::ok(&feed::preferences(&app.feeds, &caller).await?))
}

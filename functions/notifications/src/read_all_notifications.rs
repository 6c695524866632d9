//! `PUT /v1/me/notifications/read`: the caller has read everything there is.

use crate::FeedApp;
use domain::notifications::Feeds;
use domain::{Clock, SystemClock};
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &FeedApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    app.feeds.read_all(caller.user, SystemClock.now()).await?;
    Ok(Reply::no_content())
}

//! `PUT /v1/me/notifications/{id}/read`: the caller has read an entry of theirs; again changes nothing.

use crate::FeedApp;
use domain::SystemClock;
use domain::notifications::feed;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &FeedApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let entry = request.path("id")?;
    feed::read(&app.feeds, &SystemClock, caller.user, entry).await?;
    Ok(Reply::no_content())
}

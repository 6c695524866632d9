//! `PUT /v1/me/notification-preferences`: which mails the caller does without. What is not named is on.

use crate::FeedApp;
use domain::SystemClock;
use domain::notifications::feed;
use runtime::{Problem, Reply, Request};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    preferences: BTreeMap<String, bool>,
}

pub async fn handle(app: &FeedApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: Body = request.json()?;
    let preferences = feed::prefer(&app.feeds, &SystemClock, &caller, &body.preferences).await?;
    Ok(Reply::ok(&preferences))
}

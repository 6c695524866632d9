//! `PATCH /v1/admin/users/{id}`: suspends or reinstates a user, gives them other roles; at once.

use crate::DirectoryApp;
use domain::SystemClock;
use domain::failure::bounded_text;
use domain::identity::directory::{self, AccessWish, Standing};
use domain::identity::{Actor, Permission};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    status: Option<Standing>,
    /// The whole set.
    roles: Option<Vec<String>>,
    reason: Option<String>,
}

pub async fn handle(app: &DirectoryApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::UsersManage).await?;
    let user = request.path("id")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let reason = body.reason.filter(|reason| !reason.trim().is_empty());
    let reason = reason.and_then(|reason| {
        fields.take("/reason", bounded_text(&reason, 1..=500, "invalid_reason"))
    });
    fields.finish()?;
    let wish = AccessWish {
        standing: body.status,
        roles: body.roles,
        reason,
        expected: request.expected_version(),
    };
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let (user, cut) = directory::update(&app.directory, &SystemClock, &actor, user, &wish).await?;
    app.auth.cut_access(cut.as_slice()).await;
    Ok(Reply::ok(&user).version(user.version))
}

//! `GET /v1/admin/users/{id}`: a user as staff see them.

use crate::DirectoryApp;
use domain::SystemClock;
use domain::identity::{Permission, directory};
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &DirectoryApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::UsersManage).await?;
    let user = directory::show(&app.directory, &SystemClock, request.path("id")?).await?;
    Ok(Reply::ok(&user).version(user.version))
}

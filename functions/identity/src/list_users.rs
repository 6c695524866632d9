//! `GET /v1/admin/users`: the users, searched and filtered, the newest first.

use crate::DirectoryApp;
use domain::Fragment;
use domain::identity::directory::{Directory, UserFilter};
use domain::identity::{Permission, RoleName, UserStatus};
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: Option<Fragment>,
    role: Option<RoleName>,
    status: Option<UserStatus>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &DirectoryApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::UsersManage).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = UserFilter {
        search: query.q,
        role: query.role,
        status: query.status,
    };
    let found = app.directory.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |user| user)))
}

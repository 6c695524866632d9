//! `DELETE /v1/admin/emails/{id}/suppression`: lets mail through again to the address that a mail went to.

use crate::list_emails::App;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::mail_log;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::UsersManage).await?;
    let mail = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    mail_log::lift_suppression(&app.mails, &SystemClock, &actor, mail).await?;
    Ok(Reply::no_content())
}

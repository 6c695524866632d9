//! `POST /v1/admin/emails/{id}/resend`: one mail more, to the same address and about the same event.

use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::mail_log;
use messaging::Publisher;
use postgres::PgMailLog;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What sending a mail again needs.
    pub struct App {
        auth: Auth,
        mails: PgMailLog,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::UsersManage).await?;
    let mail = request.path("id")?;
    let idempotency = request.idempotency(&format!("user {}", caller.user))?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let (log, publisher) = (&app.mails, &app.publisher);
    let again = mail_log::resend(log, publisher, &SystemClock, &actor, &idempotency, mail).await?;
    Ok(Reply::accepted_as(&again))
}

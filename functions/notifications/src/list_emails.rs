//! `GET /v1/admin/emails`: the mails that were sent, or were not, the newest first.

use domain::identity::Permission;
use domain::ids::UserId;
use domain::notifications::NoticeKind;
use domain::notifications::mail_log::{MailFilter, MailLog, MailStatus};
use postgres::PgMailLog;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

config::app! {
    /// What a look at the mails needs.
    pub struct App {
        auth: Auth,
        mails: PgMailLog,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<MailStatus>,
    kind: Option<NoticeKind>,
    recipient: Option<String>,
    user: Option<UserId>,
    #[serde(default, with = "rfc3339::option")]
    since: Option<OffsetDateTime>,
    #[serde(default, with = "rfc3339::option")]
    until: Option<OffsetDateTime>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::UsersManage).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = MailFilter {
        status: query.status,
        kind: query.kind,
        recipient: query.recipient.map(|address| address.to_lowercase()),
        user: query.user,
        since: query.since,
        until: query.until,
    };
    let found = app.mails.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |mail| mail)))
}

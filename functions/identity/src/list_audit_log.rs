//! `GET /v1/admin/audit-log`: who did what to whom, the newest first.

use domain::identity::Permission;
use domain::identity::audit_log::{ActionName, AuditFilter, AuditLog};
use domain::ids::UserId;
use postgres::PgAuditLog;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

config::app! {
    /// What reading the audit log needs.
    pub struct App {
        auth: Auth,
        audit_log: PgAuditLog,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    actor: Option<UserId>,
    action: Option<ActionName>,
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
    let filter = AuditFilter {
        actor: query.actor,
        action: query.action,
        user: query.user,
        since: query.since,
        until: query.until,
    };
    let found = app.audit_log.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |entry| entry)))
}

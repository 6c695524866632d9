//! `GET /v1/admin/claims`: every claim, filtered, the newest first.

use crate::claim_view::ClaimView;
use domain::identity::Permission;
use domain::orders::claims::{ClaimFilter, ClaimStatus, Claims};
use domain::{Clock, Page, SystemClock};
use postgres::PgClaims;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::Deserialize;
use storage::S3Images;
use time::OffsetDateTime;

config::app! {
    /// What staff's views of claims need.
    pub struct App {
        auth: Auth,
        claims: PgClaims,
        images: S3Images,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<ClaimStatus>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    since: Option<OffsetDateTime>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = ClaimFilter {
        status: query.status,
        since: query.since,
    };
    let Page { items, next } = app.claims.list(&filter, page).await?;
    let (language, now) = (request.language(), SystemClock.now());
    let views = items
        .iter()
        .map(|claim| ClaimView::for_staff(claim, language, &app.images, now))
        .collect::<Result<_, _>>()?;
    let page = Page { items: views, next };
    Ok(Reply::ok(&PageView::new(&page, |view| view)))
}

//! `POST /v1/admin/claims/{id}/resolution`: what the shop does about a claim, once: money back, credit, or nothing.

use crate::checkout::note;
use crate::claim_view::ClaimView;
use domain::identity::Permission;
use domain::orders::claims::{self, Remedy, ResolveClaim};
use domain::{Clock, Money, SystemClock};
use messaging::Publisher;
use postgres::PgClaims;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;
use storage::S3Images;

config::app! {
    /// What resolving a claim needs.
    pub struct App {
        auth: Auth,
        claims: PgClaims,
        images: S3Images,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    kind: Remedy,
    /// All that can be given back, unless it is said.
    amount: Option<Money>,
    note: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let claim = request.path("id")?;
    let idempotency = request.idempotency(&format!("user {}", caller.user))?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let note = note(&mut fields, "/note", body.note.as_deref());
    fields.finish()?;
    let wanted = ResolveClaim {
        claim,
        remedy: body.kind,
        amount: body.amount,
        note,
        staff: caller.user,
        origin: request.origin(),
    };
    let claim = claims::resolve(
        &app.claims,
        &app.publisher,
        &SystemClock,
        &idempotency,
        wanted,
    )
    .await?;
    Ok(Reply::ok(&ClaimView::for_staff(
        &claim,
        request.language(),
        &app.images,
        SystemClock.now(),
    )?))
}

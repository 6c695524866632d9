//! `POST /v1/orders/{code}/claims`: something is wrong with what came, said within a day by its shopper or whoever has
//! the order's link.

use crate::checkout::note;
use crate::claim_view::ClaimView;
use crate::visible_order::visible_order;
use domain::catalog::Sku;
use domain::ids::{OrderId, UploadId};
use domain::orders::claims::{self, ClaimReason, FileClaim, MOST_PHOTOS};
use domain::{Invalid, Quantity, SystemClock};
use messaging::Publisher;
use postgres::{PgClaims, PgOrders};
use runtime::{Auth, Fields, Links, Problem, Reply, Request};
use serde::Deserialize;
use std::collections::HashSet;
use storage::S3Images;

config::app! {
    /// What filing a claim needs.
    pub struct App {
        auth: Auth,
        links: Links,
        orders: PgOrders,
        claims: PgClaims,
        images: S3Images,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    lines: Vec<Line>,
    reason: ClaimReason,
    text: Option<String>,
    #[serde(default)]
    photos: Vec<UploadId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    sku: Sku,
    quantity: Quantity,
}

/// More SKUs than anybody orders.
const MOST_LINES: usize = 100;

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let order = visible_order(&app.auth, &app.links, &app.orders, &request).await?;
    let body: Body = request.json()?;
    let wanted = body.check(order.id, request.id())?;
    let claim = claims::file(
        &app.claims,
        &app.images,
        &app.publisher,
        &SystemClock,
        wanted,
    )
    .await?;
    Ok(Reply::created(&ClaimView::new(&claim, request.language())?))
}

impl Body {
    fn check(self, order: OrderId, request_id: &str) -> Result<FileClaim<'_>, Problem> {
        let mut fields = Fields::default();
        let text = note(&mut fields, "/text", self.text.as_deref());
        let is_told = text.is_some() || !fields.is_empty();
        let mut check = |pointer: String, is_good: bool, code| {
            let value = if is_good { Ok(()) } else { Err(Invalid(code)) };
            fields.take(pointer, value)
        };
        let needs_words = self.reason == ClaimReason::Other;
        check("/text".into(), !needs_words || is_told, "text_required");
        let photos: HashSet<_> = self.photos.iter().collect();
        let is_each_once = photos.len() == self.photos.len();
        check("/photos".into(), is_each_once, "named_twice");
        check(
            "/photos".into(),
            photos.len() <= MOST_PHOTOS,
            "too_many_photos",
        );
        let are_some = (1..=MOST_LINES).contains(&self.lines.len());
        check("/lines".into(), are_some, "invalid_lines");
        let mut seen = HashSet::new();
        for (index, Line { sku, quantity }) in self.lines.iter().enumerate() {
            let at = |field: &str| format!("/lines/{index}/{field}");
            check(at("sku"), seen.insert(sku), "named_twice");
            check(
                at("quantity"),
                quantity.is_positive(),
                "quantity_not_positive",
            );
        }
        fields.finish()?;
        Ok(FileClaim {
            order,
            lines: self
                .lines
                .into_iter()
                .map(|line| (line.sku, line.quantity))
                .collect(),
            reason: self.reason,
            text,
            photos: self.photos,
            request_id,
        })
    }
}

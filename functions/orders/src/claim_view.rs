//! Claims as the API shows them.

use domain::catalog::{Sku, Unit};
use domain::ids::{ClaimId, UploadId, UserId};
use domain::images::Images;
use domain::money::OutOfRange;
use domain::orders::claims::{Claim, ClaimLine, ClaimReason, ClaimStatus, Resolution, photo_key};
use domain::orders::{Customer, OrderCode, PaymentMethod};
use domain::{Language, Money, Quantity};
use runtime::Problem;
use serde::Serialize;
use time::OffsetDateTime;

/// A claim for its shopper.
#[derive(Serialize)]
pub(crate) struct ClaimView<'a> {
    id: ClaimId,
    order_code: &'a OrderCode,
    status: ClaimStatus,
    reason: ClaimReason,
    text: Option<&'a str>,
    lines: Vec<LineView<'a>>,
    /// What was claimed cost so much.
    cost: Money,
    photos: &'a [UploadId],
    #[serde(with = "time::serde::rfc3339")]
    filed_at: OffsetDateTime,
    resolution: Option<ResolutionView<'a>>,
    #[serde(flatten)]
    staff: Option<StaffView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    sku: &'a Sku,
    name: &'a str,
    quantity: Quantity,
    unit: Unit,
    cost: Money,
}

#[derive(Serialize)]
struct ResolutionView<'a> {
    amount: Option<Money>,
    note: Option<&'a str>,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    /// For staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<UserId>,
}

/// What staff see beside that.
#[derive(Serialize)]
struct StaffView<'a> {
    customer: &'a Customer,
    payment_method: PaymentMethod,
    /// Where each picture is shown, for a few minutes.
    photo_urls: Vec<String>,
}

impl<'a> ClaimView<'a> {
    pub(crate) fn new(claim: &'a Claim, language: Language) -> Result<Self, Problem> {
        Ok(Self {
            id: claim.id,
            order_code: &claim.order_code,
            status: claim.status,
            reason: claim.reason,
            text: claim.text.as_deref(),
            lines: claim
                .lines
                .iter()
                .map(|line| LineView::new(line, language))
                .collect(),
            cost: claim.cost().map_err(too_much)?,
            photos: &claim.photos,
            filed_at: claim.filed_at,
            resolution: claim.resolution.as_ref().map(ResolutionView::new),
            staff: None,
        })
    }

    /// For staff, who see whose it is, the pictures, and who resolved it.
    pub(crate) fn for_staff(
        claim: &'a Claim,
        language: Language,
        images: &impl Images,
        now: OffsetDateTime,
    ) -> Result<Self, Problem> {
        let urls = claim.photos.iter().map(|photo| {
            let key = photo_key(claim.order, *photo);
            images.show(&key, now)
        });
        let mut view = Self::new(claim, language)?;
        if let (Some(view), Some(resolution)) = (&mut view.resolution, &claim.resolution) {
            view.by = Some(resolution.by);
        }
        view.staff = Some(StaffView {
            customer: &claim.customer,
            payment_method: claim.payment_method,
            photo_urls: urls.collect::<Result<_, _>>()?,
        });
        Ok(view)
    }
}

impl<'a> LineView<'a> {
    fn new(line: &'a ClaimLine, language: Language) -> Self {
        Self {
            sku: &line.sku,
            name: line.name(language),
            quantity: line.quantity,
            unit: line.unit,
            cost: line.cost,
        }
    }
}

impl<'a> ResolutionView<'a> {
    fn new(resolution: &'a Resolution) -> Self {
        Self {
            amount: resolution.amount,
            note: resolution.note.as_deref(),
            at: resolution.at,
            by: None,
        }
    }
}

fn too_much(error: OutOfRange) -> Problem {
    Problem::internal("a claim's sum", error)
}

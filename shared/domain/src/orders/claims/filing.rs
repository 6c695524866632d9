//! Filing a claim.

use super::costs::{NotDelivered, part};
use super::{Claim, ClaimLine, ClaimReason, ClaimStatus, Claims, Standing, photo_key};
use crate::catalog::Sku;
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::identity::erasure::is_erased;
use crate::ids::{ClaimId, OrderId, UploadId};
use crate::images::{self, Images, UploadError};
use crate::money::OutOfRange;
use crate::orders::Order;
use crate::orders::events::ClaimFiled;
use crate::{Clock, Quantity, StoreError};
use time::{Duration, OffsetDateTime};

/// For so long after its delivery a claim about an order is heard.
pub const WINDOW: Duration = Duration::hours(24);

/// Claims about one order.
const MOST: i64 = 20;

/// What a shopper claims.
#[derive(Debug)]
pub struct FileClaim<'a> {
    pub order: OrderId,
    /// Each SKU once, each quantity above zero.
    pub lines: Vec<(Sku, Quantity)>,
    pub reason: ClaimReason,
    pub text: Option<String>,
    pub photos: Vec<UploadId>,
    pub request_id: &'a str,
}

/// A claim, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    pub claim: Claim,
    pub events: Vec<Event>,
}

/// Why a claim is not heard.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    #[error("no such order")]
    NotFound,
    #[error("the order was not delivered")]
    NotDelivered,
    #[error("the time for claims is over")]
    WindowClosed,
    /// At these lines.
    #[error("it was claimed before")]
    AlreadyClaimed(Vec<Violation>),
    #[error("there are too many claims about the order")]
    TooMany,
    #[error("something else was delivered")]
    Lines(Vec<Violation>),
    #[error(transparent)]
    Upload(#[from] UploadError),
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ClaimError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NotDelivered | Self::WindowClosed | Self::AlreadyClaimed(_) | Self::TooMany => {
                Kind::Conflict
            }
            Self::Lines(_) => Kind::Rule,
            Self::Upload(error) => error.kind(),
            Self::OutOfRange(_) | Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::NotDelivered => "order_not_delivered",
            Self::WindowClosed => "claim_window_closed",
            Self::AlreadyClaimed(_) => "already_claimed",
            Self::TooMany => "too_many_claims",
            Self::Lines(_) => "validation_failed",
            Self::Upload(error) => error.code(),
            Self::OutOfRange(_) | Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::AlreadyClaimed(lines) | Self::Lines(lines) => lines.clone(),
            _ => Vec::new(),
        }
    }
}

/// Files a claim, with pictures that were uploaded for it.
pub async fn file(
    claims: &impl Claims,
    images: &impl Images,
    publisher: &impl Publisher,
    clock: &impl Clock,
    wanted: FileClaim<'_>,
) -> Result<Claim, ClaimError> {
    for photo in &wanted.photos {
        images::check(images, clock, &photo_key(wanted.order, *photo)).await?;
    }
    let now = clock.now();
    let filing = claims
        .file(wanted.order, |order, standing| {
            decide(order, standing, wanted, now)
        })
        .await?;
    publisher.publish(&filing.events).await;
    Ok(filing.claim)
}

/// Decides on a claim; pure.
pub(super) fn decide(
    order: &Order,
    standing: &Standing,
    wanted: FileClaim<'_>,
    now: OffsetDateTime,
) -> Result<Filing, ClaimError> {
    check_time(order, standing, now)?;
    let lines = lines(order, standing, &wanted.lines)?;
    if standing.claims >= MOST {
        return Err(ClaimError::TooMany);
    }
    let claim = Claim {
        id: ClaimId::generate(&now),
        order: order.id,
        order_code: order.code.clone(),
        customer: order.customer.clone(),
        payment_method: order.payment_method,
        lines,
        reason: wanted.reason,
        text: wanted.text,
        photos: wanted.photos,
        status: ClaimStatus::Open,
        resolution: None,
        filed_at: now,
    };
    let news = ClaimFiled {
        claim: claim.clone(),
    };
    let events = vec![Event::new(&now, wanted.request_id, claim.id, &news)?];
    Ok(Filing { claim, events })
}

/// Whether a claim about the order is heard now.
pub(super) fn check_time(
    order: &Order,
    standing: &Standing,
    now: OffsetDateTime,
) -> Result<(), ClaimError> {
    // What nobody is left to be answered about is asked about by nobody.
    if is_erased(&order.customer.email) {
        return Err(ClaimError::NotFound);
    }
    let delivered_at = standing
        .delivered_at
        .filter(|_| order.status.is_handed_over());
    let delivered_at = delivered_at.ok_or(ClaimError::NotDelivered)?;
    if now < delivered_at + WINDOW {
        Ok(())
    } else {
        Err(ClaimError::WindowClosed)
    }
}

/// The lines of a claim with what they cost.
fn lines(
    order: &Order,
    standing: &Standing,
    wanted: &[(Sku, Quantity)],
) -> Result<Vec<ClaimLine>, ClaimError> {
    let (mut lines, mut wrong, mut claimed) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (sku, quantity)) in wanted.iter().enumerate() {
        let at = |field: &str, code| Violation::new(format!("/lines/{index}/{field}"), code);
        match part(order, &standing.claimed, sku, *quantity)? {
            Ok(part) => lines.push(ClaimLine {
                sku: sku.clone(),
                name_id: part.line.name_id.clone(),
                name_en: part.line.name_en.clone(),
                unit: part.line.unit,
                quantity: part.quantity,
                cost: part.cost,
            }),
            Err(NotDelivered::NotOrdered) => wrong.push(at("sku", "sku_not_ordered")),
            Err(NotDelivered::TooMuch) => wrong.push(at("quantity", "quantity_above_packed")),
            Err(NotDelivered::GivenBefore) => claimed.push(at("quantity", "already_claimed")),
        }
    }
    match (wrong.is_empty(), claimed.is_empty()) {
        (false, _) => Err(ClaimError::Lines(wrong)),
        (true, false) => Err(ClaimError::AlreadyClaimed(claimed)),
        (true, true) => Ok(lines),
    }
}

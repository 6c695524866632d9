//! From how little on staff are told of a SKU.

use crate::catalog::{Actor, Sku};
use crate::failure::{Failure, Kind, Violation};
use crate::{Clock, ExpectedVersion, Quantity, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// A SKU's threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Threshold {
    pub sku: Sku,
    /// Staff are told when there is so much or less; none means never.
    pub low_stock_at: Option<Quantity>,
    /// 0: there has never been one.
    pub version: i64,
}

/// Why a threshold is not set.
#[derive(Debug, thiserror::Error)]
pub enum ThresholdError {
    #[error("there is no such SKU")]
    NotFound,
    #[error("the threshold is out of bounds")]
    OutOfBounds,
    #[error("the threshold is not the version that the request asks for")]
    VersionMismatch,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ThresholdError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OutOfBounds => Kind::Rule,
            Self::VersionMismatch => Kind::PreconditionFailed,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "sku_not_found",
            Self::OutOfBounds => "validation_failed",
            Self::VersionMismatch => "version_mismatch",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::OutOfBounds => vec![Violation::new("/low_stock_at", "invalid_threshold")],
            _ => Vec::new(),
        }
    }
}

/// Where thresholds are kept.
pub trait Thresholds: Send + Sync {
    /// Sets what `decide` makes of the SKU's threshold; nothing when it says `None`.
    async fn set(
        &self,
        sku: &Sku,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&Threshold) -> Result<Option<Option<Quantity>>, ThresholdError> + Send,
    ) -> Result<Threshold, ThresholdError>;
}

/// The highest threshold, in thousandths: beyond this somebody mistyped.
const MOST: i64 = 1_000_000_000;

/// Sets a SKU's threshold, or takes it away.
pub async fn set(
    thresholds: &impl Thresholds,
    clock: &impl Clock,
    actor: &Actor,
    sku: &Sku,
    low_stock_at: Option<Quantity>,
    expected: &ExpectedVersion,
) -> Result<Threshold, ThresholdError> {
    if low_stock_at.is_some_and(|quantity| !(0..=MOST).contains(&quantity.thousandths())) {
        return Err(ThresholdError::OutOfBounds);
    }
    thresholds
        .set(sku, actor, clock.now(), |before| {
            if !expected.takes(before.version) {
                return Err(ThresholdError::VersionMismatch);
            }
            Ok((before.low_stock_at != low_stock_at).then_some(low_stock_at))
        })
        .await
}

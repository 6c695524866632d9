//! The catalogue from a file: rows that were read, checked as one and written as one.
//!
//! Everything is decided on what is kept at one moment, without a lock; the plan that comes of it is written only
//! if all it touches is still as it was then. Otherwise it is decided anew.

mod changes;
mod course;
mod merge;
mod plan;
mod receipts;

pub use changes::{Change, ProductChange, Row, VariantChange};
pub use course::{
    CatalogueSummary, Course, ImportBoard, ImportKind, ImportReport, MOST_TOLD, Phase,
    StockSummary, Summary, ToldError, UnknownImport,
};
pub use plan::{
    Expected, Known, KnownProduct, KnownVariant, Plan, PlannedPrice, PlannedProduct,
    PlannedVariant, ProductState, VariantStamp,
};
pub use receipts::{ReceiptRow, StockFiles, import_stock};

use crate::catalog::{Actor, CatalogueLine, LineFilter, LineKey, Sku, Slug};
use crate::failure::{Failure, Kind, Violation};
use crate::{Clock, StoreError};
use plan::Planner;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A file has no more rows than this.
pub const MOST_ROWS: usize = 20_000;

/// So many rows are looked up or written at once: each time costs a round trip, and progress is told.
pub const BATCH: usize = 1_000;

/// Others may change what a file is about while it is checked; who has lost so often is told to come back.
const TRIES: usize = 4;

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// With everything that is wrong with it, in the order of rows.
    #[error("{} cells are not valid", .0.len())]
    Invalid(Vec<Violation>),
    #[error("others keep changing what the file is about")]
    Contended,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ImportError {
    fn kind(&self) -> Kind {
        match self {
            Self::Invalid(_) => Kind::Rule,
            Self::Contended => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "validation_failed",
            Self::Contended => "catalog_changed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Invalid(violations) => violations.iter().take(MOST_TOLD).cloned().collect(),
            _ => Vec::new(),
        }
    }

    fn violations_total(&self) -> Option<usize> {
        match self {
            Self::Invalid(violations) => Some(violations.len()),
            _ => None,
        }
    }
}

/// What became of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    All,
    /// Nothing: something it touches has changed since it was made.
    Outdated,
}

/// The catalogue, as far as files change it.
pub trait CatalogueFiles: Send + Sync {
    /// What is kept of these products and SKUs, and which of these categories there are.
    async fn known(
        &self,
        slugs: &[Slug],
        skus: &[Sku],
        categories: &[Slug],
    ) -> Result<Known, StoreError>;

    /// Takes line after line, by slug and by the variants' places, from behind `after` on, until it has so many or
    /// `take` breaks off.
    async fn lines(
        &self,
        filter: &LineFilter,
        after: Option<&LineKey>,
        most: u32,
        take: impl FnMut(&CatalogueLine) -> ControlFlow<()> + Send,
    ) -> Result<(), StoreError>;

    /// Writes the plan with a line in the audit log in one transaction, if what it expects is still so. Nobody as
    /// `actor` means the shop itself, which is not logged.
    async fn write<B: ImportBoard>(
        &self,
        plan: &Plan,
        actor: Option<&Actor>,
        clock: &impl Clock,
        course: &mut Course<'_, B>,
    ) -> Result<Written, StoreError>;
}

/// Brings the catalogue to what the rows say; a dry run tells what that would be, and does nothing.
pub async fn import<B: ImportBoard>(
    files: &impl CatalogueFiles,
    clock: &impl Clock,
    actor: Option<&Actor>,
    rows: &[Row],
    is_dry_run: bool,
    course: &mut Course<'_, B>,
) -> Result<CatalogueSummary, ImportError> {
    for _ in 0..TRIES {
        let plan = check(files, clock, rows, course).await?;
        let summary = CatalogueSummary {
            dry_run: is_dry_run,
            ..plan.summary
        };
        if is_dry_run || files.write(&plan, actor, clock, course).await? == Written::All {
            return Ok(summary);
        }
    }
    Err(ImportError::Contended)
}

/// What the rows come to, with everything that stands against it.
async fn check<B: ImportBoard>(
    files: &impl CatalogueFiles,
    clock: &impl Clock,
    rows: &[Row],
    course: &mut Course<'_, B>,
) -> Result<Plan, ImportError> {
    let mut known = Known::default();
    for (batch, done) in rows.chunks(BATCH).zip((0..).step_by(BATCH)) {
        course.at(Phase::Checking, done).await;
        let changes: Vec<&Change> = batch.iter().filter_map(Row::good).collect();
        let slugs = distinct(changes.iter().map(|it| &it.product.slug));
        let skus = changes.iter().filter_map(|it| it.variant.as_ref());
        let skus = distinct(skus.map(|variant| &variant.sku));
        let categories = distinct(changes.iter().filter_map(|it| it.product.category.as_ref()));
        known.extend(files.known(&slugs, &skus, &categories).await?);
    }
    course.at(Phase::Checking, rows.len()).await;
    Planner::new(&known, clock)
        .plan(rows)
        .map_err(ImportError::Invalid)
}

fn distinct<'a, T: Clone + Ord + 'a>(values: impl Iterator<Item = &'a T>) -> Vec<T> {
    let values: BTreeSet<&T> = values.collect();
    values.into_iter().cloned().collect()
}

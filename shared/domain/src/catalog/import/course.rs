//! How far an import is, for whoever asks while it runs.

use crate::Clock;
use crate::failure::Failure;
use crate::ids::{ImportId, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Of all that is wrong with a file so much is told; nobody reads more before the next try.
pub const MOST_TOLD: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    Catalog,
    Stock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Reading,
    Checking,
    Writing,
    /// What browsing reads is brought up to date.
    Settling,
    Done,
    Failed,
}

/// What a file did to the catalogue, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueSummary {
    pub rows: usize,
    pub products_created: usize,
    pub products_updated: usize,
    pub variants_created: usize,
    pub variants_updated: usize,
    /// Of variants that had another price before.
    pub prices_changed: usize,
    /// Rows that say what is so already.
    pub unchanged: usize,
    pub dry_run: bool,
}

/// What a file did to the stock, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockSummary {
    pub rows: usize,
    pub lots_received: usize,
    pub dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Summary {
    Catalogue(CatalogueSummary),
    Stock(StockSummary),
}

/// A bad cell, as the import's course tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldError {
    pub pointer: String,
    pub code: String,
}

/// An import, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    pub id: ImportId,
    pub kind: ImportKind,
    pub phase: Phase,
    /// Of the present phase.
    pub rows_done: usize,
    pub rows_total: usize,
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    #[serde(
        default,
        with = "time::serde::rfc3339::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub finished_at: Option<OffsetDateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ToldError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors_total: Option<usize>,
}

/// Where imports' courses can be looked up, for a day. It may be lost, and then the imports go on without.
pub trait ImportBoard: Send + Sync {
    async fn put(&self, owner: UserId, report: &ImportReport);

    /// `None`: the owner has no such import, or it is not known any more.
    async fn find(&self, owner: UserId, id: ImportId) -> Option<ImportReport>;
}

/// Tells a board how one import goes.
pub struct Course<'a, B> {
    board: &'a B,
    owner: UserId,
    report: ImportReport,
}

impl<'a, B: ImportBoard> Course<'a, B> {
    /// An import begins.
    pub async fn begin(
        board: &'a B,
        clock: &impl Clock,
        owner: UserId,
        id: ImportId,
        kind: ImportKind,
    ) -> Self {
        let report = ImportReport {
            id,
            kind,
            phase: Phase::Reading,
            rows_done: 0,
            rows_total: 0,
            started_at: clock.now(),
            finished_at: None,
            summary: None,
            code: None,
            errors: Vec::new(),
            errors_total: None,
        };
        board.put(owner, &report).await;
        Self {
            board,
            owner,
            report,
        }
    }

    #[must_use]
    pub const fn id(&self) -> ImportId {
        self.report.id
    }

    /// The file has so many rows.
    pub const fn has_rows(&mut self, rows: usize) {
        self.report.rows_total = rows;
    }

    /// So many rows have come through the phase.
    pub async fn at(&mut self, phase: Phase, rows_done: usize) {
        self.report.phase = phase;
        self.report.rows_done = rows_done;
        self.board.put(self.owner, &self.report).await;
    }

    /// The import is over.
    pub async fn end<E: Failure>(&mut self, clock: &impl Clock, outcome: Result<Summary, &E>) {
        let report = &mut self.report;
        report.finished_at = Some(clock.now());
        match outcome {
            Ok(summary) => {
                report.phase = Phase::Done;
                report.rows_done = report.rows_total;
                report.summary = Some(summary);
            }
            Err(failure) => {
                report.phase = Phase::Failed;
                report.code = Some(failure.code().to_owned());
                report.errors_total = failure.violations_total();
                let told = failure.violations().into_iter().map(|violation| ToldError {
                    pointer: violation.pointer,
                    code: violation.code.to_owned(),
                });
                report.errors = told.collect();
            }
        }
        self.board.put(self.owner, &self.report).await;
    }
}

/// No import of the caller's is known under the id.
#[derive(Debug, thiserror::Error)]
#[error("no such import of the caller's is known")]
pub struct UnknownImport;

impl Failure for UnknownImport {
    fn kind(&self) -> crate::Kind {
        crate::Kind::NotFound
    }

    fn code(&self) -> &'static str {
        "import_not_found"
    }
}

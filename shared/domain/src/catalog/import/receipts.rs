//! Goods on their way into the warehouse, by the file.

use super::{BATCH, Course, ImportBoard, ImportError, Phase, StockSummary};
use crate::catalog::{Actor, Lot, Receipt, ReceiveError, Sku, Stock, StockLine, shop_date};
use crate::failure::Violation;
use crate::ids::LotId;
use crate::{Clock, StoreError};
use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptRow {
    Good {
        /// As spreadsheets count: the header is row 1.
        row: usize,
        receipt: Receipt,
    },
    Bad(Vec<Violation>),
}

/// The stock, as far as files tell of it.
pub trait StockFiles: Send + Sync {
    /// Those of the SKUs that there are.
    async fn known_skus(&self, skus: &[Sku]) -> Result<HashSet<Sku>, StoreError>;

    /// The codes of all locations.
    async fn locations(&self) -> Result<HashSet<String>, StoreError>;

    /// Takes lot after lot that holds something, by SKU and then what expires first, from behind `after` on, until
    /// it has so many or `take` breaks off.
    async fn lines(
        &self,
        after: Option<LotId>,
        most: u32,
        take: impl FnMut(&StockLine) -> ControlFlow<()> + Send,
    ) -> Result<(), StoreError>;
}

/// Receives every row's goods into a lot of its own, or none; a dry run receives none, and tells what it would.
pub async fn import_stock<B: ImportBoard>(
    files: &impl StockFiles,
    stock: &impl Stock,
    clock: &impl Clock,
    actor: &Actor,
    rows: Vec<ReceiptRow>,
    is_dry_run: bool,
    course: &mut Course<'_, B>,
) -> Result<StockSummary, ImportError> {
    let summary = StockSummary {
        rows: rows.len(),
        lots_received: rows.len(),
        dry_run: is_dry_run,
    };
    let violations = check(files, clock, &rows, course).await?;
    if !violations.is_empty() {
        return Err(ImportError::Invalid(violations));
    }
    if is_dry_run {
        return Ok(summary);
    }
    course.at(Phase::Writing, 0).await;
    let lots: Vec<Lot> = rows
        .into_iter()
        .filter_map(|row| match row {
            ReceiptRow::Good { receipt, .. } => Some(Lot {
                id: LotId::generate(clock),
                receipt,
            }),
            ReceiptRow::Bad(_) => None,
        })
        .collect();
    match stock.receive(&lots, Some(actor), clock.now()).await {
        Ok(()) => Ok(summary),
        Err(ReceiveError::Store(error)) => Err(error.into()),
        // Names that were known a moment ago.
        Err(_) => Err(ImportError::Contended),
    }
}

async fn check<B: ImportBoard>(
    files: &impl StockFiles,
    clock: &impl Clock,
    rows: &[ReceiptRow],
    course: &mut Course<'_, B>,
) -> Result<Vec<Violation>, StoreError> {
    let today = shop_date(clock.now());
    let locations = files.locations().await?;
    let mut violations = Vec::new();
    for (batch, done) in rows.chunks(BATCH).zip((0..).step_by(BATCH)) {
        course.at(Phase::Checking, done).await;
        let skus: BTreeSet<&Sku> = batch.iter().filter_map(ReceiptRow::sku).collect();
        let skus: Vec<Sku> = skus.into_iter().cloned().collect();
        let known = files.known_skus(&skus).await?;
        for row in batch {
            match row {
                ReceiptRow::Bad(faults) => violations.extend_from_slice(faults),
                ReceiptRow::Good { row, receipt } => {
                    let unknown = [
                        (known.contains(&receipt.sku), "/sku", "unknown_sku"),
                        (
                            locations.contains(&receipt.location),
                            "/location",
                            "unknown_location",
                        ),
                    ];
                    let unknown = unknown.into_iter().filter(|(is_known, ..)| !is_known);
                    let faults = unknown
                        .map(|(_, pointer, code)| Violation::new(pointer, code))
                        .chain(receipt.violations(today));
                    violations.extend(faults.map(|fault| {
                        Violation::new(format!("/rows/{row}{}", fault.pointer), fault.code)
                    }));
                }
            }
        }
    }
    course.at(Phase::Checking, rows.len()).await;
    Ok(violations)
}

impl ReceiptRow {
    const fn sku(&self) -> Option<&Sku> {
        match self {
            Self::Good { receipt, .. } => Some(&receipt.sku),
            Self::Bad(_) => None,
        }
    }
}

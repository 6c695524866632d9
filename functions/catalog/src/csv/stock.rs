//! The stock as files: a row a receipt on the way in, a row a lot on the way out.

use crate::csv::cells::{Cells, MALFORMED};
use crate::csv::neutral::neutralised;
use crate::csv::table::{self, Separator};
use domain::catalog::import::{ImportError, ReceiptRow};
use domain::catalog::{Receipt, Sku, StockLine};
use domain::{Invalid, Money, Quantity};
use std::borrow::Cow;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

const COLUMNS: [&str; 7] = [
    "sku",
    "location",
    "quantity",
    "best_before",
    "harvested_on",
    "unit_cost",
    "reason",
];

const REQUIRED: [&str; 5] = ["sku", "location", "quantity", "best_before", "unit_cost"];

/// In the order in which they are written.
pub(crate) const EXPORT_COLUMNS: [&str; 10] = [
    "sku",
    "location",
    "lot_id",
    "received_at",
    "harvested_on",
    "best_before",
    "unit_cost",
    "on_hand",
    "reserved",
    "available",
];

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

pub(crate) fn read(file: &[u8]) -> Result<(Separator, Vec<ReceiptRow>), ImportError> {
    table::read(file, &COLUMNS, &REQUIRED, |cells| match cells {
        Ok(cells) => row(cells),
        Err(violations) => ReceiptRow::Bad(violations),
    })
}

fn row(mut cells: Cells<'_>) -> ReceiptRow {
    let receipt = receipt(&mut cells);
    let row = cells.row();
    let violations = cells.violations();
    match receipt {
        Some(receipt) if violations.is_empty() => ReceiptRow::Good { row, receipt },
        _ => ReceiptRow::Bad(violations),
    }
}

fn receipt(cells: &mut Cells<'_>) -> Option<Receipt> {
    let sku = cells.needed("sku", Sku::parse);
    let location = cells.needed("location", |text| Ok(text.to_owned()));
    let quantity = cells.needed("quantity", |text| {
        text.parse::<Quantity>().map_err(|_| MALFORMED)
    });
    let best_before = cells.needed("best_before", date);
    let harvested_on = cells.read("harvested_on", date);
    let unit_cost = cells.needed("unit_cost", |text| {
        let amount = text.parse().map_err(|_| Invalid("invalid_price"))?;
        Ok(Money::rupiah(amount))
    });
    Some(Receipt {
        sku: sku?,
        location: location?,
        quantity: quantity?,
        best_before: best_before?,
        harvested_on,
        unit_cost: unit_cost?,
        reason: cells.filled("reason").unwrap_or_default().to_owned(),
    })
}

fn date(text: &str) -> Result<Date, Invalid> {
    Date::parse(text, DATE).map_err(|_| MALFORMED)
}

/// The line's cells, in the order of the columns.
pub(crate) fn record(line: &StockLine) -> [Cow<'_, str>; EXPORT_COLUMNS.len()] {
    let date = |date: Date| date.format(DATE).unwrap_or_default();
    // What is reserved is there: the database holds every lot to that.
    let available = line.on_hand.subtract(line.reserved).unwrap_or_default();
    [
        Cow::Borrowed(line.sku.as_str()),
        neutralised(&line.location),
        Cow::Owned(line.lot.to_string()),
        Cow::Owned(line.received_at.format(&Rfc3339).unwrap_or_default()),
        Cow::Owned(line.harvested_on.map(date).unwrap_or_default()),
        Cow::Owned(date(line.best_before)),
        Cow::Owned(line.unit_cost.amount().to_string()),
        Cow::Owned(line.on_hand.to_string()),
        Cow::Owned(line.reserved.to_string()),
        Cow::Owned(available.to_string()),
    ]
}

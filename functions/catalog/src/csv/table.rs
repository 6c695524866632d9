//! A file as rows under named columns.

use crate::csv::cells::Cells;
use csv::{ByteRecord, ReaderBuilder};
use domain::catalog::import::{ImportError, MOST_ROWS};
use domain::failure::Violation;
use serde::Serialize;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// So much of a name is repeated that nobody knows.
const LONGEST_NAME: usize = 60;

/// What stands between cells: spreadsheets write what is usual where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Separator {
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ";")]
    Semicolon,
}

impl Separator {
    /// The one that the header's names are apart by; no name has either.
    fn of(file: &[u8]) -> Self {
        let header = file
            .iter()
            .take_while(|byte| !matches!(byte, b'\n' | b'\r'));
        let found = header.copied().find(|byte| matches!(byte, b',' | b';'));
        if found == Some(b';') {
            Self::Semicolon
        } else {
            Self::Comma
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

/// Reads every row that is not blank with `read`. `known` are the columns there may be, `required` those there must
/// be, in any order.
pub(crate) fn read<T>(
    file: &[u8],
    known: &[&'static str],
    required: &[&'static str],
    mut read: impl FnMut(Result<Cells<'_>, Vec<Violation>>) -> T,
) -> Result<(Separator, Vec<T>), ImportError> {
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let separator = Separator::of(file);
    let mut records = ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(file);
    let mut record = ByteRecord::new();
    // Reading from memory does not fail, and neither do rows of any length.
    let mut next = |record: &mut ByteRecord| records.read_byte_record(record).unwrap_or(false);
    if !next(&mut record) {
        return Err(refusal("/rows", "no_rows"));
    }
    let columns = columns(&record, known, required).map_err(ImportError::Invalid)?;
    if let Some((row, place)) = unclosed_quote(file, separator) {
        let column = columns.get(place).copied().unwrap_or_default();
        return Err(refusal(
            &format!("/rows/{row}/{column}"),
            "quote_not_closed",
        ));
    }
    let mut rows = Vec::new();
    let mut number = 1;
    while next(&mut record) {
        number += 1;
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(refusal("/rows", "too_many_rows"));
        }
        rows.push(read(Cells::new(number, &columns, &record)));
    }
    if rows.is_empty() {
        return Err(refusal("/rows", "no_rows"));
    }
    Ok((separator, rows))
}

fn refusal(pointer: &str, code: &'static str) -> ImportError {
    ImportError::Invalid(vec![Violation::new(pointer, code)])
}

/// The names that the header gives the places of a row.
fn columns(
    header: &ByteRecord,
    known: &[&'static str],
    required: &[&'static str],
) -> Result<Vec<&'static str>, Vec<Violation>> {
    let mut columns = Vec::new();
    let mut violations = Vec::new();
    for (place, cell) in (1..).zip(header) {
        let Ok(name) = std::str::from_utf8(cell) else {
            violations.push(Violation::new(format!("/columns/{place}"), "invalid_utf8"));
            continue;
        };
        let name = name.trim();
        let at = |code| {
            let name: String = name.chars().take(LONGEST_NAME).collect();
            let name = name.replace('~', "~0").replace('/', "~1");
            Violation::new(format!("/columns/{name}"), code)
        };
        match known.iter().find(|column| **column == name) {
            None => violations.push(at("unknown_column")),
            Some(column) if columns.contains(column) => violations.push(at("column_repeated")),
            Some(column) => columns.push(*column),
        }
    }
    let missing = required.iter().filter(|column| !columns.contains(column));
    violations.extend(
        missing.map(|column| Violation::new(format!("/columns/{column}"), "column_required")),
    );
    if violations.is_empty() {
        Ok(columns)
    } else {
        Err(violations)
    }
}

/// The row and the place in it where quotes open that nothing closes: everything behind them would be one cell.
fn unclosed_quote(file: &[u8], separator: Separator) -> Option<(usize, usize)> {
    let (mut row, mut place) = (1, 0);
    let (mut is_row_blank, mut is_cell_begun) = (true, false);
    let mut opened = None;
    let mut bytes = file.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            // Twice inside quotes it is a quote itself.
            (Some(_), b'"') if bytes.next_if_eq(&b'"').is_some() => {}
            (Some(_), b'"') => opened = None,
            (Some(_), _) => {}
            (None, b'"') if !is_cell_begun => {
                opened = Some((row, place));
                (is_row_blank, is_cell_begun) = (false, true);
            }
            (None, b'\n' | b'\r') => {
                row += usize::from(!is_row_blank);
                place = 0;
                (is_row_blank, is_cell_begun) = (true, false);
            }
            (None, byte) if byte == separator.byte() => {
                place += 1;
                (is_row_blank, is_cell_begun) = (false, false);
            }
            (None, _) => (is_row_blank, is_cell_begun) = (false, true),
        }
    }
    opened
}

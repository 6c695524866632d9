//! Cells of CSV files (RFC 4180) that people open with a spreadsheet.

use std::borrow::Cow;

/// Text that no spreadsheet takes for a formula, and no reader for more than one cell.
#[must_use]
pub fn csv_cell(cell: &str) -> Cow<'_, str> {
    let harmless = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::from(format!("'{cell}"))
    } else {
        Cow::from(cell)
    };
    if harmless.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", harmless.replace('"', "\"\"")).into()
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn cells_are_text_and_nothing_more() {
        for (cell, written) in [
            ("Bayam", "Bayam"),
            ("Bayam, merah", "\"Bayam, merah\""),
            ("Bayam \"merah\"", "\"Bayam \"\"merah\"\"\""),
            ("dua\nbaris", "\"dua\nbaris\""),
            ("=1+1", "'=1+1"),
            ("+62", "'+62"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(csv_cell(cell), written);
        }
    }
}

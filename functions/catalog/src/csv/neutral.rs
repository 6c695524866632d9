//! Cells that no spreadsheet takes for a formula.
//!
//! What begins like a formula gets an apostrophe before it, and so does what begins with an apostrophe already:
//! taking one off gives back what there was.

use std::borrow::Cow;

/// What makes a spreadsheet compute.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_marked(text: &str) -> bool {
    text.starts_with(|first| first == '\'' || FORMULA.contains(&first))
}

/// The text as a cell.
pub(crate) fn neutralised(text: &str) -> Cow<'_, str> {
    if is_marked(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a cell.
pub(crate) fn meant(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_marked(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("'=1", "''=1"),
            ("'", "''"),
            ("bayam", "bayam"),
            ("", ""),
        ] {
            assert_eq!(neutralised(text), cell);
        }
        // As somebody types it who knows no apostrophes of ours.
        assert_eq!(meant("'bayam"), "'bayam");
    }

    proptest! {
        #[test]
        fn a_cell_means_the_text_it_was_written_for(text in "['=+@\t\r-]{0,3}\\PC{0,5}") {
            let cell = neutralised(&text).into_owned();
            prop_assert!(!cell.starts_with(FORMULA));
            prop_assert_eq!(meant(&cell), text);
        }
    }
}

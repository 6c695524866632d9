//! A row's cells, each read by the name of its column.

use crate::csv::neutral::meant;
use csv::ByteRecord;
use domain::Invalid;
use domain::failure::Violation;

/// What is no number, date or truth value at all.
pub(crate) const MALFORMED: Invalid = Invalid("malformed_field");

/// A row, and what is wrong with it so far.
pub(crate) struct Cells<'a> {
    row: usize,
    columns: &'a [&'static str],
    texts: Vec<&'a str>,
    violations: Vec<Violation>,
}

impl<'a> Cells<'a> {
    /// The row of this number, if it has as many cells as there are columns and all of them are text.
    pub(crate) fn new(
        row: usize,
        columns: &'a [&'static str],
        record: &'a ByteRecord,
    ) -> Result<Self, Vec<Violation>> {
        if record.len() != columns.len() {
            return Err(vec![Violation::new(format!("/rows/{row}"), "cell_count")]);
        }
        let mut texts = Vec::with_capacity(columns.len());
        let mut violations = Vec::new();
        for (column, cell) in columns.iter().zip(record) {
            match std::str::from_utf8(cell) {
                Ok(text) => texts.push(meant(text)),
                Err(_) => violations.push(Violation::new(
                    format!("/rows/{row}/{column}"),
                    "invalid_utf8",
                )),
            }
        }
        if violations.is_empty() {
            Ok(Self {
                row,
                columns,
                texts,
                violations,
            })
        } else {
            Err(violations)
        }
    }

    pub(crate) const fn row(&self) -> usize {
        self.row
    }

    /// The cell as it is; `None` when there is no such column.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        let place = self.columns.iter().position(|known| *known == column)?;
        self.texts.get(place).copied()
    }

    /// The cell without blanks around it; `None` when there is nothing in it.
    pub(crate) fn filled(&self, column: &str) -> Option<&'a str> {
        let text = self.text(column)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// What a filled cell says, or `None` and a violation.
    pub(crate) fn read<T>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let text = self.filled(column)?;
        self.take(column, parse(text))
    }

    /// What a cell says that may be empty, if there is such a column.
    pub(crate) fn read_any<T>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let text = self.text(column)?;
        self.take(column, parse(text))
    }

    /// What a cell says that must be filled.
    pub(crate) fn needed<T>(
        &mut self,
        column: &str,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        if self.filled(column).is_none() {
            self.refuse(column, "required");
        }
        self.read(column, parse)
    }

    pub(crate) fn refuse(&mut self, column: &str, code: &'static str) {
        let pointer = format!("/rows/{}/{column}", self.row);
        self.violations.push(Violation::new(pointer, code));
    }

    fn take<T>(&mut self, column: &str, value: Result<T, Invalid>) -> Option<T> {
        value
            .map_err(|Invalid(code)| self.refuse(column, code))
            .ok()
    }

    /// What is wrong with the row; nothing when it is good.
    pub(crate) fn violations(self) -> Vec<Violation> {
        self.violations
    }
}

/// A whole number within bounds.
pub(crate) fn within(
    least: i32,
    most: i32,
    code: &'static str,
) -> impl Fn(&str) -> Result<i32, Invalid> {
    move |text| match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(Invalid(code)),
    }
}

//! Tables of plain text.

use crate::failure::Failure;

/// What stands where a figure is missing.
pub(crate) const NONE: &str = "-";

/// Prints a title, what the columns are, and the rows; the first column is aligned left, the others right.
pub(crate) fn print(title: &str, method: &str, headings: &[&str], rows: &[Vec<String>]) {
    println!("\n{title}\n  {method}");
    let heading: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
    let all = || std::iter::once(&heading).chain(rows);
    let widths: Vec<usize> = (0..headings.len())
        .map(|column| {
            all()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in all() {
        println!("  {}", line(row, &widths));
    }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate();
    let cells: Vec<String> = cells
        .map(|(column, (cell, &width))| {
            if column == 0 {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            }
        })
        .collect();
    cells.join("  ").trim_end().to_owned()
}

/// What stands in place of figures that could not be measured; why, stands under the table.
pub(crate) const MISSING: &str = "not measured";

/// Prints why figures are missing, and gives how many are.
pub(crate) fn print_missing(missing: &[(String, Failure)]) -> usize {
    for (what, failure) in missing {
        let reason: String = failure.to_string().chars().take(400).collect();
        println!("  {what} was not measured: {reason}");
    }
    missing.len()
}

/// A figure, marked when it is over its budget.
pub(crate) fn beside<T: PartialOrd + Copy>(text: &str, value: T, budget: T) -> String {
    if value > budget {
        format!("{text} !")
    } else {
        format!("{text}  ")
    }
}

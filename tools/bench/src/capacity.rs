//! `bench capacity`: computes the tables of docs/capacity.md from what `make load` and `bench trips` measured and from
//! the prices beside them, and writes them into the page.

mod forecast;
mod page;
mod spent;

use crate::failure::Failure;
use crate::load::{KEPT, Record};
use crate::trips;
use forecast::Prices;
use serde::de::DeserializeOwned;
use spent::Spent;
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/capacity.md";
const PRICES: &str = "docs/capacity/prices.json";

/// Brings the page up to date. The working directory is the repository's root.
pub(crate) fn write() -> Result<(), Failure> {
    let root = Path::new(".");
    let text = fs::read_to_string(root.join(PAGE))?;
    fs::write(root.join(PAGE), with_tables(root, &text)?)?;
    println!("written: {PAGE}");
    Ok(())
}

/// The page with its tables as the figures are now.
fn with_tables(root: &Path, text: &str) -> Result<String, Failure> {
    let record: Record = read(root, KEPT)?;
    let prices: Prices = read(root, PRICES)?;
    let trips: Vec<trips::Traffic> = read(root, trips::KEPT)?;
    let spent = Spent::of(&record, &trips);
    let mut text = text.to_owned();
    for (name, table) in [
        ("run", page::run(&record)),
        ("calls", page::calls(&spent)),
        ("order", page::order(&spent)),
        ("connections", page::connections(&spent)),
        ("forecast", page::forecast(&spent)),
        ("bill", page::bill(&spent, &prices)),
        ("prices", page::prices(&prices)),
    ] {
        text = page::put(&text, name, &table)?;
    }
    Ok(text)
}

fn read<T: DeserializeOwned>(root: &Path, file: &str) -> Result<T, Failure> {
    let text = fs::read_to_string(root.join(file))
        .map_err(|error| Failure::new(format!("{file}: {error}")))?;
    Ok(serde_json::from_str(&text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_was_measured() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let text = fs::read_to_string(root.join(PAGE)).unwrap();
        assert!(
            with_tables(&root, &text).unwrap() == text,
            "run `make capacity`"
        );
    }
}

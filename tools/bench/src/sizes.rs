//! How large each function is when it is uploaded.

use crate::failure::Failure;
use crate::figures::megabytes;
use crate::stack::Stack;
use crate::table;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// 3.5 MB.
const BUDGET: u64 = 3_500_000;
/// Where `make build` puts what is deployed.
const BUILT: &str = "target/lambda";
/// What `zip` and Python's zipfile do unless told otherwise.
const LEVEL: u8 = 6;
/// A zip's headers around its one entry, `bootstrap`.
const HEADERS: usize = 116;

/// Prints the table; gives how many functions could not be measured.
pub(crate) fn print(stack: &Stack) -> usize {
    let sizes = measure(stack);
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (function, size) in sizes {
        match size {
            Ok(Size { binary, zip }) => {
                let beside = table::beside(&megabytes(zip), zip, BUDGET);
                rows.push((zip, vec![function, megabytes(binary), beside]));
            }
            Err(failure) => {
                rows.push((0, vec![function.clone(), table::MISSING.to_owned()]));
                missing.push((function, failure));
            }
        }
    }
    rows.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
    let largest = rows.first().map_or(0, |(zip, _)| *zip);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, row)| row).collect();
    table::print(
        "Sizes in MB; budget: zip of any function <= 3.50",
        &format!("deflate at level {LEVEL} of {}", source(stack)),
        &["function", "binary", "zip  "],
        &rows,
    );
    println!("  largest: {} of 3.50", megabytes(largest));
    table::print_missing(&missing)
}

struct Size {
    binary: u64,
    zip: u64,
}

fn source(stack: &Stack) -> &'static str {
    if stack
        .functions
        .iter()
        .all(|function| deployed(function).exists())
    {
        "target/lambda/*/bootstrap, as `make build` made them"
    } else {
        "the local release build (what `make build` makes is half as large: docs/decisions/0001)"
    }
}

fn deployed(function: &str) -> std::path::PathBuf {
    Path::new(BUILT).join(function).join("bootstrap")
}

/// Every function's size, on all cores.
fn measure(stack: &Stack) -> Vec<(String, Result<Size, Failure>)> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, sizes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let all_deployed = stack
        .functions
        .iter()
        .all(|function| deployed(function).exists());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(function) = stack.functions.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let file = if all_deployed {
                        Ok(deployed(function))
                    } else {
                        stack.binary(function)
                    };
                    let size = file.and_then(|file| size(&file));
                    sizes
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push((function.clone(), size));
                }
            });
        }
    });
    sizes.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn size(file: &Path) -> Result<Size, Failure> {
    let content = fs::read(file)?;
    let packed = miniz_oxide::deflate::compress_to_vec(&content, LEVEL).len() + HEADERS;
    let bytes = |length| u64::try_from(length).map_err(|_| Failure::new("too large to count"));
    Ok(Size {
        binary: bytes(content.len())?,
        zip: bytes(packed)?,
    })
}

//! Every call of a run as a line of JSON, for whoever sets it beside what else happened at the time.

use super::tally::{Sample, Tally};
use crate::failure::Failure;
use domain::{Clock, SystemClock};
use serde::Serialize;
use std::fs;
use std::path::Path;
use std::time::Instant;

#[derive(Serialize)]
struct Line<'a> {
    /// When it began, in milliseconds of Unix time.
    at: i64,
    /// How long it took, in microseconds.
    took: u64,
    call: String,
    /// Whether it was answered as it should be.
    is_well: bool,
    /// Missing when there was no answer.
    status: Option<u16>,
    says_when: bool,
    /// The body's `code`: a problem's, or that of an order.
    code: &'a str,
    key: &'a str,
}

/// Writes them down, in the order in which they ended.
pub(super) fn write(file: &Path, tally: &Tally) -> Result<(), Failure> {
    let (now, unix) = (Instant::now(), SystemClock.now().unix_timestamp_nanos());
    let (mut text, mut written) = (Vec::new(), Ok(()));
    tally.each(|sample| {
        let ago = i128::try_from((now - sample.began).as_nanos()).unwrap_or_default();
        if let Err(error) =
            serde_json::to_writer(&mut text, &line(sample, (unix - ago) / 1_000_000))
        {
            written = Err(error);
        }
        text.push(b'\n');
    });
    written?;
    Ok(fs::write(file, text)?)
}

fn line(sample: &Sample, at: i128) -> Line<'_> {
    let heard = sample.heard.as_ref();
    Line {
        at: i64::try_from(at).unwrap_or_default(),
        took: u64::try_from(sample.took.as_micros()).unwrap_or(u64::MAX),
        call: sample.route.name(),
        is_well: sample.error.is_none(),
        status: heard.map(|heard| heard.status),
        says_when: heard.is_some_and(|heard| heard.says_when),
        code: heard.map_or("", |heard| &heard.code),
        key: &sample.key,
    }
}

//! A file for an answer, as much of it as an answer holds.

use csv::{Writer, WriterBuilder};
use runtime::Reply;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// Lambda answers in JSON of at most 6 MB: this leaves room for headers.
const MOST_BYTES: usize = 5_000_000;

/// More rows than fit, and no more than a database need look for.
pub(crate) const MOST_ROWS: u32 = 25_000;

/// A file on its way. It takes rows until it is full; then it knows that there are more.
pub(crate) struct Download {
    file: Writer<Vec<u8>>,
    /// How long it is once quotes and line breaks are escaped in JSON.
    length: usize,
    most: usize,
    rows: u32,
    /// There is a row that it did not take.
    is_cut: bool,
}

impl Download {
    pub(crate) fn new(columns: &[&str]) -> Self {
        Self::of_at_most(MOST_BYTES, columns)
    }

    fn of_at_most(most: usize, columns: &[&str]) -> Self {
        let mut download = Self {
            file: WriterBuilder::new().from_writer(Vec::new()),
            length: 0,
            most,
            rows: 0,
            is_cut: false,
        };
        let header: Vec<Cow<'_, str>> = columns.iter().copied().map(Cow::Borrowed).collect();
        download.write(&header);
        download
    }

    /// Takes a row, unless the file is full.
    pub(crate) fn take(&mut self, record: &[Cow<'_, str>]) -> ControlFlow<()> {
        if self.length >= self.most || self.rows == MOST_ROWS {
            self.is_cut = true;
            return ControlFlow::Break(());
        }
        self.write(record);
        self.rows += 1;
        ControlFlow::Continue(())
    }

    fn write(&mut self, record: &[Cow<'_, str>]) {
        self.length += record.iter().map(|cell| length(cell)).sum::<usize>();
        // Writing to memory does not fail, and all rows are of one length.
        let _ = self
            .file
            .write_record(record.iter().map(|cell| cell.as_bytes()));
    }

    /// The file, with a link to where the rest is, if there is more.
    pub(crate) fn reply(self, name: &str, rest: impl FnOnce() -> String) -> Reply {
        let is_cut = self.is_cut;
        let reply = Reply::file("text/csv; charset=utf-8", name, self.text());
        if is_cut {
            reply.header("link", format!("<{}>; rel=\"next\"", rest()))
        } else {
            reply
        }
    }

    pub(super) fn text(self) -> String {
        // Made of text alone.
        self.file
            .into_inner()
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// Of a cell with what ends it, once its quotes and line breaks are escaped in JSON.
fn length(cell: &str) -> usize {
    let is_quoted = cell.contains([',', '"', '\n', '\r']);
    let bytes = cell.bytes().map(|byte| match byte {
        // Written twice in CSV, and each time escaped.
        b'"' => 4,
        b'\\' | b'\n' | b'\r' | b'\t' => 2,
        0..0x20 => 6,
        _ => 1,
    });
    bytes.sum::<usize>() + if is_quoted { 6 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_file_takes_no_row_and_knows_that_there_is_one() {
        let mut file = Download::of_at_most(20, &["a", "b"]);
        assert!(file.take(&["1".into(), "\"2\"".into()]).is_continue());
        assert!(!file.is_cut);
        assert!(file.take(&["3".into(), "4".into()]).is_break());
        assert!(file.is_cut);
        assert_eq!(file.text(), "a,b\n1,\"\"\"2\"\"\"\n");
    }
}

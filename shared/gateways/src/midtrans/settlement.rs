//! Midtrans' settlement file: the transactions of a day that were settled, given back or taken back, as CSV.
//!
//! Midtrans mails the file or lets it be downloaded, and which columns it has the merchant chooses ("Download
//! transaction" and "Daily report" in docs.midtrans.com/docs/midtrans-dashboard-usage); their headings are published
//! nowhere. So columns are known by the names that the fields have in the API, in whatever case and with blanks or
//! underscores (`Order ID`, `order_id`); others are passed over. Money given or taken back is negative. Times are
//! Jakarta's, as everywhere at Midtrans.

use crate::midtrans::wire::jakarta;
use config::{ConfigError, Environment, FromEnvironment};
use csv::{ByteRecord, ReaderBuilder};
use domain::Money;
use domain::failure::Violation;
use domain::payments::settlement::{
    FeeSchedule, MOST_ROWS, RowKind, SettlementError, SettlementRow,
};

const BYTE_ORDER_MARK: &str = "\u{feff}";

const REFERENCE: &str = "order_id";
const STATUS: &str = "transaction_status";
const PAID_WITH: &str = "payment_type";
const SETTLED_AT: &str = "settlement_time";
const GROSS: &str = "gross_amount";
const FEE: &str = "fee";
const NET: &str = "net_amount";
const REFUND_KEY: &str = "refund_key";

const REQUIRED: [&str; 7] = [REFERENCE, STATUS, PAID_WITH, SETTLED_AT, GROSS, FEE, NET];

/// What Midtrans keeps of each payment: `MIDTRANS_FEES`, such as `bank_transfer=4440,qris=0.7%`, taxes included.
/// Without it, fees are not checked.
#[derive(Debug)]
pub struct MidtransFees(FeeSchedule);

impl FromEnvironment for MidtransFees {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment
            .parse_or("MIDTRANS_FEES", FeeSchedule::default())
            .map(Self)
    }
}

impl MidtransFees {
    #[must_use]
    pub const fn schedule(&self) -> &FeeSchedule {
        &self.0
    }
}

/// Reads a settlement file: its text and its rows. What is wrong with it is told row by row.
pub fn read_settlement(file: &[u8]) -> Result<(&str, Vec<SettlementRow>), SettlementError> {
    let text = std::str::from_utf8(file).map_err(|_| refusal("/rows", "invalid_utf8"))?;
    Ok((text, read_rows(text)?))
}

fn read_rows(file: &str) -> Result<Vec<SettlementRow>, SettlementError> {
    let file = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file);
    let mut records = ReaderBuilder::new()
        .delimiter(separator(file))
        .has_headers(false)
        .flexible(true)
        .from_reader(file.as_bytes());
    let mut record = ByteRecord::new();
    // Reading from memory does not fail.
    let mut next = |record: &mut ByteRecord| records.read_byte_record(record).unwrap_or(false);
    if !next(&mut record) {
        return Err(refusal("/rows", "no_rows"));
    }
    let columns = columns(&record)?;
    let (mut rows, mut violations) = (Vec::new(), Vec::new());
    let mut number = 1;
    while next(&mut record) {
        number += 1;
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(refusal("/rows", "too_many_rows"));
        }
        let mut cells = Cells::new(number, &columns, &record);
        rows.extend(cells.row());
        violations.extend(cells.violations);
    }
    if violations.is_empty() {
        Ok(rows)
    } else {
        Err(SettlementError::Invalid(violations))
    }
}

/// A spreadsheet writes semicolons where commas are for decimals.
fn separator(file: &str) -> u8 {
    let header = file.lines().next().unwrap_or_default();
    if header.contains(';') { b';' } else { b',' }
}

fn refusal(pointer: &str, code: &'static str) -> SettlementError {
    SettlementError::Invalid(vec![Violation::new(pointer, code)])
}

/// The name of each column.
fn columns(header: &ByteRecord) -> Result<Vec<String>, SettlementError> {
    let name = |cell: &[u8]| {
        let name = String::from_utf8_lossy(cell);
        name.trim().to_ascii_lowercase().replace(' ', "_")
    };
    let columns: Vec<String> = header.iter().map(name).collect();
    let mut violations = Vec::new();
    for known in REQUIRED.into_iter().chain([REFUND_KEY]) {
        let count = columns.iter().filter(|column| *column == known).count();
        let code = match count {
            0 if known != REFUND_KEY => "column_required",
            0 | 1 => continue,
            _ => "column_repeated",
        };
        violations.push(Violation::new(format!("/columns/{known}"), code));
    }
    if violations.is_empty() {
        Ok(columns)
    } else {
        Err(SettlementError::Invalid(violations))
    }
}

/// A row of the file, and what is wrong with it so far.
struct Cells<'a> {
    row: i32,
    columns: &'a [String],
    record: &'a ByteRecord,
    violations: Vec<Violation>,
}

impl<'a> Cells<'a> {
    fn new(row: i32, columns: &'a [String], record: &'a ByteRecord) -> Self {
        Self {
            row,
            columns,
            record,
            violations: Vec::new(),
        }
    }

    fn row(&mut self) -> Option<SettlementRow> {
        if self.record.len() != self.columns.len() {
            let pointer = format!("/rows/{}", self.row);
            self.violations.push(Violation::new(pointer, "cell_count"));
            return None;
        }
        let reference = self.needed(REFERENCE, |text| Some(text.to_owned()));
        let kind = self.needed(STATUS, kind);
        let paid_with = self.needed(PAID_WITH, |text| Some(text.to_ascii_lowercase()));
        let settled_at = self.needed(SETTLED_AT, jakarta);
        let gross = self.needed(GROSS, |text| hundredths(text).filter(|it| it % 100 == 0));
        let fee = self.needed(FEE, hundredths);
        let net = self.needed(NET, hundredths);
        let refund_key = self.text(REFUND_KEY).map(str::to_owned);
        let (kind, gross, fee, net) = (kind?, gross?, fee?, net?);
        if gross == 0 || (gross > 0) != (kind == RowKind::Payment) {
            self.refuse(GROSS, "invalid_amount");
            return None;
        }
        if gross.checked_sub(fee) != Some(net) {
            self.refuse(NET, "sums_differ");
            return None;
        }
        Some(SettlementRow {
            row: self.row,
            reference: reference?,
            kind,
            refund_key: refund_key.filter(|_| kind == RowKind::Refund),
            paid_with: paid_with?,
            amount: Money::rupiah(gross.checked_abs()? / 100),
            fee: rounded(fee),
            settled_at: settled_at?,
        })
    }

    /// What a filled cell says.
    fn text(&self, column: &str) -> Option<&'a str> {
        let place = self.columns.iter().position(|known| known == column)?;
        let text = std::str::from_utf8(self.record.get(place)?).ok()?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn needed<T>(&mut self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(text) = self.text(column) else {
            self.refuse(column, "cell_required");
            return None;
        };
        let value = parse(text);
        if value.is_none() {
            self.refuse(column, "malformed_field");
        }
        value
    }

    fn refuse(&mut self, column: &str, code: &'static str) {
        let pointer = format!("/rows/{}/{column}", self.row);
        self.violations.push(Violation::new(pointer, code));
    }
}

fn kind(status: &str) -> Option<RowKind> {
    match status.to_ascii_lowercase().replace(' ', "_").as_str() {
        "settlement" | "capture" => Some(RowKind::Payment),
        "refund" | "partial_refund" => Some(RowKind::Refund),
        "chargeback" | "partial_chargeback" => Some(RowKind::Chargeback),
        _ => None,
    }
}

/// An amount such as `25000`, `-25000.00` or, of a fee, `176.05`, in hundredths of a rupiah.
fn hundredths(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (units, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if units.is_empty() || decimals.len() > 2 || !is_number(units) || !is_number(decimals) {
        return None;
    }
    let amount: i64 = format!("{units}{decimals:0<2}").parse().ok()?;
    Some(if is_negative { -amount } else { amount })
}

/// In whole rupiah, half rounded away from zero.
fn rounded(hundredths: i64) -> Money {
    let half = 50 * hundredths.signum();
    Money::rupiah(hundredths.saturating_add(half) / 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::failure::Failure;
    use time::macros::datetime;

    const HEADER: &str = "Order ID,Transaction ID,Transaction status,Payment type,Settlement time,Gross amount,Fee,Net amount,Refund key";

    fn read(rows: &[&str]) -> Result<Vec<SettlementRow>, SettlementError> {
        read_rows(&format!("{HEADER}\r\n{}\r\n", rows.join("\r\n")))
    }

    #[test]
    fn rows_are_read_by_the_names_of_their_columns() {
        let rows = read(&[
            "SYR-1-1,a,settlement,qris,2026-11-22 18:30:00,25000.00,176.05,24823.95,",
            "SYR-1-1,a,Partial Refund,qris,2026-11-22 19:30:00,-5000,0,-5000,SYR-1-packed",
            "SYR-2-1,b,chargeback,credit_card,2026-11-22 20:00:00,-100.00,0.00,-100.00,",
        ])
        .unwrap();
        let payment = &rows[0];
        assert_eq!((payment.row, payment.kind), (2, RowKind::Payment));
        assert_eq!(payment.settled_at, datetime!(2026-11-22 11:30 UTC));
        assert_eq!(
            (payment.amount, payment.fee, payment.refund_key.as_deref()),
            (Money::rupiah(25_000), Money::rupiah(176), None)
        );
        let refund = &rows[1];
        assert_eq!(
            (refund.kind, refund.amount),
            (RowKind::Refund, Money::rupiah(5_000))
        );
        assert_eq!(refund.refund_key.as_deref(), Some("SYR-1-packed"));
        assert_eq!(rows[2].kind, RowKind::Chargeback);
    }

    #[test]
    fn a_spreadsheet_may_have_been_at_it() {
        let file = "\u{feff}net_amount;order_id;payment_type;gross_amount;fee;settlement_time;transaction_status;note\n\
            24825;SYR-1-1;QRIS;25000;175;2026-11-22 18:30:00;Settlement;x\n;;;;;;;\n";
        let rows = read_rows(file).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].paid_with, "qris");
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_row_by_row() {
        let bad = read(&[
            "SYR-1-1,a,settlement,qris,2026-11-22 18:30:00,25000.00,175.00,24825.00,",
            ",a,settled,,yesterday,1e3,x,1.234,",
            "SYR-1-1,a,settlement,qris,2026-11-22 18:30:00,-1,0,-1,",
            "SYR-1-1,a,settlement,qris,2026-11-22 18:30:00,25000.50,0,25000.50,",
            "SYR-1-1,a,refund,qris,2026-11-22 18:30:00,1,0,1,",
            "SYR-1-1,a,settlement,qris,2026-11-22 18:30:00,25000,175,25000,",
            "SYR-1-1,a",
        ]);
        let told: Vec<_> = bad
            .unwrap_err()
            .violations()
            .into_iter()
            .map(|it| format!("{} {}", it.pointer, it.code))
            .collect();
        assert_eq!(
            told,
            [
                "/rows/3/order_id cell_required",
                "/rows/3/transaction_status malformed_field",
                "/rows/3/payment_type cell_required",
                "/rows/3/settlement_time malformed_field",
                "/rows/3/gross_amount malformed_field",
                "/rows/3/fee malformed_field",
                "/rows/3/net_amount malformed_field",
                "/rows/4/gross_amount invalid_amount",
                "/rows/5/gross_amount malformed_field",
                "/rows/6/gross_amount invalid_amount",
                "/rows/7/net_amount sums_differ",
                "/rows/8 cell_count",
            ]
        );
    }

    #[test]
    fn what_is_no_settlement_is_refused() {
        for (file, pointer, code) in [
            ("", "/rows", "no_rows"),
            ("a,b\n1,2", "/columns/order_id", "column_required"),
            (
                &format!("{HEADER},fee\n"),
                "/columns/fee",
                "column_repeated",
            ),
        ] {
            let told = read_rows(file).unwrap_err().violations();
            assert_eq!((told[0].pointer.as_str(), told[0].code), (pointer, code));
        }
        let told = read_settlement(&[0xff]).unwrap_err().violations();
        assert_eq!(told[0].code, "invalid_utf8");
    }
}

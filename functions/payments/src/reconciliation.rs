//! Reports of differences between books and settlement: as lines of the log, and as CSV.

use domain::Money;
use domain::payments::settlement::{Compared, DifferenceCounts, Reconciliation};
use runtime::csv_cell;

/// One line a report; a day that differs, or that has no settlement yet, is a warning. `is_news` tells a
/// difference that was there before from one that is new, which alone the metrics count.
pub(crate) fn tell(Compared { report, is_news }: &Compared) {
    let (date, payments) = (report.date, report.ledger.payments);
    let differences = report.differences.len();
    if *is_news {
        let more = u64::try_from(differences).unwrap_or(u64::MAX);
        telemetry::count(&telemetry::RECONCILIATION_DIFFERENCES, more);
    }
    if report.settlement.is_none() {
        tracing::warn!(%date, payments, "no settlement yet");
    } else if differences > 0 {
        let counts = DifferenceCounts::of(&report.differences);
        let DifferenceCounts {
            missing,
            extra,
            amount,
            fee,
            refund,
        } = counts;
        tracing::warn!(
            %date, payments, differences, missing, extra, amount, fee, refund, is_news,
            "the settlement differs from the books"
        );
    } else {
        tracing::info!(%date, payments, differences, "the settlement agrees with the books");
    }
}

/// A row for each difference (RFC 4180), amounts in whole rupiah.
pub(crate) fn csv(report: &Reconciliation) -> String {
    let mut text = String::from("order_id,kind,refund_key,ours,theirs\r\n");
    for found in &report.differences {
        let key = found.refund_key.as_deref().unwrap_or_default();
        let cells = [
            csv_cell(&found.reference),
            found.kind.as_str().into(),
            csv_cell(key),
            rupiah(found.ours).into(),
            rupiah(found.theirs).into(),
        ];
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn rupiah(amount: Option<Money>) -> String {
    amount.map_or_else(String::new, |amount| amount.amount().to_string())
}

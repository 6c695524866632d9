//! Indonesian for what a page says: moments, spans of time, and how a payment went.

use time::{Duration, OffsetDateTime};

use crate::clock;
use crate::transaction::status::{Fraud, Status};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
];

/// `22 Nov 2026, 18.30 WIB`.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let at = clock::in_jakarta(at);
    let (year, month, day) = at.to_calendar_date();
    let month = MONTHS[usize::from(u8::from(month) - 1)];
    let (hour, minute) = (at.hour(), at.minute());
    format!("{day} {month} {year}, {hour:02}.{minute:02} WIB")
}

/// `23 jam 59 menit`: the two largest units, which is as much as anyone reads.
pub(super) fn span(duration: Duration) -> String {
    let (days, hours) = (duration.whole_days(), duration.whole_hours() % 24);
    let (minutes, seconds) = (duration.whole_minutes() % 60, duration.whole_seconds() % 60);
    let parts = [
        (days, "hari"),
        (hours, "jam"),
        (minutes, "menit"),
        (seconds, "detik"),
    ];
    let text = parts
        .into_iter()
        .skip_while(|(count, _)| *count <= 0)
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect::<Vec<_>>()
        .join(" ");
    if text.is_empty() {
        "0 detik".to_owned()
    } else {
        text
    }
}

/// The mood of a result: it decides the colour and the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mood {
    Good,
    Waiting,
    Bad,
}

/// Mood, title and a sentence for a transaction that is no longer pending.
pub(super) const fn result(status: Status, fraud: Fraud) -> (Mood, &'static str, &'static str) {
    match (status, fraud) {
        (Status::Capture, Fraud::Challenge) => (
            Mood::Waiting,
            "Pembayaran sedang diperiksa",
            "Bank sedang memastikan pembayaran ini. Toko akan memberi kabar setelah selesai.",
        ),
        (Status::Settlement | Status::Capture | Status::Authorize, _) => (
            Mood::Good,
            "Pembayaran berhasil",
            "Terima kasih, pembayaran Anda sudah diterima.",
        ),
        (Status::Deny, _) => (
            Mood::Bad,
            "Pembayaran gagal",
            "Pembayaran ditolak dan tidak ada dana yang ditarik.",
        ),
        (Status::Cancel, _) => (
            Mood::Bad,
            "Pembayaran dibatalkan",
            "Pembayaran ini telah dibatalkan oleh toko.",
        ),
        (Status::Expire, _) => (
            Mood::Bad,
            "Waktu pembayaran habis",
            "Batas waktu pembayaran sudah lewat. Silakan ulangi dari toko.",
        ),
        (Status::Refund, _) => (
            Mood::Waiting,
            "Dana dikembalikan",
            "Toko telah mengembalikan seluruh pembayaran ini.",
        ),
        (Status::PartialRefund, _) => (
            Mood::Good,
            "Sebagian dana dikembalikan",
            "Pembayaran diterima dan sebagian telah dikembalikan oleh toko.",
        ),
        (Status::Chargeback, _) => (
            Mood::Bad,
            "Dana ditarik kembali",
            "Bank menarik kembali pembayaran ini.",
        ),
        (Status::Pending, _) => (
            Mood::Waiting,
            "Menunggu pembayaran",
            "Pembayaran ini belum diterima.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_moment_reads_as_people_write_it() {
        assert_eq!(
            moment(datetime!(2026-11-02 08:05:00 +7)),
            "2 Nov 2026, 08.05 WIB"
        );
    }

    #[test]
    fn a_span_has_two_units_at_most() {
        for (seconds, text) in [
            (86_399, "23 jam 59 menit"),
            (86_400 * 3 + 3_600, "3 hari 1 jam"),
            (3_600, "1 jam"),
            (61, "1 menit 1 detik"),
            (0, "0 detik"),
            (-5, "0 detik"),
        ] {
            assert_eq!(span(Duration::seconds(seconds)), text);
        }
    }
}

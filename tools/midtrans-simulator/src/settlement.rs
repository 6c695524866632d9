//! The settlement file of a day, with what a test wants to be wrong in it.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use time::OffsetDateTime;

use crate::clock;
use crate::money::Rupiah;
use crate::simulator::Simulator;
use crate::transaction::Transaction;
use crate::transaction::refund::Refund;
use crate::transaction::status::Status;

const HEADER: &str = "Order ID,Transaction ID,Transaction status,Payment type,Transaction time,Settlement time,Gross amount,Fee,Net amount,Refund key";

/// By so much a planted amount is too high, of a payment or a refund.
const AMOUNT_OFF: Rupiah = Rupiah::new(1_000);
/// By so much a planted fee is too high.
const FEE_OFF: Rupiah = Rupiah::new(500);
/// What a payment that nobody made is worth.
const EXTRA: Rupiah = Rupiah::new(12_345);

pub(crate) fn routes() -> Router<Simulator> {
    Router::new().route("/_simulate/settlements/{date}", get(file))
}

/// What is to be wrong: order ids, with commas between.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Wrong {
    /// Payments that are left out.
    missing: String,
    /// Payments that nobody has made, by made-up order ids.
    extra: String,
    amount: String,
    fee: String,
    /// Orders whose refunds have another amount.
    refund: String,
    /// Orders whose refunds are left out.
    unrefunded: String,
}

fn names(list: &str, id: &str) -> bool {
    list.split(',').any(|name| name == id)
}

/// `GET /_simulate/settlements/2026-11-22`: as Midtrans would tell of that day in Jakarta.
async fn file(
    State(simulator): State<Simulator>,
    Path(date): Path<String>,
    Query(wrong): Query<Wrong>,
) -> Response {
    let is_of_the_day = |at: OffsetDateTime| clock::in_jakarta(at).date().to_string() == date;
    let mut lines = vec![HEADER.to_owned()];
    for transaction in simulator.store().transactions() {
        if let Some(at) = settled_at(&transaction).filter(|at| is_of_the_day(*at)) {
            lines.extend(payment(&transaction, at, &wrong));
        }
        let refunds = transaction.refunds.iter();
        let refunds = refunds.filter(|refund| is_of_the_day(refund.created_at));
        lines.extend(refunds.filter_map(|it| refund(&transaction, it, &wrong)));
    }
    let extra = wrong.extra.split(',').filter(|id| !id.is_empty());
    lines.extend(extra.map(|id| {
        let at = format!("{date} 12:00:00");
        let fee = fee("qris", EXTRA);
        let net = EXTRA.minus(fee);
        format!("{id},made-up,settlement,qris,{at},{at},{EXTRA},{fee},{net},")
    }));
    let text = lines.join("\r\n") + "\r\n";
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response()
}

/// When it was settled, unless that was reversed.
fn settled_at(transaction: &Transaction) -> Option<OffsetDateTime> {
    transaction
        .settled_at
        .filter(|_| transaction.status != Status::Deny)
}

fn payment(transaction: &Transaction, at: OffsetDateTime, wrong: &Wrong) -> Option<String> {
    let id = &transaction.order_id;
    if names(&wrong.missing, id) {
        return None;
    }
    let mut amount = transaction.gross_amount;
    if names(&wrong.amount, id) {
        amount = amount.plus(AMOUNT_OFF);
    }
    let mut fee = fee(transaction.method.channel().payment_type(), amount);
    if names(&wrong.fee, id) {
        fee = fee.plus(FEE_OFF);
    }
    Some(line(transaction, "settlement", at, amount, fee, ""))
}

fn refund(transaction: &Transaction, refund: &Refund, wrong: &Wrong) -> Option<String> {
    let id = &transaction.order_id;
    if names(&wrong.unrefunded, id) {
        return None;
    }
    let status = if refund.amount == transaction.gross_amount {
        "refund"
    } else {
        "partial_refund"
    };
    let mut amount = refund.amount;
    if names(&wrong.refund, id) {
        amount = amount.plus(AMOUNT_OFF);
    }
    let taken = Rupiah::default().minus(amount);
    let nothing = Rupiah::default();
    Some(line(
        transaction,
        status,
        refund.created_at,
        taken,
        nothing,
        &refund.key,
    ))
}

fn line(
    transaction: &Transaction,
    status: &str,
    at: OffsetDateTime,
    amount: Rupiah,
    fee: Rupiah,
    key: &str,
) -> String {
    format!(
        "{},{},{status},{},{},{},{amount},{fee},{},{key}",
        transaction.order_id,
        transaction.id,
        transaction.method.channel().payment_type(),
        clock::wall_clock(transaction.created_at),
        clock::wall_clock(at),
        amount.minus(fee),
    )
}

/// What Midtrans keeps, taxes included: an amount for a transfer, otherwise a share.
fn fee(payment_type: &str, amount: Rupiah) -> Rupiah {
    let (millionths, flat) = match payment_type {
        "bank_transfer" | "echannel" => (0, 4_440),
        "qris" => (7_000, 0),
        "gopay" => (20_000, 0),
        _ => (32_190, 2_220),
    };
    let share = amount
        .get()
        .saturating_mul(millionths)
        .saturating_add(500_000)
        / 1_000_000;
    Rupiah::new(share).plus(Rupiah::new(flat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::method::{Bank, Channel};
    use crate::transaction::tests::{NOW, transaction};

    #[test]
    fn a_settled_payment_is_a_line_and_what_is_wrong_with_it_is_told() {
        let mut paid = transaction(Channel::VirtualAccount(Bank::Bca));
        assert_eq!(settled_at(&paid), None);
        paid.move_to(Status::Settlement, NOW).unwrap();
        let at = settled_at(&paid).unwrap();
        let told = |wrong: Wrong| payment(&paid, at, &wrong);
        let ids = || "x,order-1".to_owned();
        let plain = told(Wrong::default()).unwrap();
        assert!(plain.ends_with("10000.00,4440.00,5560.00,"), "{plain}");
        assert_eq!(
            told(Wrong {
                missing: ids(),
                ..Wrong::default()
            }),
            None
        );
        let amount = told(Wrong {
            amount: ids(),
            ..Wrong::default()
        })
        .unwrap();
        assert!(amount.ends_with("11000.00,4440.00,6560.00,"), "{amount}");
        let fee = told(Wrong {
            fee: ids(),
            ..Wrong::default()
        })
        .unwrap();
        assert!(fee.ends_with("10000.00,4940.00,5060.00,"), "{fee}");
    }

    #[test]
    fn a_reversed_payment_was_not_settled() {
        let mut paid = transaction(Channel::Qris);
        paid.move_to(Status::Settlement, NOW).unwrap();
        paid.move_to(Status::Deny, NOW).unwrap();
        assert_eq!(settled_at(&paid), None);
    }

    #[test]
    fn a_share_is_rounded_half_up() {
        for (payment_type, amount, kept) in [
            ("qris", 25_072, 176),
            ("gopay", 25, 1),
            ("credit_card", 100_000, 5_439),
        ] {
            assert_eq!(fee(payment_type, Rupiah::new(amount)), Rupiah::new(kept));
        }
    }
}

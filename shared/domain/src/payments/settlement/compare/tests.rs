//! Random books, a true settlement of them, and differences planted into it: all of them are found, and no others.

use super::*;
use proptest::prelude::*;
use time::macros::datetime;

const SCHEDULE: &str = "bank_transfer=4440,qris=0.7%,gopay=2%,credit_card=3.219%+2220";
const MEANS: [&str; 5] = ["bank_transfer", "qris", "gopay", "credit_card", "cstore"];

/// What is done to one payment of the settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plant {
    Nothing,
    Missing,
    Amount(i64),
    Fee(i64),
    AmountAndFee(i64, i64),
}

/// What is done to one refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RefundPlant {
    Nothing,
    Missing,
    Amount(i64),
    /// Told without its key, as one that was made by hand at the gateway.
    Nameless,
}

#[derive(Debug, Clone)]
struct Case {
    amount: i64,
    means: &'static str,
    /// In thousandths of the amount; of a whole refund 1,000.
    refunded: Option<i64>,
    is_told_elsewhere: bool,
    /// Cancelled at the gateway instead of refunded: neither is settled.
    is_cancelled_card: bool,
    plant: Plant,
    refund_plant: RefundPlant,
}

fn off() -> impl Strategy<Value = i64> {
    prop_oneof![-400..-1_i64, 2..400_i64]
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let plant = prop_oneof![
        3 => Just(Plant::Nothing),
        1 => Just(Plant::Missing),
        1 => off().prop_map(Plant::Amount),
        1 => off().prop_map(Plant::Fee),
        1 => (off(), off()).prop_map(|(amount, fee)| Plant::AmountAndFee(amount, fee)),
    ];
    let refund_plant = prop_oneof![
        3 => Just(RefundPlant::Nothing),
        1 => Just(RefundPlant::Missing),
        1 => off().prop_map(RefundPlant::Amount),
        1 => Just(RefundPlant::Nameless),
    ];
    let case = (
        1_000..5_000_000_i64,
        prop::sample::select(MEANS.to_vec()),
        prop::option::of(prop_oneof![1..1_000_i64, Just(1_000)]),
        any::<bool>(),
        any::<bool>(),
        plant,
        refund_plant,
    );
    let case = case.prop_map(
        |(amount, means, refunded, is_told_elsewhere, cancelled, plant, refund_plant)| Case {
            amount,
            means,
            refunded,
            is_told_elsewhere: is_told_elsewhere && plant == Plant::Nothing,
            is_cancelled_card: cancelled && means == CARD && refunded == Some(1_000),
            plant,
            refund_plant,
        },
    );
    prop::collection::vec(case, 0..30)
}

/// Payments that only the gateway knows: new ones, and ones that came to nothing in the shop.
fn strangers() -> impl Strategy<Value = Vec<(i64, bool)>> {
    prop::collection::vec((1_000..1_000_000_i64, any::<bool>()), 0..4)
}

fn row(reference: &str, kind: RowKind, amount: i64, means: &str, fee: i64) -> SettlementRow {
    SettlementRow {
        row: 0,
        reference: reference.to_owned(),
        kind,
        refund_key: None,
        paid_with: means.to_owned(),
        amount: Money::rupiah(amount),
        fee: Money::rupiah(fee),
        settled_at: datetime!(2026-11-22 10:00 UTC),
    }
}

fn payment(reference: &str, amount: i64, means: &str) -> LedgerPayment {
    LedgerPayment {
        reference: reference.to_owned(),
        amount: Money::rupiah(amount),
        paid_with: Some(means.to_owned()),
        is_paid: true,
        is_charged_back: false,
        is_due: true,
        is_told_elsewhere: false,
    }
}

fn difference(
    reference: &str,
    kind: DifferenceKind,
    key: Option<&str>,
    ours: Option<i64>,
    theirs: Option<i64>,
) -> Difference {
    Difference {
        reference: reference.to_owned(),
        kind,
        refund_key: key.map(str::to_owned),
        ours: ours.map(Money::rupiah),
        theirs: theirs.map(Money::rupiah),
    }
}

/// The books, the settlement and what was planted.
#[derive(Default)]
struct Stage {
    books: Books,
    rows: Vec<SettlementRow>,
    planted: Vec<Difference>,
}

impl Stage {
    fn of(cases: &[Case], strangers: &[(i64, bool)]) -> Self {
        let fees: FeeSchedule = SCHEDULE.parse().unwrap();
        let mut stage = Self::default();
        for (number, case) in cases.iter().enumerate() {
            stage.play(&format!("SYR-{number}-1"), case, &fees);
        }
        for (number, (amount, was_tried)) in strangers.iter().enumerate() {
            let reference = format!("SYR-X{number}-1");
            if *was_tried {
                let mut payment = payment(&reference, *amount, "qris");
                (payment.is_paid, payment.is_due) = (false, false);
                stage.books.payments.push(payment);
            }
            stage
                .rows
                .push(row(&reference, RowKind::Payment, *amount, "qris", 0));
            stage.planted.push(difference(
                &reference,
                DifferenceKind::Extra,
                None,
                None,
                Some(*amount),
            ));
        }
        stage.planted.sort();
        stage
    }

    fn play(&mut self, reference: &str, case: &Case, fees: &FeeSchedule) {
        let mut known = payment(reference, case.amount, case.means);
        known.is_told_elsewhere = case.is_told_elsewhere && !case.is_cancelled_card;
        let is_told_elsewhere = known.is_told_elsewhere;
        self.books.payments.push(known);
        let is_settled = !case.is_cancelled_card && !is_told_elsewhere;
        if is_settled {
            self.settle(reference, case, fees);
        }
        let Some(part) = case.refunded else { return };
        let amount = (case.amount * part / 1_000).max(1);
        let key = format!("{reference}-back");
        self.books.refunds.push(LedgerRefund {
            reference: reference.to_owned(),
            key: key.clone(),
            amount: Money::rupiah(amount),
            is_due: true,
            is_told_elsewhere: false,
        });
        // A card that was settled neither way looks cancelled, whoever planted that.
        let looks_cancelled = case.means == CARD
            && amount == case.amount
            && is_settled
            && case.plant == Plant::Missing;
        let plant = match case.refund_plant {
            // Told without its key, a refund counts as none.
            RefundPlant::Missing | RefundPlant::Nameless if looks_cancelled => RefundPlant::Nothing,
            // Too small to be less.
            RefundPlant::Amount(off) if amount + off < 1 => RefundPlant::Nothing,
            plant => plant,
        };
        if !case.is_cancelled_card {
            self.refund(reference, &key, amount, case.means, plant);
        }
    }

    fn settle(&mut self, reference: &str, case: &Case, fees: &FeeSchedule) {
        let (off, fee_off) = match case.plant {
            Plant::Nothing => (0, 0),
            Plant::Missing => {
                let ours = Some(case.amount);
                self.planted.push(difference(
                    reference,
                    DifferenceKind::Missing,
                    None,
                    ours,
                    None,
                ));
                return;
            }
            Plant::Amount(off) => (off, 0),
            Plant::Fee(off) => (0, off),
            Plant::AmountAndFee(off, fee_off) => (off, fee_off),
        };
        let theirs = case.amount + off;
        let contract = fees.expected(case.means, Money::rupiah(theirs));
        let fee = contract.map_or(777, Money::amount) + fee_off;
        self.rows
            .push(row(reference, RowKind::Payment, theirs, case.means, fee));
        if off != 0 {
            let (ours, theirs) = (Some(case.amount), Some(theirs));
            self.planted.push(difference(
                reference,
                DifferenceKind::Amount,
                None,
                ours,
                theirs,
            ));
        }
        // Where there is no contract, nobody can tell.
        if let (Some(contract), true) = (contract, fee_off != 0) {
            let ours = Some(contract.amount());
            self.planted.push(difference(
                reference,
                DifferenceKind::Fee,
                None,
                ours,
                Some(fee),
            ));
        }
    }

    fn refund(&mut self, reference: &str, key: &str, amount: i64, means: &str, plant: RefundPlant) {
        let mut told = row(reference, RowKind::Refund, amount, means, 0);
        told.refund_key = Some(key.to_owned());
        let mut planted = |key, ours, theirs| {
            self.planted.push(difference(
                reference,
                DifferenceKind::Refund,
                key,
                ours,
                theirs,
            ));
        };
        match plant {
            RefundPlant::Nothing => {}
            RefundPlant::Missing => {
                planted(Some(key), Some(amount), None);
                return;
            }
            RefundPlant::Amount(off) => {
                told.amount = Money::rupiah(amount + off);
                planted(Some(key), Some(amount), Some(amount + off));
            }
            RefundPlant::Nameless => {
                told.refund_key = None;
                planted(Some(key), Some(amount), None);
                planted(None, None, Some(amount));
            }
        }
        self.rows.push(told);
    }
}

proptest! {
    #[test]
    fn every_planted_difference_is_found_and_none_is_invented(cases in cases(), strangers in strangers()) {
        let stage = Stage::of(&cases, &strangers);
        let fees = SCHEDULE.parse().unwrap();
        prop_assert_eq!(compare(&stage.books, &stage.rows, &fees), stage.planted);
    }
}

#[test]
fn a_chargeback_is_known_or_told() {
    let mut known = payment("a", 10_000, "credit_card");
    known.is_charged_back = true;
    let unknown = payment("b", 10_000, "credit_card");
    let books = Books {
        payments: vec![known, unknown],
        ..Books::default()
    };
    let mut rows = Vec::new();
    for reference in ["a", "b"] {
        rows.push(row(reference, RowKind::Payment, 10_000, "credit_card", 0));
        rows.push(row(
            reference,
            RowKind::Chargeback,
            10_000,
            "credit_card",
            0,
        ));
    }
    let found = compare(&books, &rows, &FeeSchedule::default());
    let expected = difference("b", DifferenceKind::Refund, None, None, Some(10_000));
    assert_eq!(found, [expected]);
}

#[test]
fn a_rupiah_of_a_fee_is_rounding() {
    let books = Books {
        payments: vec![payment("a", 10_050, "qris")],
        ..Books::default()
    };
    let fees: FeeSchedule = "qris=0.7%".parse().unwrap();
    for (fee, differs) in [
        (69, false),
        (70, false),
        (71, false),
        (68, true),
        (72, true),
    ] {
        let found = compare(
            &books,
            &[row("a", RowKind::Payment, 10_050, "qris", fee)],
            &fees,
        );
        assert_eq!(!found.is_empty(), differs, "{fee}");
    }
}

//! What the gateway keeps of each payment, by the shop's contract with it.

use crate::{Invalid, Money};
use std::str::FromStr;

/// How a percentage is kept: in millionths.
const WHOLE: i64 = 1_000_000;

/// What the gateway is to keep, by what was paid with. Written `bank_transfer=4440,qris=0.7%,credit_card=3.219%+2220`,
/// taxes included; empty where nobody checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeeSchedule(Vec<(String, Fee)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fee {
    millionths: i64,
    flat: i64,
}

impl FeeSchedule {
    /// The fee of a payment, half a rupiah rounded up; `None` where the contract is not known.
    #[must_use]
    pub fn expected(&self, paid_with: &str, amount: Money) -> Option<Money> {
        let (_, fee) = self.0.iter().find(|(name, _)| name == paid_with)?;
        let share = i128::from(amount.amount()) * i128::from(fee.millionths);
        let share = (share + i128::from(WHOLE / 2)) / i128::from(WHOLE);
        let share = Money::rupiah(i64::try_from(share).ok()?);
        share.add(Money::rupiah(fee.flat)).ok()
    }
}

impl FromStr for FeeSchedule {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const FORM: Invalid = Invalid("not of the form bank_transfer=4440,qris=0.7%");
        let entries = text.split(',').map(|entry| {
            let (name, fee) = entry.split_once('=').ok_or(FORM)?;
            let fee = Fee::parse(fee.trim()).ok_or(FORM)?;
            Ok((name.trim().to_owned(), fee))
        });
        entries.collect::<Result<_, _>>().map(Self)
    }
}

impl Fee {
    fn parse(text: &str) -> Option<Self> {
        let (share, flat) = match text.split_once('+') {
            Some((share, flat)) => (Some(share), Some(flat)),
            None if text.ends_with('%') => (Some(text), None),
            None => (None, Some(text)),
        };
        Some(Self {
            millionths: share.map_or(Some(0), |share| percent(share.trim()))?,
            flat: flat.map_or(Some(0), |flat| whole(flat.trim()))?,
        })
    }
}

/// `0.7%` in millionths; no finer than a ten-thousandth of a percent.
fn percent(text: &str) -> Option<i64> {
    let (units, decimals) = match text.strip_suffix('%')?.split_once('.') {
        Some((units, decimals)) if (1..=4).contains(&decimals.len()) => (units, decimals),
        Some(_) => return None,
        None => (text.strip_suffix('%')?, ""),
    };
    whole(units)?;
    let millionths = whole(&format!("{units}{decimals:0<4}"))?;
    (millionths <= WHOLE).then_some(millionths)
}

fn whole(digits: &str) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(schedule: &str, paid_with: &str, amount: i64) -> Option<i64> {
        let schedule: FeeSchedule = schedule.parse().unwrap();
        let fee = schedule.expected(paid_with, Money::rupiah(amount));
        fee.map(Money::amount)
    }

    #[test]
    fn a_fee_is_a_share_or_an_amount_or_both() {
        const SCHEDULE: &str = "bank_transfer=4440, qris=0.7%,gopay=2%,credit_card=3.219%+2220";
        for (paid_with, amount, fee) in [
            ("bank_transfer", 25_000, Some(4_440)),
            ("qris", 25_000, Some(175)),
            ("qris", 25_071, Some(175)),
            ("qris", 25_072, Some(176)),
            ("gopay", 99, Some(2)),
            ("credit_card", 100_000, Some(5_439)),
            ("cstore", 100_000, None),
        ] {
            assert_eq!(
                expected(SCHEDULE, paid_with, amount),
                fee,
                "{paid_with} {amount}"
            );
        }
        assert_eq!(
            FeeSchedule::default().expected("qris", Money::rupiah(1)),
            None
        );
    }

    #[test]
    fn what_cannot_be_a_fee_is_refused() {
        for bad in [
            "qris",
            "qris=",
            "qris=%",
            "qris=0.7",
            "qris=-1",
            "qris=0.70000%",
            "qris=101%",
            "qris=1%+",
            "qris=1+1",
            "",
        ] {
            assert!(bad.parse::<FeeSchedule>().is_err(), "{bad}");
        }
    }
}

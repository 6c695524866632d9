//! Cards, known by nothing but their token: its digits say which of the sandbox's cards it stands for.

use super::status::{Fraud, Status};
use crate::ids;

/// The card of one transaction.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    /// `48111111-1114`.
    pub(crate) masked: String,
    pub(crate) outcome: Outcome,
    /// Whether the holder has to confirm on the bank's page first (3-D Secure).
    pub(crate) challenge: bool,
    /// Whether the amount is only held, to be captured later.
    pub(crate) pre_authorise: bool,
}

/// What the bank and the fraud detection do with a card, by Midtrans' list of sandbox cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Challenged,
    DeniedByFraudDetection,
    DeniedByBank,
}

impl Outcome {
    pub(crate) const fn fraud(self) -> Fraud {
        match self {
            // The bank refuses a card whose owner is beyond doubt.
            Self::Accepted | Self::DeniedByBank => Fraud::Accept,
            Self::Challenged => Fraud::Challenge,
            Self::DeniedByFraudDetection => Fraud::Deny,
        }
    }

    const fn is_denied(self) -> bool {
        matches!(self, Self::DeniedByBank | Self::DeniedByFraudDetection)
    }

    fn of(first: &str, last: &str) -> Self {
        match (first, last) {
            ("451111", "1117") | ("551011", "1115") => Self::Challenged,
            ("461111", "1116") | ("541111", "1115") => Self::DeniedByFraudDetection,
            ("491111", "1113") | ("471111", "1115") | ("511111", "1118") | ("551111", "1114") => {
                Self::DeniedByBank
            }
            _ => Self::Accepted,
        }
    }
}

impl Card {
    /// The sandbox's ordinary card, with the bank's page before payment: what the payment page uses.
    pub(crate) fn accepted() -> Self {
        Self {
            masked: "48111111-1114".to_owned(),
            outcome: Outcome::Accepted,
            challenge: true,
            pre_authorise: false,
        }
    }

    /// Reads a `token_id`: `481111-1114-<uuid>`, or `481111x…1114` for a saved card.
    pub(crate) fn from_token(token: &str) -> Option<Self> {
        let first = token.get(..6)?;
        let last = match token.split('-').nth(1) {
            Some(last) => last,
            None => token.get(token.len().checked_sub(4)?..)?,
        };
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (token.len() > 10 && last.len() == 4 && are_digits(first) && are_digits(last)).then(|| {
            Self {
                masked: format!("{first}11-{last}"),
                outcome: Outcome::of(first, last),
                challenge: false,
                pre_authorise: false,
            }
        })
    }

    /// Where a payment with this card ends once the holder has confirmed it.
    pub(crate) const fn paid_status(&self) -> Status {
        if self.outcome.is_denied() {
            Status::Deny
        } else if self.pre_authorise {
            Status::Authorize
        } else {
            Status::Capture
        }
    }
}

/// A `token_id` for a card number, or nothing for what is no card number.
pub(crate) fn token(number: &str) -> Option<String> {
    let (first, last) = ends(number)?;
    Some(format!("{first}-{last}-{}", ids::random()))
}

/// A `saved_token_id` for a card number, and its masked form.
pub(crate) fn saved_token(number: &str) -> Option<(String, String)> {
    let (first, last) = ends(number)?;
    let hidden = ids::random().replace('-', "x");
    Some((
        format!("{first}x{hidden}{last}"),
        format!("{first}11-{last}"),
    ))
}

fn ends(number: &str) -> Option<(String, String)> {
    let digits: String = number.chars().filter(|char| *char != ' ').collect();
    let is_card = (13..=19).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let (head, last) = digits.split_at_checked(digits.len().checked_sub(4)?)?;
    let first = head.get(..6)?;
    is_card.then(|| (first.to_owned(), last.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_which_sandbox_card_it_stands_for() {
        for (number, outcome) in [
            ("4811 1111 1111 1114", Outcome::Accepted),
            ("4511 1111 1111 1117", Outcome::Challenged),
            ("4611 1111 1111 1116", Outcome::DeniedByFraudDetection),
            ("4911 1111 1111 1113", Outcome::DeniedByBank),
        ] {
            let token = token(number).unwrap();
            let (saved, _) = saved_token(number).unwrap();
            assert_eq!(Card::from_token(&token).unwrap().outcome, outcome);
            assert_eq!(Card::from_token(&saved).unwrap().outcome, outcome);
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in [
            "",
            "1114",
            "abcdef-1114-x",
            "481111-11-x",
            "4811111114",
            "ünïcödé-1114-x",
        ] {
            assert!(Card::from_token(text).is_none(), "{text}");
        }
        assert!(token("4811").is_none());
        assert!(token("4811 1111 1111 111x").is_none());
    }
}

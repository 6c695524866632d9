//! Ways to pay, and who takes the money.

use crate::orders::PaymentMethod;
use serde::{Deserialize, Serialize};

/// Who takes the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GatewayName {
    Midtrans,
    Stripe,
    /// The courier, at the door.
    Cod,
}

/// A bank that takes transfers to a number made for one payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bank {
    Bca,
    Bni,
    Bri,
    /// Its numbers are those of a bill: a biller's code and the bill's key.
    Mandiri,
    Permata,
}

/// How the customer wants to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "name", content = "bank", rename_all = "snake_case")]
pub enum Method {
    /// On the gateway's page, where everything is chosen.
    Snap,
    /// To a virtual account, or on a bill, made for this payment.
    BankTransfer(Bank),
    Qris,
    Gopay,
    /// By card, which the customer's bank has them confirm (3-D Secure).
    Card,
    /// Cash on delivery.
    Cod,
}

impl GatewayName {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Midtrans => "midtrans",
            Self::Stripe => "stripe",
            Self::Cod => "cod",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Midtrans, Self::Stripe, Self::Cod]
            .into_iter()
            .find(|gateway| gateway.as_str() == text)
    }
}

impl Bank {
    pub const ALL: [Self; 5] = [
        Self::Bca,
        Self::Bni,
        Self::Bri,
        Self::Mandiri,
        Self::Permata,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bca => "bca",
            Self::Bni => "bni",
            Self::Bri => "bri",
            Self::Mandiri => "mandiri",
            Self::Permata => "permata",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bank| bank.as_str() == text)
    }
}

impl Method {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Snap => "snap",
            Self::BankTransfer(_) => "bank_transfer",
            Self::Qris => "qris",
            Self::Gopay => "gopay",
            Self::Card => "card",
            Self::Cod => "cod",
        }
    }

    #[must_use]
    pub const fn bank(self) -> Option<Bank> {
        match self {
            Self::BankTransfer(bank) => Some(bank),
            _ => None,
        }
    }

    /// The method of this name; a bank goes with a transfer and with nothing else.
    #[must_use]
    pub fn parse(name: &str, bank: Option<Bank>) -> Option<Self> {
        match (name, bank) {
            ("snap", None) => Some(Self::Snap),
            ("bank_transfer", Some(bank)) => Some(Self::BankTransfer(bank)),
            ("qris", None) => Some(Self::Qris),
            ("gopay", None) => Some(Self::Gopay),
            ("card", None) => Some(Self::Card),
            ("cod", None) => Some(Self::Cod),
            _ => None,
        }
    }

    /// The gateway that takes an order's money this way; `None` if the order is to be paid otherwise.
    #[must_use]
    pub const fn gateway_for(self, order: PaymentMethod) -> Option<GatewayName> {
        match (order, self) {
            (PaymentMethod::Cod, Self::Cod) => Some(GatewayName::Cod),
            (
                PaymentMethod::Midtrans,
                Self::Snap | Self::BankTransfer(_) | Self::Qris | Self::Gopay | Self::Card,
            ) => Some(GatewayName::Midtrans),
            (PaymentMethod::Stripe, Self::Card) => Some(GatewayName::Stripe),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_read_from_its_name() {
        let transfers = Bank::ALL.map(Method::BankTransfer);
        let others = [
            Method::Snap,
            Method::Qris,
            Method::Gopay,
            Method::Card,
            Method::Cod,
        ];
        for method in transfers.into_iter().chain(others) {
            assert_eq!(Method::parse(method.as_str(), method.bank()), Some(method));
        }
        assert_eq!(Method::parse("bank_transfer", None), None);
        assert_eq!(Method::parse("qris", Some(Bank::Bca)), None);
        assert_eq!(Method::parse("card", Some(Bank::Mandiri)), None);
        assert_eq!(Method::parse("cheque", None), None);
    }

    #[test]
    fn an_order_is_paid_the_way_it_was_placed() {
        assert_eq!(
            Method::Snap.gateway_for(PaymentMethod::Midtrans),
            Some(GatewayName::Midtrans)
        );
        assert_eq!(
            Method::Card.gateway_for(PaymentMethod::Midtrans),
            Some(GatewayName::Midtrans)
        );
        assert_eq!(Method::Snap.gateway_for(PaymentMethod::Cod), None);
        assert_eq!(Method::Cod.gateway_for(PaymentMethod::Midtrans), None);
        assert_eq!(
            Method::Card.gateway_for(PaymentMethod::Stripe),
            Some(GatewayName::Stripe)
        );
        assert_eq!(Method::Snap.gateway_for(PaymentMethod::Stripe), None);
    }
}

//! How a customer pays: the ways there are, and what each gives the customer to pay with.

use serde_json::{Map, Value, json};
use time::Duration;

use super::card::Card;
use super::qris;
use super::status::Fraud;
use crate::ids;
use crate::money::Rupiah;

/// A bank that gives out virtual accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bank {
    Bca,
    Bni,
    Bri,
    Cimb,
    Permata,
}

impl Bank {
    const ALL: [Self; 5] = [Self::Bca, Self::Bni, Self::Bri, Self::Cimb, Self::Permata];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Bca => "bca",
            Self::Bni => "bni",
            Self::Bri => "bri",
            Self::Cimb => "cimb",
            Self::Permata => "permata",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bank| bank.as_str() == text)
    }

    /// As long as the bank's own numbers are.
    const fn digits(self) -> usize {
        match self {
            Self::Bca => 11,
            Self::Bri => 18,
            Self::Bni | Self::Cimb | Self::Permata => 16,
        }
    }
}

/// A way to pay, before it is used for a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    VirtualAccount(Bank),
    MandiriBill,
    Qris,
    Gopay,
    Card,
}

impl Channel {
    /// In the order the payment page lists them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Qris,
        Self::Gopay,
        Self::VirtualAccount(Bank::Bca),
        Self::VirtualAccount(Bank::Bni),
        Self::VirtualAccount(Bank::Bri),
        Self::MandiriBill,
        Self::VirtualAccount(Bank::Permata),
        Self::VirtualAccount(Bank::Cimb),
        Self::Card,
    ];

    /// The name `enabled_payments` and the payment page use.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::VirtualAccount(Bank::Bca) => "bca_va",
            Self::VirtualAccount(Bank::Bni) => "bni_va",
            Self::VirtualAccount(Bank::Bri) => "bri_va",
            Self::VirtualAccount(Bank::Cimb) => "cimb_va",
            Self::VirtualAccount(Bank::Permata) => "permata_va",
            Self::MandiriBill => "echannel",
            Self::Qris => "other_qris",
            Self::Gopay => "gopay",
            Self::Card => "credit_card",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == text)
    }

    /// The name Core and notifications use.
    pub(crate) const fn payment_type(self) -> &'static str {
        match self {
            Self::VirtualAccount(_) => "bank_transfer",
            Self::MandiriBill => "echannel",
            Self::Qris => "qris",
            Self::Gopay => "gopay",
            Self::Card => "credit_card",
        }
    }

    /// Whether a name in `enabled_payments` (or a `payment_type`) means this way.
    pub(crate) fn is_meant_by(self, name: &str) -> bool {
        name == self.as_str()
            || name == self.payment_type()
            || (name == "other_va" && matches!(self, Self::VirtualAccount(_)))
    }

    /// What a customer reads.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::VirtualAccount(Bank::Bca) => "BCA Virtual Account",
            Self::VirtualAccount(Bank::Bni) => "BNI Virtual Account",
            Self::VirtualAccount(Bank::Bri) => "BRI Virtual Account",
            Self::VirtualAccount(Bank::Cimb) => "CIMB Niaga Virtual Account",
            Self::VirtualAccount(Bank::Permata) => "Permata Virtual Account",
            Self::MandiriBill => "Mandiri Bill Payment",
            Self::Qris => "QRIS",
            Self::Gopay => "GoPay",
            Self::Card => "Kartu kredit atau debit",
        }
    }

    /// How long a customer has when nobody says otherwise.
    pub(crate) const fn lifetime(self) -> Duration {
        match self {
            Self::VirtualAccount(_) | Self::MandiriBill => Duration::hours(24),
            Self::Qris | Self::Gopay => Duration::minutes(15),
            Self::Card => Duration::minutes(10),
        }
    }

    /// A transfer into a virtual account has no way back through Midtrans.
    pub(crate) const fn can_be_refunded(self) -> bool {
        matches!(self, Self::Qris | Self::Gopay | Self::Card)
    }

    pub(crate) const fn created_message(self) -> &'static str {
        match self {
            Self::VirtualAccount(Bank::Permata) => "Success, PERMATA VA transaction is successful",
            Self::VirtualAccount(_) => "Success, Bank Transfer transaction is created",
            Self::MandiriBill => "OK, Mandiri Bill transaction is successful",
            Self::Qris => "QRIS transaction is created",
            Self::Gopay => "GO-PAY transaction is created",
            Self::Card => "Success, Credit Card transaction is successful",
        }
    }
}

/// A way to pay in use: with the number, code or card of this very transaction.
#[derive(Clone, Debug)]
pub(crate) enum Method {
    VirtualAccount { bank: Bank, number: String },
    MandiriBill { bill_key: String },
    Qris { acquirer: String, qr_string: String },
    Gopay { qr_string: String },
    Card(Card),
}

impl Method {
    /// Opens `channel` for one transaction, with a card that will be accepted where it is a card.
    pub(crate) fn open(channel: Channel, amount: Rupiah, merchant: &str) -> Self {
        match channel {
            Channel::VirtualAccount(bank) => Self::VirtualAccount {
                bank,
                number: ids::digits(bank.digits()),
            },
            Channel::MandiriBill => Self::MandiriBill {
                bill_key: ids::digits(12),
            },
            Channel::Qris => Self::Qris {
                acquirer: "gopay".to_owned(),
                qr_string: qris::payload(amount, merchant),
            },
            Channel::Gopay => Self::Gopay {
                qr_string: qris::payload(amount, merchant),
            },
            Channel::Card => Self::Card(Card::accepted()),
        }
    }

    pub(crate) const fn channel(&self) -> Channel {
        match self {
            Self::VirtualAccount { bank, .. } => Channel::VirtualAccount(*bank),
            Self::MandiriBill { .. } => Channel::MandiriBill,
            Self::Qris { .. } => Channel::Qris,
            Self::Gopay { .. } => Channel::Gopay,
            Self::Card(_) => Channel::Card,
        }
    }

    /// What the QR code says, where there is one.
    pub(crate) fn qr_string(&self) -> Option<&str> {
        match self {
            Self::Qris { qr_string, .. } | Self::Gopay { qr_string } => Some(qr_string),
            _ => None,
        }
    }

    /// The fields every answer and notification about this transaction carries.
    pub(crate) fn fields(&self) -> Map<String, Value> {
        object(match self {
            Self::VirtualAccount {
                bank: Bank::Permata,
                number,
            } => json!({ "permata_va_number": number }),
            Self::VirtualAccount { bank, number } => {
                json!({ "va_numbers": [{ "bank": bank.as_str(), "va_number": number }] })
            }
            Self::MandiriBill { bill_key } => {
                json!({ "bill_key": bill_key, "biller_code": "70012" })
            }
            Self::Qris { acquirer, .. } => json!({ "acquirer": acquirer }),
            Self::Gopay { .. } => json!({}),
            Self::Card(card) => json!({
                "bank": "bni",
                "card_type": "credit",
                "masked_card": card.masked,
            }),
        })
    }

    /// What only the answer to the charge carries: how the customer is to pay.
    pub(crate) fn instructions(&self, public_url: &str, id: &str) -> Map<String, Value> {
        let action = |name: &str, method: &str, path: &str| json!({ "name": name, "method": method, "url": format!("{public_url}{path}") });
        object(match self {
            Self::Qris { qr_string, .. } => json!({
                "qr_string": qr_string,
                "actions": [action("generate-qr-code", "GET", &format!("/v2/qris/{id}/qr-code"))],
            }),
            Self::Gopay { .. } => json!({ "actions": [
                action("generate-qr-code", "GET", &format!("/v2/gopay/{id}/qr-code")),
                action("deeplink-redirect", "GET", &format!("/gopay/payment-pin/{id}")),
                action("get-status", "GET", &format!("/v2/{id}/status")),
                action("cancel", "POST", &format!("/v2/{id}/cancel")),
            ]}),
            Self::Card(card) if card.challenge => json!({
                "redirect_url": format!("{public_url}/v2/3ds/redirect/{id}"),
            }),
            _ => json!({}),
        })
    }

    /// What the fraud detection says when the customer pays.
    pub(crate) const fn fraud(&self) -> Fraud {
        match self {
            Self::Card(card) => card.outcome.fraud(),
            _ => Fraud::Accept,
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_reads_back_by_its_name() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()), Some(channel));
            assert!(channel.is_meant_by(channel.payment_type()));
            let method = Method::open(channel, Rupiah::new(1), "TOKO");
            assert_eq!(method.channel(), channel);
        }
    }

    #[test]
    fn a_group_name_means_its_members() {
        let bca = Channel::VirtualAccount(Bank::Bca);
        assert!(bca.is_meant_by("bank_transfer"));
        assert!(bca.is_meant_by("other_va"));
        assert!(!Channel::Card.is_meant_by("other_va"));
    }

    #[test]
    fn permata_names_its_number_its_own_way() {
        let permata = Channel::VirtualAccount(Bank::Permata);
        let fields = Method::open(permata, Rupiah::new(1), "TOKO").fields();
        assert!(fields.contains_key("permata_va_number"));
        assert!(!fields.contains_key("va_numbers"));
    }
}

//! Midtrans' notifications: are they Midtrans' own, and which payment do they speak of.

use super::client::MERCHANT_ID;
use crate::notification::{GatewayNotification, NotificationRefused, hex};
use config::{ConfigError, Environment, FromEnvironment, Secret};
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// Reads notifications. It needs to know the server key and the merchant and no more, as the function behind the
/// webhook calls nobody.
pub struct MidtransNotifications {
    server_key: Secret,
    merchant: Option<String>,
}

impl FromEnvironment for MidtransNotifications {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            server_key: environment.secret("MIDTRANS_SERVER_KEY")?,
            merchant: environment.optional(MERCHANT_ID).map(str::to_owned),
        })
    }
}

/// What is signed, the signature, and the merchant, who is not signed but nevertheless named. Neither the status nor the
/// fraud status is signed.
#[derive(Deserialize)]
struct Signed {
    merchant_id: Option<String>,
    order_id: String,
    status_code: String,
    gross_amount: String,
    signature_key: String,
}

impl MidtransNotifications {
    /// The notification in a request's body, if Midtrans has signed it.
    pub fn read<'a>(&self, body: &'a [u8]) -> Result<GatewayNotification<'a>, NotificationRefused> {
        let body = std::str::from_utf8(body).map_err(|_| NotificationRefused::Malformed)?;
        let signed: Signed =
            serde_json::from_str(body).map_err(|_| NotificationRefused::Malformed)?;
        if !self.has_signed(&signed) {
            return Err(NotificationRefused::Forged);
        }
        if let (Some(theirs), Some(ours)) = (&signed.merchant_id, &self.merchant)
            && theirs != ours
        {
            return Err(NotificationRefused::Foreign);
        }
        Ok(GatewayNotification {
            reference: signed.order_id,
            body,
            dedupe_key: hex(&Sha256::digest(body.as_bytes())),
        })
    }

    /// In constant time.
    fn has_signed(&self, signed: &Signed) -> bool {
        let mut digest = Sha512::new();
        for part in [&signed.order_id, &signed.status_code, &signed.gross_amount] {
            digest.update(part.as_bytes());
        }
        digest.update(self.server_key.reveal().as_bytes());
        let expected = hex(&digest.finalize());
        let given = signed.signature_key.to_ascii_lowercase();
        expected.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From Midtrans' documentation.
    const SIGNATURE: &str = "edc076b21793ebe3e17926350f5b8ae67d902fe657b3d0aa31b932d5c127e2375d308a2bc94f3265ac2d80a1f181a79b997ac178a236fcff35af263fc4d4c231";

    fn notifications(key: &str) -> MidtransNotifications {
        MidtransNotifications {
            server_key: Secret::new(key),
            merchant: Some("G141532850".into()),
        }
    }

    fn body(amount: &str, signature: &str) -> String {
        format!(
            r#"{{"order_id":"1111","status_code":"200","gross_amount":"{amount}","signature_key":"{signature}","transaction_status":"settlement"}}"#
        )
    }

    #[test]
    fn midtrans_own_signature_is_known() {
        let notifications = notifications("askvnoibnosifnboseofinbofinfgbiufglnbfg");
        let good = body("100000.00", SIGNATURE);
        assert_eq!(
            notifications.read(good.as_bytes()).unwrap().reference,
            "1111"
        );
        let upper = body("100000.00", &SIGNATURE.to_ascii_uppercase());
        assert!(notifications.read(upper.as_bytes()).is_ok());
    }

    #[test]
    fn a_forged_notification_is_refused() {
        let good = body("100000.00", SIGNATURE);
        let other_key = notifications("another").read(good.as_bytes());
        assert_eq!(other_key, Err(NotificationRefused::Forged));
        let notifications = notifications("askvnoibnosifnboseofinbofinfgbiufglnbfg");
        for forged in [
            body("100000.01", SIGNATURE),
            body("100000.00", ""),
            body("100000.00", &SIGNATURE[1..]),
        ] {
            assert_eq!(
                notifications.read(forged.as_bytes()),
                Err(NotificationRefused::Forged)
            );
        }
    }

    #[test]
    fn another_merchants_notification_is_not_taken() {
        let notifications = notifications("askvnoibnosifnboseofinbofinfgbiufglnbfg");
        let of = |merchant: &str| {
            let good = body("100000.00", SIGNATURE);
            good.replacen('{', &format!(r#"{{"merchant_id":"{merchant}","#), 1)
        };
        assert!(notifications.read(of("G141532850").as_bytes()).is_ok());
        assert_eq!(
            notifications.read(of("G141532851").as_bytes()),
            Err(NotificationRefused::Foreign)
        );
        let who_does_not_know_who_they_are = MidtransNotifications {
            merchant: None,
            ..notifications
        };
        let theirs = of("G141532851");
        assert!(
            who_does_not_know_who_they_are
                .read(theirs.as_bytes())
                .is_ok()
        );
    }

    #[test]
    fn what_is_not_a_notification_is_malformed() {
        for body in ["", "[]", "{}", r#"{"order_id":1}"#] {
            assert_eq!(
                notifications("key").read(body.as_bytes()),
                Err(NotificationRefused::Malformed),
                "{body}"
            );
        }
        assert_eq!(
            notifications("key").read(&[0xff]),
            Err(NotificationRefused::Malformed)
        );
    }

    #[test]
    fn a_repeat_has_the_key_of_the_first() {
        let notifications = notifications("askvnoibnosifnboseofinbofinfgbiufglnbfg");
        let (first, other) = (
            body("100000.00", SIGNATURE),
            body("100000.00", SIGNATURE) + " ",
        );
        let key = |body: &str| notifications.read(body.as_bytes()).unwrap().dedupe_key;
        assert_eq!(key(&first), key(&first.clone()));
        assert_ne!(key(&first), key(&other));
    }
}

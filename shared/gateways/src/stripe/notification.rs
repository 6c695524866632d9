//! Stripe's notifications, which it calls events: are they Stripe's own and fresh, and which payment do they speak of.

use crate::notification::{GatewayNotification, NotificationRefused, hex};
use config::{ConfigError, Environment, FromEnvironment, Secret};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use time::{Duration, OffsetDateTime};

/// How far the time of signing may be from ours, in both directions.
const TOLERANCE: Duration = Duration::seconds(300);

/// Reads notifications. It needs the endpoint's secret and no more, as the function behind the webhook calls nobody.
/// Without a `STRIPE_WEBHOOK_SECRET` nobody's signature is good.
pub struct StripeNotifications(Option<Secret>);

impl FromEnvironment for StripeNotifications {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let secret = environment.optional("STRIPE_WEBHOOK_SECRET");
        Ok(Self(secret.map(Secret::new)))
    }
}

/// `Stripe-Signature: t=1614265330,v1=…,v1=…`; signatures of other schemes are passed over.
struct Signatures<'a> {
    /// As it was signed: seconds since 1970.
    signed_at: &'a str,
    v1: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Object,
}

/// What the event is about: an intent, or something that belongs to one, such as a charge, a refund or a dispute.
#[derive(Deserialize)]
struct Object {
    #[serde(rename = "object")]
    kind: String,
    id: Option<String>,
    payment_intent: Option<String>,
}

impl StripeNotifications {
    /// The notification in a request's body, if Stripe has signed it just now.
    pub fn read<'a>(
        &self,
        body: &'a [u8],
        signature: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<GatewayNotification<'a>, NotificationRefused> {
        let signatures = signature
            .and_then(Signatures::parse)
            .filter(|signatures| signatures.are_fresh(now) && self.has_signed(signatures, body));
        if signatures.is_none() {
            return Err(NotificationRefused::Forged);
        }
        let body = std::str::from_utf8(body).map_err(|_| NotificationRefused::Malformed)?;
        let event: Event =
            serde_json::from_str(body).map_err(|_| NotificationRefused::Malformed)?;
        let object = event.data.object;
        let intent = match object.kind.as_str() {
            "payment_intent" => object.id,
            _ => object.payment_intent,
        };
        Ok(GatewayNotification {
            reference: intent.ok_or(NotificationRefused::NoPayment)?,
            body,
            dedupe_key: event.id,
        })
    }

    /// In constant time, whichever of the signatures it is.
    fn has_signed(&self, signatures: &Signatures<'_>, body: &[u8]) -> bool {
        let Some(secret) = &self.0 else {
            return false;
        };
        let Ok(mut code) = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()) else {
            return false;
        };
        code.update(signatures.signed_at.as_bytes());
        code.update(b".");
        code.update(body);
        let expected = hex(&code.finalize().into_bytes());
        signatures
            .v1
            .iter()
            .any(|given| expected.as_bytes().ct_eq(given.as_bytes()).into())
    }
}

impl<'a> Signatures<'a> {
    fn parse(header: &'a str) -> Option<Self> {
        let parts = || {
            header
                .split(',')
                .filter_map(|part| part.trim().split_once('='))
        };
        let values = |name| {
            parts()
                .filter(move |(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        Some(Self {
            signed_at: values("t").next()?,
            v1: values("v1").collect(),
        })
    }

    fn are_fresh(&self, now: OffsetDateTime) -> bool {
        let signed_at = self
            .signed_at
            .parse()
            .ok()
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        signed_at.is_some_and(|at| (now - at).abs() <= TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stripe's scheme, worked out by hand: this secret, at this second, over `{}`.
    const SECRET: &str = "whsec_test_secret";
    const SIGNED_AT: i64 = 1_614_265_330;
    const SIGNATURE: &str = "8c1a00c47d6b9f72cbeb1c009e324419d877cb08edb0805dd9fde8dddc59848c";
    const EVENT: &str =
        r#"{"id":"evt_1","data":{"object":{"object":"payment_intent","id":"pi_1"}}}"#;

    fn notifications(secret: &str) -> StripeNotifications {
        StripeNotifications(Some(Secret::new(secret)))
    }

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(SIGNED_AT + seconds).unwrap()
    }

    fn signature(body: &str) -> String {
        let mut code = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        code.update(format!("{SIGNED_AT}.{body}").as_bytes());
        hex(&code.finalize().into_bytes())
    }

    fn read<'a>(
        body: &'a str,
        header: &str,
    ) -> Result<GatewayNotification<'a>, NotificationRefused> {
        notifications(SECRET).read(body.as_bytes(), Some(header), at(0))
    }

    #[test]
    fn stripes_own_signature_is_known() {
        let good = format!("t={SIGNED_AT},v1={SIGNATURE}");
        // It is Stripe's, and no event.
        assert_eq!(read("{}", &good), Err(NotificationRefused::Malformed));
        for header in [
            format!("t={SIGNED_AT},v1={SIGNATURE},v0=old"),
            format!(
                "t={SIGNED_AT},v0={SIGNATURE},v1={},v1={SIGNATURE}",
                "0".repeat(64)
            ),
            format!("v1={SIGNATURE}, t={SIGNED_AT}"),
        ] {
            assert_eq!(
                read("{}", &header),
                Err(NotificationRefused::Malformed),
                "{header}"
            );
        }
    }

    #[test]
    fn a_forged_notification_is_refused() {
        let later = SIGNED_AT + 1;
        for header in [
            String::new(),
            "t=,v1=".into(),
            format!("v1={SIGNATURE}"),
            format!("t={SIGNED_AT}"),
            format!("t={SIGNED_AT},v1="),
            format!("t={SIGNED_AT},v0={SIGNATURE}"),
            format!("t={SIGNED_AT},v1={}", &SIGNATURE[1..]),
            format!("t={SIGNED_AT},v1={SIGNATURE}0"),
            format!("t={later},v1={SIGNATURE}"),
            format!("t=0{SIGNED_AT},v1={SIGNATURE}"),
        ] {
            assert_eq!(
                read("{}", &header),
                Err(NotificationRefused::Forged),
                "{header}"
            );
        }
        let good = format!("t={SIGNED_AT},v1={SIGNATURE}");
        assert_eq!(read("{} ", &good), Err(NotificationRefused::Forged));
        for (notifications, header) in [
            (notifications("another"), Some(good.as_str())),
            (StripeNotifications(None), Some(good.as_str())),
            (notifications(SECRET), None),
        ] {
            let refused = notifications.read(b"{}", header, at(0));
            assert_eq!(refused, Err(NotificationRefused::Forged));
        }
    }

    #[test]
    fn a_signature_is_good_for_five_minutes_in_both_directions() {
        let good = format!("t={SIGNED_AT},v1={}", signature(EVENT));
        for (seconds, is_good) in [(-301, false), (-300, true), (300, true), (301, false)] {
            let read = notifications(SECRET).read(EVENT.as_bytes(), Some(&good), at(seconds));
            assert_eq!(read.is_ok(), is_good, "{seconds}");
        }
    }

    #[test]
    fn an_event_names_its_payment_and_itself() {
        let about = |object: &str| format!(r#"{{"id":"evt_7","data":{{"object":{object}}}}}"#);
        for (object, reference) in [
            (
                r#"{"object":"payment_intent","id":"pi_1","amount":5}"#,
                Ok("pi_1"),
            ),
            (
                r#"{"object":"charge","id":"ch_1","payment_intent":"pi_2"}"#,
                Ok("pi_2"),
            ),
            (
                r#"{"object":"dispute","id":"dp_1","payment_intent":"pi_3"}"#,
                Ok("pi_3"),
            ),
            (
                r#"{"object":"balance"}"#,
                Err(NotificationRefused::NoPayment),
            ),
            (
                r#"{"object":"charge","payment_intent":null}"#,
                Err(NotificationRefused::NoPayment),
            ),
            (
                r#"{"object":"charge","payment_intent":7}"#,
                Err(NotificationRefused::Malformed),
            ),
        ] {
            let body = about(object);
            let header = format!("t={SIGNED_AT},v1={}", signature(&body));
            let expected = reference.map(|reference| GatewayNotification {
                reference: reference.into(),
                body: &body,
                dedupe_key: "evt_7".into(),
            });
            assert_eq!(read(&body, &header), expected);
        }
    }
}

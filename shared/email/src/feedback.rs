//! What SES tells of mails it took, as its event publishing writes it, through `EventBridge` or SNS or neither.
//!
//! <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>

use crate::ses::EMAIL_TAG;
use domain::ids::EmailId;
use domain::notifications::feedback::MailNews;
use domain::notifications::mail_log::Feedback;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use time::OffsetDateTime;
use time::serde::rfc3339;

/// The text is not an event of SES.
#[derive(Debug, thiserror::Error)]
#[error("not an event of SES")]
pub struct NotFeedback(#[from] serde_json::Error);

/// What an event of SES says of a mail; `None` about one that says nothing of its arrival, such as that it was sent, or
/// that a server has it wait.
pub fn read(text: &str) -> Result<Option<MailNews>, NotFeedback> {
    Ok(news(serde_json::from_value(unwrapped(text)?)?))
}

/// The event without the envelope of what carried it here.
fn unwrapped(text: &str) -> serde_json::Result<Value> {
    let mut message: Value = serde_json::from_str(text)?;
    if let Some(detail) = message.get_mut("detail") {
        return Ok(detail.take());
    }
    match message.get("Message").and_then(Value::as_str) {
        Some(inner) => serde_json::from_str(inner),
        None => Ok(message),
    }
}

#[derive(Deserialize)]
struct SesEvent {
    mail: SentMail,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
struct SentMail {
    #[serde(with = "rfc3339")]
    timestamp: OffsetDateTime,
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(tag = "eventType")]
enum What {
    Bounce {
        bounce: Bounce,
    },
    Complaint {
        complaint: Complaint,
    },
    Delivery {
        delivery: Delivery,
    },
    #[serde(other)]
    Else,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    #[serde(rename = "bounceType")]
    kind: BounceType,
    #[serde(default, rename = "bounceSubType")]
    sub_kind: String,
    bounced_recipients: Vec<Bounced>,
    #[serde(with = "rfc3339")]
    timestamp: OffsetDateTime,
}

#[derive(Deserialize, PartialEq)]
enum BounceType {
    Permanent,
    /// `Transient`, or `Undetermined`: another mail may arrive.
    #[serde(other)]
    Passing,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounced {
    email_address: String,
    status: Option<String>,
    diagnostic_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    complained_recipients: Vec<Complained>,
    #[serde(rename = "complaintFeedbackType")]
    kind: Option<String>,
    #[serde(rename = "complaintSubType")]
    sub_kind: Option<String>,
    #[serde(with = "rfc3339")]
    timestamp: OffsetDateTime,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complained {
    email_address: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    recipients: Vec<String>,
    #[serde(default)]
    smtp_response: String,
    #[serde(with = "rfc3339")]
    timestamp: OffsetDateTime,
}

fn news(SesEvent { mail, what }: SesEvent) -> Option<MailNews> {
    let ours = mail.tags.get(EMAIL_TAG).and_then(|values| values.first());
    let email: Option<EmailId> = ours.and_then(|id| id.parse().ok());
    let told = |feedback, at, addresses, detail: String| MailNews {
        email,
        feedback,
        addresses,
        detail: detail.chars().take(LONGEST_DETAIL).collect(),
        mailed_at: mail.timestamp,
        at,
    };
    Some(match what {
        What::Bounce { bounce } => {
            let feedback = if bounce.kind == BounceType::Permanent {
                Feedback::Bounced
            } else {
                Feedback::SoftBounced
            };
            let mut detail = vec![bounce.sub_kind];
            let mut addresses = Vec::new();
            for bounced in bounce.bounced_recipients {
                addresses.push(bounced.email_address);
                detail.extend(bounced.diagnostic_code.or(bounced.status));
            }
            told(feedback, bounce.timestamp, addresses, detail.join(": "))
        }
        What::Complaint { complaint } => {
            let addresses = complaint.complained_recipients.into_iter();
            let kind = complaint.kind;
            told(
                Feedback::Complained,
                complaint.timestamp,
                addresses
                    .map(|complained| complained.email_address)
                    .collect(),
                kind.or(complaint.sub_kind).unwrap_or_default(),
            )
        }
        What::Delivery { delivery } => told(
            Feedback::Delivered,
            delivery.timestamp,
            delivery.recipients,
            delivery.smtp_response,
        ),
        What::Else => return None,
    })
}

/// Mail servers may say more than anybody reads.
const LONGEST_DETAIL: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const EMAIL: &str = "019330f0-0000-7000-8000-000000000001";

    /// As SES's documentation shows them, shortened by what is not looked at.
    fn event(kind: &str, name: &str, what: &Value) -> Value {
        json!({
            "eventType": kind,
            name: what,
            "mail": {
                "timestamp": "2026-11-22T03:00:00.000Z",
                "source": "MICRO-SAYUR <halo@sayur.example>",
                "sendingAccountId": "123456789012",
                "messageId": "EXAMPLE7c191be45",
                "destination": ["siti@contoh.id"],
                "headersTruncated": false,
                "headers": [{ "name": "Subject", "value": "Pesanan" }],
                "commonHeaders": { "subject": "Pesanan", "to": ["siti@contoh.id"] },
                "tags": {
                    "ses:configuration-set": ["shop"],
                    "kind": ["order_placed"],
                    "email": [EMAIL]
                }
            }
        })
    }

    fn bounce(kind: &str) -> Value {
        event(
            "Bounce",
            "bounce",
            &json!({
                "bounceType": kind,
                "bounceSubType": "General",
                "bouncedRecipients": [{
                    "emailAddress": "siti@contoh.id", "action": "failed", "status": "5.1.1",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown"
                }],
                "timestamp": "2026-11-22T03:00:05.250Z",
                "feedbackId": "01000157c44f053b-61b59c11",
                "reportingMTA": "dsn; mta.example.com"
            }),
        )
    }

    fn read_one(event: &Value) -> MailNews {
        read(&event.to_string()).unwrap().unwrap()
    }

    #[test]
    fn a_bounce_says_whether_others_would_come_back_too() {
        let news = read_one(&bounce("Permanent"));
        assert_eq!(news.email, Some(EMAIL.parse().unwrap()));
        assert_eq!(news.feedback, Feedback::Bounced);
        assert_eq!(news.addresses, ["siti@contoh.id"]);
        assert_eq!(news.detail, "General: smtp; 550 5.1.1 user unknown");
        assert!(news.mailed_at < news.at);
        for kind in ["Transient", "Undetermined"] {
            assert_eq!(read_one(&bounce(kind)).feedback, Feedback::SoftBounced);
        }
    }

    #[test]
    fn complaints_and_deliveries_are_read() {
        let complaint = event(
            "Complaint",
            "complaint",
            &json!({
                "complainedRecipients": [{ "emailAddress": "siti@contoh.id" }],
                "timestamp": "2026-11-22T04:00:00.000Z",
                "feedbackId": "1", "userAgent": "Mail", "complaintFeedbackType": "abuse",
                "arrivalDate": "2026-11-22T03:59:00.000Z"
            }),
        );
        let news = read_one(&complaint);
        assert_eq!(
            (news.feedback, news.detail.as_str()),
            (Feedback::Complained, "abuse")
        );
        let delivery = event(
            "Delivery",
            "delivery",
            &json!({
                "timestamp": "2026-11-22T03:00:03.000Z", "processingTimeMillis": 546,
                "recipients": ["siti@contoh.id"], "smtpResponse": "250 ok", "reportingMTA": "a.example"
            }),
        );
        let news = read_one(&delivery);
        assert_eq!(
            (news.feedback, news.detail.as_str()),
            (Feedback::Delivered, "250 ok")
        );
    }

    #[test]
    fn the_envelope_of_what_carried_it_makes_no_difference() {
        let bare = bounce("Permanent");
        let bridged = json!({
            "version": "0", "id": "12345678-1234-1234-1234-123456789012", "detail-type": "Email Bounced",
            "source": "aws.ses", "account": "123456789012", "time": "2026-11-22T03:00:06Z",
            "region": "ap-southeast-3", "resources": [], "detail": bare
        });
        let notified =
            json!({ "Type": "Notification", "MessageId": "1", "Message": bare.to_string() });
        for carried in [&bridged, &notified] {
            assert_eq!(read_one(carried), read_one(&bare));
        }
    }

    #[test]
    fn what_says_nothing_of_an_arrival_is_nothing_and_what_is_no_event_is_refused() {
        for kind in ["Send", "DeliveryDelay", "Open"] {
            assert!(
                read(&event(kind, "x", &json!({})).to_string())
                    .unwrap()
                    .is_none()
            );
        }
        let mut misshapen = bounce("Permanent");
        misshapen["bounce"] = json!({});
        for text in ["", "[]", "{}", &misshapen.to_string()] {
            assert!(read(text).is_err(), "{text}");
        }
        let mut foreign = bounce("Permanent");
        foreign["mail"]["tags"] = json!({});
        assert_eq!(read_one(&foreign).email, None);
    }
}

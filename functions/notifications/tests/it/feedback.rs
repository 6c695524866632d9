//! What became of mails, and the addresses that get no more.

use crate::mail_log::{Office, office};
use crate::support::{new_address, placed};
use domain::ids::EmailId;
use domain::{Clock, SystemClock};
use notifications::handle_mail_feedback::{App, handle};
use runtime::Batch;
use serde_json::{Value, json};
use testkit::FakeSes;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

fn instant(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap()
}

/// SES's event about a mail, as `EventBridge` brings it.
fn told(email: &str, address: &str, what: &Value, mailed_at: OffsetDateTime) -> String {
    let mut detail = json!({
        "mail": {
            "timestamp": instant(mailed_at), "messageId": "fake-1", "destination": [address],
            "tags": { "email": [email], "ses:configuration-set": ["shop"] }
        }
    });
    detail
        .as_object_mut()
        .unwrap()
        .extend(what.as_object().unwrap().clone());
    json!({ "source": "aws.ses", "detail-type": "Email Event", "detail": detail }).to_string()
}

fn bounce(address: &str, kind: &str) -> Value {
    json!({ "eventType": "Bounce", "bounce": {
        "bounceType": kind, "bounceSubType": "General", "timestamp": instant(SystemClock.now()),
        "bouncedRecipients": [{ "emailAddress": address, "diagnosticCode": "smtp; 550 user unknown" }]
    }})
}

fn complaint(address: &str) -> Value {
    json!({ "eventType": "Complaint", "complaint": {
        "complainedRecipients": [{ "emailAddress": address }], "complaintFeedbackType": "abuse",
        "timestamp": instant(SystemClock.now())
    }})
}

fn delivery(address: &str) -> Value {
    json!({ "eventType": "Delivery", "delivery": {
        "recipients": [address], "smtpResponse": "250 ok", "timestamp": instant(SystemClock.now())
    }})
}

/// An office that has mailed to an address once, and the mail's id as SES was told it.
async fn mailed() -> (Office, String, String) {
    let office = office(FakeSes::open(|_| false).await).await;
    let address = new_address();
    office.tell(&placed(&address)).await;
    let sent = office.ses.mails_to(&address);
    let tags = sent[0]["EmailTags"].as_array().unwrap();
    let value = |name: &str| {
        let tag = tags.iter().find(|tag| tag["Name"] == name).unwrap();
        tag["Value"].as_str().unwrap().to_owned()
    };
    assert_eq!(value("kind"), "order_placed");
    let email = value("email");
    assert_eq!(office.mails(&address).await[0]["id"], email);
    (office, address, email)
}

async fn hear(office: &Office, message: String) {
    let app: &App = office.stage.app();
    handle(app, message).await.unwrap();
}

#[tokio::test]
async fn an_address_that_bounced_for_good_gets_no_more_until_staff_let_it() {
    let (office, address, email) = mailed().await;
    let mailed_at = SystemClock.now();
    // SES writes addresses as they were given, and mail servers as they like.
    let bounced = told(
        &email,
        &address,
        &bounce(&address.to_uppercase(), "Permanent"),
        mailed_at,
    );
    for _ in 0..5 {
        hear(&office, bounced.clone()).await;
    }
    let mail = &office.mails(&address).await[0];
    assert_eq!(
        (&mail["status"], &mail["feedback"]),
        (&json!("sent"), &json!("bounced"))
    );
    assert_eq!(mail["suppressed"], "bounced");

    for _ in 0..2 {
        office.tell(&placed(&address)).await;
    }
    assert_eq!(office.ses.counts()[&address], 1);
    let statuses: Vec<_> = office.mails(&address).await;
    let statuses: Vec<_> = statuses.iter().map(|mail| &mail["status"]).collect();
    assert_eq!(statuses, ["suppressed", "suppressed", "sent"]);

    office.lift(&email).await.expect(204);
    office
        .lift(&email)
        .await
        .expect_problem(404, "suppression_not_found");
    assert_eq!(office.audited().await, ["mail_suppression_lifted"]);
    // The same news once more is of a mail from before.
    hear(&office, bounced).await;
    office.tell(&placed(&address)).await;
    assert_eq!(office.ses.counts()[&address], 2);
    // What comes back from now on is news.
    let later = SystemClock.now() + Duration::minutes(1);
    hear(&office, told(&email, &address, &complaint(&address), later)).await;
    office.tell(&placed(&address)).await;
    assert_eq!(office.ses.counts()[&address], 2);
}

#[tokio::test]
async fn news_in_any_order_leave_the_worst() {
    let now = SystemClock.now();
    for orders in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let (office, address, email) = mailed().await;
        let news = [
            delivery(&address),
            bounce(&address, "Transient"),
            complaint(&address),
        ];
        for which in orders {
            hear(&office, told(&email, &address, &news[which], now)).await;
        }
        assert_eq!(office.mails(&address).await[0]["feedback"], "complained");
    }
}

#[tokio::test]
async fn a_mail_that_came_back_once_or_arrived_stops_nothing() {
    let (office, address, email) = mailed().await;
    let now = SystemClock.now();
    for what in [bounce(&address, "Transient"), delivery(&address)] {
        hear(&office, told(&email, &address, &what, now)).await;
    }
    assert_eq!(office.mails(&address).await[0]["feedback"], "soft_bounced");
    office.tell(&placed(&address)).await;
    assert_eq!(office.ses.counts()[&address], 2);
}

#[tokio::test]
async fn news_of_a_mail_that_is_not_ours_stops_its_address_all_the_same() {
    let (office, address, _) = mailed().await;
    let stranger = EmailId::generate(&SystemClock).to_string();
    let news = bounce(&address, "Permanent");
    hear(&office, told(&stranger, &address, &news, SystemClock.now())).await;
    let mail = &office.mails(&address).await[0];
    assert_eq!(
        (&mail["feedback"], &mail["suppressed"]),
        (&json!(null), &json!("bounced"))
    );
}

#[tokio::test]
async fn a_message_that_is_no_event_fails_by_itself() {
    let (office, address, email) = mailed().await;
    let app: &App = office.stage.app();
    let good = told(&email, &address, &delivery(&address), SystemClock.now());
    let bodies = [
        good.as_str(),
        "no event",
        "{\"eventType\":\"Send\",\"mail\":{\"timestamp\":\"2026-11-22T03:00:00Z\"}}",
    ];
    let records: Vec<_> = bodies
        .iter()
        .enumerate()
        .map(|(place, body)| {
            json!({ "messageId": place.to_string(), "body": body, "attributes": {}, "messageAttributes": {} })
        })
        .collect();
    let batch: Batch = serde_json::from_value(json!({ "Records": records })).unwrap();
    let response = runtime::process_text(batch, |message| handle(app, message)).await;
    let failed: Vec<_> = response
        .batch_item_failures
        .iter()
        .map(|failure| failure.item_identifier.as_str())
        .collect();
    assert_eq!(failed, ["1"]);
    assert_eq!(office.mails(&address).await[0]["feedback"], "delivered");
}

//! What becomes of messages that are not taken, and of addresses that take none.

use super::{Office, placed, text};
use serde_json::{Value, json};
use testkit::{Partner, PartnerAnswer};

async fn delivery(office: &Office, webhook: &Value) -> Value {
    office.messages(text(&webhook["id"])).await.remove(0)
}

#[tokio::test]
async fn what_failed_rests_and_is_sent_again_the_same() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    partner.will_answer([PartnerAnswer::Status(500)]);
    office.tell(&placed()).await;
    let failed = delivery(&office, &webhook).await;
    assert_eq!(failed["status"], "pending");
    assert_eq!(failed["last_error"], "unexpected_status");
    assert_eq!(failed["last_status"], 500);
    assert!(text(&failed["next_attempt_at"]) > text(&failed["last_attempt_at"]));
    // It rests, and the event that comes again does not wake it.
    office.send().await;
    assert_eq!(partner.messages().len(), 1);
    let shown = office.show(text(&webhook["id"])).await.expect(200);
    assert_eq!(shown["failures"], 1);

    office.let_rest_end().await;
    office.send().await;
    let [first, second] = &partner.messages()[..] else {
        panic!("two messages");
    };
    assert_eq!((&first.id, &first.body), (&second.id, &second.body));
    assert_eq!(second.signed_by(text(&webhook["secret"])), 1);
    assert_eq!(delivery(&office, &webhook).await["status"], "delivered");
    let shown = office.show(text(&webhook["id"])).await.expect(200);
    assert_eq!(
        (&shown["failures"], &shown["failing_since"]),
        (&json!(0), &Value::Null)
    );
}

#[tokio::test]
async fn nobody_waits_for_an_address_that_is_failing() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    office.register(&partner).await;
    partner.will_answer([PartnerAnswer::Status(503)]);
    office.tell(&placed()).await;
    // The queue's consumer leaves it to the schedule from now on.
    office.tell(&placed()).await;
    assert_eq!(partner.messages().len(), 1);
    office.send().await;
    assert_eq!(partner.messages().len(), 2);
}

#[tokio::test]
async fn an_address_that_is_gone_is_switched_off_at_once_and_what_waits_goes_on_when_it_is_back() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    partner.will_answer([PartnerAnswer::Status(410)]);
    office.tell(&placed()).await;
    let shown = office.show(id).await.expect(200);
    assert_eq!(
        (&shown["status"], &shown["disabled_reason"]),
        (&json!("disabled"), &json!("gone"))
    );
    assert_eq!(
        office.told().await,
        ["sayur.notifications.webhook_disabled.v1"]
    );
    // What happens meanwhile waits too.
    office.tell(&placed()).await;
    office.let_rest_end().await;
    office.send().await;
    assert_eq!(partner.messages().len(), 1);

    let stale = office
        .update(id, Some("\"1\""), &json!({ "status": "active" }))
        .await;
    stale.expect_problem(412, "version_mismatch");
    office
        .update(id, Some("\"2\""), &json!({ "status": "active" }))
        .await
        .expect(200);
    office.send().await;
    assert_eq!(partner.messages().len(), 3);
    let stands = office.messages(id).await;
    assert!(
        stands
            .iter()
            .all(|delivery| delivery["status"] == "delivered")
    );
}

#[tokio::test]
async fn an_address_that_fails_for_long_is_switched_off_and_told_of_once() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    for _ in 0..3 {
        office.tell(&placed()).await;
    }
    assert_eq!(partner.messages().len(), 3);
    for _ in 0..3 {
        partner.will_answer([PartnerAnswer::Status(500)]);
    }
    office
        .execute(
            "update notifications.webhooks set failures = 7, failing_since = now() - interval '25 hours'",
        )
        .await;
    for _ in 0..3 {
        office.tell(&placed()).await;
    }
    // All three were claimed together: the first switches it off.
    office.send().await;
    let shown = office.show(id).await.expect(200);
    assert_eq!(shown["disabled_reason"], "failing");
    assert_eq!(
        office.told().await,
        ["sayur.notifications.webhook_disabled.v1"]
    );

    office
        .update(id, None, &json!({ "status": "active" }))
        .await
        .expect(200);
    office.send().await;
    assert_eq!(partner.messages().len(), 9);
    let shown = office.show(id).await.expect(200);
    assert_eq!(
        (&shown["status"], &shown["failures"]),
        (&json!("active"), &json!(0))
    );
}

#[tokio::test]
async fn a_message_is_given_up_after_the_eighth_try_and_staff_have_it_sent_again() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    partner.will_answer([PartnerAnswer::Status(500), PartnerAnswer::Status(500)]);
    office.tell(&placed()).await;
    office
        .execute("update notifications.webhook_deliveries set attempts = 7")
        .await;
    office.let_rest_end().await;
    office.send().await;
    let failed = delivery(&office, &webhook).await;
    assert_eq!(
        (&failed["status"], &failed["next_attempt_at"]),
        (&json!("failed"), &Value::Null)
    );
    office.let_rest_end().await;
    office.send().await;
    assert_eq!(partner.messages().len(), 2);

    let resent = office.resend(id, text(&failed["id"])).await.expect(202);
    assert_eq!(
        (&resent["status"], &resent["attempts"]),
        (&json!("pending"), &json!(0))
    );
    office.send().await;
    assert_eq!(delivery(&office, &webhook).await["status"], "delivered");
    assert_eq!(partner.messages().len(), 3);
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let elsewhere = Partner::open().await;
    let webhook = office.register(&partner).await;
    partner.will_answer([PartnerAnswer::Redirect(elsewhere.url.clone())]);
    office.tell(&placed()).await;
    assert_eq!(delivery(&office, &webhook).await["last_status"], 302);
    assert_eq!(elsewhere.messages().len(), 0);
}

#[tokio::test]
async fn a_partner_who_says_nothing_is_given_up_and_holds_up_no_other() {
    let office = Office::open().await;
    let (silent, prompt) = (Partner::open().await, Partner::open().await);
    silent.will_answer([PartnerAnswer::Silence]);
    let webhook = office.register(&silent).await;
    office.register(&prompt).await;
    office.tell(&placed()).await;
    assert_eq!(delivery(&office, &webhook).await["last_error"], "no_answer");
    assert_eq!(prompt.messages().len(), 1);
}

#[tokio::test]
async fn an_answer_without_end_counts_by_its_status() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    partner.will_answer([PartnerAnswer::Endless]);
    let webhook = office.register(&partner).await;
    office.tell(&placed()).await;
    assert_eq!(delivery(&office, &webhook).await["status"], "delivered");
}

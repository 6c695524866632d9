//! What becomes of an address that staff change.

use super::*;
use crate::notifications::webhooks::Reach;
use time::macros::datetime;
use uuid::Uuid;

const NOW: OffsetDateTime = datetime!(2026-11-30 12:00 UTC);

fn webhook() -> Webhook {
    Webhook {
        id: Uuid::from_u128(1).into(),
        url: WebhookUrl::parse("https://partner.example", Reach::Public).unwrap(),
        description: "Gudang".into(),
        event_types: vec![WebhookEvent::OrderPlaced],
        status: WebhookStatus::Active,
        disabled_reason: None,
        disabled_at: None,
        secret_version: 1,
        previous_secret_until: None,
        failing_since: Some(NOW),
        failures: 9,
        created_by: Uuid::from_u128(2).into(),
        created_at: NOW,
        version: 3,
    }
}

fn switched(before: &Webhook, status: WebhookStatus) -> Option<WebhookChange> {
    let edit = WebhookEdit {
        status: Some(status),
        ..WebhookEdit::default()
    };
    redefine(before, edit, NOW)
}

#[test]
fn what_is_on_already_stays_as_it_is() {
    assert_eq!(switched(&webhook(), WebhookStatus::Active), None);
    assert_eq!(redefine(&webhook(), WebhookEdit::default(), NOW), None);
}

#[test]
fn switched_on_again_it_begins_anew_and_what_waits_goes_on() {
    let Some(WebhookChange::Redefine {
        after: off,
        resumes: false,
        ..
    }) = switched(&webhook(), WebhookStatus::Disabled)
    else {
        panic!()
    };
    assert_eq!(
        (off.disabled_reason, off.disabled_at, off.version),
        (Some(DisabledReason::Staff), Some(NOW), 4)
    );
    let Some(WebhookChange::Redefine {
        after: on,
        resumes: true,
        ..
    }) = switched(&off, WebhookStatus::Active)
    else {
        panic!()
    };
    assert_eq!((on.failures, on.failing_since), (0, None));
    assert_eq!((on.disabled_reason, on.disabled_at), (None, None));
}

#[test]
fn an_old_version_is_refused() {
    let webhook = webhook();
    let old = ExpectedVersion::OneOf(vec![2]);
    assert!(matches!(
        found(Some(&webhook), &old),
        Err(WebhookError::OtherVersion)
    ));
    assert!(found(Some(&webhook), &ExpectedVersion::Any).is_ok());
    assert!(matches!(found(None, &old), Err(WebhookError::NotFound)));
}

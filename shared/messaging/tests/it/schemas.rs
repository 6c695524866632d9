//! Events as they were once written: the schemas know them, and today's types read them.

use domain::catalog::events::{LotNearExpiry, StockLow};
use domain::events::{Event, EventType};
use domain::identity::events::{
    AccountErased, EmailChangeRequested, EmailChanged, EmailVerificationRequested,
    ExternalLoginLinked, KnownAddressUsed, PasswordChanged, PasswordResetRequested,
    SecondFactorChanged, UnknownAddressUsed,
};
use domain::notifications::events::{MailResendRequested, WebhookDisabled};
use domain::orders::events::{
    ClaimFiled, ClaimResolved, OrderEdited, OrderPlaced, OrderStatusChanged, OrderUnpaid,
    PaymentNotNeeded, RefundDue,
};
use domain::payments::events::{
    GatewayNotified, PaymentRefunded, PaymentReversed, PaymentStarted, PaymentSucceeded,
    RefundRequested, SettlementDiffers,
};
use serde_json::Value;
use std::collections::BTreeMap;
use testkit::{EventSchemas, described_events, examples_of_events};

/// Reads an event's data as its type does and writes it again, as today's code does.
type Rewrite = fn(&Event) -> Value;

fn rewrite<T: EventType>(event: &Event) -> Value {
    let data = event
        .read::<T>()
        .unwrap_or_else(|error| panic!("{}: {error}", event.id));
    serde_json::to_value(data.unwrap()).unwrap()
}

fn types() -> BTreeMap<&'static str, Rewrite> {
    macro_rules! types {
        ($($kind:ty),+ $(,)?) => {{
            let types: [(_, Rewrite); _] = [$((<$kind>::TYPE, rewrite::<$kind>)),+];
            types.into()
        }};
    }
    types![
        AccountErased,
        EmailVerificationRequested,
        PasswordResetRequested,
        EmailChangeRequested,
        KnownAddressUsed,
        UnknownAddressUsed,
        PasswordChanged,
        EmailChanged,
        SecondFactorChanged,
        ExternalLoginLinked,
        OrderPlaced,
        OrderEdited,
        OrderStatusChanged,
        OrderUnpaid,
        PaymentNotNeeded,
        RefundDue,
        ClaimFiled,
        ClaimResolved,
        GatewayNotified,
        PaymentRefunded,
        PaymentReversed,
        PaymentStarted,
        PaymentSucceeded,
        RefundRequested,
        SettlementDiffers,
        MailResendRequested,
        WebhookDisabled,
        StockLow,
        LotNearExpiry,
    ]
}

#[test]
fn every_payload_that_was_ever_written_is_still_read_and_described() {
    let (types, mut schemas) = (types(), EventSchemas::default());
    let described = described_events();
    assert!(described.iter().eq(types.keys()), "{described:?}");
    for (kind, rewrite) in types {
        let examples = examples_of_events(kind);
        assert!(!examples.is_empty(), "{kind} has no example");
        for example in examples {
            assert_eq!(example.kind, kind, "the folder is named as the type");
            let as_written = serde_json::to_value(&example).unwrap();
            let as_today = serde_json::to_value(&Event {
                data: rewrite(&example),
                ..example
            });
            for event in [as_written, as_today.unwrap()] {
                assert_eq!(schemas.complaint(&event), None, "{event}");
            }
        }
    }
}

#[test]
fn what_is_not_as_described_is_complained_of() {
    let mut schemas = EventSchemas::default();
    let example = examples_of_events(RefundDue::TYPE).swap_remove(0);
    let mut event = serde_json::to_value(example).unwrap();
    event["data"]["amount"]["amount"] = "160".into();
    let complaint = schemas.complaint(&event).unwrap();
    assert!(complaint.contains("/data/amount/amount"), "{complaint}");
    let unknown = serde_json::json!({ "type": "sayur.orders.order_forgotten.v1" });
    assert!(std::panic::catch_unwind(move || EventSchemas::default().complaint(&unknown)).is_err());
}

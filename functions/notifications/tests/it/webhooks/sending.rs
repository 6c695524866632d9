//! What happens reaches partners: once, whole, and by whoever is there to send it.

use super::{Office, PLACED, placed, text};
use crate::support::moved;
use domain::orders::OrderStatus;
use notifications::{queue_webhooks, send_webhooks};
use serde_json::json;
use std::collections::BTreeSet;
use testkit::{Partner, PartnerAnswer};
use tokio::task::JoinSet;

#[tokio::test]
async fn a_placed_order_is_told_at_once_and_without_whom_it_is_for() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let event = placed();
    office.tell(&event).await;
    let [message] = &partner.messages()[..] else {
        panic!("one message");
    };
    assert_eq!(message.id, event.id.to_string());
    assert_eq!(message.signed_by(text(&webhook["secret"])), 1);
    let told = message.json();
    assert_eq!(
        (&told["type"], &told["id"]),
        (&json!(PLACED), &json!(event.id))
    );
    assert_eq!(told["data"]["order"]["code"], "SYR-4K7QW2XN");
    for personal in ["siti", "Siti", "Wijaya", "+62"] {
        assert!(!message.body.contains(personal), "{personal}");
    }
    let [delivery] = &office.messages(text(&webhook["id"])).await[..] else {
        panic!("one delivery");
    };
    assert_eq!(delivery["status"], "delivered");
    assert_eq!(
        (&delivery["attempts"], &delivery["last_status"]),
        (&json!(1), &json!(204))
    );
}

#[tokio::test]
async fn only_those_are_told_who_asked_for_the_type() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    office.register(&partner).await;
    office
        .tell(&moved("siti@contoh.id", OrderStatus::Picking))
        .await;
    office.send().await;
    assert_eq!(partner.messages().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_comes_many_times_at_once_is_told_each_partner_once() {
    let (office, partners) = (
        Office::open().await,
        [Partner::open().await, Partner::open().await],
    );
    for partner in &partners {
        office.register(partner).await;
    }
    let event = placed();
    let mut consumers = JoinSet::new();
    for _ in 0..5 {
        let (app, events) = (office.stage.app(), vec![event.clone(), event.clone()]);
        consumers.spawn(async move {
            let outcomes = queue_webhooks::handle(app, events).await;
            assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        });
        let app = office.stage.app();
        consumers.spawn(async move { send_webhooks::handle(app, String::new()).await.unwrap() });
    }
    consumers.join_all().await;
    office.send().await;
    for partner in &partners {
        assert_eq!(partner.messages().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn senders_share_what_is_due_and_send_nothing_twice() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    office
        .update(text(&webhook["id"]), None, &json!({ "status": "disabled" }))
        .await
        .expect(200);
    let events: Vec<_> = (0..60).map(|_| placed()).collect();
    for event in &events {
        office.tell(event).await;
    }
    assert_eq!(partner.messages().len(), 0);
    office
        .update(text(&webhook["id"]), None, &json!({ "status": "active" }))
        .await
        .expect(200);
    let mut senders = JoinSet::new();
    for _ in 0..5 {
        let app = office.stage.app();
        senders.spawn(async move { send_webhooks::handle(app, String::new()).await.unwrap() });
    }
    senders.join_all().await;
    let arrived: Vec<String> = partner
        .messages()
        .into_iter()
        .map(|message| message.id)
        .collect();
    assert_eq!(arrived.len(), events.len());
    let expected: BTreeSet<_> = events.iter().map(|event| event.id.to_string()).collect();
    assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[tokio::test]
async fn what_its_sender_died_over_is_sent_by_another_when_its_time_is_over() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    partner.will_answer([PartnerAnswer::Status(500)]);
    office.tell(&placed()).await;
    office.let_rest_end().await;
    office
        .execute("update notifications.webhook_deliveries set claimed_until = now() + interval '1 minute'")
        .await;
    office.send().await;
    assert_eq!(partner.messages().len(), 1);
    office
        .execute("update notifications.webhook_deliveries set claimed_until = now() - interval '1 second'")
        .await;
    office.send().await;
    assert_eq!(partner.messages().len(), 2);
    let delivery = &office.messages(text(&webhook["id"])).await[0];
    assert_eq!(
        (&delivery["status"], &delivery["attempts"]),
        (&json!("delivered"), &json!(2))
    );
}

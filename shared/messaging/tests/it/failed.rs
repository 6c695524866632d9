//! Messages that their consumer could not handle: they come again, die, and are sent again by whoever looks at them.

use crate::support::{TO_NOTIFICATIONS, TO_ORDERS, event, ids_of, on_both_buses};
use domain::events::{Delivery, Event, Retries as _};
use messaging::{DeadLetters, Fate, Queue, Retries};
use testkit::{Stage, TestBus, eventually};

/// A message as the consumer of a queue has got it, for the so-manieth time.
async fn delivered(bus: &TestBus, queue: Queue, event: &Event, tries: u32) -> Delivery {
    let body = serde_json::to_vec(event).unwrap();
    match bus {
        TestBus::RabbitMq(bus) => Delivery {
            queue: bus.name(queue.as_str()),
            tries,
            receipt: None,
            body,
        },
        TestBus::Sqs(bus) => {
            let queue = bus.queue(queue.as_str());
            queue.send(&String::from_utf8(body.clone()).unwrap()).await;
            let message = queue.receive().await.unwrap();
            let name = queue.url.rsplit('/').next().unwrap();
            Delivery {
                queue: format!("arn:aws:sqs:ap-southeast-3:000000000000:{name}"),
                tries,
                receipt: message["ReceiptHandle"].as_str().map(str::to_owned),
                body,
            }
        }
    }
}

on_both_buses! {
    async fn what_failed_once_comes_again_to_its_queue_alone(bus: &TestBus) {
        let retries: &Retries = bus.on(Stage::default()).app();
        let event = event(TO_ORDERS);
        let delivery = delivered(bus, Queue::Orders, &event, 1).await;
        retries.put_off(&[delivery]).await.unwrap();
        assert_eq!(bus.drain("orders").await.len(), 0, "it waits");
        eventually("it comes again", async || ids_of(bus.drain("orders").await) == [event.id]).await;
        for other in ["notifications", "payments", "catalog", "webhooks"] {
            assert_eq!(bus.drain(other).await.len(), 0);
        }
    }

    async fn dead_letters_are_chosen_from_and_sent_to_their_queue_alone(bus: &TestBus) {
        let letters: &DeadLetters = bus.on(Stage::default()).app();
        let (wanted, other) = (event(TO_ORDERS), event(TO_NOTIFICATIONS));
        for event in [&wanted, &other] {
            bus.bury("orders", &serde_json::to_string(event).unwrap()).await;
        }
        bus.bury("orders", "\"not an event\"").await;

        let mut seen = Vec::new();
        let sent = letters
            .sort(Queue::Orders, |letter| {
                seen.push(letter.event.as_ref().map(|event| event.id));
                Fate::Keep
            })
            .await
            .unwrap();
        seen.sort();
        let mut all = vec![None, Some(wanted.id), Some(other.id)];
        all.sort();
        assert_eq!((sent, seen), (0, all));

        let is_wanted = |event: &Event| event.kind == TO_ORDERS;
        let sent = letters
            .sort(Queue::Orders, |letter| match &letter.event {
                Some(event) if is_wanted(event) => Fate::Redrive,
                _ => Fate::Keep,
            })
            .await
            .unwrap();
        assert_eq!(sent, 1);
        assert_eq!(ids_of(bus.drain("orders").await), [wanted.id]);
        assert_eq!(bus.drain("notifications").await.len(), 0);
        assert_eq!(bus.drain_dead("orders").await.len(), 2);
    }
}

#[tokio::test]
async fn what_failed_too_often_is_dead_at_rabbitmq() {
    let bus = crate::support::rabbitmq().await;
    let retries: &Retries = bus.on(Stage::default()).app();
    for (queue, kind) in [
        (Queue::Orders, TO_ORDERS),
        (Queue::Notifications, TO_NOTIFICATIONS),
    ] {
        let event = event(kind);
        for (tries, dead) in [(queue.tries() - 1, vec![]), (queue.tries(), vec![event.id])] {
            let delivery = delivered(&bus, queue, &event, tries).await;
            retries.put_off(&[delivery]).await.unwrap();
            assert_eq!(ids_of(bus.drain_dead(queue.as_str()).await), dead);
        }
    }
}

#[tokio::test]
async fn what_failed_is_the_queues_again_when_it_cannot_be_put_off() {
    let bus = TestBus::rabbitmq();
    let away = bus.behind(Stage::default(), &crate::support::closed_port().await);
    let retries: &Retries = away.app();
    let delivery = delivered(&bus, Queue::Orders, &event(TO_ORDERS), 1).await;
    assert!(retries.put_off(&[delivery]).await.is_err());
}

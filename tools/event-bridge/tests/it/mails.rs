//! Mails are sent once, whatever befalls the events that ask for them, by an SES that refuses every second call.

use crate::faults::{DEADLY, how_many, send_through_faults, until_all_is_had};
use crate::works::number;
use domain::SystemClock;
use domain::events::Event;
use domain::identity::events::PasswordChanged;
use domain::ids::UserId;
use messaging::{Queue, Retries};
use notifications::notify::{App, handle};
use runtime::Batch;
use serde_json::Value;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{FakeSes, Stage, TestBus, TestDatabase, serve_function};
use tokio::sync::RwLock;
use uuid::Uuid;

/// The consumer of notifications: its instances, and one that dies again and again.
struct Consumer {
    database: Arc<TestDatabase>,
    ses: Arc<FakeSes>,
    stage: Stage,
    app: &'static App,
    retries: &'static Retries,
    calls: AtomicUsize,
    /// Who dies is alone: what is claimed and not sent when they are gone was theirs.
    is_alone: RwLock<()>,
}

impl Consumer {
    async fn behind(bus: &TestBus, database: Arc<TestDatabase>, ses: Arc<FakeSes>) -> String {
        let stage = Stage::on(&database)
            .with("AWS_ENDPOINT_URL", &ses.endpoint)
            .with("EMAIL_FROM", "halo@sayur.example")
            .with("SHOP_URL", "https://sayur.example")
            .with("DATABASE_CONNECTIONS", "4");
        let consumer = Arc::new(Self {
            app: stage.app(),
            retries: bus.on(Stage::on(&database)).app(),
            database,
            ses,
            stage,
            calls: AtomicUsize::new(1),
            is_alone: RwLock::new(()),
        });
        serve_function(move |event| {
            let consumer = Arc::clone(&consumer);
            async move { consumer.handle(event).await }
        })
        .await
    }

    async fn handle(&self, event: Value) -> Option<Value> {
        let batch: Batch = serde_json::from_value(event).ok()?;
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        if call.is_multiple_of(DEADLY) {
            return self.die_over(batch).await;
        }
        let _among_others = self.is_alone.read().await;
        handled(self.app, self.retries, batch).await
    }

    /// Dies while SES owes an answer to its fourth call, if it comes so far.
    async fn die_over(&self, batch: Batch) -> Option<Value> {
        let _alone = self.is_alone.write().await;
        let line = self.ses.dying_after(3).await;
        let dying = self.stage.clone().with("AWS_ENDPOINT_URL", &line.endpoint);
        let app: &App = dying.app();
        tokio::select! {
            answer = handled(app, self.retries, batch) => answer,
            () = line.is_dead() => {
                self.let_claims_end().await;
                None
            }
        }
    }

    /// Lets the time of whoever was sending run out.
    async fn let_claims_end(&self) {
        let statement =
            "update notifications.emails set claimed_until = created_at where status = 'sending'";
        let client = self.database.client().await;
        client.execute(statement, &[]).await.unwrap();
    }
}

/// What the consumer answers to a batch, boxed as in its binary.
fn handled(
    app: &'static App,
    retries: &'static Retries,
    batch: Batch,
) -> Pin<Box<dyn Future<Output = Option<Value>> + Send>> {
    Box::pin(async move {
        let handled = runtime::process_together(batch, retries, |events| handle(app, events));
        serde_json::to_value(handled.await.ok()?).ok()
    })
}

/// The password of a user of their own was changed.
fn changed() -> Event {
    let user_id = UserId::generate(&SystemClock);
    let mut event = testkit::example_of_event("sayur.identity.password_changed.v1");
    let mut fact: PasswordChanged = event.read().unwrap().unwrap();
    event.subject = Uuid::from(user_id);
    fact.user_id = user_id;
    fact.email = format!("{user_id}@contoh.id");
    event.data = serde_json::to_value(&fact).unwrap();
    event
}

async fn every_mail_is_sent_once(bus: TestBus) {
    let database = Arc::new(TestDatabase::create().await);
    let ses = Arc::new(FakeSes::open(|calls| calls.of_address % 2 == 1).await);
    let events: Vec<Event> = (0..how_many(&bus)).map(|_| changed()).collect();
    let consumer = Consumer::behind(&bus, Arc::clone(&database), Arc::clone(&ses)).await;
    let fed = send_through_faults(&bus, &database, Queue::Notifications, &consumer, &events).await;

    let count = i64::try_from(events.len()).unwrap();
    let sent = "select count(*) from notifications.emails where status = 'sent'";
    until_all_is_had(&database, sent, count).await;
    drop(fed);
    let once: HashMap<String, usize> = events
        .iter()
        .map(|event| (event.data["email"].as_str().unwrap().to_owned(), 1))
        .collect();
    assert_eq!(ses.counts(), once);
    assert_eq!(ses.calls(), 2 * events.len());
    let recorded = "select count(*) from notifications.emails";
    assert_eq!(number(&database, recorded).await, count);
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_sent_once_on_rabbitmq() {
    every_mail_is_sent_once(TestBus::RabbitMq(crate::works::rabbitmq().await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_sent_once_on_sqs() {
    every_mail_is_sent_once(TestBus::sqs().await).await;
}

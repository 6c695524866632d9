//! Partners are told of events at addresses of theirs: what these tests share.

mod refused;
mod routes;
mod secrets;
mod sending;
mod trouble;

use crate::support::{event, order};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::Permission;
use domain::ids::UserId;
use domain::orders::OrderStatus;
use domain::orders::events::OrderPlaced;
use notifications::{
    create_webhook, delete_webhook, get_webhook, list_webhook_deliveries, list_webhooks,
    queue_webhooks, resend_webhook_delivery, rotate_webhook_secret, send_webhooks, test_webhook,
    update_webhook,
};
use serde_json::{Value, json};
use testkit::{Answer, Call, Partner, Stage, TestDatabase};

const PLACED: &str = "sayur.orders.order_placed.v1";

/// Staff who keep partners' addresses, and what sends there.
struct Office {
    database: TestDatabase,
    stage: Stage,
    token: String,
}

impl Office {
    async fn open() -> Self {
        let database = TestDatabase::create().await;
        let stage = Stage::on(&database)
            .with("WEBHOOK_REACH", "local")
            .with("DATABASE_CONNECTIONS", "8");
        let staff = UserId::generate(&SystemClock);
        let token = stage.token(staff, &[Permission::WebhooksManage]);
        Self {
            database,
            stage,
            token,
        }
    }

    fn call(&self, method: &str, path: &str) -> Call {
        Call::new(method, &format!("/v1/admin/webhooks{path}")).bearer(&self.token)
    }

    fn one(&self, method: &str, path: &str, id: &str) -> Call {
        self.call(method, &format!("/{id}{path}"))
            .parameter("id", id)
    }

    async fn create(&self, body: &Value) -> Answer {
        let call = self.call("POST", "").json(body);
        call.send(self.stage.app(), create_webhook::handle).await
    }

    /// A webhook of a partner's, told of placed orders.
    async fn register(&self, partner: &Partner) -> Value {
        let body = json!({ "url": partner.url, "description": "Gudang", "event_types": [PLACED] });
        self.create(&body).await.expect(201)
    }

    async fn list(&self, query: &str) -> Value {
        let call = self.call("GET", query);
        let answer = call.send(self.stage.app(), list_webhooks::handle).await;
        answer.expect(200)
    }

    async fn show(&self, id: &str) -> Answer {
        let call = self.one("GET", "", id);
        call.send(self.stage.app(), get_webhook::handle).await
    }

    async fn update(&self, id: &str, tag: Option<&str>, body: &Value) -> Answer {
        let call = self.one("PATCH", "", id).json(body);
        let call = match tag {
            Some(tag) => call.header("if-match", tag),
            None => call,
        };
        call.send(self.stage.app(), update_webhook::handle).await
    }

    async fn delete(&self, id: &str) -> Answer {
        let call = self.one("DELETE", "", id);
        call.send(self.stage.app(), delete_webhook::handle).await
    }

    async fn rotate(&self, id: &str) -> Answer {
        let call = self.one("POST", "/secret", id);
        call.send(self.stage.app(), rotate_webhook_secret::handle)
            .await
    }

    async fn ping(&self, id: &str) -> Answer {
        let call = self.one("POST", "/test", id);
        call.send(self.stage.app(), test_webhook::handle).await
    }

    async fn deliveries(&self, id: &str, query: &str) -> Answer {
        let call = self.one("GET", &format!("/deliveries{query}"), id);
        call.send(self.stage.app(), list_webhook_deliveries::handle)
            .await
    }

    /// What became of the messages to an address, the newest first.
    async fn messages(&self, id: &str) -> Vec<Value> {
        let page = self.deliveries(id, "").await.expect(200);
        page["items"].as_array().unwrap().clone()
    }

    async fn resend(&self, id: &str, message: &str) -> Answer {
        let call = self.one("POST", &format!("/deliveries/{message}/resend"), id);
        call.parameter("delivery_id", message)
            .send(self.stage.app(), resend_webhook_delivery::handle)
            .await
    }

    /// Hands an event to the queue's consumer.
    async fn tell(&self, event: &Event) {
        let app = self.stage.app();
        let outcomes = queue_webhooks::handle(app, vec![event.clone()]).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }

    /// What the schedule does each minute.
    async fn send(&self) {
        let app = self.stage.app();
        send_webhooks::handle(app, "test-run".into()).await.unwrap();
    }

    async fn execute(&self, statement: &str) -> u64 {
        let client = self.database.client().await;
        client.execute(statement, &[]).await.unwrap()
    }

    /// Lets the time pass that messages rest.
    async fn let_rest_end(&self) {
        self.execute(
            "update notifications.webhook_deliveries set next_attempt_at = now() - interval '1 second'",
        )
        .await;
    }

    /// The types of what waits in the outbox.
    async fn told(&self) -> Vec<String> {
        let client = self.database.client().await;
        let statement = "select event ->> 'type' from platform.outbox order by created_at";
        let rows = client.query(statement, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

fn placed() -> Event {
    event(&OrderPlaced {
        order: order("siti@contoh.id", OrderStatus::AwaitingPayment),
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

//! An order to be paid, a gateway that takes the money, and short words for what happens.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use domain::events::Event;
use domain::ids::{OrderId, UserId};
use domain::links::{LinkKey, Purpose};
use domain::orders::events::{OrderStatusChanged, PaymentNotNeeded, RefundDue};
use domain::orders::{Actor, Order, OrderCode, OrderStatus, Orders};
use domain::{Clock, Money, SystemClock};
use midtrans_simulator::{Config, Simulator, serve};
use payments::{list_payments, midtrans_webhook, process_payment_event, start_payment};
use postgres::PgOrders;
use runtime::Problem;
use serde_json::{Value, json};
use std::future::pending;
use std::time::Duration as StdDuration;
use testkit::{Answer, Call, LINK_KEY, Shop, Stage, TestDatabase};
use time::Duration;
use tokio::net::TcpListener;

/// What goes to the queue that `process-payment-event` reads.
const QUEUED: &str = "select event from platform.outbox where sent_at is null and event->>'type' in
    ('sayur.payments.gateway_notified.v1', 'sayur.orders.payment_not_needed.v1',
     'sayur.orders.order_status_changed.v1',
     'sayur.payments.refund_requested.v1') order by created_at, id";

const WEBHOOK: &str = "/v1/webhooks/midtrans";

pub(crate) struct Scene {
    pub(crate) shop: Shop,
    pub(crate) stage: Stage,
    pub(crate) user: UserId,
    pub(crate) token: String,
    simulator: String,
    http: reqwest::Client,
    orders: &'static PgOrders,
    // Dropped last: the database outlives those who use it.
    pub(crate) database: TestDatabase,
}

/// An order that the scene has written.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) id: OrderId,
    pub(crate) code: OrderCode,
}

impl Placed {
    /// The token of the order's link.
    pub(crate) fn link(&self) -> String {
        LinkKey::parse(LINK_KEY)
            .unwrap()
            .token(Purpose::TrackOrder, self.id)
    }
}

impl Scene {
    /// No broker listens: events stay in the outbox, where tests find them. The gateway's notifications go nowhere:
    /// tests carry them themselves.
    pub(crate) async fn set() -> Self {
        Self::notified_at("http://127.0.0.1:1/").await
    }

    /// The same, and the gateway's notifications come by themselves.
    pub(crate) async fn with_notifications() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let scene = Self::notified_at(&format!("http://{address}{WEBHOOK}")).await;
        let webhook: &midtrans_webhook::App = scene.stage.app();
        let take = move |body: String| async move {
            let answer = notification(&body)
                .send(webhook, midtrans_webhook::handle)
                .await;
            StatusCode::from_u16(answer.status).unwrap()
        };
        let door = Router::new().route(WEBHOOK, post(take));
        tokio::spawn(async move { axum::serve(listener, door).await });
        scene
    }

    async fn notified_at(notification_url: &str) -> Self {
        let database = TestDatabase::create().await;
        let simulator = simulator(notification_url).await;
        let nowhere = "http://127.0.0.1:1/queue";
        let stage = Stage::on(&database)
            .with("DATABASE_CONNECTIONS", "20")
            .with("MIDTRANS_SERVER_KEY", "SB-Mid-server-test")
            .with("MIDTRANS_CORE_URL", &simulator)
            .with("MIDTRANS_SNAP_URL", format!("{simulator}/snap/v1"))
            .with("SHOP_URL", "https://toko.example")
            .with("EVENT_BUS", "sqs")
            .with("AWS_REGION", "ap-southeast-3")
            .with("AWS_ACCESS_KEY_ID", "test")
            .with("AWS_SECRET_ACCESS_KEY", "test")
            .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
            .with("NOTIFICATIONS_QUEUE_URL", nowhere)
            .with("PAYMENTS_QUEUE_URL", nowhere)
            .with("ORDERS_QUEUE_URL", nowhere)
            .with("CATALOG_QUEUE_URL", nowhere)
            .with("WEBHOOKS_QUEUE_URL", nowhere);
        let shop = Shop::open(&database).await;
        let user = UserId::generate(&SystemClock);
        let token = stage.token(user, &[]);
        Self {
            orders: stage.of("orders").app(),
            shop,
            stage,
            user,
            token,
            simulator,
            http: reqwest::Client::new(),
            database,
        }
    }

    /// The same shop with a gateway that is away.
    pub(crate) fn without_gateway(&self) -> Stage {
        let nowhere = "http://127.0.0.1:1";
        self.stage
            .clone()
            .with("MIDTRANS_CORE_URL", nowhere)
            .with("MIDTRANS_SNAP_URL", nowhere)
    }

    /// The user's order of two bunches of spinach: Rp25.000, to be paid within an hour.
    pub(crate) async fn order(&self) -> Placed {
        self.order_in("awaiting_payment", "midtrans").await
    }

    pub(crate) async fn order_in(&self, status: &str, method: &str) -> Placed {
        let placed = Placed {
            id: OrderId::generate(&SystemClock),
            code: OrderCode::generate().unwrap(),
        };
        let (slot, variant) = (self.shop.slot(24, 9).await, self.variant(&placed).await);
        let now = SystemClock.now();
        let expiry = (status == "awaiting_payment").then_some(now + Duration::hours(1));
        let address = json!({
            "recipient": "Siti", "phone": "+628123456789", "street": "Jl. Melati 1", "village": "Senayan",
            "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta", "postcode": "12190"
        });
        let order = "
            insert into orders.orders (id, code, user_id, email, customer_name, language, status, payment_method,
                subtotal, discount, delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at,
                slot_ends_at, address, placed_at, expires_at)
            select $1, $2, $3, 'siti@example.com', 'Siti', 'id', $4, $5, 12000, 2000, 15000, 0, 25000, 25000,
                id, date, starts_at, ends_at, $6, $7, $8 from orders.slots where id = $9";
        let client = self.shop.client();
        let (id, code) = (placed.id.uuid(), placed.code.as_str());
        let user = self.user.uuid();
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 9] = [
            &id,
            &code,
            &user,
            &status,
            &method,
            &address,
            &now,
            &expiry,
            &slot.uuid(),
        ];
        client.execute(order, &values).await.unwrap();
        let line = "
            insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price,
                line_total, tax_rate_bp, weighed, substitution)
            values ($1, 1, $2, 'BYM-IKAT', 'Bayam', 'Spinach', 'ikat', 2000, 6000, 12000, 0, false, 'none')";
        client.execute(line, &[&id, &variant]).await.unwrap();
        placed
    }

    async fn variant(&self, order: &Placed) -> uuid::Uuid {
        let sku = order.code.as_str().trim_start_matches("SYR-");
        self.shop.variant(sku, 6_000).await.uuid()
    }

    pub(crate) async fn start(&self, order: &Placed, key: &str, body: &Value) -> Answer {
        self.start_on(&self.stage, order, key, body).await
    }

    pub(crate) async fn start_on(
        &self,
        stage: &Stage,
        order: &Placed,
        key: &str,
        body: &Value,
    ) -> Answer {
        starting(order, key, body)
            .bearer(&self.token)
            .send(stage.app(), start_payment::handle)
            .await
    }

    /// A payment on the gateway's page.
    pub(crate) async fn started(&self, order: &Placed) -> Value {
        self.start(order, "the-payment", &json!({ "method": "snap" }))
            .await
            .expect(201)
    }

    /// The order's payments, as its shopper sees them.
    pub(crate) async fn payments(&self, order: &Placed) -> Value {
        Call::get("/v1/orders/code/payments")
            .parameter("code", order.code.as_str())
            .bearer(&self.token)
            .send(self.stage.app(), list_payments::handle)
            .await
            .expect(200)
    }

    /// The statuses of the order's attempts.
    pub(crate) async fn statuses(&self, order: &Placed) -> Vec<String> {
        let payments = self.payments(order).await;
        let items = payments["items"].as_array().unwrap();
        items
            .iter()
            .map(|payment| text(&payment["status"]).to_owned())
            .collect()
    }

    /// The customer or the bank acts at the gateway; answers the notification that it sends.
    pub(crate) async fn simulate(&self, payment: &Value, wish: &Value) -> Value {
        let url = format!(
            "{}/_simulate/{}",
            self.simulator,
            text(&payment["gateway_reference"])
        );
        let answer: Value = self
            .http
            .post(url)
            .json(wish)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        answer["notifications"][0]["body"].clone()
    }

    /// Pays at the gateway; answers its notification.
    pub(crate) async fn pay(&self, payment: &Value, means: &str) -> Value {
        self.simulate(
            payment,
            &json!({ "transaction_status": "settlement", "payment_type": means }),
        )
        .await
    }

    /// What the simulator shows under a path.
    pub(crate) async fn get(&self, path: &str) -> String {
        let url = format!("{}{path}", self.simulator);
        let answer = self.http.get(url).send().await.unwrap();
        answer.text().await.unwrap()
    }

    /// Something goes wrong with the next call or notification that it is about.
    pub(crate) async fn plan(&self, fault: &Value) {
        let url = format!("{}/_simulate/faults", self.simulator);
        let planned = self.http.post(url).json(fault).send().await.unwrap();
        assert_eq!(planned.status(), 201, "{fault}");
    }

    /// Waits until every notification of this status has arrived.
    pub(crate) async fn delivered(&self, payment: &Value, status: &str) {
        let path = format!("{}/notifications", text(&payment["gateway_reference"]));
        let is_away = |sent: &Value| {
            sent["body"]["transaction_status"] == status && sent["state"] != "delivered"
        };
        while self.asked(&path).await["notifications"]
            .as_array()
            .unwrap()
            .iter()
            .any(is_away)
        {
            tokio::time::sleep(StdDuration::from_millis(10)).await;
        }
    }

    /// How many notifications of this status the shop has kept.
    pub(crate) async fn kept(&self, payment: &Value, status: &str) -> i64 {
        let statement = "select count(*) from payments.gateway_events
            where body::jsonb->>'order_id' = $1 and body::jsonb->>'transaction_status' = $2";
        let reference = text(&payment["gateway_reference"]);
        let row = self
            .shop
            .client()
            .query_one(statement, &[&reference, &status])
            .await;
        row.unwrap().get(0)
    }

    /// The gateway's own word about a payment.
    pub(crate) async fn at_gateway(&self, payment: &Value) -> Value {
        let mut known = self.all_at_gateway(payment).await;
        known.pop().unwrap_or_default()
    }

    /// Everything under the payment's reference: one transaction at most, if all is well.
    pub(crate) async fn all_at_gateway(&self, payment: &Value) -> Vec<Value> {
        let books = self.asked("transactions").await;
        let transactions = books["transactions"].as_array().unwrap().iter();
        let is_meant = |known: &&Value| known["order_id"] == payment["gateway_reference"];
        transactions.filter(is_meant).cloned().collect()
    }

    async fn asked(&self, path: &str) -> Value {
        let answer = self.get(&format!("/_simulate/{path}")).await;
        serde_json::from_str(&answer).unwrap()
    }

    pub(crate) async fn notify(&self, notification: &Value) -> Answer {
        self.notify_text(&notification.to_string()).await
    }

    pub(crate) async fn notify_text(&self, body: &str) -> Answer {
        notification(body)
            .send(self.stage.app(), midtrans_webhook::handle)
            .await
    }

    pub(crate) async fn process(&self, event: &Event) -> Result<(), Problem> {
        process_payment_event::handle(self.stage.app(), event.clone()).await
    }

    /// Handles what waits for the payments queue.
    pub(crate) async fn work(&self) {
        for event in self.queued().await {
            self.process(&event).await.unwrap();
            let sent = "update platform.outbox set sent_at = now() where id = $1";
            self.shop
                .client()
                .execute(sent, &[&event.id.uuid()])
                .await
                .unwrap();
        }
    }

    pub(crate) async fn queued(&self) -> Vec<Event> {
        let rows = self.shop.client().query(QUEUED, &[]).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_value(row.get(0)).unwrap())
            .collect()
    }

    /// The data of all events of a type, in order.
    pub(crate) async fn told(&self, kind: &str) -> Vec<Value> {
        let statement = "select event->'data' from platform.outbox where event->>'type' = $1 order by created_at, id";
        let rows = self.shop.client().query(statement, &[&kind]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Ends the order and answers what the order context tells of it.
    pub(crate) async fn end(&self, order: &Placed, status: OrderStatus) -> Event {
        let statement = "update orders.orders set status = $2, expires_at = null where id = $1";
        self.shop
            .client()
            .execute(statement, &[&order.id.uuid(), &status.as_str()])
            .await
            .unwrap();
        let order = self.found(order).await;
        let news = OrderStatusChanged {
            from: OrderStatus::AwaitingPayment,
            actor: Actor::Shop,
            order,
            reason: None,
        };
        Event::new(&SystemClock, "test-request", news.order.id, &news).unwrap()
    }

    /// What the order context tells of money that it cannot use.
    pub(crate) async fn not_needed(&self, order: &Placed, payment: &Value) -> Event {
        let order = self.found(order).await;
        let payment = text(&payment["id"]).parse().unwrap();
        let news = PaymentNotNeeded { order, payment };
        Event::new(&SystemClock, "test-request", news.order.id, &news).unwrap()
    }

    /// What the order context tells of an order that costs so much less than was paid.
    pub(crate) async fn due(&self, order: &Placed, amount: i64, key: &str) -> Event {
        let order = self.found(order).await;
        let news = RefundDue {
            amount: Money::rupiah(amount),
            reason: "packed_less".into(),
            key: format!("{}-{key}", order.code),
            order,
        };
        Event::new(&SystemClock, "test-request", news.order.id, &news).unwrap()
    }

    async fn found(&self, order: &Placed) -> Order {
        self.orders.find(&order.code).await.unwrap().unwrap()
    }
}

/// A request to start a payment, of nobody yet.
pub(crate) fn starting(order: &Placed, key: &str, body: &Value) -> Call {
    Call::post(&format!("/v1/orders/{}/payments", order.code))
        .parameter("code", order.code.as_str())
        .header("idempotency-key", key)
        .json(body)
}

/// What the gateway posts.
fn notification(body: &str) -> Call {
    Call::post(WEBHOOK)
        .text(body)
        .header("content-type", "application/json")
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A Midtrans of the test's own; answers its address.
async fn simulator(notification_url: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let config = Config::from_lookup(|name| match name {
        "MIDTRANS_SERVER_KEY" => Some("SB-Mid-server-test".into()),
        "MIDTRANS_NOTIFICATION_URL" => Some(notification_url.into()),
        "MIDTRANS_SIMULATOR_PUBLIC_URL" => Some(url.clone()),
        _ => None,
    });
    let simulator = Simulator::new(config.unwrap()).unwrap();
    tokio::spawn(serve(listener, simulator, pending()));
    url
}

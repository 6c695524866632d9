//! A shop with one shopper whose cart is full, and short words for what they do.

use domain::ids::{LotId, SlotId, VariantId};
use orders::{place_order, track_order};
use serde_json::{Value, json};
use testkit::{Answer, Call, Shop, Shopper, Stage, TestDatabase};

pub(crate) struct Scene {
    pub(crate) shop: Shop,
    pub(crate) stage: Stage,
    pub(crate) shopper: Shopper,
    pub(crate) token: String,
    pub(crate) variant: VariantId,
    pub(crate) lot: LotId,
    pub(crate) slot: SlotId,
    // Dropped last: the database outlives those who use it.
    pub(crate) database: TestDatabase,
}

/// The stage with a bus that nobody serves: events stay in the outbox.
pub(crate) fn without_broker(stage: Stage) -> Stage {
    stage
        .with("DATABASE_CONNECTIONS", "20")
        .with("EVENT_BUS", "sqs")
        .with("AWS_REGION", "ap-southeast-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test")
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .with(
            "NOTIFICATIONS_QUEUE_URL",
            "http://127.0.0.1:1/0/notifications",
        )
        .with("PAYMENTS_QUEUE_URL", "http://127.0.0.1:1/0/payments")
        .with("ORDERS_QUEUE_URL", "http://127.0.0.1:1/0/orders")
        .with("CATALOG_QUEUE_URL", "http://127.0.0.1:1/0/catalog")
        .with("WEBHOOKS_QUEUE_URL", "http://127.0.0.1:1/0/webhooks")
}

impl Scene {
    /// Ten bunches in stock, two of them in the shopper's cart, a slot for twenty tomorrow. No broker listens:
    /// events stay in the outbox, where tests look at them.
    pub(crate) async fn set() -> Self {
        let database = TestDatabase::create().await;
        let stage = without_broker(Stage::on(&database));
        let shop = Shop::open(&database).await;
        let shopper = shop.shopper().await;
        let variant = shop.variant("BYM-IKAT", 5_000).await;
        let lot = shop.lot(variant, 10_000, 5).await;
        let slot = shop.slot(24, 20).await;
        shop.fill_cart(shopper.user, variant, 2_000).await;
        let token = stage.token(shopper.user, &[]);
        Self {
            shop,
            stage,
            shopper,
            token,
            variant,
            lot,
            slot,
            database,
        }
    }

    pub(crate) fn order_body(&self) -> Value {
        json!({ "address_id": self.shopper.address, "slot_id": self.slot, "payment_method": "midtrans" })
    }

    pub(crate) async fn place(&self, key: &str, body: &Value) -> Answer {
        self.place_as(&self.token, key, body).await
    }

    pub(crate) async fn place_as(&self, token: &str, key: &str, body: &Value) -> Answer {
        Call::post("/v1/orders")
            .bearer(token)
            .header("idempotency-key", key)
            .json(body)
            .send(self.stage.app(), place_order::handle)
            .await
    }

    /// The shopper's order, placed.
    pub(crate) async fn placed(&self) -> Value {
        self.place("the-order", &self.order_body())
            .await
            .expect(201)
    }

    /// The statuses an order has had, by its tracking link.
    pub(crate) async fn statuses(&self, order: &Value) -> Vec<String> {
        let (code, token) = (text(&order["code"]), text(&order["tracking_token"]));
        let tracking = Call::get(&format!("/v1/orders/{code}/tracking?token={token}"))
            .parameter("code", code)
            .send(self.stage.app(), track_order::handle)
            .await
            .expect(200);
        let timeline = tracking["timeline"].as_array().unwrap();
        timeline
            .iter()
            .map(|entry| text(&entry["status"]).to_owned())
            .collect()
    }

    /// The types of the events in the outbox, in order.
    pub(crate) async fn events(&self) -> Vec<String> {
        let rows = self.shop.client().query(
            "select event->>'type' from platform.outbox order by created_at, id",
            &[],
        );
        rows.await.unwrap().iter().map(|row| row.get(0)).collect()
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

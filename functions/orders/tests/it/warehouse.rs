//! A shop whose goods all came with a receipt, and short words for what staff do with orders.

use crate::invoices::{cash_order, execute, pay};
use crate::scene::{Scene, text};
use crate::stock::receive_some;
use domain::identity::Permission;
use domain::ids::LotId;
use orders::{edit_order, get_order, transition_order};
use postgres::PgStock;
use serde_json::{Value, json};
use testkit::{Answer, Call};

pub(crate) struct Warehouse {
    pub(crate) scene: Scene,
    /// Ten bunches of BYM-IKAT, the first to expire.
    pub(crate) lot: LotId,
    /// Two more, that expire later.
    pub(crate) later: LotId,
    /// Ten of KANGKUNG, at Rp7.000.
    pub(crate) other: LotId,
    pub(crate) staff: String,
}

impl Warehouse {
    /// BYM-IKAT at Rp5.000, two of them in the shopper's cart.
    pub(crate) async fn open() -> Self {
        let scene = Scene::set().await;
        scene.shop.variant("KANGKUNG", 7_000).await;
        // The scene's own lot has no receipt: the books would not agree.
        execute(&scene, "delete from catalog.lots").await;
        let stock: &PgStock = scene.stage.of("catalog").app();
        let lot = receive_some(stock, "BYM-IKAT", "jakarta", 10, 3).await;
        let later = receive_some(stock, "BYM-IKAT", "jakarta", 2, 5).await;
        let other = receive_some(stock, "KANGKUNG", "jakarta", 10, 5).await;
        let staff = scene.shop.shopper().await.user;
        let staff = scene.stage.token(staff, Permission::ALL);
        Self {
            scene,
            lot,
            later,
            other,
            staff,
        }
    }

    /// What the shopper wishes, and that BYM-IKAT is weighed.
    pub(crate) async fn weigh(&self, wish: &str) {
        let statement = format!(
            "update catalog.variants set weighed = true where sku = 'BYM-IKAT';
             update cart.lines set substitution = '{wish}'"
        );
        execute(&self.scene, &statement).await;
    }

    pub(crate) async fn cash(&self) -> Value {
        cash_order(&self.scene, "cash").await
    }

    /// Paid, and confirmed.
    pub(crate) async fn paid(&self) -> Value {
        let order = self.scene.placed().await;
        pay(&self.scene, &order, 0).await;
        order
    }

    pub(crate) fn moving(&self, order: &Value, body: &Value) -> Call {
        Call::post("/v1/admin/orders/code/transitions")
            .parameter("code", text(&order["code"]))
            .bearer(&self.staff)
            .json(body)
    }

    pub(crate) async fn move_on(&self, order: &Value, body: &Value) -> Answer {
        let app = self.scene.stage.app();
        let moving = self.moving(order, body);
        // Boxed, as what follows: a test of many steps has a small stack.
        Box::pin(moving.send(app, transition_order::handle)).await
    }

    pub(crate) async fn pack(&self, order: &Value, lines: Value) -> Answer {
        self.move_on(order, &json!({ "to": "packed", "packed_lines": lines }))
            .await
    }

    pub(crate) fn editing(&self, order: &Value, lines: &Value) -> Call {
        Call::new("PATCH", "/v1/admin/orders/code")
            .parameter("code", text(&order["code"]))
            .bearer(&self.staff)
            .json(&json!({ "lines": lines, "note": "ditelepon" }))
    }

    pub(crate) async fn edit(&self, order: &Value, lines: Value) -> Answer {
        self.send_edit(self.editing(order, &lines)).await
    }

    pub(crate) async fn send_edit(&self, editing: Call) -> Answer {
        let app = self.scene.stage.app();
        Box::pin(editing.send(app, edit_order::handle)).await
    }

    /// The order as staff see it, and its version.
    pub(crate) async fn read(&self, order: &Value) -> (Value, String) {
        let reading = Call::get("/v1/admin/orders/code")
            .parameter("code", text(&order["code"]))
            .bearer(&self.staff);
        let app = self.scene.stage.app();
        let answer = Box::pin(reading.send(app, get_order::handle)).await;
        let version = answer.headers["etag"].to_str().unwrap().to_owned();
        (answer.expect(200), version)
    }

    /// The data of all events of a type, in order.
    pub(crate) async fn told(&self, kind: &str) -> Vec<Value> {
        let statement = "select event->'data' from platform.outbox where event->>'type' = $1 order by created_at, id";
        let client = self.scene.shop.client();
        let rows = client.query(statement, &[&kind]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

pub(crate) fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

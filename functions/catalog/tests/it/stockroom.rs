//! The market's stock, and short words for what its keeper does.

use crate::market::Market;
use catalog::{InventoryApp, adjust_stock, put_location, receive_stock, transfer_stock};
use domain::catalog::{StockBooks, shop_date};
use domain::identity::Permission;
use domain::ids::UserId;
use domain::{Clock, SystemClock};
use postgres::PgStockBooks;
use serde_json::{Value, json};
use testkit::{Answer, Call, Stage};
use time::Duration;

pub(crate) struct Stockroom {
    pub(crate) market: Market,
    pub(crate) stage: Stage,
    pub(crate) app: &'static InventoryApp,
    pub(crate) keeper: UserId,
    pub(crate) token: String,
}

/// A date so many days from today.
pub(crate) fn day(days: i64) -> String {
    (shop_date(SystemClock.now()) + Duration::days(days)).to_string()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

impl Stockroom {
    /// The usual market with the locations `jakarta` and `depok`, none of its goods received by anybody.
    pub(crate) async fn open() -> Self {
        let market = Market::open().await;
        let stage = Stage::on(&market.database).with("DATABASE_CONNECTIONS", "20");
        let keeper = UserId::generate(&SystemClock);
        let room = Self {
            app: stage.app(),
            token: stage.token(keeper, &[Permission::InventoryWrite]),
            keeper,
            stage,
            market,
        };
        room.put_location("depok", true).await.expect(201);
        room
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Call {
        Call::post(path).bearer(&self.token).json(body)
    }

    pub(crate) async fn put_location(&self, code: &str, active: bool) -> Answer {
        Call::new("PUT", "/v1/admin/locations/code")
            .parameter("code", code)
            .bearer(&self.token)
            .json(&json!({ "name": code.to_uppercase(), "active": active }))
            .send(self.app, put_location::handle)
            .await
    }

    /// A lot of whole units that is good for so many days from today.
    pub(crate) async fn receive(&self, sku: &str, location: &str, units: i64, days: i64) -> String {
        let body = json!({
            "sku": sku, "location": location, "quantity": units.to_string(), "best_before": day(days),
            "unit_cost": { "amount": 1_000, "currency": "IDR" },
        });
        let lot = self
            .post("/v1/admin/inventory/receipts", &body)
            .send(self.app, receive_stock::handle)
            .await
            .expect(201);
        text(&lot["id"]).to_owned()
    }

    pub(crate) async fn adjust(&self, body: &Value) -> Answer {
        self.post("/v1/admin/inventory/adjustments", body)
            .send(self.app, adjust_stock::handle)
            .await
    }

    pub(crate) async fn transfer(&self, body: &Value) -> Answer {
        self.post("/v1/admin/inventory/transfers", body)
            .send(self.app, transfer_stock::handle)
            .await
    }

    /// Promises so many thousandths of a lot to nobody in particular.
    pub(crate) async fn reserve(&self, lot: &str, thousandths: i64) {
        let statement = format!(
            "update catalog.lots set reserved = reserved + {thousandths} where id = '{lot}'"
        );
        self.market.run(&statement).await;
    }

    /// A lot's on-hand and reserved thousandths.
    pub(crate) async fn level(&self, lot: &str) -> (i64, i64) {
        let one = async |column: &str| {
            let query = format!("select {column} from catalog.lots where id = '{lot}'");
            self.market.number(&query).await
        };
        (one("on_hand").await, one("reserved").await)
    }

    /// How many lines the audit log has of an action about a target.
    pub(crate) async fn noted(&self, action: &str, target: &str) -> i64 {
        let query = format!(
            "select count(*) from identity.audit_log where action = '{action}' and target = '{target}' \
             and actor_id = '{}' and details ? 'before' and details ? 'after'",
            self.keeper
        );
        self.market.number(&query).await
    }

    pub(crate) async fn found(&self, query: &str) -> Vec<String> {
        self.market.found(query).await
    }

    /// Fails if browsing reads anything otherwise than it is.
    pub(crate) async fn assert_settled(&self) {
        let books: &PgStockBooks = self.market.stage.of_tools().app();
        assert_eq!(books.unsettled_listings().await.unwrap(), []);
    }
}

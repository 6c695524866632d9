//! A shop with carts in it.

use cart::{App, create_cart, get_cart, put_cart_item, remove_cart_item};
use domain::SystemClock;
use domain::ids::UserId;
use postgres::Database;
use runtime::{Problem, Reply, Request};
use serde_json::{Value, json};
use testkit::{Answer, Call, Shop, Stage, TestDatabase};

pub(crate) struct Carts {
    pub(crate) shop: Shop,
    pub(crate) stage: Stage,
    pub(crate) app: &'static App,
    pub(crate) database: TestDatabase,
}

/// Somebody with a cart.
#[derive(Clone)]
pub(crate) enum Buyer {
    Guest(String),
    User(UserId, String),
}

impl Buyer {
    pub(crate) fn asks(&self, call: Call) -> Call {
        match self {
            Self::Guest(token) => call.header("cart-token", token),
            Self::User(_, token) => call.bearer(token),
        }
    }
}

impl Carts {
    /// A shop that sells BAYAM and WORTEL, 50 and 8 bunches of them, at Rp5.000 and Rp3.000.
    pub(crate) async fn open() -> Self {
        let database = TestDatabase::create().await;
        let shop = Shop::open(&database).await;
        for (sku, price, units) in [("BAYAM", 5_000, 50), ("WORTEL", 3_000, 8)] {
            let variant = shop.variant(sku, price).await;
            shop.lot(variant, units * 1_000, 3).await;
        }
        let stage = Stage::on(&database).with("DATABASE_CONNECTIONS", "8");
        Self {
            app: stage.app(),
            stage,
            shop,
            database,
        }
    }

    pub(crate) fn postgres(&self) -> Database {
        config::FromEnvironment::from_environment(&self.stage.of("cart").environment()).unwrap()
    }

    pub(crate) async fn guest(&self) -> Buyer {
        let app: &create_cart::App = self.stage.app();
        let made = Call::post("/v1/carts")
            .send(app, create_cart::handle)
            .await
            .expect(201);
        Buyer::Guest(made["cart_token"].as_str().unwrap().to_owned())
    }

    pub(crate) fn user(&self) -> Buyer {
        let user = UserId::generate(&SystemClock);
        Buyer::User(user, self.stage.token(user, &[]))
    }

    async fn send<F>(&self, call: Call, handle: impl Fn(&'static App, Request) -> F) -> Answer
    where
        F: Future<Output = Result<Reply, Problem>>,
    {
        call.send(self.app, handle).await
    }

    pub(crate) async fn get(&self, buyer: &Buyer) -> Answer {
        self.send(buyer.asks(Call::get("/v1/cart")), get_cart::handle)
            .await
    }

    pub(crate) async fn put_body(&self, buyer: &Buyer, sku: &str, body: &Value) -> Answer {
        let call = Call::new("PUT", &format!("/v1/cart/items/{sku}"))
            .parameter("sku", sku)
            .json(body);
        self.send(buyer.asks(call), put_cart_item::handle).await
    }

    pub(crate) async fn put(&self, buyer: &Buyer, sku: &str, quantity: &str) -> Answer {
        self.put_body(buyer, sku, &json!({ "quantity": quantity }))
            .await
    }

    pub(crate) async fn remove(&self, buyer: &Buyer, sku: &str) -> Answer {
        let call = Call::new("DELETE", &format!("/v1/cart/items/{sku}")).parameter("sku", sku);
        self.send(buyer.asks(call), remove_cart_item::handle).await
    }

    pub(crate) async fn run(&self, statement: &str) {
        self.shop.client().batch_execute(statement).await.unwrap();
    }

    /// Sets the SKU's price from now on.
    pub(crate) async fn price(&self, sku: &str, price: i64) {
        let statement = "insert into catalog.prices (variant_id, starts_at, price)
            select id, clock_timestamp(), $2 from catalog.variants where sku = $1";
        let client = self.shop.client();
        client.execute(statement, &[&sku, &price]).await.unwrap();
    }
}

/// What stands in a cart: SKUs and quantities, in their order.
pub(crate) fn contents(cart: &Value) -> Vec<(String, String)> {
    let lines = cart["lines"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    lines
        .map(|line| (text(&line["sku"]), text(&line["quantity"])))
        .collect()
}

pub(crate) fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

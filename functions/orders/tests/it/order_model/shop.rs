//! The shop as it is: how each act is asked of the functions.

use super::books::{
    Books, CASH_MAXIMUM, FEE, FREE_ABOVE, Good, Lot, MINIMUM, Order, Refusal, Sums, Window,
};
use crate::scene::{text, without_broker};
use cart::{create_cart, put_cart_item, remove_cart_item};
use domain::catalog::{Actor, Receipt, Sku, receive, shop_date};
use domain::events::Event;
use domain::identity::{Origin, Permission};
use domain::ids::{OrderId, PaymentId, SlotId, UserId};
use domain::payments::events::PaymentSucceeded;
use domain::{Clock, Money, Quantity, SystemClock};
use orders::{
    apply_payment_to_order, cancel_order, expire_orders, place_order, quote_checkout,
    transition_order,
};
use postgres::{PgStock, PgStockBooks};
use serde_json::{Value, json};
use std::cell::Cell;
use testkit::{Answer, Call, Shopper, Stage, TestDatabase};
use time::{Date, Duration};

pub(super) enum Buyer {
    User(Shopper, String),
    Guest(String),
}

/// The building, the functions and the staff: they stay from day to day.
pub(super) struct Premises {
    pub(super) shop: testkit::Shop,
    stage: Stage,
    staff: String,
    pub(super) carts: &'static cart::App,
    opens: &'static create_cart::App,
    quotes: &'static quote_checkout::App,
    places: &'static place_order::App,
    cancels: &'static orders::MoveApp,
    expires: &'static orders::ShopApp,
    moves: &'static transition_order::App,
    payments: &'static apply_payment_to_order::App,
    stock: &'static PgStock,
    pub(super) books: &'static PgStockBooks,
    days: Cell<usize>,
    // Dropped last: the database outlives those who use it.
    _database: TestDatabase,
}

/// A day in them, with goods, windows and shoppers of its own.
pub(super) struct Shop<'a> {
    pub(super) premises: &'a Premises,
    pub(super) buyers: Vec<Buyer>,
}

impl Premises {
    pub(super) async fn build() -> Self {
        let database = TestDatabase::create().await;
        let stage = without_broker(Stage::on(&database)).with("DATABASE_CONNECTIONS", "1");
        let shop = testkit::Shop::open(&database).await;
        let terms = format!(
            "update orders.zones
             set fee = {FEE}, free_above = {FREE_ABOVE}, minimum_order = {MINIMUM}, cod_maximum = {CASH_MAXIMUM};
             insert into catalog.products
                 (id, category_id, slug, name_id, name_en, shelf_life_days, tax_rate_bp, status, created_at, updated_at)
             select gen_random_uuid(), category_id, 'kopi', 'Kopi', 'Coffee', 300, 1100, 'active', now(), now()
             from catalog.products"
        );
        shop.client().batch_execute(&terms).await.unwrap();
        Self {
            staff: stage.token(UserId::generate(&SystemClock), Permission::ALL),
            carts: stage.app(),
            opens: stage.app(),
            quotes: stage.app(),
            places: stage.app(),
            cancels: stage.app(),
            expires: stage.app(),
            moves: stage.app(),
            payments: stage.app(),
            stock: stage.app(),
            books: stage.app(),
            days: Cell::new(0),
            stage,
            shop,
            _database: database,
        }
    }
}

impl<'a> Shop<'a> {
    /// A day with four goods, two windows and three shoppers, of whom one is a guest.
    pub(super) async fn open(premises: &'a Premises) -> (Self, Books) {
        let mut buyers = Vec::new();
        for _ in 0..2 {
            let shopper = premises.shop.shopper().await;
            let token = premises.stage.token(shopper.user, &[]);
            buyers.push(Buyer::User(shopper, token));
        }
        let guest = Call::post("/v1/carts")
            .send(premises.opens, create_cart::handle)
            .await;
        let token = text(&guest.expect(201)["cart_token"]).to_owned();
        buyers.push(Buyer::Guest(token));
        premises.days.update(|day| day + 1);
        let shop = Self { premises, buyers };
        let books = shop.stocked().await;
        (shop, books)
    }

    async fn stocked(&self) -> Books {
        let mut books = Books {
            carts: vec![Vec::new(); self.buyers.len()],
            credit: vec![0; self.buyers.len()],
            ..Books::default()
        };
        // Neither is today or tomorrow: what is good then is good whenever a test looks.
        for (hours, seats, kilograms) in [(78, 4, Some(6)), (150, 5, None)] {
            books
                .windows
                .push(self.window(hours, seats, kilograms).await);
        }
        let goods = [
            (
                "BAYAM",
                "ikat",
                5_000,
                0,
                250,
                1_000,
                &[(6, -1), (5, 2), (10, 9)][..],
            ),
            ("KENTANG", "kg", 17_001, 0, 1_000, 250, &[(2, 1), (4, 5)]),
            ("KOPI", "pack", 33_333, 1_100, 333, 1_000, &[(12, 90)]),
            ("LABU", "buah", 12_345, 0, 0, 1_000, &[(3, 0), (4, 10)]),
        ];
        for (name, unit, price, tax_rate, weight, step, lots) in goods {
            let good = Good {
                sku: format!("{name}-{}", self.premises.days.get()),
                price,
                tax_rate,
                weight,
                step,
                maximum: 8_000,
                on_sale: true,
                lots: Vec::new(),
            };
            books
                .goods
                .push(self.good(good, unit, lots, books.windows[0].date).await);
        }
        books
    }

    /// Puts a good on the shelf: lots of so many units, good for so many days from `day`.
    async fn good(&self, mut good: Good, unit: &str, lots: &[(i64, i64)], day: Date) -> Good {
        let Good {
            sku,
            step,
            maximum,
            weight,
            ..
        } = &good;
        let product = if good.tax_rate > 0 { "kopi" } else { "bayam" };
        self.premises.shop.variant(sku, good.price).await;
        self.execute(&format!(
            "update catalog.variants set unit = '{unit}', step = {step}, minimum = {step}, maximum = {maximum},
                 unit_weight_grams = nullif({weight}, 0),
                 product_id = (select id from catalog.products where slug = '{product}')
             where sku = '{sku}'"
        ))
        .await;
        for &(units, days) in lots {
            let best_before = day + Duration::days(days);
            good.lots.push(
                self.receive_until(&good.sku, units * 1_000, best_before)
                    .await,
            );
        }
        good
    }

    async fn window(&self, hours: i64, seats: i32, kilograms: Option<i64>) -> Window {
        let id = self.premises.shop.slot(hours, seats).await;
        let bound = "update orders.slots set capacity_grams = $2 where id = $1 returning date";
        let grams = kilograms.map(|kilograms| kilograms * 1_000);
        let client = self.premises.shop.client();
        let row = client
            .query_one(bound, &[&id.uuid(), &grams])
            .await
            .unwrap();
        Window {
            id,
            date: row.get(0),
            seats,
            kilograms,
            taken: 0,
            taken_grams: 0,
        }
    }

    async fn execute(&self, statement: &str) {
        self.premises
            .shop
            .client()
            .batch_execute(statement)
            .await
            .unwrap();
    }

    pub(super) async fn receive(&self, sku: &str, quantity: i64) -> Lot {
        let best_before = shop_date(SystemClock.now()) + Duration::days(30);
        self.receive_until(sku, quantity, best_before).await
    }

    async fn receive_until(&self, sku: &str, quantity: i64, best_before: Date) -> Lot {
        let keeper = Actor {
            user: UserId::generate(&SystemClock),
            origin: Origin::default(),
        };
        let receipt = Receipt {
            sku: Sku::parse(sku).unwrap(),
            location: "jakarta".into(),
            quantity: Quantity::from_thousandths(quantity),
            best_before,
            harvested_on: None,
            unit_cost: Money::rupiah(1_000),
            reason: String::new(),
        };
        let received = receive(self.premises.stock, &SystemClock, &keeper, receipt).await;
        Lot {
            id: received.unwrap().id,
            best_before,
            on_hand: quantity,
            reserved: 0,
        }
    }

    /// The shop is generous; `false`: a guest has no credit.
    pub(super) async fn give(&self, who: usize, amount: i64) -> bool {
        let Buyer::User(shopper, _) = &self.buyers[who] else {
            return false;
        };
        let user = shopper.user;
        self.execute(&format!(
            "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
             values ('{user}', {amount}, 'goodwill', 'Maaf', gen_random_uuid()::text, now())"
        ))
        .await;
        true
    }

    pub(super) async fn reprice(&self, sku: &str, price: i64) {
        self.execute(&format!(
            "insert into catalog.prices (variant_id, starts_at, price)
             select id, clock_timestamp(), {price} from catalog.variants where sku = '{sku}'"
        ))
        .await;
    }

    pub(super) async fn offer(&self, sku: &str, on_sale: bool) {
        self.execute(&format!(
            "update catalog.variants set active = {on_sale} where sku = '{sku}'"
        ))
        .await;
    }

    pub(super) fn asks(&self, who: usize, call: Call) -> Call {
        match &self.buyers[who] {
            Buyer::User(_, token) => call.bearer(token),
            Buyer::Guest(token) => call.header("cart-token", token),
        }
    }

    pub(super) async fn put(&self, who: usize, sku: &str, quantity: i64) -> Answer {
        let call = Call::new("PUT", "/v1/cart/items/sku")
            .parameter("sku", sku)
            .json(&json!({ "quantity": decimal(quantity) }));
        self.asks(who, call)
            .send(self.premises.carts, put_cart_item::handle)
            .await
    }

    pub(super) async fn remove(&self, who: usize, sku: &str) {
        let call = Call::new("DELETE", "/v1/cart/items/sku").parameter("sku", sku);
        let answer = self
            .asks(who, call)
            .send(self.premises.carts, remove_cart_item::handle)
            .await;
        answer.expect(200);
    }

    pub(super) async fn quote(&self, who: usize, window: SlotId, use_credit: bool) -> Value {
        let body = json!({ "postcode": "12190", "slot_id": window, "use_credit": use_credit });
        let call = Call::post("/v1/checkout/quote").json(&body);
        let answer = self
            .asks(who, call)
            .send(self.premises.quotes, quote_checkout::handle)
            .await;
        answer.expect(200)
    }

    /// The body of an order.
    pub(super) fn order(&self, who: usize, window: SlotId, cash: bool, use_credit: bool) -> Value {
        let method = if cash { "cod" } else { "midtrans" };
        let mut body =
            json!({ "slot_id": window, "payment_method": method, "use_credit": use_credit });
        match &self.buyers[who] {
            Buyer::User(shopper, _) => body["address_id"] = json!(shopper.address),
            Buyer::Guest(_) => {
                // On another day it is another's.
                body["email"] = json!(format!("budi-{}@example.com", self.premises.days.get()));
                body["name"] = json!("Budi");
                body["address"] = json!({
                    "recipient": "Budi", "phone": "0812 3456 7890", "street": "Jl. Mawar 2", "village": "Senayan",
                    "district": "Kebayoran Baru", "city": "Jakarta Selatan", "province": "DKI Jakarta",
                    "postcode": "12190"
                });
            }
        }
        body
    }

    pub(super) async fn place(&self, who: usize, key: &str, body: &Value) -> Answer {
        let call = Call::post("/v1/orders")
            .header("idempotency-key", key)
            .json(body);
        self.asks(who, call)
            .send(self.premises.places, place_order::handle)
            .await
    }

    /// A payment of what is due comes in.
    pub(super) async fn pay(&self, order: &Order) -> Event {
        let id: OrderId = text(&order.first_answer["id"]).parse().unwrap();
        let payment = PaymentSucceeded {
            payment: PaymentId::generate(&SystemClock),
            order: id,
            amount: Money::rupiah(order.sums.due),
            paid_at: SystemClock.now(),
        };
        let event = Event::new(&SystemClock, "test-request", id, &payment).unwrap();
        self.deliver(&event).await;
        event
    }

    pub(super) async fn deliver(&self, event: &Event) {
        apply_payment_to_order::handle(self.premises.payments, event.clone())
            .await
            .unwrap();
    }

    /// `None`: a guest has nothing to say who they are by.
    pub(super) async fn cancel(&self, order: &Order) -> Option<Answer> {
        let Buyer::User(_, token) = &self.buyers[order.buyer] else {
            return None;
        };
        let call = Call::post("/v1/orders/code/cancel")
            .parameter("code", &order.code)
            .bearer(token)
            .json(&json!({}));
        Some(call.send(self.premises.cancels, cancel_order::handle).await)
    }

    /// An hour goes by for the order, and the schedule runs.
    pub(super) async fn expire(&self, order: &Order) {
        let code = &order.code;
        self.execute(&format!(
            "update orders.orders set expires_at = placed_at where code = '{code}' and expires_at is not null"
        ))
        .await;
        expire_orders::handle(self.premises.expires, "run".into())
            .await
            .unwrap();
    }

    /// Staff who hold every permission say no more than they must.
    pub(super) async fn move_on(&self, order: &Order, to: &str) -> Answer {
        let mut step = json!({ "to": to });
        if to == "delivered" && order.cash && order.sums.due > 0 {
            step["collected"] = json!({ "amount": order.sums.due, "currency": "IDR" });
        }
        if to == "delivery_failed" {
            step["note"] = json!("Tidak ada orang");
        }
        self.step(order, &step).await
    }

    pub(super) async fn pack(&self, order: &Order, sku: &str, quantity: i64) -> Answer {
        let line = json!({ "sku": sku, "quantity": decimal(quantity) });
        self.step(order, &json!({ "to": "packed", "packed_lines": [line] }))
            .await
    }

    async fn step(&self, order: &Order, step: &Value) -> Answer {
        let call = Call::post("/v1/admin/orders/code/transitions").parameter("code", &order.code);
        let call = call.bearer(&self.premises.staff).json(step);
        call.send(self.premises.moves, transition_order::handle)
            .await
    }
}

/// The body of an answer that was expected to be good; `None` for a refusal that was expected.
pub(super) fn told(answer: Answer, good: u16, expected: Result<(), Refusal>) -> Option<Value> {
    match expected {
        Ok(()) => Some(answer.expect(good)),
        Err((status, code)) => {
            answer.expect_problem(status, code);
            None
        }
    }
}

/// The sums in an answer.
pub(super) fn sums(answer: &Value) -> Sums {
    Sums {
        subtotal: amount(&answer["subtotal"]),
        discount: amount(&answer["discount"]),
        fee: amount(&answer["delivery_fee"]),
        tax: amount(&answer["tax"]),
        total: amount(&answer["total"]),
        due: amount(&answer["amount_due"]),
    }
}

/// The codes of a list of problems.
pub(super) fn codes(problems: &Value) -> Vec<&str> {
    let problems = problems.as_array().unwrap().iter();
    problems.map(|problem| text(&problem["code"])).collect()
}

pub(super) fn amount(money: &Value) -> i64 {
    money["amount"].as_i64().unwrap()
}

/// Thousandths as the API writes them.
pub(super) fn decimal(thousandths: i64) -> String {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

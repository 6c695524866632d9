//! The building, and what stands in it on the morning of a day.

use super::books::{Books, Cart, Good, Lot, Window};
use super::checkout::{CASH_MAXIMUM, MINIMUM};
use super::coupons::{Benefit, Coupon, Phase, coupons};
use super::pricing::{FEE, FREE_ABOVE};
use super::tally::Tally;
use crate::scene::{text, without_broker};
use cart::create_cart;
use domain::catalog::{Actor, Receipt, Sku, receive, shop_date};
use domain::identity::{Origin, Permission};
use domain::ids::UserId;
use domain::{Clock, Money, Quantity, SystemClock};
use orders::{
    apply_payment_to_order, create_coupon, file_claim, place_order, quote_checkout, resolve_claim,
    transition_order,
};
use postgres::{PgStock, PgStockBooks};
use serde_json::{Value, json};
use std::cell::Cell;
use testkit::{Call, Shopper, Stage, TestDatabase};
use time::{Date, Duration};

pub(super) enum Buyer {
    User(Shopper, String),
    Guest(String),
}

/// The building, the functions and the staff: they stay from day to day.
pub(super) struct Premises {
    pub(super) shop: testkit::Shop,
    stage: Stage,
    pub(super) staff: String,
    pub(super) carts: &'static cart::App,
    opens: &'static create_cart::App,
    pub(super) quotes: &'static quote_checkout::App,
    pub(super) places: &'static place_order::App,
    pub(super) cancels: &'static orders::MoveApp,
    pub(super) expires: &'static orders::ShopApp,
    pub(super) moves: &'static transition_order::App,
    pub(super) payments: &'static apply_payment_to_order::App,
    pub(super) claims: &'static file_claim::App,
    pub(super) resolves: &'static resolve_claim::App,
    pub(super) coupons: &'static orders::CouponsApp,
    stock: &'static PgStock,
    pub(super) books: &'static PgStockBooks,
    /// The category above that of coffee.
    drinks: String,
    pub(super) days: Cell<usize>,
    pub(super) tally: Tally,
    // Dropped last: the database outlives those who use it.
    _database: TestDatabase,
}

/// A day in them, with goods, windows, coupons and shoppers of its own.
pub(super) struct Shop<'a> {
    pub(super) premises: &'a Premises,
    pub(super) buyers: Vec<Buyer>,
}

impl Premises {
    pub(super) async fn build() -> Self {
        let database = TestDatabase::create().await;
        let stage = without_broker(Stage::on(&database))
            .with("DATABASE_CONNECTIONS", "1")
            .with("IMAGES_BUCKET", "pictures");
        let shop = testkit::Shop::open(&database).await;
        let terms = format!(
            "update orders.zones
             set fee = {FEE}, free_above = {FREE_ABOVE}, minimum_order = {MINIMUM}, cod_maximum = {CASH_MAXIMUM};
             insert into catalog.categories (id, slug, name_id, name_en)
             values (gen_random_uuid(), 'minuman', 'Minuman', 'Drinks');
             insert into catalog.categories (id, parent_id, slug, name_id, name_en)
             select gen_random_uuid(), id, 'kopi', 'Kopi', 'Coffee' from catalog.categories where slug = 'minuman';
             insert into catalog.products
                 (id, category_id, slug, name_id, name_en, shelf_life_days, tax_rate_bp, status, created_at, updated_at)
             select gen_random_uuid(), id, 'kopi', 'Kopi', 'Coffee', 300, 1100, 'active', now(), now()
             from catalog.categories where slug = 'kopi';
             create index on platform.outbox ((event->>'subject'))"
        );
        shop.client().batch_execute(&terms).await.unwrap();
        let drinks = "select id::text from catalog.categories where slug = 'minuman'";
        let drinks = shop.client().query_one(drinks, &[]).await.unwrap().get(0);
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
            claims: stage.app(),
            resolves: stage.app(),
            coupons: stage.app(),
            stock: stage.of("catalog").app(),
            books: stage.of_tools().app(),
            drinks,
            days: Cell::new(0),
            tally: Tally::default(),
            stage,
            shop,
            _database: database,
        }
    }
}

impl<'a> Shop<'a> {
    /// A day with four goods, two windows, six coupons and three shoppers, of whom one is a guest.
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
            coupons: coupons(self.premises.days.get()),
            carts: vec![Cart::default(); self.buyers.len()],
            credit: vec![0; self.buyers.len()],
            ..Books::default()
        };
        for coupon in &books.coupons {
            self.make_coupon(coupon).await;
        }
        // Neither is today or tomorrow: what is good then is good whenever a test looks.
        for (hours, seats, kilograms) in [(78, 5, Some(6)), (150, 6, None)] {
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
                is_drink: name == "KOPI",
                on_sale: true,
                lots: Vec::new(),
            };
            books
                .goods
                .push(self.good(good, unit, lots, books.windows[0].date).await);
        }
        books
    }

    async fn make_coupon(&self, coupon: &Coupon) {
        let mut body = self.terms(coupon);
        body["code"] = json!(coupon.code);
        let call = Call::post("/v1/admin/coupons").bearer(&self.premises.staff);
        call.json(&body)
            .send(self.premises.coupons, create_coupon::handle)
            .await
            .expect(201);
    }

    /// A coupon's terms as staff write them.
    pub(super) fn terms(&self, coupon: &Coupon) -> Value {
        let mut terms = match coupon.benefit {
            Benefit::Percentage(rate, maximum) => {
                json!({ "kind": "percentage", "rate_bp": rate, "maximum": maximum.map(rupiah) })
            }
            Benefit::Fixed(amount) => json!({ "kind": "fixed", "amount": rupiah(amount) }),
            Benefit::FreeDelivery => json!({ "kind": "free_delivery" }),
        };
        terms["minimum_subtotal"] = rupiah(coupon.minimum);
        terms["total_limit"] = json!(coupon.total_limit);
        terms["user_limit"] = json!(coupon.user_limit);
        terms["first_order_only"] = json!(coupon.first_order_only);
        if coupon.drinks_only {
            terms["category_ids"] = json!([self.premises.drinks]);
        }
        match coupon.phase {
            Phase::Open => {}
            Phase::Early => terms["starts_at"] = json!("2100-01-01T00:00:00Z"),
            Phase::Over => terms["ends_at"] = json!("2020-01-01T00:00:00Z"),
            Phase::Off => terms["active"] = json!(false),
        }
        terms
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
        let product = if good.is_drink { "kopi" } else { "bayam" };
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

    pub(super) async fn execute(&self, statement: &str) {
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
}

/// An amount as the API writes it.
pub(super) fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

//! Stock under everything that moves it at once: shoppers, staff, the warehouse's keeper.

use crate::scene::{Scene, text};
use config::{Environment, FromEnvironment};
use domain::catalog::sales;
use domain::catalog::watching::{Markdown, WatchRules, watch};
use domain::catalog::{
    Actor, AdjustStock, AdjustmentKind, Amount, Inventory, MoveError, MovementFilter, Receipt,
    Shelf, Sku, StockBooks, TransferStock, adjust, receive, shop_date, transfer,
};
use domain::events::Event;
use domain::failure::{Failure, Kind};
use domain::identity::{Origin, Permission};
use domain::ids::{LotId, UserId, VariantId};
use domain::{Clock, Money, PageRequest, Quantity, SystemClock};
use messaging::Publisher;
use orders::{MoveApp, cancel_order, place_order, transition_order};
use postgres::{PgSales, PgStock, PgStockBooks, PgStockWatch};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{Answer, Call, Stage};
use time::Duration;

const SKUS: [&str; 4] = ["BYM-IKAT", "KANGKUNG", "SAWI", "KEMANGI"];
const LOCATIONS: [&str; 2] = ["jakarta", "depok"];

/// A small generator (an LCG with Knuth's constants), so that a run can be repeated by its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let index = self.below(u64::try_from(of.len()).unwrap());
        of[usize::try_from(index).unwrap()]
    }

    fn thousandths(&mut self, most: u64) -> Quantity {
        let units = i64::try_from(self.below(most) + 1).unwrap();
        Quantity::from_thousandths(units * 1_000)
    }
}

fn keeper() -> Actor {
    Actor {
        user: UserId::generate(&SystemClock),
        origin: Origin::default(),
    }
}

fn sku(text: &str) -> Sku {
    Sku::parse(text).unwrap()
}

fn shelf(of: &str, location: &str) -> Shelf {
    Shelf {
        sku: sku(of),
        location: location.into(),
        lot: None,
    }
}

pub(crate) async fn receive_some(
    stock: &PgStock,
    of: &str,
    location: &str,
    units: i64,
    days: i64,
) -> LotId {
    let receipt = Receipt {
        sku: sku(of),
        location: location.into(),
        quantity: Quantity::from_thousandths(units * 1_000),
        best_before: shop_date(SystemClock.now()) + Duration::days(days),
        harvested_on: None,
        unit_cost: Money::rupiah(1_000),
        reason: String::new(),
    };
    receive(stock, &SystemClock, &keeper(), receipt)
        .await
        .unwrap()
        .id
}

/// What a refusal may be: the stock's own, and never an outage, which is what a deadlock would be told as.
fn assert_refused(error: &MoveError) {
    let known = matches!(error, MoveError::InsufficientStock | MoveError::Reserved);
    assert!(known && error.kind() == Kind::Conflict, "{error:?}");
}

fn assert_answered(answer: &Answer) {
    assert!(
        [200, 201, 409].contains(&answer.status),
        "{} {}",
        answer.status,
        answer.body
    );
}

/// What the workers share: a pool of connections for each context, however many functions.
#[derive(Clone, Copy)]
struct Functions {
    place: &'static place_order::App,
    cancel: &'static MoveApp,
    move_on: &'static transition_order::App,
    sales: &'static PgSales,
    watch: &'static PgStockWatch,
    publisher: &'static Publisher,
}

impl Functions {
    fn of(stage: &Stage) -> (Self, PgStock) {
        let (orders, catalog) = (stage.environment(), stage.of("catalog").environment());
        let functions = Self {
            place: Box::leak(Box::new(part(&orders))),
            cancel: Box::leak(Box::new(part(&orders))),
            move_on: Box::leak(Box::new(part(&orders))),
            sales: Box::leak(Box::new(part(&catalog))),
            watch: Box::leak(Box::new(part(&catalog))),
            publisher: Box::leak(Box::new(part(&catalog))),
        };
        (functions, part(&catalog))
    }
}

fn part<T: FromEnvironment>(environment: &Environment) -> T {
    T::from_environment(environment).unwrap()
}

/// What one of them does.
struct Worker {
    scene: Arc<Scene>,
    functions: Functions,
    stock: PgStock,
    staff: String,
    dice: Dice,
    orders: Vec<(String, String)>,
    variants: Vec<VariantId>,
}

impl Worker {
    async fn work(mut self, turns: usize) {
        for turn in 0..turns {
            match self.dice.below(12) {
                0..=3 => self.place(turn).await,
                4 => self.cancel().await,
                5 => self.pick().await,
                6 => self.receive().await,
                7 => self.throw_away().await,
                8 => self.count().await,
                9 => self.consume().await,
                10 => self.watch().await,
                _ => self.carry().await,
            }
        }
    }

    async fn place(&mut self, turn: usize) {
        let shopper = self.scene.shop.shopper().await;
        // Several SKUs in the order the dice put them into the cart.
        let mut variants = self.variants.clone();
        for _ in 0..=self.dice.below(3) {
            let place = self.dice.below(u64::try_from(variants.len()).unwrap());
            let variant = variants.swap_remove(usize::try_from(place).unwrap());
            let quantity = self.dice.thousandths(3).thousandths();
            self.scene
                .shop
                .fill_cart(shopper.user, variant, quantity)
                .await;
        }
        let token = self.scene.stage.token(shopper.user, &[]);
        let body = json!({ "address_id": shopper.address, "slot_id": self.scene.slot, "payment_method": "cod" });
        let answer = Call::post("/v1/orders")
            .bearer(&token)
            .header("idempotency-key", format!("turn-{turn}"))
            .json(&body)
            .send(self.functions.place, place_order::handle)
            .await;
        assert_answered(&answer);
        if answer.status == 201 {
            let code = text(&answer.body["code"]).to_owned();
            self.orders.push((code, token));
        }
    }

    fn take_order(&mut self) -> Option<(String, String)> {
        let count = u64::try_from(self.orders.len()).unwrap();
        let place = (count > 0).then(|| self.dice.below(count))?;
        Some(self.orders.swap_remove(usize::try_from(place).unwrap()))
    }

    async fn cancel(&mut self) {
        let Some((code, token)) = self.take_order() else {
            return;
        };
        Call::post("/v1/orders/code/cancel")
            .parameter("code", &code)
            .bearer(&token)
            .json(&json!({}))
            .send(self.functions.cancel, cancel_order::handle)
            .await
            .expect(200);
    }

    async fn pick(&mut self) {
        let Some((code, _)) = self.take_order() else {
            return;
        };
        for to in ["picking", "packed"] {
            Call::post("/v1/admin/orders/code/transitions")
                .parameter("code", &code)
                .bearer(&self.staff)
                .json(&json!({ "to": to }))
                .send(self.functions.move_on, transition_order::handle)
                .await
                .expect(200);
        }
    }

    async fn receive(&mut self) {
        let (of, location) = (self.dice.pick(&SKUS), self.dice.pick(&LOCATIONS));
        let units = i64::try_from(self.dice.below(5)).unwrap() + 1;
        let days = i64::try_from(self.dice.below(6)).unwrap() + 2;
        receive_some(&self.stock, of, location, units, days).await;
    }

    async fn throw_away(&mut self) {
        let quantity = self.dice.thousandths(3);
        let request = AdjustStock {
            shelf: shelf(self.dice.pick(&SKUS), self.dice.pick(&LOCATIONS)),
            kind: AdjustmentKind::Waste,
            amount: Amount::Change(Quantity::ZERO.subtract(quantity).unwrap()),
            reason: "layu".into(),
        };
        if let Err(error) = adjust(&self.stock, &SystemClock, &keeper(), &request).await {
            assert_refused(&error);
        }
    }

    /// Counts some lot that is there.
    async fn count(&mut self) {
        let place = shelf(self.dice.pick(&SKUS), self.dice.pick(&LOCATIONS));
        let filter = MovementFilter {
            sku: Some(place.sku.clone()),
            location: Some(place.location.clone()),
            ..MovementFilter::default()
        };
        let page = PageRequest {
            limit: 1,
            after: None,
        };
        let last = self.stock.movements(&filter, page).await.unwrap();
        let Some(lot) = last.items.first().map(|entry| entry.lot_id) else {
            return;
        };
        let request = AdjustStock {
            shelf: Shelf {
                lot: Some(lot),
                ..place
            },
            kind: AdjustmentKind::Count,
            amount: Amount::Counted(self.dice.thousandths(6)),
            reason: "opname".into(),
        };
        if let Err(error) = adjust(&self.stock, &SystemClock, &keeper(), &request).await {
            assert_refused(&error);
        }
    }

    /// Counts some order's event, maybe once more, for the best-sellers.
    async fn consume(&mut self) {
        let offset = i64::try_from(self.dice.below(40)).unwrap();
        let query = "select event from platform.outbox order by id limit 1 offset $1";
        let client = self.scene.shop.client();
        let Some(row) = client.query_opt(query, &[&offset]).await.unwrap() else {
            return;
        };
        let event: Event = serde_json::from_value(row.get(0)).unwrap();
        let (sales, publisher) = (self.functions.sales, self.functions.publisher);
        sales::index(sales, publisher, &SystemClock, &event)
            .await
            .unwrap();
    }

    /// Looks after prices, among others.
    async fn watch(&mut self) {
        let rules = WatchRules {
            near_expiry_days: 3,
            markdown: Markdown {
                percent: u8::try_from(self.dice.below(3) * 10).unwrap(),
                days: 3,
            },
        };
        let (stock, publisher) = (self.functions.watch, self.functions.publisher);
        watch(stock, publisher, &SystemClock, rules, "run")
            .await
            .unwrap();
    }

    async fn carry(&mut self) {
        let from = self.dice.pick(&LOCATIONS);
        let to = LOCATIONS.iter().find(|other| **other != from).unwrap();
        let request = TransferStock {
            from: shelf(self.dice.pick(&SKUS), from),
            to: (*to).into(),
            quantity: self.dice.thousandths(4),
            reason: String::new(),
        };
        if let Err(error) = transfer(&self.stock, &SystemClock, &keeper(), &request).await {
            assert_refused(&error);
        }
    }
}

/// A shop whose every good was received, in two places.
async fn stocked() -> (Arc<Scene>, Vec<VariantId>, PgStock) {
    let mut scene = Scene::set().await;
    // The scene's own lot has no receipt: the books would not agree.
    let client = scene.shop.client();
    client
        .batch_execute(
            "delete from catalog.lots; \
             insert into catalog.locations (id, code, name) values (gen_random_uuid(), 'depok', 'Depok')",
        )
        .await
        .unwrap();
    let mut variants = vec![scene.variant];
    for sku in &SKUS[1..] {
        variants.push(scene.shop.variant(sku, 5_000).await);
    }
    scene.slot = scene.shop.slot(24, 100_000).await;
    let stock: &PgStock = scene.stage.of("catalog").app();
    for sku in SKUS {
        for location in LOCATIONS {
            for days in [2, 4] {
                receive_some(stock, sku, location, 6, days).await;
            }
        }
    }
    (Arc::new(scene), variants, stock.clone())
}

pub(crate) async fn assert_books_agree(scene: &Scene) {
    let books: &PgStockBooks = scene.stage.of_tools().app();
    assert_eq!(books.lots_out_of_balance().await.unwrap(), []);
    assert_eq!(books.unsettled_listings().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_at_once_the_books_agree_and_nobody_waits_in_a_circle() {
    let (scene, variants, _) = stocked().await;
    let (functions, stock) = Functions::of(&scene.stage);
    let staff = UserId::generate(&SystemClock);
    let workers: Vec<_> = (0..10)
        .map(|seed| {
            let worker = Worker {
                scene: Arc::clone(&scene),
                functions,
                stock: stock.clone(),
                staff: scene.stage.token(staff, Permission::ALL),
                dice: Dice(seed),
                orders: Vec::new(),
                variants: variants.clone(),
            };
            tokio::spawn(worker.work(60))
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    assert_books_agree(&scene).await;
    let miscounted = "catalog.listings t where t.best_selling <> \
        -(select coalesce(sum(orders), 0) from catalog.daily_sales d where d.product_id = t.product_id)";
    assert_eq!(scene.shop.count(miscounted).await, 0);
    // Something of everything has happened: a test in which all is refused would say nothing.
    for (table, least) in [("catalog.daily_sales", 1), ("catalog.expiry_notices", 3)] {
        assert!(scene.shop.count(table).await >= least, "{table}");
    }
    let markdowns = "catalog.prices where kind = 'markdown'";
    assert!(scene.shop.count(markdowns).await > 0);
    for kind in [
        "receipt",
        "reservation",
        "release",
        "pick",
        "waste",
        "adjustment",
        "transfer",
    ] {
        let table = format!("catalog.stock_movements where kind = '{kind}'");
        assert!(scene.shop.count(&table).await > 3, "{kind}");
    }
}

#[tokio::test]
async fn a_lie_in_the_books_is_found() {
    let (scene, _, _) = stocked().await;
    assert_books_agree(&scene).await;
    let books: &PgStockBooks = scene.stage.of_tools().app();
    let client = scene.shop.client();
    client
        .batch_execute(
            "set session_replication_role = replica; \
             update catalog.lots set on_hand = on_hand + 1 where id = (select min(id::text)::uuid from catalog.lots); \
             update catalog.lots set reserved = 1 where id = (select max(id::text)::uuid from catalog.lots); \
             update catalog.availability set stocked_until = null; \
             update catalog.listings set lowest_price = 1; \
             set session_replication_role = origin",
        )
        .await
        .unwrap();
    let lots = books.lots_out_of_balance().await.unwrap();
    assert_eq!(lots.len(), 2);
    let found: Vec<(i64, i64)> = lots
        .iter()
        .map(|lot| {
            let more = lot.on_hand.subtract(lot.ledger_on_hand).unwrap();
            let promised = lot.reserved.subtract(lot.allocated).unwrap();
            (more.thousandths(), promised.thousandths())
        })
        .collect();
    assert!(
        found.contains(&(1, 0)) && found.contains(&(0, 1)),
        "{found:?}"
    );
    let listings = books.unsettled_listings().await.unwrap();
    let what: Vec<&str> = listings
        .iter()
        .map(|difference| difference.what.as_str())
        .collect();
    assert!(
        what.contains(&"listing") && what.contains(&"availability of SAWI"),
        "{what:?}"
    );
    // Looking changes nothing.
    assert_eq!(
        scene
            .shop
            .count("catalog.listings where lowest_price = 1")
            .await,
        1
    );
}

#[tokio::test]
async fn a_lot_is_traced_to_the_orders_that_got_of_it_and_back() {
    let (scene, variants, stock) = stocked().await;
    let order = async |quantity: i64| -> Value {
        let shopper = scene.shop.shopper().await;
        scene
            .shop
            .fill_cart(shopper.user, variants[0], quantity)
            .await;
        let token = scene.stage.token(shopper.user, &[]);
        let body = json!({ "address_id": shopper.address, "slot_id": scene.slot, "payment_method": "cod" });
        scene.place_as(&token, "one", &body).await.expect(201)
    };
    let (held, packed) = (order(2_000).await, order(3_000).await);
    let staff = scene
        .stage
        .token(UserId::generate(&SystemClock), Permission::ALL);
    let transition = async |order: &Value, to: &str| {
        Call::post("/v1/admin/orders/code/transitions")
            .parameter("code", text(&order["code"]))
            .bearer(&staff)
            .json(&json!({ "to": to }))
            .send(scene.stage.app(), transition_order::handle)
            .await
            .expect(200);
    };
    transition(&packed, "picking").await;
    transition(&packed, "packed").await;
    let ended = order(1_000).await;
    transition(&ended, "cancelled").await;
    let of_order = |order: &Value| MovementFilter {
        order: Some(text(&order["code"]).parse().unwrap()),
        ..MovementFilter::default()
    };
    let page = || PageRequest {
        limit: 100,
        after: None,
    };
    let back = stock.movements(&of_order(&packed), page()).await.unwrap();
    let kinds: Vec<&str> = back.items.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["pick", "reservation"]);
    let trace = stock.trace(back.items[0].lot_id).await.unwrap();
    let mut got: Vec<(String, i64, i64)> = trace
        .orders
        .iter()
        .map(|order| {
            let (promised, taken) = (order.reserved.thousandths(), order.picked.thousandths());
            (order.code.to_string(), promised, taken)
        })
        .collect();
    got.sort();
    let mut expected = [
        (text(&held["code"]).to_owned(), 2_000, 0),
        (text(&packed["code"]).to_owned(), 0, 3_000),
    ];
    expected.sort();
    assert_eq!(got, expected, "and not the one that was cancelled");
    // What is left is carried elsewhere; an order that gets of it there is on the first lot's trace too.
    let lot = trace.lot.id;
    let request = TransferStock {
        from: Shelf {
            lot: Some(lot),
            ..shelf(SKUS[0], &trace.lot.location)
        },
        to: if trace.lot.location == "jakarta" {
            "depok"
        } else {
            "jakarta"
        }
        .into(),
        quantity: Quantity::from_thousandths(1_000),
        reason: String::new(),
    };
    let carried = transfer(&stock, &SystemClock, &keeper(), &request)
        .await
        .unwrap();
    let into = carried.carried[0].into;
    let everything = order(15_000).await;
    let trace = stock.trace(lot).await.unwrap();
    let far: Vec<&str> = trace
        .orders
        .iter()
        .filter(|order| order.lot_id == into)
        .map(|order| order.code.as_str())
        .collect();
    assert_eq!(far, [text(&everything["code"])]);
    assert_books_agree(&scene).await;
}

#[tokio::test]
async fn nothing_is_sold_from_a_closed_location() {
    let (scene, variants, stock) = stocked().await;
    let client = scene.shop.client();
    client
        .batch_execute("update catalog.locations set active = false where code = 'jakarta'")
        .await
        .unwrap();
    let place = async |quantity: i64| {
        let shopper = scene.shop.shopper().await;
        scene
            .shop
            .fill_cart(shopper.user, variants[1], quantity)
            .await;
        let token = scene.stage.token(shopper.user, &[]);
        let body = json!({ "address_id": shopper.address, "slot_id": scene.slot, "payment_method": "cod" });
        scene.place_as(&token, "one", &body).await
    };
    place(13_000)
        .await
        .expect_problem(409, "insufficient_stock");
    let order = place(12_000).await.expect(201);
    let filter = MovementFilter {
        order: Some(text(&order["code"]).parse().unwrap()),
        ..MovementFilter::default()
    };
    let page = PageRequest {
        limit: 100,
        after: None,
    };
    let movements = stock.movements(&filter, page).await.unwrap();
    assert!(
        movements
            .items
            .iter()
            .all(|entry| entry.location == "depok")
    );
    assert_books_agree(&scene).await;
}

//! Whatever is ordered, given up or changed in whatever order: what is taken of every window is the sum over the
//! orders that live in it.

use crate::desk::{Ask, Desk, weekday_in, window, with};
use crate::scene::{Scene, text};
use domain::ids::VariantId;
use orders::{MoveApp, ShopApp, cancel_order, expire_orders, generate_slots, place_order};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use testkit::Call;

#[derive(Debug, Clone)]
enum Act {
    /// So many pieces of 700 g, in some slot that was ever seen.
    Place(Index, i64),
    Cancel(Index),
    /// All that wait for their payment.
    Expire,
    Change(Shape),
    Delete,
    /// The daily run.
    Generate,
}

/// How a template is to be.
#[derive(Debug, Clone)]
struct Shape {
    start: u8,
    orders: i32,
    kilograms: Option<i64>,
    later_day: bool,
    active: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let kilograms = prop::option::weighted(0.8, 1..8_i64);
    let odd = prop::bool::weighted;
    (6..9_u8, 1..6_i32, kilograms, odd(0.2), odd(0.8)).prop_map(
        |(start, orders, kilograms, later_day, active)| Shape {
            start,
            orders,
            kilograms,
            later_day,
            active,
        },
    )
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        10 => (any::<Index>(), 1..4_i64).prop_map(|(slot, pieces)| Act::Place(slot, pieces)),
        4 => any::<Index>().prop_map(Act::Cancel),
        1 => Just(Act::Expire),
        4 => shape().prop_map(Act::Change),
        1 => Just(Act::Delete),
        1 => Just(Act::Generate),
    ]
}

/// One shop for all cases, and the functions that acts go to: each has a connection of its own.
struct Model<'a> {
    desk: Desk<'a>,
    zone: String,
    variant: VariantId,
    place: &'static place_order::App,
    cancel: &'static MoveApp,
    expire: &'static ShopApp,
    generate: &'static generate_slots::App,
}

impl<'a> Model<'a> {
    async fn of(scene: &'a Scene) -> Self {
        let desk = Desk::of(scene);
        let variant = scene.shop.variant("LABU", 1_000).await;
        scene.shop.lot(variant, 1_000_000_000, 30).await;
        let weight = "update catalog.variants set unit_weight_grams = 700 where id = $1";
        let client = scene.shop.client();
        client.execute(weight, &[&variant.uuid()]).await.unwrap();
        Self {
            zone: desk.zone().await,
            desk,
            variant,
            place: scene.stage.app(),
            cancel: scene.stage.app(),
            expire: scene.stage.app(),
            generate: scene.stage.app(),
        }
    }

    async fn execute(&self, statement: &str) {
        let client = self.desk.scene.shop.client();
        client.batch_execute(statement).await.unwrap();
    }

    fn body(&self, shape: &Shape) -> Value {
        let start = format!("{:02}:00", shape.start);
        let body = window(&self.zone, &start, "10:00");
        let body = with(&body, "capacity_orders", json!(shape.orders));
        let kilograms = shape.kilograms.map(|kilograms| kilograms.to_string());
        let body = with(&body, "capacity_kg", json!(kilograms));
        let body = with(&body, "active", json!(shape.active));
        let day = if shape.later_day { 4 } else { 3 };
        with(&body, "weekday", json!(weekday_in(day)))
    }

    /// No order lives, no template is there; what was before is history that must stay right.
    async fn clear(&self) {
        self.expire().await;
        let list = self.desk.templates(Ask::List("")).await.expect(200);
        for template in list["items"].as_array().unwrap() {
            let id = text(&template["id"]);
            self.desk.templates(Ask::Delete(id)).await.expect(204);
        }
    }

    async fn play(&self, acts: Vec<Act>) {
        self.clear().await;
        let (mut template, mut seen): (Option<String>, Vec<Value>) = (None, Vec::new());
        let mut orders: Vec<String> = Vec::new();
        for act in acts {
            match act {
                Act::Place(slot, pieces) if !seen.is_empty() => {
                    orders.extend(self.order(slot.get(&seen), pieces).await);
                }
                Act::Cancel(order) if !orders.is_empty() => {
                    let code: &String = order.get(&orders);
                    self.cancel(code).await;
                }
                Act::Expire => self.expire().await,
                Act::Change(shape) => {
                    let body = self.body(&shape);
                    let ask = match &template {
                        Some(id) => Ask::Update(id, &body),
                        None => Ask::Create(&body),
                    };
                    let answer = self.desk.templates(ask).await;
                    assert!(answer.status < 300, "{}", answer.body);
                    template = Some(text(&answer.body["id"]).to_owned());
                }
                Act::Delete => {
                    if let Some(id) = template.take() {
                        self.desk.templates(Ask::Delete(&id)).await.expect(204);
                    }
                }
                Act::Generate => generate_slots::handle(self.generate, "daily".into())
                    .await
                    .unwrap(),
                Act::Place(..) | Act::Cancel(_) => {}
            }
            for slot in self.desk.offered("12190").await {
                if !seen.contains(&slot["id"]) {
                    seen.push(slot["id"].clone());
                }
            }
            self.check().await;
        }
    }

    /// The order's code, if there was room for it.
    async fn order(&self, slot: &Value, pieces: i64) -> Option<String> {
        let scene = self.desk.scene;
        let key = domain::links::random_token().unwrap();
        self.execute("delete from cart.lines").await;
        let user = scene.shopper.user;
        scene
            .shop
            .fill_cart(user, self.variant, pieces * 1_000)
            .await;
        let answer = Call::post("/v1/orders")
            .bearer(&scene.token)
            .header("idempotency-key", key)
            .json(&with(&scene.order_body(), "slot_id", slot.clone()))
            .send(self.place, place_order::handle)
            .await;
        match (answer.status, answer.body["code"].as_str()) {
            (201, Some(code)) => Some(code.to_owned()),
            (404, Some("slot_not_found")) | (409, Some("slot_closed" | "slot_full")) => None,
            _ => panic!("{}", answer.body),
        }
    }

    async fn cancel(&self, code: &str) {
        let answer = Call::post("/v1/orders/code/cancel")
            .parameter("code", code)
            .bearer(&self.desk.scene.token)
            .json(&json!({}))
            .send(self.cancel, cancel_order::handle)
            .await;
        if answer.status != 200 {
            answer.expect_problem(409, "illegal_transition");
        }
    }

    async fn expire(&self) {
        self.execute(
            "update orders.orders set expires_at = placed_at where expires_at is not null",
        )
        .await;
        expire_orders::handle(self.expire, "run".into())
            .await
            .unwrap();
    }

    async fn check(&self) {
        let shop = &self.desk.scene.shop;
        let wrong = "(select s.id from orders.slots s
            left join orders.orders o on o.slot_id = s.id and o.status not in ('cancelled', 'expired')
            group by s.id
            having s.taken <> count(o.id) or s.taken_grams <> coalesce(sum(o.weight_grams), 0)) t";
        assert_eq!(shop.count(wrong).await, 0, "what is taken is what lives");
        let moved = "orders.orders o join orders.slots s on s.id = o.slot_id
            where o.status not in ('cancelled', 'expired')
                and (o.slot_starts_at, o.slot_ends_at) <> (s.starts_at, s.ends_at)";
        assert_eq!(shop.count(moved).await, 0, "a promise is kept");
        let open = "orders.slots s left join orders.slot_templates t on t.id = s.template_id
            where s.cutoff_at > now() and not coalesce(t.active and t.weekday = extract(isodow from s.date), false)";
        // The scene's own slot has no template, ever.
        assert_eq!(
            shop.count(open).await,
            1,
            "no window without an active template"
        );
    }
}

#[test]
fn what_is_taken_of_windows_is_what_lives_in_them() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let scene = runtime.block_on(Scene::set());
    let model = runtime.block_on(Model::of(&scene));
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec(act(), 1..30);
    let acts = (shape(), acts).prop_map(|(first, acts)| {
        let first = Shape {
            active: true,
            ..first
        };
        [vec![Act::Change(first)], acts].concat()
    });
    TestRunner::new(config)
        .run(&acts, |acts| {
            runtime.block_on(model.play(acts));
            Ok(())
        })
        .unwrap();
    drop(model);
    // The database is dropped within the runtime that its connections live in.
    runtime.block_on(async { drop(scene) });
}

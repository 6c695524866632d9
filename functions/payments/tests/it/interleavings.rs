//! Shopper, gateway, queues and clock in any order: whatever they do, in the end the shop has what its orders cost and
//! nothing else.
//!
//! A seed says everything that happens. `PAYMENT_SEED=7 cargo nextest run -p payments interleavings` plays one again and
//! tells its steps.

use crate::scene::{Placed, Scene, text};
use domain::events::Event;
use orders::{MoveApp, ShopApp, apply_payment_to_order, cancel_order, expire_orders};
use payments::{
    list_payments, midtrans_webhook, process_payment_event, reconcile_payments, start_payment,
};
use serde_json::{Value, json};
use testkit::Call;

/// What both queues read, with whether it is the payments queue.
const QUEUED: &str = "select event, event->>'type' <> 'sayur.payments.payment_succeeded.v1' from platform.outbox
    where sent_at is null and event->>'type' in
        ('sayur.payments.gateway_notified.v1', 'sayur.orders.payment_not_needed.v1', 'sayur.orders.refund_due.v1',
         'sayur.orders.order_status_changed.v1', 'sayur.payments.payment_succeeded.v1')
    order by created_at, id";
const SENT: &str = "update platform.outbox set sent_at = now() where id = $1";
const WAYS: [&str; 4] = ["qris", "gopay", "bank_transfer", "qris"];
const STEPS: u64 = 24;
/// What the stories of a test are to tell of between them: dice that never get there prove nothing.
const TOLD: [&str; 7] = [
    "-2: true",
    "cancel: 200",
    "lost",
    "packed for",
    "payment_not_needed",
    "refund_due",
    "again=true",
];
/// After so many rounds nothing moves any more, or something is wrong.
const ROUNDS: usize = 4;

/// A small generator: a seed tells all of it.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let sides = u64::try_from(things.len()).unwrap();
        (sides > 0).then(|| &things[usize::try_from(self.roll(sides)).unwrap()])
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.roll(100) < chance
    }
}

/// The functions, each started once: every start has connections of its own.
struct Hands {
    start: &'static start_payment::App,
    /// The same with a gateway that is away.
    start_alone: &'static start_payment::App,
    webhook: &'static midtrans_webhook::App,
    payments: &'static process_payment_event::App,
    orders: &'static apply_payment_to_order::App,
    cancel: &'static MoveApp,
    expire: &'static ShopApp,
    reconcile: &'static reconcile_payments::App,
    list: &'static list_payments::App,
}

impl Hands {
    fn of(scene: &Scene) -> Self {
        let stage = scene.stage.clone().with("DATABASE_CONNECTIONS", "1");
        Self {
            start: stage.app(),
            start_alone: scene.without_gateway().app(),
            webhook: stage.app(),
            payments: stage.app(),
            orders: stage.app(),
            cancel: stage.app(),
            expire: stage.app(),
            reconcile: stage.app(),
            list: stage.app(),
        }
    }
}

/// One order's story.
struct Story<'a> {
    scene: &'a Scene,
    hands: &'a Hands,
    dice: Dice,
    order: Placed,
    /// The attempts that the shopper was told how to pay.
    attempts: Vec<Value>,
    /// Those that somebody has paid: the gateway's rare reversals are another test's.
    paid: Vec<String>,
    /// Notifications under way.
    mail: Vec<Value>,
    keys: u64,
    steps: Vec<String>,
}

impl Story<'_> {
    async fn step(&mut self) {
        match self.dice.roll(26) {
            0..=3 => self.start().await,
            4..=6 => self.act("settlement").await,
            7 => self.act("deny").await,
            8 => self.act("expire").await,
            9..=12 => self.deliver().await,
            13..=18 => self.handle_one().await,
            19 => self.lose(),
            20 => self.cancel().await,
            21 if self.dice.percent(50) => self.expire().await,
            21 | 22 => self.wait_and_reconcile(5).await,
            _ => self.pack_less().await,
        }
    }

    fn tell(&mut self, step: impl Into<String>) {
        self.steps.push(step.into());
    }

    /// The shopper wants to pay: with a new key, or once more with the last one; the gateway may be away.
    async fn start(&mut self) {
        if self.keys == 0 || self.dice.percent(75) {
            self.keys += 1;
        }
        let key = format!("key-{}", self.keys);
        // The same request says the same.
        let body = match Dice(self.keys).roll(5) {
            0 | 1 => json!({ "method": "snap" }),
            2 => json!({ "method": "qris" }),
            3 => json!({ "method": "gopay" }),
            _ => json!({ "method": "bank_transfer", "bank": "bca" }),
        };
        let app = if self.dice.percent(10) {
            self.hands.start_alone
        } else {
            self.hands.start
        };
        let call = crate::scene::starting(&self.order, &key, &body).bearer(&self.scene.token);
        let answer = call.send(app, start_payment::handle).await;
        self.tell(format!("start {body} {key}: {}", answer.status));
        assert!(matches!(answer.status, 201 | 409 | 503), "{}", answer.body);
        if answer.status == 201 && !self.attempts.iter().any(|it| it["id"] == answer.body["id"]) {
            self.attempts.push(answer.body);
        }
    }

    /// The customer, the bank or Midtrans' clock acts on any attempt, be it over in the shop.
    async fn act(&mut self, status: &str) {
        let Some(attempt) = self.dice.one_of(&self.attempts).cloned() else {
            return;
        };
        let reference = text(&attempt["gateway_reference"]).to_owned();
        let is_paid = self.paid.contains(&reference);
        if is_paid {
            return;
        }
        let means = *self.dice.one_of(&WAYS).unwrap();
        let wish = json!({ "transaction_status": status, "payment_type": means });
        let notification = self.scene.simulate(&attempt, &wish).await;
        self.tell(format!("{status} {reference}: {}", !notification.is_null()));
        if notification.is_null() {
            // Not a legal move any more.
            return;
        }
        if status == "settlement" {
            self.paid.push(reference);
        }
        self.mail.push(notification);
    }

    /// A notification comes, and may come again later.
    async fn deliver(&mut self) {
        if self.mail.is_empty() {
            return;
        }
        let at = usize::try_from(self.dice.roll(u64::try_from(self.mail.len()).unwrap())).unwrap();
        let notification = if self.dice.percent(30) {
            self.mail[at].clone()
        } else {
            self.mail.remove(at)
        };
        self.tell(format!(
            "told {} {}",
            notification["order_id"], notification["transaction_status"]
        ));
        let call = Call::post("/v1/webhooks/midtrans").text(notification.to_string());
        let answer = call
            .send(self.hands.webhook, midtrans_webhook::handle)
            .await;
        answer.expect(200);
    }

    fn lose(&mut self) {
        if let Some(lost) = self.mail.pop() {
            self.tell(format!(
                "lost {} {}",
                lost["order_id"], lost["transaction_status"]
            ));
        }
    }

    async fn queued(&self) -> Vec<(Event, bool)> {
        let rows = self.scene.shop.client().query(QUEUED, &[]).await.unwrap();
        let event = |row: &tokio_postgres::Row| serde_json::from_value(row.get(0)).unwrap();
        rows.iter().map(|row| (event(row), row.get(1))).collect()
    }

    /// Any event that waits is handled; it may come again later.
    async fn handle_one(&mut self) {
        let queued = self.queued().await;
        let Some((event, is_for_payments)) = self.dice.one_of(&queued).cloned() else {
            return;
        };
        let again = self.dice.percent(25);
        self.handle(&event, is_for_payments, again).await;
    }

    async fn handle(&mut self, event: &Event, is_for_payments: bool, again: bool) {
        let done = if is_for_payments {
            process_payment_event::handle(self.hands.payments, event.clone()).await
        } else {
            apply_payment_to_order::handle(self.hands.orders, event.clone()).await
        };
        self.tell(format!("handled {} again={again}", event.kind));
        if let Err(problem) = done {
            // What cannot be decided yet comes again.
            assert_eq!(problem.code(), "unavailable");
            self.tell("not yet");
        } else if !again {
            let client = self.scene.shop.client();
            client.execute(SENT, &[&event.id.uuid()]).await.unwrap();
        }
    }

    async fn cancel(&mut self) {
        let answer = Call::post("/v1/orders/code/cancel")
            .parameter("code", self.order.code.as_str())
            .bearer(&self.scene.token)
            .json(&json!({}))
            .send(self.hands.cancel, cancel_order::handle)
            .await;
        self.tell(format!("cancel: {}", answer.status));
        assert!(matches!(answer.status, 200 | 409), "{}", answer.body);
    }

    /// The order's hour is over.
    async fn expire(&mut self) {
        self.tell("expire");
        let over = "update orders.orders set expires_at = now() - interval '1 minute'
            where id = $1 and expires_at is not null";
        let client = self.scene.shop.client();
        client
            .execute(over, &[&self.order.id.uuid()])
            .await
            .unwrap();
        self.scene.pass(&self.order, 70).await;
        let done = expire_orders::handle(self.hands.expire, "test-run".into());
        done.await.unwrap();
    }

    async fn wait_and_reconcile(&mut self, minutes: i64) {
        self.tell(format!("{minutes} minutes, then reconcile"));
        self.scene.pass(&self.order, minutes).await;
        let done = reconcile_payments::handle(self.hands.reconcile, "test-run".into());
        done.await.unwrap();
    }

    /// The order turns out to cost less, and says so in the same transaction.
    async fn pack_less(&mut self) {
        let less = i64::try_from(100 + self.dice.roll(2_000)).unwrap();
        let client = self.scene.shop.client();
        let cheaper = "update orders.orders set subtotal = subtotal - $2, total = total - $2, amount_due = amount_due - $2
            where id = $1 and status = 'confirmed' and subtotal - $2 >= discount";
        let id = self.order.id.uuid();
        if client.execute(cheaper, &[&id, &less]).await.unwrap() == 0 {
            return;
        }
        self.tell(format!("packed for {less} less"));
        let due = self
            .scene
            .due(&self.order, less, &format!("packed-{}", self.steps.len()))
            .await;
        let told = "insert into platform.outbox (id, event, created_at) values ($1, $2, now())";
        let event = serde_json::to_value(&due).unwrap();
        client
            .execute(told, &[&due.id.uuid(), &event])
            .await
            .unwrap();
    }

    /// Everything that was begun comes to its end; a notification that is still under way may never come.
    async fn settle(&mut self) {
        while !self.mail.is_empty() {
            if self.dice.percent(50) {
                self.lose();
            } else {
                self.deliver().await;
            }
        }
        self.expire().await;
        for _ in 0..ROUNDS {
            self.drain().await;
            self.wait_and_reconcile(20).await;
        }
        self.drain().await;
    }

    async fn drain(&mut self) {
        loop {
            let queued = self.queued().await;
            let Some((event, is_for_payments)) = self.dice.one_of(&queued).cloned() else {
                break;
            };
            self.handle(&event, is_for_payments, false).await;
        }
    }

    /// What is so in the end, whatever has happened.
    async fn judge(&self) {
        let client = self.scene.shop.client();
        let order = "select status, amount_due from orders.orders where id = $1";
        let order = client
            .query_one(order, &[&self.order.id.uuid()])
            .await
            .unwrap();
        let (status, due): (String, i64) = (order.get(0), order.get(1));
        let owed = match status.as_str() {
            "confirmed" => due,
            "cancelled" | "expired" => 0,
            other => panic!("the order is {other}"),
        };
        let books = Call::get("/v1/orders/code/payments")
            .parameter("code", self.order.code.as_str())
            .bearer(&self.scene.token)
            .send(self.hands.list, list_payments::handle)
            .await
            .expect(200);
        let (mut kept, mut taken) = (0, 0);
        for payment in books["items"].as_array().unwrap() {
            let amount = payment["amount"]["amount"].as_i64().unwrap();
            let given: Vec<&Value> = books["refunds"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|refund| refund["payment_id"] == payment["id"])
                .collect();
            let sum = |wanted: &[&str]| -> i64 {
                let counted = given
                    .iter()
                    .filter(|it| wanted.contains(&text(&it["status"])));
                counted
                    .map(|it| it["amount"]["amount"].as_i64().unwrap())
                    .sum()
            };
            assert_eq!(sum(&["requested", "failed"]), 0, "a refund is stuck");
            let (by_gateway, by_hand) = (sum(&["succeeded"]), sum(&["manual"]));
            let is_paid =
                ["succeeded", "partially_refunded", "refunded"].contains(&text(&payment["status"]));
            let captured = if is_paid { amount } else { 0 };
            assert!(by_gateway + by_hand <= captured, "more went back than came");
            kept += captured - by_gateway - by_hand;
            // The gateway's own books say the same.
            let known = self.scene.at_gateway(payment).await;
            let at_gateway = match known["transaction_status"].as_str() {
                Some("settlement" | "partial_refund" | "refund") => amount,
                _ => 0,
            };
            let returned = known["refund_amount"]
                .as_str()
                .map_or(0, |it| it.trim_end_matches(".00").parse().unwrap());
            assert_eq!(
                (captured, by_gateway),
                (at_gateway, returned),
                "{}",
                payment["gateway_reference"]
            );
            taken += at_gateway;
        }
        assert_eq!(kept, owed, "an order that is {status}");
        assert!(
            status != "confirmed" || taken > 0,
            "confirmed without money"
        );
        let told = "select count(*) from platform.outbox where event->>'type' = 'sayur.payments.payment_succeeded.v1'
            and event->'data'->>'order' = $1 group by event->'data'->>'payment' having count(*) > 1";
        let twice = client
            .query(told, &[&self.order.id.to_string()])
            .await
            .unwrap();
        assert!(twice.is_empty(), "a payment succeeded twice");
    }
}

/// Tells the seed and its steps when the story fails.
struct Told<'a> {
    seed: u64,
    story: Story<'a>,
    is_asked: bool,
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() || self.is_asked {
            eprintln!(
                "PAYMENT_SEED={}\n{}",
                self.seed,
                self.story.steps.join("\n")
            );
        }
    }
}

/// Plays a story to its end; answers its steps.
async fn play(scene: &Scene, hands: &Hands, seed: u64, is_asked: bool) -> String {
    let order = scene.order().await;
    // Placed by hand, it holds its place all the same: whoever ends it gives that back.
    let held = "update orders.slots set taken = 1
        where id = (select slot_id from orders.orders where id = $1)";
    let client = scene.shop.client();
    client.execute(held, &[&order.id.uuid()]).await.unwrap();
    let story = Story {
        scene,
        hands,
        dice: Dice(seed),
        order,
        attempts: Vec::new(),
        paid: Vec::new(),
        mail: Vec::new(),
        keys: 0,
        steps: Vec::new(),
    };
    let mut told = Told {
        seed,
        story,
        is_asked,
    };
    for _ in 0..STEPS {
        told.story.step().await;
    }
    told.story.settle().await;
    told.story.judge().await;
    told.story.steps.join("\n")
}

/// Seeds `first` to `last`, on one database, one after the other.
async fn stories(first: u64, last: u64) {
    let scene = Scene::set().await;
    let hands = Hands::of(&scene);
    if let Ok(seed) = std::env::var("PAYMENT_SEED") {
        play(&scene, &hands, seed.parse().unwrap(), true).await;
        return;
    }
    let mut told = String::new();
    for seed in first..=last {
        told += &play(&scene, &hands, seed, false).await;
    }
    for thing in TOLD {
        assert!(told.contains(thing), "no story tells of {thing:?}");
    }
}

#[tokio::test]
async fn whatever_happens_the_money_is_where_it_belongs_1() {
    stories(1, 60).await;
}

#[tokio::test]
async fn whatever_happens_the_money_is_where_it_belongs_2() {
    stories(61, 120).await;
}

#[tokio::test]
async fn whatever_happens_the_money_is_where_it_belongs_3() {
    stories(121, 180).await;
}

#[tokio::test]
async fn whatever_happens_the_money_is_where_it_belongs_4() {
    stories(181, 240).await;
}

//! The process that places an order, or applies a payment, dies at the worst moments: nothing is lost, nothing is done
//! twice, and whoever asks again with the same key gets the one order.

use crate::sandbox::{Sandbox, read_request};
use crate::scene::{Scene, text};
use domain::events::{Event, EventBus};
use domain::ids::EventId;
use domain::platform::relay;
use domain::{Clock, SystemClock};
use postgres::PgOutbox;
use serde_json::{Value, json};
use std::sync::Mutex;
use testkit::{Call, Stage, TestDatabase};
use time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// When the process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    /// With some of its statements done and others waiting.
    InTransaction,
    /// The commit is done, and the process does not know.
    CommitUnheard,
    /// The queue has the event, and the outbox does not know.
    EventOnItsWay,
}

const DEATHS: [Death; 3] = [
    Death::InTransaction,
    Death::CommitUnheard,
    Death::EventOnItsWay,
];

impl Death {
    /// Lets a process handle the event on the scene until it dies; what it had sent to a queue by then. `lock` locks
    /// what the process writes in the middle of its transaction.
    async fn strike(self, scene: &Scene, binary: &str, event: Value, lock: &str) -> Option<String> {
        let stage = &scene.stage;
        match self {
            Self::InTransaction => {
                let mut other = scene.database.client().await;
                let other = other.transaction().await.unwrap();
                other.execute(lock, &[]).await.unwrap();
                let sandbox = Sandbox::invoke(binary, stage, event).await;
                let waiting = waiting(scene).await;
                sandbox.kill();
                other.rollback().await.unwrap();
                gone(scene, waiting).await;
                None
            }
            Self::CommitUnheard => {
                let wire = CutWire::before(&scene.database).await;
                let stage = stage.clone().with("DATABASE_URL", &wire.url);
                let sandbox = Sandbox::invoke(binary, &stage, event).await;
                wire.committed().await;
                sandbox.kill();
                None
            }
            Self::EventOnItsWay => {
                let queue = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let sandbox = Sandbox::invoke(binary, &to(stage, &queue), event).await;
                let (connection, _) = queue.accept().await.unwrap();
                let sent = read_request(&mut BufReader::new(connection)).await;
                sandbox.kill();
                sent.map(|sent| sent.body)
            }
        }
    }

    fn before_commit(self) -> bool {
        self == Self::InTransaction
    }
}

/// The stage whose queues are all there.
pub(crate) fn to(stage: &Stage, queue: &TcpListener) -> Stage {
    let endpoint = format!("http://{}", queue.local_addr().unwrap());
    let names = ["NOTIFICATIONS", "PAYMENTS", "ORDERS", "CATALOG"];
    let stage = stage.clone().with("AWS_ENDPOINT_URL", &endpoint);
    names.iter().fold(stage, |stage, name| {
        stage.with(&format!("{name}_QUEUE_URL"), format!("{endpoint}/0/{name}"))
    })
}

/// The server's process of a statement that waits for another's lock.
pub(crate) async fn waiting(scene: &Scene) -> i32 {
    let waiting = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    loop {
        if let Some(row) = scene.shop.client().query_opt(waiting, &[]).await.unwrap() {
            return row.get(0);
        }
        tokio::task::yield_now().await;
    }
}

/// Waits until the server has noticed that nobody is there any more.
pub(crate) async fn gone(scene: &Scene, pid: i32) {
    while scene
        .shop
        .count(&format!("pg_stat_activity where pid = {pid}"))
        .await
        > 0
    {
        tokio::task::yield_now().await;
    }
}

/// A way to the database that falls silent when a transaction was committed, before anybody is told.
pub(crate) struct CutWire {
    pub(crate) url: String,
    committed: oneshot::Receiver<()>,
}

impl CutWire {
    pub(crate) async fn before(database: &TestDatabase) -> Self {
        let server = database.address().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap().to_string();
        let (tell, committed) = oneshot::channel();
        let url = database.url_through(&here);
        tokio::spawn(async move {
            let (client, _) = listener.accept().await.unwrap();
            pass_until_commit(client, TcpStream::connect(server).await.unwrap(), tell).await;
        });
        Self { url, committed }
    }

    pub(crate) async fn committed(self) {
        self.committed.await.unwrap();
    }
}

/// Passes bytes both ways until the server has committed, tells so, and keeps the server's word back.
async fn pass_until_commit(client: TcpStream, database: TcpStream, tell: oneshot::Sender<()>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_database, mut to_database) = database.into_split();
    let (mut asked, mut answered) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            length = from_client.read(&mut asked) => {
                to_database.write_all(&asked[..length.unwrap()]).await.unwrap();
            }
            length = from_database.read(&mut answered) => {
                let answered = &answered[..length.unwrap()];
                if answered.windows(7).any(|window| window == b"COMMIT\0") {
                    tell.send(()).unwrap();
                    return std::future::pending().await;
                }
                to_client.write_all(answered).await.unwrap();
            }
        }
    }
}

/// A queue that takes everything.
#[derive(Default)]
struct Taken(Mutex<Vec<Event>>);

impl EventBus for Taken {
    async fn send(&self, events: &[Event], _: std::time::Duration) -> Vec<EventId> {
        self.0.lock().unwrap().extend_from_slice(events);
        events.iter().map(|event| event.id).collect()
    }
}

/// What the relay sends when it comes, and comes again.
async fn relayed(scene: &Scene) -> Vec<Event> {
    let (outbox, taken): (&PgOutbox, _) = (scene.stage.of("platform").app(), Taken::default());
    // By then whoever wrote an event has had their turn.
    let later = SystemClock.now() + Duration::minutes(1);
    for _ in 0..2 {
        relay(outbox, &taken, &later).await.unwrap();
    }
    taken.0.into_inner().unwrap()
}

#[tokio::test]
async fn an_order_is_placed_once_however_its_function_dies() {
    let binary = env!("CARGO_BIN_EXE_place-order");
    for death in DEATHS {
        let scene = Scene::set().await;
        let placing = Call::post("/v1/orders")
            .bearer(&scene.token)
            .header("idempotency-key", "the-order")
            .json(&scene.order_body());
        let sent = death
            .strike(
                &scene,
                binary,
                placing.event(),
                // Waited for before anything is written: what is written travels with its commit.
                "select from catalog.lots for update",
            )
            .await;
        let left = i64::from(!death.before_commit());
        for table in [
            "orders.orders",
            "orders.allocations",
            "orders.timeline",
            "platform.idempotency",
        ] {
            assert_eq!(scene.shop.count(table).await, left, "{death:?}: {table}");
        }
        assert_eq!(scene.shop.count("cart.lines").await, 1 - left, "{death:?}");
        assert_eq!(
            scene.shop.level(scene.lot).await,
            (10_000, left * 2_000),
            "{death:?}"
        );
        let unsent = "platform.outbox where sent_at is null";
        assert_eq!(scene.shop.count(unsent).await, left, "{death:?}");

        // The shopper, who heard nothing, asks again: once now, and once more.
        let order = scene.placed().await;
        assert_eq!(scene.placed().await, order, "{death:?}");
        assert_eq!(scene.statuses(&order).await, ["awaiting_payment"]);
        assert_eq!(scene.shop.count("orders.orders").await, 1, "{death:?}");
        assert_eq!(
            scene.shop.level(scene.lot).await,
            (10_000, 2_000),
            "{death:?}"
        );
        assert_eq!(scene.shop.count("orders.slots where taken = 1").await, 1);
        assert_eq!(scene.shop.count("cart.lines").await, 0);

        let events = relayed(&scene).await;
        let subjects: Vec<_> = events
            .iter()
            .map(|event| event.subject.to_string())
            .collect();
        assert_eq!(
            subjects,
            [text(&order["id"])],
            "{death:?}: the news is sent once"
        );
        // What the queue had before is the same news: whoever takes both knows it by its id.
        assert!(sent.is_none_or(|sent| sent.contains(&events[0].id.to_string())));
        for _ in 0..2 {
            count_sale(&scene, &events[0]).await;
        }
        let counted = "catalog.daily_sales where orders = 1";
        assert_eq!(scene.shop.count(counted).await, 1, "{death:?}");
    }
}

/// What the catalogue does with the news.
async fn count_sale(scene: &Scene, event: &Event) {
    let stage = scene.stage.of("catalog");
    let (sales, publisher): (&postgres::PgSales, &messaging::Publisher) =
        (stage.app(), stage.app());
    domain::catalog::sales::index(sales, publisher, &SystemClock, event)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_payment_confirms_its_order_once_however_its_function_dies() {
    let binary = env!("CARGO_BIN_EXE_apply-payment-to-order");
    for death in DEATHS {
        let scene = Scene::set().await;
        let order = scene.placed().await;
        assert_eq!(relayed(&scene).await.len(), 1);
        let payment = crate::payments::succeeded(&order);
        let message = json!({ "Records": [{
            "messageId": "one", "receiptHandle": "one", "body": serde_json::to_string(&payment).unwrap(),
            "attributes": {}, "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": "ap-southeast-3",
            "eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:orders"
        }] });
        let sent = death
            .strike(
                &scene,
                binary,
                message,
                "select from orders.orders for update",
            )
            .await;
        let mut expected = vec!["awaiting_payment", "confirmed"];
        if death.before_commit() {
            expected.pop();
        }
        assert_eq!(scene.statuses(&order).await, expected, "{death:?}");
        let noted = i64::from(!death.before_commit());
        assert_eq!(
            scene
                .shop
                .count("platform.inbox where consumer = 'orders'")
                .await,
            noted
        );

        // Nobody told the queue that the message was handled: it comes again.
        for _ in 0..2 {
            orders::apply_payment_to_order::handle(scene.stage.app(), payment.clone())
                .await
                .unwrap();
        }
        assert_eq!(
            scene.statuses(&order).await,
            ["awaiting_payment", "confirmed"],
            "{death:?}"
        );
        let events = relayed(&scene).await;
        let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["sayur.orders.order_status_changed.v1"], "{death:?}");
        assert!(sent.is_none_or(|sent| sent.contains(&events[0].id.to_string())));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_ends_the_connection_leaves_nothing_and_can_be_asked_again() {
    // While the checkout is read, and while the order is written.
    for lock in [
        "select from catalog.lots for update",
        "select from orders.slots for update",
    ] {
        let scene = Scene::set().await;
        let mut other = scene.database.client().await;
        let other = other.transaction().await.unwrap();
        other.execute(lock, &[]).await.unwrap();
        let app: &orders::place_order::App = scene.stage.app();
        let call = Call::post("/v1/orders")
            .bearer(&scene.token)
            .header("idempotency-key", "the-order")
            .json(&scene.order_body());
        let placing = tokio::spawn(call.send(app, orders::place_order::handle));
        let pid = waiting(&scene).await;
        let end = "select pg_terminate_backend($1)";
        scene.shop.client().execute(end, &[&pid]).await.unwrap();
        placing.await.unwrap().expect_problem(503, "unavailable");
        other.rollback().await.unwrap();
        gone(&scene, pid).await;
        assert_eq!(scene.shop.count("orders.orders").await, 0, "{lock}");
        assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0), "{lock}");
        let order = scene.placed().await;
        assert_eq!(scene.statuses(&order).await, ["awaiting_payment"]);
        assert_eq!(scene.shop.level(scene.lot).await, (10_000, 2_000), "{lock}");
    }
}

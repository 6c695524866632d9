//! What was sent is sent again: of a period, of a type, and nothing else.

use domain::events::Event;
use domain::platform::relay;
use domain::{Clock, SystemClock};
use messaging::Bus;
use postgres::PgOutbox;
use std::process::Command;
use testkit::{Stage, TestBus, TestDatabase};
use time::Duration;
use time::format_description::well_known::Rfc3339;

const PLACED: &str = "sayur.orders.order_placed.v1";
const CHANGED: &str = "sayur.identity.password_changed.v1";

/// Runs the command; what it says, and whether it succeeded.
fn run(stage: &Stage, words: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_events"))
        .args(words)
        .env_clear()
        .envs(stage.variables())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        String::from_utf8(said).unwrap().trim().to_owned(),
        output.status.success(),
    )
}

fn days_ago(days: i64) -> String {
    let then = SystemClock.now() - Duration::days(days);
    then.format(&Rfc3339).unwrap()
}

struct Works {
    database: TestDatabase,
    bus: TestBus,
    stage: Stage,
}

impl Works {
    /// What the relay sends, as the queue of notifications has it.
    async fn relayed(&self) -> Vec<Event> {
        let (outbox, bus): (&PgOutbox, &Bus) = (self.stage.app(), self.stage.app());
        relay(outbox, bus, &SystemClock).await.unwrap();
        assert_eq!(self.database.unsent().await, 0);
        let bodies = self.bus.drain("notifications").await.into_iter();
        let mut events: Vec<Event> = bodies
            .map(|body| serde_json::from_value(body).unwrap())
            .collect();
        events.sort_by_key(|event| event.time);
        events
    }
}

#[tokio::test]
async fn what_was_sent_leaves_once_more_as_it_was() {
    for bus in [TestBus::sqs().await, TestBus::rabbitmq()] {
        let database = TestDatabase::create().await;
        let stage = bus.on(Stage::on(&database).of_tools());
        let works = Works {
            database,
            bus,
            stage,
        };
        let of = |kind, days| Event {
            time: SystemClock.now() - Duration::days(days),
            ..testkit::example_of_event(kind)
        };
        let [old, placed, changed] = [of(PLACED, 4), of(PLACED, 2), of(CHANGED, 1)];
        let all = [old.clone(), placed.clone(), changed.clone()];
        works.database.write_outbox(&all, Duration::ZERO).await;
        assert_eq!(works.relayed().await, all);
        assert_eq!(works.relayed().await, []);

        for (options, again) in [
            (
                vec!["--since", &days_ago(3), "--type", PLACED],
                vec![placed.clone()],
            ),
            (
                vec!["--since", &days_ago(5), "--until", &days_ago(3)],
                vec![old.clone()],
            ),
            (vec!["--since", &days_ago(3)], vec![placed, changed]),
            (vec!["--since", &days_ago(0)], vec![]),
        ] {
            let line = [&["replay"], options.as_slice()].concat();
            let said = format!("{} events leave again with the relay", again.len());
            assert_eq!(run(&works.stage, &line), (said, true));
            assert_eq!(works.relayed().await, again, "{line:?}");
        }
    }
}

#[tokio::test]
async fn a_replay_that_cannot_be_says_why() {
    let nowhere = Stage::default().with("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
    for (stage, options, reason) in [
        (
            &Stage::default(),
            vec!["--since", "2026-11-23T00:00:00Z"],
            "DATABASE_URL",
        ),
        (
            &nowhere,
            vec!["--since", "2026-11-23T00:00:00Z"],
            "the database is unavailable",
        ),
        (&nowhere, vec![], "--since wants a value"),
    ] {
        let (said, succeeded) = run(stage, &[&["replay"], options.as_slice()].concat());
        assert!(!succeeded && said.contains(reason), "{said}");
    }
}

use crate::support::{Desk, Recorded, new_address, notify, placed};
use domain::events::Event;
use messaging::{Queue, Retries, queues_of};
use notifications::notify::{App, handle};
use runtime::{Batch, Problem};
use serde_json::{Value, json};
use testkit::{FakeSes, Wire};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

fn recorded(status: &str, attempts: i32, error: Option<&str>) -> Recorded {
    Recorded {
        kind: "order_placed".into(),
        status: status.into(),
        attempts,
        error: error.map(str::to_owned),
    }
}

/// A batch of messages with these bodies, named by their place.
fn batch(bodies: &[Value]) -> Batch {
    let records: Vec<Value> = bodies
        .iter()
        .enumerate()
        .map(|(place, body)| {
            let body = body.as_str().map_or_else(|| body.to_string(), str::to_owned);
            json!({ "messageId": place.to_string(), "body": body, "attributes": {}, "messageAttributes": {} })
        })
        .collect();
    serde_json::from_value(json!({ "Records": records })).unwrap()
}

fn json_of(event: &Event) -> Value {
    serde_json::to_value(event).unwrap()
}

#[tokio::test]
async fn an_event_that_comes_five_times_is_mailed_once() {
    let desk = Desk::open().await;
    let (app, address): (&App, _) = (desk.stage().app(), new_address());
    let event = placed(&address);
    for _ in 0..5 {
        notify(app, event.clone()).await.unwrap();
    }
    assert_eq!(desk.aws.mails_to(&address).await.len(), 1);
    assert_eq!(desk.recorded(&address).await, [recorded("sent", 1, None)]);
}

#[tokio::test]
async fn an_event_that_twenty_handlers_get_at_once_is_mailed_once() {
    let desk = Desk::open().await;
    let address = new_address();
    let event = placed(&address);
    let mut handlers = JoinSet::new();
    for _ in 0..20 {
        let (app, event): (&App, _) = (desk.stage().app(), event.clone());
        handlers.spawn(notify(app, event));
    }
    let outcomes = handlers.join_all().await;
    // Those who came while one was sending are to ask again.
    for problem in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        assert_eq!(problem.code(), "mail_in_flight");
    }
    assert!(outcomes.iter().any(Result::is_ok));
    notify(desk.stage().app(), event).await.unwrap();
    assert_eq!(desk.aws.mails_to(&address).await.len(), 1);
    assert_eq!(desk.recorded(&address).await, [recorded("sent", 1, None)]);
}

#[tokio::test]
async fn a_bad_message_fails_by_itself() {
    let desk = Desk::open().await;
    let (app, address): (&App, _) = (desk.stage().app(), new_address());
    let mut misshapen = placed(&address);
    misshapen.data = json!({ "order": "none" });
    let batch = batch(&[
        json_of(&placed(&address)),
        json!("not an event"),
        json_of(&misshapen),
        json_of(&placed(&address)),
    ]);
    let retries: &Retries = desk.stage().app();
    let response = runtime::process_together(batch, retries, |events| handle(app, events))
        .await
        .unwrap();
    let failed: Vec<_> = response
        .batch_item_failures
        .iter()
        .map(|failure| failure.item_identifier.as_str())
        .collect();
    assert_eq!(failed, ["1", "2"]);
    assert_eq!(desk.aws.mails_to(&address).await.len(), 2);
}

#[tokio::test]
async fn a_batch_is_claimed_in_one_round_trip_on_one_connection() {
    let desk = Desk::open().await;
    let ses = FakeSes::open(|_| false).await;
    let stage = desk
        .stage()
        .with("AWS_ENDPOINT_URL", &ses.endpoint)
        .with("DATABASE_CONNECTIONS", "1");
    let wire = Wire::between(stage, &desk.database).await;
    let app: &App = wire.stage().app();
    let ten = || -> Vec<Event> { (0..10).map(|_| placed(&new_address())).collect() };
    handle(app, ten()).await;

    let events = ten();
    let (trips, outcomes) = wire.round_trips(handle(app, events.clone())).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(
        trips,
        1 + 10,
        "one to claim all, one to mark each once it is out"
    );
    assert_eq!(ses.calls(), 20);

    let (trips, outcomes) = wire.round_trips(handle(app, events)).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!((trips, ses.calls()), (1, 20));
}

#[tokio::test]
async fn what_the_database_refuses_of_one_event_in_ten_is_no_other_s() {
    let desk = Desk::open().await;
    let ses = FakeSes::open(|_| false).await;
    let app: &App = desk.stage().with("AWS_ENDPOINT_URL", &ses.endpoint).app();
    let mut addresses: Vec<String> = (0..10).map(|_| new_address()).collect();
    // PostgreSQL has no text with this character in it.
    addresses[3].insert(0, '\0');
    let events = addresses.iter().map(|address| placed(address)).collect();
    let outcomes = handle(app, events).await;
    let failed: Vec<_> = (0..10).filter(|place| outcomes[*place].is_err()).collect();
    assert_eq!(failed, [3]);
    assert_eq!(ses.counts().len(), 9);
}

#[tokio::test]
async fn an_event_that_is_in_a_batch_twice_is_mailed_once_and_fails_as_one() {
    let desk = Desk::open().await;
    let ses = FakeSes::open(|calls| calls.of_address == 1).await;
    let app: &App = desk.stage().with("AWS_ENDPOINT_URL", &ses.endpoint).app();
    let event = placed(&new_address());
    let both = vec![event.clone(), event.clone()];
    let codes = |outcomes: Vec<Result<(), Problem>>| -> Vec<_> {
        let problems = outcomes.into_iter().map(Result::err);
        problems
            .map(|problem| problem.map(|it| it.code()))
            .collect()
    };
    let first = codes(handle(app, both.clone()).await);
    assert_eq!(first, [Some("mail_not_sent"), Some("mail_in_flight")]);
    assert_eq!(codes(handle(app, both).await), [None, None]);
    assert_eq!(ses.calls(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn batches_that_overlap_in_any_order_are_mailed_once() {
    let desk = Desk::open().await;
    let ses = FakeSes::open(|_| false).await;
    let events: Vec<Event> = (0..10).map(|_| placed(&new_address())).collect();
    let mut handlers = JoinSet::new();
    for number in 0..20 {
        let app: &App = desk.stage().with("AWS_ENDPOINT_URL", &ses.endpoint).app();
        let mut events = events.clone();
        events.rotate_left(number / 2);
        if number % 2 == 1 {
            events.reverse();
        }
        handlers.spawn(handle(app, events));
    }
    for problem in handlers
        .join_all()
        .await
        .into_iter()
        .flatten()
        .filter_map(Result::err)
    {
        assert_eq!(problem.code(), "mail_in_flight");
    }
    assert!(ses.counts().values().all(|count| *count == 1));
    assert_eq!(ses.counts().len(), 10);
}

#[tokio::test]
async fn a_mail_that_ses_refuses_is_recorded_and_not_tried_again() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().with("EMAIL_FROM", "asing@lain.example").app();
    let address = new_address();
    let event = placed(&address);
    for _ in 0..2 {
        notify(app, event.clone()).await.unwrap();
    }
    let recorded = desk.recorded(&address).await;
    assert_eq!(
        (recorded[0].status.as_str(), recorded[0].attempts),
        ("failed", 1)
    );
    let error = recorded[0].error.as_deref().unwrap_or_default();
    assert!(error.starts_with("MessageRejected"), "{error}");
}

#[tokio::test]
async fn an_address_that_is_none_is_recorded_and_not_tried_again() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    notify(app, placed("siti, budi@contoh.id")).await.unwrap();
    let expected = recorded("failed", 1, Some("not a single e-mail address"));
    assert_eq!(desk.recorded("siti, budi@contoh.id").await, [expected]);
}

#[tokio::test]
async fn a_mail_that_cannot_be_sent_now_is_sent_when_the_event_comes_again() {
    let desk = Desk::open().await;
    let away: &App = desk
        .stage()
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .app();
    let (back, address): (&App, _) = (desk.stage().app(), new_address());
    let event = placed(&address);
    let problem = notify(away, event.clone()).await.unwrap_err();
    assert_eq!((problem.status(), problem.code()), (503, "mail_not_sent"));
    assert_eq!(
        desk.recorded(&address).await,
        [recorded("sending", 1, Some("no connection"))]
    );

    notify(back, event).await.unwrap();
    assert_eq!(desk.aws.mails_to(&address).await.len(), 1);
    assert_eq!(desk.recorded(&address).await, [recorded("sent", 2, None)]);
}

#[tokio::test]
async fn a_mail_whose_sender_died_is_sent_once_its_time_is_up() {
    let desk = Desk::open().await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let dying: &App = desk.stage().with("AWS_ENDPOINT_URL", endpoint).app();
    let (next, address): (&App, _) = (desk.stage().app(), new_address());
    let event = placed(&address);

    // It dies while SES has not answered: the request is accepted, then the handler is no more.
    let mut dying = Box::pin(notify(dying, event.clone()));
    tokio::select! {
        _ = &mut dying => panic!("SES is silent"),
        accepted = silent.accept() => drop(accepted),
    }
    drop(dying);

    let problem = notify(next, event.clone()).await.unwrap_err();
    assert_eq!((problem.status(), problem.code()), (409, "mail_in_flight"));
    assert_eq!(desk.aws.mails_to(&address).await.len(), 0);

    desk.let_claims_end().await;
    notify(next, event).await.unwrap();
    assert_eq!(desk.aws.mails_to(&address).await.len(), 1);
    assert_eq!(desk.recorded(&address).await, [recorded("sent", 2, None)]);
}

#[tokio::test]
async fn every_event_that_was_ever_written_is_taken() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let kinds = testkit::described_events().into_iter();
    for kind in kinds.filter(|kind| queues_of(kind).contains(&Queue::Notifications)) {
        for event in testkit::examples_of_events(&kind) {
            notify(app, event).await.unwrap();
        }
    }
}

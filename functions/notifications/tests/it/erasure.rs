//! Mails to somebody who is gone.

use crate::support::{Desk, customer, event, new_address, notify, order};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::events::AccountErased;
use domain::ids::UserId;
use domain::orders::events::OrderPlaced;
use domain::orders::{Customer, OrderStatus};
use notifications::notify::App;

fn placed_by(user: UserId, address: &str) -> Event {
    let mut order = order(address, OrderStatus::AwaitingPayment);
    order.customer = Customer {
        user: Some(user),
        ..customer(address)
    };
    event(&OrderPlaced { order })
}

/// Recipient, subject and status of every mail on record, oldest first.
async fn records(desk: &Desk) -> Vec<(String, String, String)> {
    let statement =
        "select recipient, subject, status from notifications.emails order by created_at, id";
    let client = desk.database.client().await;
    let rows = client.query(statement, &[]).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

#[tokio::test]
async fn where_mails_went_is_forgotten_and_none_is_sent_again() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let (sari, budi) = (
        UserId::generate(&SystemClock),
        UserId::generate(&SystemClock),
    );
    let (saris, budis) = (new_address(), new_address());
    let order = placed_by(sari, &saris);
    notify(app, order.clone()).await.unwrap();
    notify(app, placed_by(budi, &budis)).await.unwrap();

    let gone = event(&AccountErased { user_id: sari });
    for _ in 0..5 {
        notify(app, gone.clone()).await.unwrap();
    }
    let records = records(&desk).await;
    let nobody = format!("erased-{sari}@erased.invalid");
    assert_eq!(records[0], (nobody, String::new(), "sent".into()));
    assert_eq!(records[1].0, budis);
    assert_ne!(records[1].1, "");

    // An event that is delivered once more finds that its mail was sent.
    notify(app, order).await.unwrap();
    assert_eq!(desk.aws.mails_to(&saris).await.len(), 1);
    assert_eq!(records.len(), 2);
}

#[tokio::test]
async fn whoever_is_gone_is_written_to_nowhere() {
    let desk = Desk::open().await;
    let user = UserId::generate(&SystemClock);
    let address = format!("erased-{user}@erased.invalid");
    notify(desk.stage().app(), placed_by(user, &address))
        .await
        .unwrap();
    assert_eq!(records(&desk).await, []);
    assert!(desk.aws.mails_to(&address).await.is_empty());
}

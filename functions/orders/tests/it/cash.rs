//! Cash at the door: what is taken there is the order's payment, and its courier's to hand in.

use crate::crew::{
    Crew, Member, bring_to, courier, member, move_on, moving, order, step, warehouse,
};
use crate::scene::text;
use domain::identity::Permission::{self, OrdersRead};
use domain::payments::cash::CourierCash;
use domain::payments::ledger::Statement;
use domain::{Money, PageRequest};
use orders::{edit_order, get_order, transition_order};
use postgres::PgCourierCash;
use serde_json::{Value, json};
use testkit::Call;

fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

/// Balance and the latest entry of what the courier carries.
async fn carried(crew: &Crew, courier: &Member) -> (Money, Option<Value>) {
    let ledger: &PgCourierCash = crew.stage.of("payments").app();
    let page = PageRequest {
        limit: 10,
        after: None,
    };
    let statement = ledger.statement(courier.user, page).await.unwrap();
    let Statement { balance, entries } = statement.unwrap();
    let latest = entries.items.first();
    let latest = latest.map(|entry| serde_json::to_value(entry).unwrap());
    (balance, latest)
}

/// Number, status and amount of the order's payments.
async fn payments(crew: &Crew, order: &Value) -> Vec<(i32, String, i64)> {
    let payments = "select number, status, amount from payments.payments where order_code = $1 order by number";
    let code = text(&order["code"]);
    let rows = crew.shop.client().query(payments, &[&code]).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

/// As if its shopper had begun to pay at the door.
async fn begun(crew: &Crew, order: &Value) {
    let insert = "
        insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount,
            gateway_reference, started_at, request_scope, request_key, request_fingerprint, created_at, updated_at)
        select gen_random_uuid(), id, code, 1, 'cod', 'cod', 'pending', amount_due, code || '-1', now(), 'test',
            'test', sha256(''), now(), now()
        from orders.orders where code = $1";
    let code = text(&order["code"]);
    crew.shop.client().execute(insert, &[&code]).await.unwrap();
}

async fn delivered(crew: &Crew, by: &Member, order: &Value, collected: i64) -> Value {
    let wanted = json!({ "to": "delivered", "collected": money(collected), "note": "Uang kurang" });
    move_on(crew, by, order, wanted).await.expect(200)
}

/// A cash order of Rp25.000 on its way with a courier.
async fn on_its_way(crew: &Crew, by: &Member, key: &str) -> Value {
    let placed = order(crew, key, "cod").await;
    bring_to(crew, &placed, "packed").await;
    move_on(crew, by, &placed, step("out_for_delivery", "cod"))
        .await
        .expect(200);
    placed
}

#[tokio::test]
async fn what_is_taken_at_the_door_is_the_order_s_payment_and_the_courier_s_to_hand_in() {
    let crew = Crew::set().await;
    let one = courier(&crew).await;
    let placed = on_its_way(&crew, &one, "one").await;
    assert_eq!(carried(&crew, &one).await, (Money::ZERO, None));
    let after = delivered(&crew, &one, &placed, 25_000).await;
    assert_eq!(after.get("uncollected"), None);
    assert_eq!(
        payments(&crew, &placed).await,
        [(1, "succeeded".to_owned(), 25_000)]
    );
    let (balance, latest) = carried(&crew, &one).await;
    assert_eq!(balance, Money::rupiah(25_000));
    assert_eq!(latest.unwrap()["order"][0], placed["code"]);

    // A payment that was begun is the one that is made.
    let second = on_its_way(&crew, &one, "two").await;
    begun(&crew, &second).await;
    delivered(&crew, &one, &second, 25_000).await;
    assert_eq!(
        payments(&crew, &second).await,
        [(1, "succeeded".to_owned(), 25_000)]
    );
    assert_eq!(carried(&crew, &one).await.0, Money::rupiah(50_000));
}

#[tokio::test]
async fn less_than_is_due_is_taken_down_as_that_and_the_rest_is_seen() {
    let crew = Crew::set().await;
    let one = courier(&crew).await;
    let placed = on_its_way(&crew, &one, "one").await;
    begun(&crew, &placed).await;
    let after = delivered(&crew, &one, &placed, 20_000).await;
    assert_eq!(
        (
            &after["collected"],
            &after["uncollected"],
            &after["amount_due"]
        ),
        (&money(20_000), &money(5_000), &money(25_000))
    );
    assert_eq!(
        payments(&crew, &placed).await,
        [(1, "succeeded".to_owned(), 20_000)]
    );
    let (balance, latest) = carried(&crew, &one).await;
    assert_eq!(balance, Money::rupiah(20_000));
    assert_eq!(latest.unwrap()["order"][1], money(25_000));
    let reader = member(&crew, &[OrdersRead]).await;
    let seen = Call::get("/v1/admin/orders/code")
        .parameter("code", text(&placed["code"]))
        .bearer(&reader.token)
        .send(crew.stage.app(), get_order::handle)
        .await
        .expect(200);
    assert_eq!(seen["uncollected"], money(5_000));
}

#[tokio::test]
async fn of_nothing_there_is_no_payment_and_nothing_to_hand_in() {
    let crew = Crew::set().await;
    let one = courier(&crew).await;
    let placed = on_its_way(&crew, &one, "one").await;
    begun(&crew, &placed).await;
    let after = delivered(&crew, &one, &placed, 0).await;
    assert_eq!(after["uncollected"], money(25_000));
    assert_eq!(
        payments(&crew, &placed).await,
        [(1, "failed".to_owned(), 25_000)]
    );
    assert_eq!(carried(&crew, &one).await, (Money::ZERO, None));
}

#[tokio::test]
async fn a_payment_at_the_door_that_was_begun_is_of_what_is_due_now() {
    let crew = Crew::set().await;
    let desk = warehouse(&crew).await;
    let placed = order(&crew, "one", "cod").await;
    begun(&crew, &placed).await;
    let less = json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "1" }], "note": "Diminta lewat telepon" });
    Call::new("PATCH", "/v1/admin/orders/code")
        .parameter("code", text(&placed["code"]))
        .bearer(&desk.token)
        .json(&less)
        .send(crew.stage.app(), edit_order::handle)
        .await
        .expect(200);
    assert_eq!(
        payments(&crew, &placed).await,
        [(1, "pending".to_owned(), 20_000)]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_fifty_hand_over_at_once_is_paid_once() {
    let crew = Crew::set().await;
    let chief = member(&crew, Permission::ALL).await;
    let placed = order(&crew, "one", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    move_on(&crew, &chief, &placed, step("out_for_delivery", "cod"))
        .await
        .expect(200);
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let call = moving(&chief, &placed, &step("delivered", "cod"));
            tokio::spawn(call.send(crew.moves, transition_order::handle))
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += usize::from(task.await.unwrap().status == 200);
    }
    assert_eq!(done, 1);
    assert_eq!(carried(&crew, &chief).await.0, Money::rupiah(25_000));
    assert_eq!(
        payments(&crew, &placed).await,
        [(1, "succeeded".to_owned(), 25_000)]
    );
}

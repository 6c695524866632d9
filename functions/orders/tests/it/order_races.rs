//! A hundred at once at one order: whoever comes first is right, the others are told so, and nothing happens twice.

use crate::books::{assert_agree, enter_receipts};
use crate::payments::succeeded;
use crate::races::{all, tally};
use crate::scene::{Scene, text};
use domain::identity::Permission;
use orders::{apply_payment_to_order, cancel_order, expire_orders, transition_order};
use serde_json::{Value, json};
use testkit::{Answer, Call};

/// Orders that are raced for one after the other, so that more than one of those who race may come first.
const ROUNDS: usize = 3;

async fn placed(scene: &Scene, round: usize, method: &str) -> Value {
    let client = scene.shop.client();
    client.execute("delete from cart.lines", &[]).await.unwrap();
    scene
        .shop
        .fill_cart(scene.shopper.user, scene.variant, 1_000)
        .await;
    let mut body = scene.order_body();
    body["payment_method"] = json!(method);
    scene
        .place(&format!("round-{round}"), &body)
        .await
        .expect(201)
}

fn cancelling(scene: &Scene, order: &Value) -> Call {
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
}

fn moving(staff: &str, order: &Value, to: &str) -> Call {
    Call::post("/v1/admin/orders/code/transitions")
        .parameter("code", text(&order["code"]))
        .bearer(staff)
        .json(&json!({ "to": to }))
}

/// Exactly one was answered 200, all others that there is no way any more.
fn assert_one_won(answers: Vec<Answer>) {
    let tally = tally(answers);
    let counted = |status: u16, code: &str| {
        tally
            .get(&(status, code.to_owned()))
            .copied()
            .unwrap_or_default()
    };
    assert_eq!(
        (counted(200, ""), counted(409, "illegal_transition")),
        (1, 99),
        "{tally:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_cancelled_or_picked() {
    let scene = Scene::set().await;
    enter_receipts(&scene).await;
    let staff = scene.stage.token(scene.shopper.user, Permission::ALL);
    let (cancels, moves) = (scene.stage.app(), scene.stage.app());
    for round in 0..ROUNDS {
        let order = placed(&scene, round, "cod").await;
        let answers = all((0..100).map(|number| {
            let (cancel, pick) = (
                cancelling(&scene, &order),
                moving(&staff, &order, "picking"),
            );
            async move {
                if (number + round) % 2 == 0 {
                    cancel.send(cancels, cancel_order::handle).await
                } else {
                    pick.send(moves, transition_order::handle).await
                }
            }
        }))
        .await;
        assert_one_won(answers);
        let statuses = scene.statuses(&order).await;
        assert!(["cancelled", "picking"].contains(&statuses[1].as_str()) && statuses.len() == 2);
        assert_agree(&scene).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_move_an_order_one_way() {
    let scene = Scene::set().await;
    enter_receipts(&scene).await;
    let staff = scene.stage.token(scene.shopper.user, Permission::ALL);
    let moves = scene.stage.app();
    // To one end by everybody; then to one of two.
    for (round, ways) in [
        ["picking"; 2],
        ["packed", "cancelled"],
        ["cancelled", "packed"],
    ]
    .iter()
    .enumerate()
    {
        let order = placed(&scene, round, "cod").await;
        if ways[0] != "picking" {
            moving(&staff, &order, "picking")
                .send(moves, transition_order::handle)
                .await
                .expect(200);
        }
        let answers = all((0..100).map(|number| {
            moving(&staff, &order, ways[number % 2]).send(moves, transition_order::handle)
        }))
        .await;
        assert_one_won(answers);
        let last = scene.statuses(&order).await.pop().unwrap();
        assert!(ways.contains(&last.as_str()), "{last}");
        assert_agree(&scene).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_paid_or_expires_and_no_money_is_kept_for_nothing() {
    let scene = Scene::set().await;
    enter_receipts(&scene).await;
    let (payments, expires) = (scene.stage.app(), scene.stage.app());
    for round in 0..ROUNDS {
        let order = placed(&scene, round, "midtrans").await;
        let overdue =
            "update orders.orders set expires_at = placed_at where status = 'awaiting_payment'";
        scene.shop.client().execute(overdue, &[]).await.unwrap();
        // One payment, told fifty times.
        let payment = succeeded(&order);
        let tasks = (0..100).map(|number| {
            let payment = payment.clone();
            tokio::spawn(async move {
                if (number + round) % 2 == 0 {
                    expire_orders::handle(expires, "run".into()).await
                } else {
                    apply_payment_to_order::handle(payments, payment).await
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap().unwrap();
        }
        let statuses = scene.statuses(&order).await;
        let given_back = format!(
            "platform.outbox where event->>'type' = 'sayur.orders.payment_not_needed.v1' and event->>'subject' = '{}'",
            text(&order["id"])
        );
        let is_expired = statuses[1] == "expired";
        assert!(is_expired || statuses[1] == "confirmed", "{statuses:?}");
        assert_eq!(statuses.len(), 2, "{statuses:?}");
        assert_eq!(
            scene.shop.count(&given_back).await,
            i64::from(is_expired),
            "{statuses:?}"
        );
        assert_agree(&scene).await;
    }
}

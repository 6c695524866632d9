//! What the database is asked, counted on the wire.

use crate::scene::Scene;
use payments::{list_payments, midtrans_webhook, process_payment_event, start_payment};
use serde_json::json;
use testkit::{Call, Wire};

/// Each function with its statements prepared. No broker listens, so nothing is marked as sent: where there
/// are events to send, a deployed function asks once more.
#[tokio::test]
async fn a_warm_function_keeps_to_its_budget() {
    let scene = Scene::set().await;
    let stage = scene.stage.clone().with("DATABASE_CONNECTIONS", "1");
    let wire = Wire::between(stage, &scene.database).await;
    let start: &start_payment::App = wire.stage().app();
    let webhook: &midtrans_webhook::App = wire.stage().app();
    let process: &process_payment_event::App = wire.stage().app();
    let list: &list_payments::App = wire.stage().app();
    for warm in [false, true] {
        let order = scene.order().await;
        let call = crate::scene::starting(&order, "key", &json!({ "method": "qris" }));
        let call = call.bearer(&scene.token).send(start, start_payment::handle);
        let (started, payment) = wire.round_trips(call).await;

        let notification = scene.pay(&payment.expect(201), "qris").await.to_string();
        let call = Call::post("/v1/webhooks/midtrans").text(notification);
        let call = call.send(webhook, midtrans_webhook::handle);
        let (notified, answer) = wire.round_trips(call).await;
        answer.expect(200);

        let event = scene.queued().await.pop().unwrap();
        let handled = process_payment_event::handle(process, event);
        let (confirmed, outcome) = wire.round_trips(handled).await;
        outcome.unwrap();

        let call = Call::get("/v1/orders/code/payments").parameter("code", order.code.as_str());
        let call = call.bearer(&scene.token).send(list, list_payments::handle);
        let (listed, answer) = wire.round_trips(call).await;
        answer.expect(200);
        if warm {
            assert_eq!([started, notified, confirmed, listed], [3, 1, 3, 1]);
        }
    }
}

//! What the metrics tell of payments.

use crate::scene::Scene;
use crate::settlements::{Day, yesterday};
use serde_json::json;
use telemetry::{
    Context, PAYMENT_FAILURES, PAYMENTS_SUCCEEDED, RECONCILIATION_DIFFERENCES, REVENUE,
};
use testkit::MetricLog;

#[tokio::test]
async fn every_metric_of_payments_is_emitted() {
    let log = MetricLog::start();
    let scene = Scene::set().await;
    for wish in ["settlement", "deny", "expire"] {
        let order = scene.order().await;
        let payment = scene.started(&order).await;
        let wish = json!({ "transaction_status": wish, "payment_type": "qris" });
        let told = scene.simulate(&payment, &wish).await;
        // What is told twice counts once.
        for _ in 0..2 {
            scene.notify(&told).await.expect(200);
            scene.work().await;
        }
    }
    assert_eq!(log.sum(&PAYMENTS_SUCCEEDED), 1);
    assert_eq!(log.sum(&REVENUE), 25_000);
    assert_eq!(log.sum(&PAYMENT_FAILURES), 1);

    let day = Day::of(2).await;
    let file = day.file("extra=SYR-NOBODYS-1").await;
    day.store(yesterday(), &file).await.expect(201);
    assert_eq!(log.sum(&RECONCILIATION_DIFFERENCES), 1);
    log.expect_all_of(Context::Payments);
}

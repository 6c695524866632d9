//! What the metrics tell of the outbox.

use crate::relay_outbox::{stage, write};
use platform::relay_outbox::{App, handle};
use telemetry::{Context, OUTBOX_AGE, OUTBOX_BACKLOG};
use testkit::{LocalAws, MetricLog, TestDatabase};
use time::Duration;

#[tokio::test]
async fn every_metric_of_the_outbox_is_emitted() {
    let log = MetricLog::start();
    let (database, aws) = (TestDatabase::create().await, LocalAws::of_the_suite());
    let queue = aws.queue().await;
    let stage = stage(&database, &aws, &queue).await;
    let app: &App = stage.app();
    handle(app, "test".into()).await.unwrap();
    // Zeros are told: where nothing is heard, the relay does not run.
    log.expect_all_of(Context::Platform);
    assert_eq!((log.sum(&OUTBOX_AGE), log.sum(&OUTBOX_BACKLOG)), (0, 0));

    write(&database, 3, Duration::minutes(5)).await;
    let nowhere = stage.with("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    handle(nowhere.app(), "test".into()).await.unwrap();
    let latest = |name| {
        let metrics = log.metrics();
        let latest = metrics.iter().rfind(|metric| metric.name == name);
        latest.map(|metric| metric.values[0])
    };
    assert!(latest(OUTBOX_AGE.name) >= Some(300));
    assert_eq!(latest(OUTBOX_BACKLOG.name), Some(3));
}

//! What happens when a gateway tells nothing, or a function dies at the wrong moment.

use crate::ended_orders::paid;
use crate::scene::{Placed, Scene, text};
use domain::orders::OrderStatus;
use domain::payments::reconcile::LooseEnds;
use domain::{Clock, SystemClock};
use payments::reconcile_payments;
use postgres::PgLooseEnds;
use serde_json::json;
use std::collections::BTreeSet;
use time::Duration;

const SUCCEEDED: &str = "sayur.payments.payment_succeeded.v1";

impl Scene {
    pub(crate) async fn reconcile(&self) {
        reconcile_payments::handle(self.stage.app(), "test-run".into())
            .await
            .unwrap();
    }

    /// So many minutes go by for an order's payments and refunds.
    pub(crate) async fn pass(&self, order: &Placed, minutes: i64) {
        let (gone, code) = (minutes.to_string(), order.code.as_str());
        let payments = "update payments.payments set created_at = created_at - gone, updated_at = updated_at - gone,
                asked_at = asked_at - gone, busy_until = busy_until - gone, expires_at = expires_at - gone
            from (select make_interval(mins => $1::text::int) as gone) as time where order_code = $2";
        let refunds = "update payments.refunds f set created_at = f.created_at - gone, tried_at = f.tried_at - gone
            from (select make_interval(mins => $1::text::int) as gone) as time, payments.payments p
            where p.id = f.payment_id and p.order_code = $2";
        for statement in [payments, refunds] {
            let client = self.shop.client();
            client.execute(statement, &[&gone, &code]).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_payment_whose_notification_was_lost_is_found() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    scene.pay(&payment, "qris").await;

    scene.reconcile().await;
    assert_eq!(
        scene.statuses(&order).await,
        ["pending"],
        "it may still come"
    );
    scene.pass(&order, 5).await;
    for _ in 0..3 {
        scene.reconcile().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    }
    assert_eq!(scene.told(SUCCEEDED).await.len(), 1);
}

#[tokio::test]
async fn a_quiet_payment_is_asked_about_once_in_a_while() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    scene.started(&order).await;
    scene.pass(&order, 5).await;
    let asked_at = async || {
        let row = scene.shop.client();
        let row = row.query_one("select asked_at::text from payments.payments", &[]);
        row.await.unwrap().get::<_, Option<String>>(0)
    };
    scene.reconcile().await;
    let first = asked_at().await;
    assert!(first.is_some());
    scene.reconcile().await;
    assert_eq!(asked_at().await, first);
    scene.pass(&order, 5).await;
    scene.reconcile().await;
    assert_ne!(asked_at().await, first);
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn what_nobody_has_paid_in_time_expires_here_and_at_the_gateway() {
    let scene = Scene::set().await;
    for method in ["snap", "qris"] {
        let order = scene.order().await;
        let payment = scene
            .start(&order, "key", &json!({ "method": method }))
            .await
            .expect(201);
        scene.pass(&order, 70).await;
        scene.reconcile().await;
        assert_eq!(scene.statuses(&order).await, ["expired"]);
        let known = scene.at_gateway(&payment).await;
        if method == "qris" {
            assert_eq!(known["transaction_status"], "expire");
        }
    }
}

#[tokio::test]
async fn a_payment_of_a_page_that_stayed_open_is_found_after_its_deadline() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["cancelled"]);
    scene.pay(&payment, "gopay").await;

    scene.pass(&order, 50).await;
    scene.reconcile().await;
    assert_eq!(
        scene.statuses(&order).await,
        ["cancelled"],
        "it may still be paid"
    );
    scene.pass(&order, 20).await;
    scene.reconcile().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    let not_needed = scene.not_needed(&order, &payment).await;
    scene.process(&not_needed).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
}

#[tokio::test]
async fn an_attempt_that_came_to_nothing_is_looked_at_once_more_and_no_further() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    scene.started(&order).await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    scene.pass(&order, 70).await;
    let app: &PgLooseEnds = scene.stage.of("payments").app();
    let claim = async || {
        let now = SystemClock.now();
        let claimed = app.claim_payments(now - Duration::minutes(4), now, now, 10);
        claimed.await.unwrap().len()
    };
    assert_eq!(claim().await, 1);
    scene.pass(&order, 1_000).await;
    assert_eq!(claim().await, 0);
}

#[tokio::test]
async fn a_refund_that_was_cut_short_is_finished_with_its_key() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    scene.end(&order, OrderStatus::Expired).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    scene.process(&not_needed).await.unwrap();
    // As if the function had died after the gateway's yes, and the queue had lost the event.
    let cut = "update payments.refunds set status = 'requested';
        update payments.payments set status = 'succeeded';
        delete from platform.outbox where event->>'type' = 'sayur.payments.payment_refunded.v1'";
    scene.shop.client().batch_execute(cut).await.unwrap();
    scene.reconcile().await;
    assert_eq!(
        scene.statuses(&order).await,
        ["succeeded"],
        "the queue may still do it"
    );
    scene.pass(&order, 20).await;
    for _ in 0..3 {
        scene.reconcile().await;
        assert_eq!(scene.statuses(&order).await, ["refunded"]);
    }
    assert_eq!(
        scene.told("sayur.payments.payment_refunded.v1").await.len(),
        1
    );
    let known = scene.at_gateway(&payment).await;
    assert_eq!(known["refunds"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_bad_payment_does_not_stop_the_others() {
    let scene = Scene::set().await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        let order = scene.order().await;
        let payment = scene.started(&order).await;
        scene.pay(&payment, "qris").await;
        scene.pass(&order, 5).await;
        orders.push(order);
    }
    let other_amount = "update payments.payments set amount = 26000 where order_code = $1";
    let client = scene.shop.client();
    client
        .execute(other_amount, &[&orders[0].code.as_str()])
        .await
        .unwrap();
    scene.reconcile().await;
    let mut statuses = Vec::new();
    for order in &orders {
        statuses.extend(scene.statuses(order).await);
    }
    assert_eq!(statuses, ["pending", "succeeded", "succeeded"]);
}

#[tokio::test]
async fn a_gateway_that_is_away_leaves_everything_as_it_was() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    scene.pay(&payment, "qris").await;
    scene.pass(&order, 70).await;
    let away = scene.without_gateway();
    let done = reconcile_payments::handle(away.app(), "test-run".into()).await;
    done.unwrap();
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    scene.pass(&order, 5).await;
    scene.reconcile().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
}

#[tokio::test]
async fn fifty_runs_at_once_share_the_payments_between_them() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    scene.started(&order).await;
    scene.pass(&order, 5).await;
    let more = "insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount,
            gateway_reference, request_scope, request_key, request_fingerprint, expires_at, created_at, updated_at)
        select gen_random_uuid(), gen_random_uuid(), 'SYR-' || lpad(n::text, 8, '0'), 1, gateway, method, status, amount,
            'SYR-' || n, request_scope, request_key, request_fingerprint, expires_at, created_at, updated_at
        from payments.payments, generate_series(1, 99) n";
    scene.shop.client().batch_execute(more).await.unwrap();
    let app: &PgLooseEnds = scene.stage.of("payments").app();
    let runs: Vec<_> = (0..50)
        .map(|_| {
            tokio::spawn(async {
                let now = SystemClock.now();
                let since = now - Duration::minutes(4);
                app.claim_payments(since, since, now, 10).await.unwrap()
            })
        })
        .collect();
    let mut claimed = Vec::new();
    for run in runs {
        claimed.extend(run.await.unwrap().into_iter().map(|it| it.reference));
    }
    let different: BTreeSet<_> = claimed.iter().collect();
    assert_eq!(different.len(), claimed.len(), "one was claimed twice");
    // Whoever finds the others' rows locked goes without; the next run finds what is left.
    let now = SystemClock.now();
    let rest = app.claim_payments(now - Duration::minutes(4), now, now, 1_000);
    assert_eq!(rest.await.unwrap().len() + claimed.len(), 100);
    assert!(text(&scene.payments(&order).await["items"][0]["status"]) == "pending");
}

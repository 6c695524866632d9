//! The shop's cash that couriers carry, and credit that staff give.

use domain::SystemClock;
use domain::identity::Permission::{OrdersRead, PaymentsRefund};
use domain::ids::{OrderId, UserId};
use payments::{get_courier_cash, get_credit, give_credit, record_remittance};
use serde_json::{Value, json};
use testkit::{Answer, Call, Shop, Stage, TestDatabase};

struct Scene {
    shop: Shop,
    stage: Stage,
    staff: String,
    courier: UserId,
    // Dropped last: the database outlives those who use it.
    _database: TestDatabase,
}

fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

impl Scene {
    async fn set() -> Self {
        let database = TestDatabase::create().await;
        let stage = Stage::on(&database).with("DATABASE_CONNECTIONS", "20");
        let shop = Shop::open(&database).await;
        let courier = shop.shopper().await.user;
        let grant = "insert into identity.user_roles (user_id, role, granted_at) values ($1, 'courier', now())";
        shop.client()
            .execute(grant, &[&courier.uuid()])
            .await
            .unwrap();
        Self {
            staff: stage.token(UserId::generate(&SystemClock), &[PaymentsRefund]),
            shop,
            stage,
            courier,
            _database: database,
        }
    }

    async fn collect(&self, code: &str, amount: i64, due: i64) {
        let insert = "
            insert into payments.courier_entries (courier_id, amount, kind, order_id, order_code, due, at)
            values ($1, $2, 'collected', $3, $4, $5, now())";
        let order = OrderId::generate(&SystemClock).uuid();
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 5] =
            [&self.courier.uuid(), &amount, &order, &code, &due];
        self.shop.client().execute(insert, &values).await.unwrap();
    }

    fn remitting(&self, courier: UserId, key: &str, body: &Value) -> Call {
        Call::post(&format!("/v1/admin/couriers/{courier}/remittances"))
            .parameter("id", courier.to_string())
            .header("idempotency-key", key)
            .bearer(&self.staff)
            .json(body)
    }

    async fn remit(&self, key: &str, body: &Value) -> Answer {
        self.remitting(self.courier, key, body)
            .send(self.stage.app(), record_remittance::handle)
            .await
    }

    async fn cash(&self, courier: UserId, query: &str) -> Answer {
        Call::get(&format!("/v1/admin/couriers/id/cash?{query}"))
            .parameter("id", courier.to_string())
            .bearer(&self.staff)
            .send(self.stage.app(), get_courier_cash::handle)
            .await
    }

    async fn give(&self, user: UserId, key: &str, body: &Value) -> Answer {
        Call::post(&format!("/v1/admin/users/{user}/credit"))
            .parameter("id", user.to_string())
            .header("idempotency-key", key)
            .bearer(&self.staff)
            .json(body)
            .send(self.stage.app(), give_credit::handle)
            .await
    }
}

#[tokio::test]
async fn a_courier_hands_in_what_they_carry_and_no_more() {
    let scene = Scene::set().await;
    let empty = scene.cash(scene.courier, "").await.expect(200);
    assert_eq!(
        (&empty["balance"], &empty["items"]),
        (&money(0), &json!([]))
    );
    scene.collect("SYR-7K3M9QWX", 60_000, 60_000).await;
    scene.collect("SYR-7K3M9QWY", 20_000, 25_000).await;
    let part = json!({ "amount": money(50_000), "note": "Setoran siang" });
    let handed_in = scene.remit("noon", &part).await.expect(201);
    assert_eq!(
        (
            &handed_in["amount"],
            &handed_in["balance"],
            &handed_in["note"]
        ),
        (&money(-50_000), &money(30_000), &json!("Setoran siang"))
    );
    assert_eq!(scene.remit("noon", &part).await.expect(201), handed_in);
    scene
        .remit("evening", &json!({ "amount": money(30_001) }))
        .await
        .expect_problem(409, "remittance_above_cash");
    scene
        .remit("noon", &json!({ "amount": money(1) }))
        .await
        .expect_problem(422, "idempotency_key_reused");
    let carried = scene.cash(scene.courier, "").await.expect(200);
    assert_eq!(carried["balance"], money(30_000));
    let entries = carried["items"].as_array().unwrap();
    assert_eq!(entries[0], handed_in);
    assert_eq!(
        (&entries[1]["uncollected"], &entries[2]["uncollected"]),
        (&money(5_000), &money(0))
    );
    let first = scene.cash(scene.courier, "limit=2").await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = scene
        .cash(scene.courier, &format!("cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(rest["items"], json!([entries[2]]));
    let log = "select count(*) from identity.audit_log where action = 'cash_remitted'";
    let row = scene.shop.client().query_one(log, &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 1);
}

#[tokio::test]
async fn a_remittance_that_cannot_be_is_refused() {
    let scene = Scene::set().await;
    scene.collect("SYR-7K3M9QWX", 60_000, 60_000).await;
    for amount in [0, -1, 100_000_001] {
        scene
            .remit("key", &json!({ "amount": money(amount) }))
            .await
            .expect_problem(422, "validation_failed");
    }
    let customer = scene.shop.shopper().await.user;
    scene
        .remitting(customer, "key", &json!({ "amount": money(1) }))
        .send(scene.stage.app(), record_remittance::handle)
        .await
        .expect_problem(404, "courier_not_found");
    scene
        .cash(customer, "")
        .await
        .expect_problem(404, "courier_not_found");
    let reader = scene
        .stage
        .token(UserId::generate(&SystemClock), &[OrdersRead]);
    scene
        .remitting(scene.courier, "key", &json!({ "amount": money(1) }))
        .bearer(&reader)
        .send(scene.stage.app(), record_remittance::handle)
        .await
        .expect_problem(403, "permission_denied");
    // Whoever brings no more orders still owes what they carry.
    let revoke = "delete from identity.user_roles where user_id = $1";
    let courier = scene.courier.uuid();
    let client = scene.shop.client();
    client.execute(revoke, &[&courier]).await.unwrap();
    let all = json!({ "amount": money(60_000) });
    assert_eq!(
        scene.remit("all", &all).await.expect(201)["balance"],
        money(0)
    );
    for change in [
        "update payments.courier_entries set amount = 1",
        "delete from payments.courier_entries",
        "truncate payments.courier_entries",
    ] {
        assert!(client.batch_execute(change).await.is_err(), "{change}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_remittances_at_once_take_what_is_there_and_no_more() {
    let scene = Scene::set().await;
    scene.collect("SYR-7K3M9QWX", 10_000, 10_000).await;
    let app = scene.stage.app();
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let body = json!({ "amount": money(300) });
            let call = scene.remitting(scene.courier, &format!("key-{number}"), &body);
            tokio::spawn(call.send(app, record_remittance::handle))
        })
        .collect();
    let mut taken = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status == 201 {
            taken += 1;
        } else {
            answer.expect_problem(409, "remittance_above_cash");
        }
    }
    assert_eq!(taken, 33);
    let carried = scene.cash(scene.courier, "").await.expect(200);
    assert_eq!(carried["balance"], money(100));
}

#[tokio::test]
async fn staff_give_goodwill_once_and_the_customer_reads_why() {
    let scene = Scene::set().await;
    let user = scene.shop.shopper().await.user;
    let gift = json!({ "amount": money(10_000), "reason": "Maaf atas keterlambatan" });
    let given = scene.give(user, "one", &gift).await.expect(201);
    assert_eq!(
        (&given["kind"], &given["balance"]),
        (&json!("goodwill"), &money(10_000))
    );
    assert_eq!(scene.give(user, "one", &gift).await.expect(201), given);
    let token = scene.stage.token(user, &[]);
    let statement = Call::get("/v1/me/credit")
        .bearer(&token)
        .send(scene.stage.app(), get_credit::handle)
        .await
        .expect(200);
    assert_eq!(
        (&statement["balance"], &statement["items"]),
        (&money(10_000), &json!([given]))
    );
    let nobody = UserId::generate(&SystemClock);
    scene
        .give(nobody, "one", &gift)
        .await
        .expect_problem(404, "user_not_found");
    for bad in [
        json!({ "amount": money(0), "reason": "x" }),
        json!({ "amount": money(-1), "reason": "x" }),
        json!({ "amount": money(1), "reason": "" }),
    ] {
        scene
            .give(user, "two", &bad)
            .await
            .expect_problem(422, "validation_failed");
    }
    let log =
        "select details from identity.audit_log where action = 'credit_given' and user_id = $1";
    let user = user.uuid();
    let rows = scene.shop.client().query(log, &[&user]).await.unwrap();
    assert_eq!(rows.len(), 1);
    let details: Value = rows[0].get(0);
    assert_eq!(details["reason"], "Maaf atas keterlambatan");
}

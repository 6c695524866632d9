//! What the shop owes a customer.

use domain::SystemClock;
use domain::ids::UserId;
use payments::get_credit;
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{Answer, Call, Shop, Stage, TestDatabase};

struct Scene {
    shop: Shop,
    stage: Stage,
    // Dropped last: the database outlives those who use it.
    database: TestDatabase,
}

impl Scene {
    async fn set() -> Self {
        let database = TestDatabase::create().await;
        Self {
            shop: Shop::open(&database).await,
            stage: Stage::on(&database),
            database,
        }
    }

    async fn look(&self, user: UserId, query: &str) -> Answer {
        let token = self.stage.token(user, &[]);
        Call::get(&format!("/v1/me/credit?{query}"))
            .bearer(&token)
            .send(self.stage.app(), get_credit::handle)
            .await
    }

    async fn write(&self, user: UserId, kind: &str, amount: i64, key: &str) -> Result<u64, String> {
        let insert =
            "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
            values ($1, $2, $3, 'SYR-7K3M9QWX', $4, now())";
        let (client, user) = (self.shop.client(), user.uuid());
        let written = client.execute(insert, &[&user, &amount, &kind, &key]).await;
        written.map_err(|error| {
            let error = error.as_db_error().unwrap();
            error.constraint().unwrap_or(error.message()).to_owned()
        })
    }
}

fn somebody() -> UserId {
    UserId::generate(&SystemClock)
}

fn amounts(page: &Value) -> Vec<(i64, i64)> {
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|entry| {
            let amount = |field: &str| entry[field]["amount"].as_i64().unwrap();
            (amount("amount"), amount("balance"))
        })
        .collect()
}

#[tokio::test]
async fn a_user_reads_their_own_ledger_page_by_page() {
    let scene = Scene::set().await;
    let (user, other) = (somebody(), somebody());
    let nothing = scene.look(user, "").await.expect(200);
    assert_eq!(
        nothing["balance"],
        json!({ "amount": 0, "currency": "IDR" })
    );
    assert_eq!(nothing["items"], json!([]));
    for (kind, amount) in [
        ("claim", 5_000),
        ("goodwill", 2_000),
        ("spent", -6_500),
        ("returned", 500),
    ] {
        scene.write(user, kind, amount, kind).await.unwrap();
    }
    scene.write(other, "claim", 99_000, "others").await.unwrap();
    let all = scene.look(user, "").await.expect(200);
    assert_eq!(all["balance"]["amount"], 1_000);
    let entries = [(500, 1_000), (-6_500, 500), (2_000, 7_000), (5_000, 5_000)];
    assert_eq!(amounts(&all), entries);
    assert_eq!(all["items"][0]["kind"], "returned");
    assert_eq!(all["items"][0]["cause"], "SYR-7K3M9QWX");
    let first = scene.look(user, "limit=3").await.expect(200);
    assert_eq!(amounts(&first), entries[..3]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = scene
        .look(user, &format!("cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(
        (amounts(&rest), &rest["next_cursor"]),
        (entries[3..].to_vec(), &Value::Null)
    );
    for query in ["limit=0", "cursor=x", "user=1"] {
        scene
            .look(user, query)
            .await
            .expect_problem(400, "malformed_request");
    }
    Call::get("/v1/me/credit")
        .send(scene.stage.app::<payments::CreditApp>(), get_credit::handle)
        .await
        .expect_problem(401, "authentication_required");
}

#[tokio::test]
async fn the_ledger_takes_nothing_that_it_should_not() {
    let scene = Scene::set().await;
    let user = somebody();
    scene.write(user, "claim", 5_000, "one").await.unwrap();
    for (kind, amount, key, refusal) in [
        ("claim", 1, "one", "credit_entries_once"),
        ("spent", -5_001, "two", "credit_never_negative"),
        ("spent", 1, "two", "credit_entries_sign"),
        ("claim", -1, "two", "credit_entries_sign"),
        ("claim", 0, "two", "credit_entries_amount_check"),
        ("gift", 1, "two", "credit_entries_kind_check"),
        ("claim", 1, "two words", "credit_entries_entry_key_check"),
    ] {
        let written = scene.write(user, kind, amount, key).await;
        assert_eq!(written, Err(refusal.to_owned()), "{kind} {amount} {key}");
    }
    for change in [
        "update payments.credit_entries set amount = 1",
        "delete from payments.credit_entries",
        "truncate payments.credit_entries",
    ] {
        assert!(
            scene.shop.client().batch_execute(change).await.is_err(),
            "{change}"
        );
    }
    assert_eq!(
        scene.look(user, "").await.expect(200)["balance"]["amount"],
        5_000
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_at_once_spend_what_is_there_and_no_more() {
    let scene = Scene::set().await;
    let user = somebody();
    scene.write(user, "claim", 10_000, "given").await.unwrap();
    let mut clients = Vec::new();
    for _ in 0..10 {
        clients.push(Arc::new(scene.database.client().await));
    }
    let calls: Vec<_> = (0..100)
        .map(|number| {
            let client = Arc::clone(&clients[number % clients.len()]);
            tokio::spawn(async move {
                let insert = "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
                    values ($1, -300, 'spent', 'x', $2, now())";
                let key = format!("spent-{number}");
                client.execute(insert, &[&user.uuid(), &key]).await.is_ok()
            })
        })
        .collect();
    let mut spent = 0;
    for call in calls {
        spent += usize::from(call.await.unwrap());
    }
    assert_eq!(spent, 33);
    let page = scene.look(user, "limit=100").await.expect(200);
    assert_eq!(page["balance"]["amount"], 100);
    assert_eq!(amounts(&page).len(), 34);
}

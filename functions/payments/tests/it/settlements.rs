//! A day's settlement against the books: what differs is found, and nothing else.

use crate::scene::{Placed, Scene, text};
use domain::identity::Permission;
use domain::payments::settlement::{Reconciliation, Settlements};
use domain::{Clock, SystemClock};
use payments::{report_reconciliation, store_settlement};
use postgres::PgSettlements;
use serde_json::{Value, json};
use testkit::{Answer, Call};
use time::{Date, Duration};

/// As the simulator's Midtrans charges.
const FEES: &str = "bank_transfer=4440,echannel=4440,qris=0.7%,gopay=2%,credit_card=3.219%+2220";
const DIFFERS: &str = "sayur.payments.settlement_differs.v1";
const MEANS: [&str; 4] = ["qris", "gopay", "bank_transfer", "qris"];

pub(crate) fn yesterday() -> Date {
    domain::catalog::shop_date(SystemClock.now()) - Duration::DAY
}

/// A shop with `count` paid orders of yesterday, each second of them with something given back.
pub(crate) struct Day {
    scene: Scene,
    orders: Vec<Placed>,
}

impl Day {
    pub(crate) async fn of(count: usize) -> Self {
        let mut scene = Scene::set().await;
        scene.stage = scene.stage.with("MIDTRANS_FEES", FEES);
        let mut orders = Vec::new();
        for number in 0..count {
            let means = MEANS[number % MEANS.len()];
            let (order, _) = crate::ended_orders::paid(&scene, means).await;
            if number % 2 == 0 {
                let due = scene.due(&order, 1_500, "packed").await;
                scene.process(&due).await.unwrap();
            }
            orders.push(order);
        }
        let back = "update payments.payments set paid_at = paid_at - interval '24 hours';
            update payments.refunds set updated_at = updated_at - interval '24 hours'";
        scene.shop.client().batch_execute(back).await.unwrap();
        Self { scene, orders }
    }

    /// The gateway's file of that day.
    pub(crate) async fn file(&self, wrong: &str) -> String {
        let today = yesterday() + Duration::DAY;
        let file = self.scene.settlement(&today.to_string(), wrong).await;
        file.replace(&today.to_string(), &yesterday().to_string())
    }

    fn put(&self, date: Date, file: &str) -> Call {
        let token = self
            .scene
            .stage
            .token(self.scene.user, &[Permission::PaymentsRefund]);
        Call::new("PUT", &format!("/v1/admin/settlements/{date}"))
            .parameter("date", date.to_string())
            .bearer(&token)
            .header("content-type", "text/csv")
            .text(file)
    }

    pub(crate) async fn store(&self, date: Date, file: &str) -> Answer {
        let app = self.scene.stage.app();
        self.put(date, file)
            .send(app, store_settlement::handle)
            .await
    }

    async fn report(&self, query: &str) -> Answer {
        let token = self
            .scene
            .stage
            .token(self.scene.user, &[Permission::ReportsRead]);
        Call::get(&format!("/v1/admin/reports/reconciliation?{query}"))
            .bearer(&token)
            .send(self.scene.stage.app(), report_reconciliation::handle)
            .await
    }

    fn reference(&self, number: usize) -> String {
        format!("{}-1", self.orders[number].code)
    }
}

impl Scene {
    /// The gateway's settlement file, with what is to be wrong in it.
    async fn settlement(&self, date: &str, wrong: &str) -> String {
        let path = format!("/_simulate/settlements/{date}?{wrong}");
        self.get(&path).await
    }
}

/// What was found, in short.
fn found(report: &Value) -> Vec<String> {
    let differences = report["differences"].as_array().unwrap().iter();
    let short = differences.map(|it| {
        let amount = |side: &Value| {
            side["amount"]
                .as_i64()
                .map_or("-".into(), |it| it.to_string())
        };
        let (ours, theirs) = (amount(&it["ours"]), amount(&it["theirs"]));
        let (reference, kind) = (text(&it["reference"]), text(&it["kind"]));
        format!("{reference} {kind} {ours} {theirs}")
    });
    short.collect()
}

#[tokio::test]
async fn a_true_settlement_agrees_with_the_books() {
    let day = Day::of(4).await;
    let file = day.file("").await;
    let report = day.store(yesterday(), &file).await.expect(201);
    assert_eq!(found(&report), [""; 0]);
    assert_eq!(report["ledger"]["payments"], 4);
    assert_eq!(report["ledger"]["paid"]["amount"], 100_000);
    // Of the transfer nothing goes back by the gateway.
    assert_eq!(report["settlement"]["rows"], 5);
    assert_eq!(report["settlement"]["returned"]["amount"], 1_500);
    let fees = 175 + 500 + 4_440 + 175;
    assert_eq!(report["settlement"]["fees"]["amount"], fees);
    assert_eq!(
        report["settlement"]["net"]["amount"],
        100_000 - 1_500 - fees
    );
}

#[tokio::test]
async fn each_planted_difference_is_found() {
    for (plant, number, expected) in [
        ("missing", 1, "missing 25000 -"),
        ("amount", 1, "amount 25000 26000"),
        ("fee", 3, "fee 175 675"),
        ("refund", 0, "refund 1500 2500"),
        ("unrefunded", 0, "refund 1500 -"),
    ] {
        let day = Day::of(4).await;
        let reference = day.reference(number);
        let file = day.file(&format!("{plant}={reference}")).await;
        let report = day.store(yesterday(), &file).await.expect(201);
        assert_eq!(
            found(&report),
            [format!("{reference} {expected}")],
            "{plant}"
        );
    }
    let day = Day::of(2).await;
    let file = day.file("extra=SYR-NOBODYS-1").await;
    let report = day.store(yesterday(), &file).await.expect(201);
    assert_eq!(found(&report), ["SYR-NOBODYS-1 extra - 12345"]);
}

/// A small generator, so that a seed tells the whole mixture.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[tokio::test]
async fn random_mixtures_of_differences_are_found_whole() {
    for seed in 1..=6_u64 {
        let mut state = seed;
        let day = Day::of(8).await;
        let mut plants: [Vec<String>; 5] = Default::default();
        let mut planted = Vec::new();
        for number in 0..8 {
            let reference = day.reference(number);
            let plant = usize::try_from(next(&mut state) % 8).unwrap();
            let means = MEANS[number % MEANS.len()];
            let fee = |amount: i64| match means {
                "qris" => (amount * 7 + 500) / 1_000,
                "gopay" => amount / 50,
                _ => 4_440,
            };
            let is_refunded = number % 2 == 0 && means != "bank_transfer";
            let expected = match plant {
                0 => "missing 25000 -".to_owned(),
                1 => "amount 25000 26000".to_owned(),
                2 => format!("fee {} {}", fee(25_000), fee(25_000) + 500),
                3 if is_refunded => "refund 1500 2500".to_owned(),
                4 if is_refunded => "refund 1500 -".to_owned(),
                _ => continue,
            };
            plants[plant].push(reference.clone());
            planted.push(format!("{reference} {expected}"));
        }
        if next(&mut state).is_multiple_of(2) {
            planted.push("SYR-NOBODYS-1 extra - 12345".into());
        }
        let [missing, amount, fee, refund, unrefunded] = plants.map(|it| it.join(","));
        let extra = if planted.iter().any(|it| it.contains("NOBODYS")) {
            "SYR-NOBODYS-1"
        } else {
            ""
        };
        let wrong = format!(
            "missing={missing}&amount={amount}&fee={fee}&refund={refund}&unrefunded={unrefunded}&extra={extra}"
        );
        let report = day
            .store(yesterday(), &day.file(&wrong).await)
            .await
            .expect(201);
        planted.sort();
        assert_eq!(found(&report), planted, "seed {seed}: {wrong}");
    }
}

#[tokio::test]
async fn a_corrected_file_takes_the_place_of_the_one_before() {
    let day = Day::of(2).await;
    let wrong = day.file(&format!("missing={}", day.reference(1))).await;
    let first = day.store(yesterday(), &wrong).await.expect(201);
    assert_eq!(first["settlement"]["file"], 1);
    assert!(!found(&first).is_empty());
    let again = day.store(yesterday(), &wrong).await.expect(200);
    assert_eq!(again["settlement"], first["settlement"]);

    let right = day.file("").await;
    let second = day.store(yesterday(), &right).await.expect(200);
    assert_eq!(second["settlement"]["file"], 2);
    assert_eq!(found(&second), [""; 0]);
    let report = day
        .report(&format!("date={}", yesterday()))
        .await
        .expect(200);
    assert_eq!(report["settlement"]["file"], 2);
    assert_eq!(report["differences"], json!([]));

    // Both are kept, and who handed them in.
    let client = day.scene.shop.client();
    let kept = "select file from payments.settlements order by number";
    let kept = client.query(kept, &[]).await.unwrap();
    let kept: Vec<String> = kept.iter().map(|row| row.get(0)).collect();
    assert_eq!(kept, [wrong, right]);
    let noted = "select action, target, details->>'file' from identity.audit_log order by at, id";
    let noted = client.query(noted, &[]).await.unwrap();
    let noted: Vec<(String, String, String)> = noted
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect();
    let stored = |file: &str| {
        let target = yesterday().to_string();
        ("settlement_stored".to_owned(), target, file.to_owned())
    };
    assert_eq!(noted, [stored("1"), stored("2")]);
    for change in [
        "update payments.settlements set file = ''",
        "delete from payments.settlement_rows",
    ] {
        assert!(client.batch_execute(change).await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn a_report_is_not_made_of_a_file_that_was_replaced() {
    let day = Day::of(1).await;
    let wrong = day.file("extra=SYR-NOBODYS-1").await;
    day.store(yesterday(), &wrong).await.expect(201);
    let store: &PgSettlements = day.scene.stage.of("payments").app();
    let stale = store.report(yesterday()).await.unwrap().unwrap();
    day.store(yesterday(), &day.file("").await)
        .await
        .expect(200);
    // Somebody read the books before the second file was there, and is slow to write.
    let late = Reconciliation {
        compared_at: SystemClock.now(),
        ..stale
    };
    assert!(!store.write(&late, None).await.unwrap());
    let report = store.report(yesterday()).await.unwrap().unwrap();
    assert!(report.differences.is_empty());
}

#[tokio::test]
async fn fifty_files_at_once_leave_their_day_with_the_report_of_the_last() {
    let day = Day::of(1).await;
    let files = [day.file("").await, day.file("extra=SYR-NOBODYS-1").await];
    let app = day.scene.stage.app();
    let puts: Vec<_> = (0..50)
        .map(|turn| {
            let call = day.put(yesterday(), &files[turn % 2]);
            tokio::spawn(call.send(app, store_settlement::handle))
        })
        .collect();
    let mut first = 0;
    for put in puts {
        match put.await.unwrap().status {
            201 => first += 1,
            status => assert_eq!(status, 200),
        }
    }
    assert_eq!(first, 1);
    let last = "select number, file from payments.settlements order by number desc limit 1";
    let last = day.scene.shop.client().query_one(last, &[]).await.unwrap();
    let report = day
        .report(&format!("date={}", yesterday()))
        .await
        .expect(200);
    assert_eq!(report["settlement"]["file"], last.get::<_, i32>(0));
    let is_wrong = last.get::<_, String>(1) == files[1];
    assert_eq!(found(&report).len(), usize::from(is_wrong));
}

#[tokio::test]
async fn staff_are_told_of_differences_once() {
    let day = Day::of(2).await;
    let scene = &day.scene;
    let again = async || {
        let before =
            "update payments.reconciliations set compared_at = compared_at - interval '24 hours'";
        scene.shop.client().batch_execute(before).await.unwrap();
        scene.reconcile().await;
    };
    let wrong = day.file(&format!("missing={}", day.reference(1))).await;
    day.store(yesterday(), &wrong).await.expect(201);
    let told = scene.told(DIFFERS).await;
    let one = json!({ "missing": 1, "extra": 0, "amount": 0, "fee": 0, "refund": 0 });
    let expected = json!({ "date": yesterday().to_string(), "differences": one });
    assert_eq!(told, [expected]);
    day.store(yesterday(), &wrong).await.expect(200);
    again().await;
    assert_eq!(scene.told(DIFFERS).await.len(), 1);

    // Others are news, and none is no news.
    let otherwise = day.file("extra=SYR-NOBODYS-1").await;
    day.store(yesterday(), &otherwise).await.expect(200);
    assert_eq!(scene.told(DIFFERS).await.len(), 2);
    day.store(yesterday(), &day.file("").await)
        .await
        .expect(200);
    again().await;
    assert_eq!(scene.told(DIFFERS).await.len(), 2);
}

#[tokio::test]
async fn a_file_that_is_no_settlement_of_the_day_is_refused_whole() {
    let day = Day::of(1).await;
    let file = day.file("").await;
    let line = file.lines().nth(1).unwrap().to_owned();
    let other_day = file.replace(&yesterday().to_string(), "2020-01-01");
    let twice = format!("{file}{line}\r\n");
    for (bad, pointer, code) in [
        (
            other_day.as_str(),
            "/rows/2/settlement_time",
            "not_of_the_day",
        ),
        (&twice, "/rows/4/order_id", "row_repeated"),
        ("", "/rows", "no_rows"),
        (
            "order_id\nSYR-1-1",
            "/columns/transaction_status",
            "column_required",
        ),
        (
            &file.replace(",25000.00,", ",many,"),
            "/rows/2/gross_amount",
            "malformed_field",
        ),
    ] {
        let problem = day.store(yesterday(), bad).await.expect(422);
        let first = &problem["errors"][0];
        assert_eq!(
            (text(&first["pointer"]), text(&first["code"])),
            (pointer, code)
        );
    }
    let today = yesterday() + Duration::DAY;
    let of_today = file.replace(&yesterday().to_string(), &today.to_string());
    day.store(today, &of_today)
        .await
        .expect_problem(422, "day_not_over");

    let send = async |call: Call| {
        call.send(day.scene.stage.app(), store_settlement::handle)
            .await
    };
    let huge = "x".repeat(11 * 1024 * 1024);
    send(day.put(yesterday(), &huge))
        .await
        .expect_problem(413, "body_too_large");
    let json = day.put(yesterday(), "").json(&json!({}));
    send(json).await.expect_problem(415, "csv_required");
    let nowhere = day.put(yesterday(), &file).parameter("date", "yesterday");
    send(nowhere).await.expect_problem(404, "not_found");
    let shopper = day.put(yesterday(), &file).bearer(&day.scene.token);
    send(shopper).await.expect_problem(403, "permission_denied");
    assert_eq!(day.scene.shop.count("payments.settlements").await, 0);
}

#[tokio::test]
async fn the_report_is_read_as_json_and_as_csv() {
    let day = Day::of(2).await;
    let query = format!("date={}", yesterday());
    day.report(&query)
        .await
        .expect_problem(404, "reconciliation_not_found");

    // No file yet: the day is told of, and nothing is said to be missing.
    day.scene.reconcile().await;
    let waiting = day.report(&query).await.expect(200);
    assert_eq!(waiting["settlement"], Value::Null);
    assert_eq!(waiting["ledger"]["payments"], 2);
    assert_eq!(found(&waiting), [""; 0]);

    let reference = day.reference(1);
    let file = day.file(&format!("missing={reference}")).await;
    let stored = day.store(yesterday(), &file).await.expect(201);
    assert_eq!(day.report(&query).await.expect(200), stored);
    let csv = day.report(&format!("{query}&format=csv")).await;
    assert_eq!(
        csv.expect(200),
        json!(format!(
            "order_id,kind,refund_key,ours,theirs\r\n{reference},missing,,25000,\r\n"
        ))
    );
}

#[tokio::test]
async fn the_next_days_file_explains_what_a_day_lacked() {
    let day = Day::of(2).await;
    let before = yesterday() - Duration::DAY;
    // The books have the payments a day earlier than the gateway, as around midnight.
    let back = "update payments.payments set paid_at = paid_at - interval '24 hours';
        update payments.refunds set updated_at = updated_at - interval '24 hours'";
    day.scene.shop.client().batch_execute(back).await.unwrap();
    let header = day.file("").await.lines().next().unwrap().to_owned();
    let report = day.store(before, &format!("{header}\n")).await.expect(201);
    assert_eq!(found(&report).len(), 3);
    let report = day
        .store(yesterday(), &day.file("").await)
        .await
        .expect(201);
    assert_eq!(
        found(&report),
        [""; 0],
        "what the file tells is known of another day"
    );

    let stale =
        "update payments.reconciliations set compared_at = compared_at - interval '24 hours'";
    day.scene.shop.client().batch_execute(stale).await.unwrap();
    day.scene.reconcile().await;
    let report = day.report(&format!("date={before}")).await.expect(200);
    assert_eq!(found(&report), [""; 0]);
}

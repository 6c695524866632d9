//! Reports of sales: what counts, what it comes to, and what it costs to ask.

use crate::scene::{Scene, text, without_broker};
use crate::sold::{Invented, Line, expected, invented, variants, write};
use domain::identity::Permission;
use orders::report_sales;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use testkit::{Answer, Call, Wire};
use tokio_postgres::Client;

async fn report(scene: &Scene, query: &str) -> Answer {
    let staff = scene
        .stage
        .token(scene.shopper.user, &[Permission::ReportsRead]);
    asking(query)
        .bearer(&staff)
        .send(scene.stage.app(), report_sales::handle)
        .await
}

fn asking(query: &str) -> Call {
    Call::get(&format!("/v1/admin/reports/sales?{query}"))
}

#[tokio::test]
async fn reports_are_plain_sums_over_the_orders_that_count() {
    let scene = Scene::set().await;
    let variants = variants(&scene).await;
    let mut runner = TestRunner::default();
    for round in 0..6 {
        scene
            .shop
            .client()
            .batch_execute("truncate orders.orders cascade; truncate payments.payments cascade")
            .await
            .unwrap();
        let orders = prop::collection::vec(invented(), 0..25)
            .new_tree(&mut runner)
            .unwrap()
            .current();
        for (number, order) in orders.iter().enumerate() {
            write(&scene, &variants, round * 1_000 + number, order).await;
        }
        let totals = expected(&orders, "total")
            .remove("")
            .unwrap_or_default()
            .json(true);
        for by in ["day", "category", "sku"] {
            let rows: Vec<_> = expected(&orders, by)
                .into_iter()
                .map(|(key, sums)| {
                    let mut row = sums.json(by == "day");
                    row[by] = json!(key);
                    if let Some(number) = key.strip_prefix("SKU-") {
                        row["name"] = json!(format!("Barang {number}"));
                    } else if let Some(number) = key.strip_prefix("kategori-") {
                        row["name"] = json!(format!("Kategori {number}"));
                    }
                    row
                })
                .collect();
            let whole = report(&scene, &format!("from=2026-11-01&to=2026-11-30&by={by}"))
                .await
                .expect(200);
            assert_eq!(whole["totals"], totals, "{by} of {orders:#?}");
            assert_eq!(whole["items"], json!(rows), "{by} of {orders:#?}");
            assert_eq!(whole["next_cursor"], Value::Null);
            assert_eq!(pages(&scene, by).await, rows, "{by} page by page");
        }
    }
}

/// The same report, two rows at a time.
async fn pages(scene: &Scene, by: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let query = format!("from=2026-11-01&to=2026-11-30&by={by}&limit=2{cursor}");
        let page = report(scene, &query).await.expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        rows.extend(items.iter().cloned());
        let Some(next) = page["next_cursor"].as_str() else {
            return rows;
        };
        assert_eq!(items.len(), 2, "a page before the last is full");
        cursor = format!("&cursor={next}");
    }
}

/// One order of two lines on 22 November 2026, named so that a spreadsheet would like to compute with it.
async fn one_order(scene: &Scene) {
    let variants = variants(scene).await;
    let line = |sku, total| Line {
        sku,
        thousandths: 1_250,
        packed: None,
        total,
        tax_rate: 1_100,
    };
    let order = Invented {
        day: Some(22),
        status: "completed",
        lines: vec![line(0, 10_000), line(1, 20_000)],
        discount: 100,
        delivery_fee: 15_000,
        payments: 1,
        refunding: 100,
    };
    write(scene, &variants, 1, &order).await;
    let names = "update orders.lines set name_id = '=SUM(A1), \"dua\"', name_en = '+two' where sku = 'SKU-1'";
    scene.shop.client().batch_execute(names).await.unwrap();
}

#[tokio::test]
async fn a_report_comes_as_csv_in_both_languages() {
    let scene = Scene::set().await;
    one_order(&scene).await;
    let staff = scene
        .stage
        .token(scene.shopper.user, &[Permission::ReportsRead]);
    let period = "from=2026-11-22&to=2026-11-22";
    let units = "units_kg,units_g,units_ikat,units_pack,units_buah,units_sisir,units_butir";
    let days = format!(
        "day,orders,{units},gross,discount,tax,delivery_fees,refunds,net\r\n\
        2026-11-22,1,1.250,0.000,1.250,0.000,0.000,0.000,0.000,30000,3000,2970,15000,4497,40473\r\n"
    );
    let skus = |name: &str| {
        format!(
            "sku,name,orders,{units},gross,discount,tax,net\r\n\
        SKU-0,{},1,1.250,0.000,0.000,0.000,0.000,0.000,0.000,10000,1000,990,9990\r\n\
        SKU-1,{name},1,0.000,0.000,1.250,0.000,0.000,0.000,0.000,20000,2000,1980,19980\r\n",
            if name.starts_with('"') {
                "Barang 0"
            } else {
                "Good 0"
            }
        )
    };
    let csv = |query: String, language: &'static str, accept: &'static str| {
        asking(&query)
            .bearer(&staff)
            .header("accept-language", language)
            .header("accept", accept)
            .send(scene.stage.app(), report_sales::handle)
    };
    for (query, language, accept, file) in [
        (
            format!("{period}&by=day&format=csv"),
            "id",
            "*/*",
            days.clone(),
        ),
        (format!("{period}&by=day"), "en", "text/csv", days),
        (
            format!("{period}&by=sku&limit=1"),
            "id",
            "text/csv, application/json;q=0.9",
            skus("\"'=SUM(A1), \"\"dua\"\"\""),
        ),
        (
            format!("{period}&by=sku&format=csv"),
            "en",
            "application/json",
            skus("'+two"),
        ),
    ] {
        let answer = csv(query.clone(), language, accept).await;
        assert_eq!(
            answer.headers["content-type"], "text/csv; charset=utf-8; header=present",
            "{query}"
        );
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.ends_with("-2026-11-22-2026-11-22.csv\""), "{name}");
        assert_eq!(text(&answer.body), file, "{query}");
    }
    let named = csv(
        format!("{period}&by=category&format=json"),
        "en",
        "text/csv",
    )
    .await
    .expect(200);
    assert_eq!(named["items"][0]["name"], "Category 0");
    let answer = csv(format!("{period}&by=day"), "id", "text/html").await;
    answer.expect_problem(406, "not_acceptable");
}

#[tokio::test]
async fn a_report_with_nothing_in_it_is_empty() {
    let scene = Scene::set().await;
    scene.placed().await;
    for by in ["day", "category", "sku"] {
        let empty = report(&scene, &format!("from=2026-01-01&to=2027-01-01&by={by}"))
            .await
            .expect(200);
        assert_eq!(
            empty["items"],
            json!([]),
            "an order that waits for its payment is no sale"
        );
        assert_eq!(empty["totals"]["orders"], 0);
        assert_eq!(empty["totals"]["net"]["amount"], 0);
    }
}

#[tokio::test]
async fn bad_questions_are_refused() {
    let scene = Scene::set().await;
    one_order(&scene).await;
    let of_days = report(&scene, "from=2026-11-01&to=2026-11-30&by=sku&limit=1")
        .await
        .expect(200);
    let of_skus = text(&of_days["next_cursor"]).to_owned();
    let other = format!("from=2026-11-01&to=2026-11-30&by=day&cursor={of_skus}");
    for (query, pointer) in [
        ("to=2026-11-30&by=day", ""),
        ("from=2026-11-01&by=day", ""),
        ("from=2026-11-01&to=2026-11-30", ""),
        ("from=2026-11-01&to=2026-11-30&by=week", "/by"),
        ("from=2026-11-01&to=2026-11-30&by=Day", "/by"),
        ("from=2026-11-01&to=2026-11-31&by=day", "/to"),
        ("from=yesterday&to=2026-11-30&by=day", "/from"),
        ("from=2026-11-01T00:00:00Z&to=2026-11-30&by=day", "/from"),
        (
            "from=2026-11-01&to=2026-11-30&by=day&format=xlsx",
            "/format",
        ),
        ("from=2026-11-01&to=2026-11-30&by=day&limit=0", "/limit"),
        ("from=2026-11-01&to=2026-11-30&by=day&limit=101", "/limit"),
        ("from=2026-11-01&to=2026-11-30&by=day&cursor=x", "/cursor"),
        (&other, "/cursor"),
        ("from=2026-11-01&to=2026-11-30&by=day&zone=1", "/zone"),
    ] {
        let answer = report(&scene, query).await;
        assert_eq!(
            answer.body["errors"][0]["pointer"], pointer,
            "{query}: {}",
            answer.body
        );
        answer.expect_problem(400, "malformed_request");
    }
    for query in [
        "from=2026-11-30&to=2026-11-29&by=day",
        "from=2016-11-22&to=2026-11-22&by=sku",
        "from=2026-01-01&to=2027-01-02&by=category&format=csv",
    ] {
        let answer = report(&scene, query).await;
        let error = json!({ "pointer": "/to", "code": "invalid_period" });
        assert_eq!(
            answer.body["errors"][0]["code"], error["code"],
            "{query}: {}",
            answer.body
        );
        assert_eq!(answer.body["errors"][0]["pointer"], error["pointer"]);
        answer.expect_problem(422, "validation_failed");
    }
}

#[tokio::test]
async fn a_report_is_for_those_who_may_read_reports() {
    let scene = Scene::set().await;
    let query = "from=2026-11-01&to=2026-11-30&by=day";
    for permission in Permission::ALL {
        let token = scene.stage.token(scene.shopper.user, &[*permission]);
        let answer = asking(query)
            .bearer(&token)
            .send(scene.stage.app(), report_sales::handle)
            .await;
        if *permission == Permission::ReportsRead {
            answer.expect(200);
        } else {
            answer.expect_problem(403, "permission_denied");
        }
    }
    let anonymous = asking(query)
        .send(scene.stage.app(), report_sales::handle)
        .await;
    anonymous.expect_problem(401, "authentication_required");
}

#[tokio::test]
async fn a_report_takes_one_round_trip() {
    let scene = Scene::set().await;
    one_order(&scene).await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone()).with("DATABASE_CONNECTIONS", "1");
    let app: &report_sales::App = stage.app();
    let token = stage.token(scene.shopper.user, &[Permission::ReportsRead]);
    for by in ["day", "category", "sku"] {
        let ask = async || {
            let call = asking(&format!("from=2026-11-01&to=2026-11-30&by={by}")).bearer(&token);
            call.send(app, report_sales::handle).await.expect(200)
        };
        ask().await;
        assert_eq!(wire.round_trips(ask()).await.0, 1, "by {by}");
    }
}

/// A year of orders: 27 a day with five lines each, 49,275 lines in all.
async fn a_year_of_orders(client: &Client) {
    let statements = "
        alter table orders.orders disable trigger user;
        insert into orders.orders (id, code, email, customer_name, language, status, payment_method, subtotal,
            delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address, placed_at)
        select gen_random_uuid(), 'SYR-' || lpad(n::text, 8, '0'), 'siti@example.com', 'Siti', 'id', 'completed',
            'midtrans', 50000, 15000, 0, 65000, 65000, slot.id, slot.date, slot.starts_at, slot.ends_at, '{}',
            '2026-01-01 05:00Z'::timestamptz + interval '1 day' * (n / 27)
        from generate_series(0, 9854) n, (select * from orders.slots limit 1) slot;
        insert into orders.timeline (order_id, version, status, actor_kind, at)
        select id, 1, 'confirmed', 'shop', placed_at from orders.orders;
        insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price,
            line_total, tax_rate_bp, weighed, substitution)
        select o.id, line, v.id, v.sku, 'Barang', 'Good', 'ikat', 2000, 5000, 10000, 0, false, 'none'
        from orders.orders o, generate_series(1, 5) line, (select * from catalog.variants limit 1) v;
        insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount,
            gateway_reference, request_scope, request_key, request_fingerprint, created_at, updated_at)
        select gen_random_uuid(), id, code, 1, 'midtrans', 'qris', 'succeeded', 65000, code, 'test', code,
            sha256('test'), now(), now()
        from orders.orders;
        analyze";
    client.batch_execute(statements).await.unwrap();
}

/// The statement of a query in its file, with a text of SQL for each parameter.
fn statement(name: &str, parameters: &[(&str, &str)]) -> String {
    let file = include_str!("../../../../shared/postgres/queries/sales_report.sql");
    let (_, rest) = file.split_once(&format!("--! {name} ")).unwrap();
    let sql = rest.split_once('\n').unwrap().1.split_once(';').unwrap().0;
    parameters
        .iter()
        .fold(sql.to_owned(), |sql, (parameter, value)| {
            sql.replace(&format!(":{parameter}"), value)
        })
}

#[tokio::test]
async fn a_narrow_period_reads_no_table_of_orders_whole() {
    let scene = Scene::set().await;
    let client = scene.shop.client();
    a_year_of_orders(client).await;
    assert_eq!(scene.shop.count("orders.lines").await, 49_275);
    let day = "date '2026-06-15'";
    let period = [("first_day", day), ("last_day", day), ("limit", "101")];
    for (name, no_key) in [
        ("sales_totals", "null"),
        ("sales_by_day", "null::date"),
        ("sales_by_category", "null::text"),
        ("sales_by_sku", "null::text"),
    ] {
        let sql = statement(name, &[&period[..], &[("after", no_key)]].concat());
        let rows = client.query(&format!("explain {sql}"), &[]).await.unwrap();
        let plan: String = rows
            .iter()
            .map(|row| row.get::<_, String>(0) + "\n")
            .collect();
        for table in ["orders", "lines", "invoices", "payments"] {
            assert!(
                !plan.contains(&format!("Seq Scan on {table} ")),
                "{name}:\n{plan}"
            );
        }
        assert!(plan.contains("invoices_of_day"), "{name}:\n{plan}");
    }
    // The same day, as the function tells it.
    let found = report(&scene, "from=2026-06-15&to=2026-06-15&by=sku")
        .await
        .expect(200);
    assert_eq!(
        (
            &found["totals"]["orders"],
            &found["items"][0]["gross"]["amount"]
        ),
        (&json!(27), &json!(27 * 50_000))
    );
}

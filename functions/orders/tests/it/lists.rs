//! Staff's list of orders: what each filter takes, and by which index.

use crate::scene::text;
use domain::identity::Permission;
use domain::ids::UserId;
use log::{LevelFilter, Log, Metadata, Record};
use orders::{CouriersApp, get_pick_list, list_deliveries, list_orders};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use testkit::{Call, Stage, TestDatabase};
use tokio_postgres::Client;

/// 20,000 orders, nearly all of them long over: of 40 couriers, over 200 days and slots.
const ORDERS: &str = "
    insert into orders.zones (id, name, fee) values ('00000000-0000-7000-8000-000000000000', 'Zona', 0);
    insert into orders.slots (id, zone_id, date, starts_at, ends_at, cutoff_at, capacity)
    select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, '00000000-0000-7000-8000-000000000000',
        date '2026-01-01' + n, start, start + interval '3 hours', start, 1000
    from generate_series(0, 199) n cross join lateral (select timestamptz '2026-01-01 06:00+07' + n * interval '1 day' as start) t;
    insert into orders.orders (id, code, email, customer_name, language, status, payment_method, subtotal, delivery_fee,
        tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address, courier_id, placed_at, expires_at)
    select ('00000000-0000-7000-b000-' || lpad(n::text, 12, '0'))::uuid, 'SYR-' || lpad(n::text, 8, '0'),
        'pembeli' || n || '@example.com', (array['Siti', 'Budi', 'Agus', 'Dewi'])[1 + n % 4] || ' Nomor ' || n, 'id', status,
        (array['midtrans', 'cod'])[1 + n % 2], 1000, 0, 0, 1000, 1000, s.id, s.date, s.starts_at, s.ends_at,
        '{\"recipient\": \"Siti\", \"phone\": \"\", \"street\": \"\", \"village\": \"\", \"district\": \"\", \"city\": \"\", \"province\": \"\", \"postcode\": \"12190\"}',
        case when n % 3 = 0 then ('00000000-0000-7000-a000-' || lpad((n % 40)::text, 12, '0'))::uuid end,
        timestamptz '2026-01-01' + n * interval '10 minutes', case when status = 'awaiting_payment' then now() end
    from generate_series(1, 20000) n
    cross join lateral (select case when n < 19000 then 'completed' else (array['awaiting_payment', 'confirmed', 'picking',
        'packed', 'out_for_delivery', 'delivered', 'delivery_failed', 'cancelled', 'expired', 'returned', 'completed'])[1 + n % 11]
        end as status) t
    join orders.slots s on s.id = ('00000000-0000-7000-9000-' || lpad((n / 100 % 200)::text, 12, '0'))::uuid;
    insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total,
        tax_rate_bp, weighed, substitution)
    select id, 1, id, 'BYM', 'Bayam', 'Spinach', 'ikat', 1000, 1000, 1000, 0, false, 'none' from orders.orders;
    insert into orders.timeline (order_id, version, status, actor_kind, at)
    select id, 1, status, 'shop', placed_at from orders.orders;
";

/// What the server says of its plans (`auto_explain`), as the connection logs it.
struct Plans(Mutex<Vec<String>>);

static PLANS: Plans = Plans(Mutex::new(Vec::new()));

impl Log for Plans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let text = record.args().to_string();
        if record.target().starts_with("tokio_postgres") && text.contains("plan:") {
            let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            plans.push(text);
        }
    }

    fn flush(&self) {}
}

async fn large_desk() -> (TestDatabase, Client) {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    client
        .batch_execute(&format!("begin;{ORDERS}commit"))
        .await
        .unwrap();
    client.batch_execute("vacuum analyze").await.unwrap();
    (database, client)
}

const SETTINGS: &str = "do $$ begin
    execute format('alter database %I set session_preload_libraries = auto_explain', current_database());
    execute format('alter database %I set auto_explain.log_min_duration = 0', current_database());
    execute format('alter database %I set auto_explain.log_analyze = on', current_database());
    execute format('alter database %I set auto_explain.log_format = json', current_database());
    execute format('alter database %I set auto_explain.log_level = notice', current_database());
    execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database());
end $$";

/// The large tables that a plan reads from end to end, and how many rows it read of any.
fn reading(plan: &Value, whole: &mut Vec<String>, rows: &mut i64) {
    let table = plan["Relation Name"].as_str().unwrap_or_default();
    if plan["Node Type"] == "Seq Scan" && ["orders", "lines", "timeline"].contains(&table) {
        whole.push(table.to_owned());
    }
    if !table.is_empty() {
        let number = |name: &str| plan[name].as_i64().unwrap_or_default();
        *rows +=
            (number("Actual Rows") + number("Rows Removed by Filter")) * number("Actual Loops");
    }
    for below in plan["Plans"].as_array().into_iter().flatten() {
        reading(below, whole, rows);
    }
}

/// Fails if what was asked since reads a large table whole, or looks at many more rows than it answers.
fn is_on_an_index(asked: &str, most_rows: i64) {
    let plans = std::mem::take(&mut *PLANS.0.lock().unwrap_or_else(PoisonError::into_inner));
    assert!(!plans.is_empty(), "{asked} tells no plan");
    for plan in plans {
        let json = plan.split_once("plan:").unwrap().1;
        let explained: Value = serde_json::from_str(json).unwrap();
        let (mut whole, mut rows) = (Vec::new(), 0);
        reading(&explained["Plan"], &mut whole, &mut rows);
        assert!(whole.is_empty(), "{asked} reads {whole:?}: {plan}");
        assert!(rows <= most_rows, "{asked} looks at {rows} rows: {plan}");
    }
}

const COURIER: &str = "00000000-0000-7000-a000-000000000003";
const SLOT: &str = "00000000-0000-7000-9000-000000000191";
/// The filters, each in some forms: nothing, and values that few and many orders have.
const STATUS: [&str; 5] = [
    "",
    "status=completed",
    "status=picking",
    "status=packed&status=returned",
    "status=cancelled,expired",
];
const PLACE: [&str; 3] = ["", "slot", "date=2026-07-10"];
const WHO: [&str; 2] = ["", "courier"];
const HOW: [&str; 2] = ["", "payment_method=cod"];
const WORDS: [&str; 4] = ["", "q=SYR-000191", "q=pembeli19123%40", "q=budi"];

#[tokio::test]
async fn every_filter_and_every_two_of_them_are_on_an_index() {
    log::set_logger(&PLANS).unwrap();
    log::set_max_level(LevelFilter::Info);
    let (database, client) = large_desk().await;
    client.batch_execute(SETTINGS).await.unwrap();
    let stage = Stage::on(&database);
    let app: &list_orders::App = stage.app();
    let staff = stage.token(UserId::generate(&domain::SystemClock), Permission::ALL);
    let mut asked = 0;
    for status in STATUS {
        for place in PLACE.map(|place| {
            if place == "slot" {
                format!("slot={SLOT}")
            } else {
                place.into()
            }
        }) {
            for who in WHO.map(|who| {
                if who.is_empty() {
                    String::new()
                } else {
                    format!("courier={COURIER}")
                }
            }) {
                for how in HOW {
                    for words in WORDS {
                        let parts = [status, &place, &who, how, words];
                        let some = parts.iter().filter(|part| !part.is_empty());
                        let query = some.copied().collect::<Vec<_>>().join("&");
                        let call = Call::get(&format!("/v1/admin/orders?{query}")).bearer(&staff);
                        call.send(app, list_orders::handle).await.expect(200);
                        // What is asked alone, or of a bounded set, is found at once; what many filters leave of all
                        // orders may be looked for.
                        let is_bounded = !place.is_empty() || words.len() > 10;
                        let alone = parts.iter().filter(|part| !part.is_empty()).count() <= 1
                            && words != "q=budi";
                        is_on_an_index(&query, if is_bounded || alone { 1_500 } else { 30_000 });
                        asked += 1;
                    }
                }
            }
        }
    }
    assert_eq!(asked, 240);
    let list: &CouriersApp = stage.app();
    let courier = stage.token(COURIER.parse().unwrap(), Permission::ALL);
    let call = Call::get("/v1/courier/deliveries?date=2026-07-10").bearer(&courier);
    call.send(list, list_deliveries::handle).await.expect(200);
    is_on_an_index("deliveries", 100);
    let rounds: &get_pick_list::App = stage.app();
    for query in [format!("slot={SLOT}"), "date=2026-07-10".into()] {
        let call = Call::get(&format!("/v1/admin/pick-list?{query}")).bearer(&staff);
        call.send(rounds, get_pick_list::handle).await.expect(200);
        is_on_an_index(&query, 500);
    }
}

/// What an order would be taken by, looked at one by one.
#[derive(Debug, Clone)]
struct Wish {
    statuses: Vec<&'static str>,
    day: Option<i32>,
    courier: Option<i32>,
    cash: Option<bool>,
    words: Option<&'static str>,
}

const STATUSES: [&str; 5] = [
    "completed",
    "picking",
    "returned",
    "cancelled",
    "awaiting_payment",
];

fn wish() -> impl Strategy<Value = Wish> {
    (
        prop::sample::subsequence(STATUSES.to_vec(), 0..4),
        prop::option::of(185..200_i32),
        prop::option::of(0..40_i32),
        prop::option::of(any::<bool>()),
        prop::option::of(prop::sample::select(vec![
            "siti",
            "NOMOR 1912",
            "SYR-0001",
            "syr-00019",
            "a%b_c",
            "pembeli19555@",
        ])),
    )
        .prop_map(|(statuses, day, courier, cash, words)| Wish {
            statuses,
            day,
            courier,
            cash,
            words,
        })
}

impl Wish {
    fn query(&self) -> String {
        let mut parts: Vec<String> = self
            .statuses
            .iter()
            .map(|status| format!("status={status}"))
            .collect();
        if let Some(day) = self.day {
            parts.push(format!("slot=00000000-0000-7000-9000-{day:0>12}"));
        }
        if let Some(courier) = self.courier {
            parts.push(format!("courier=00000000-0000-7000-a000-{courier:0>12}"));
        }
        if let Some(cash) = self.cash {
            parts.push(format!(
                "payment_method={}",
                if cash { "cod" } else { "midtrans" }
            ));
        }
        if let Some(words) = self.words {
            parts.push(format!(
                "q={}",
                words
                    .replace('%', "%25")
                    .replace(' ', "+")
                    .replace('@', "%40")
            ));
        }
        parts.join("&")
    }

    /// The same in SQL of its own.
    fn predicate(&self) -> String {
        let mut parts = vec!["true".to_owned()];
        if !self.statuses.is_empty() {
            parts.push(format!("status in ('{}')", self.statuses.join("', '")));
        }
        if let Some(day) = self.day {
            parts.push(format!(
                "slot_id::text = '00000000-0000-7000-9000-{day:0>12}'"
            ));
        }
        if let Some(courier) = self.courier {
            parts.push(format!(
                "courier_id::text = '00000000-0000-7000-a000-{courier:0>12}'"
            ));
        }
        if let Some(cash) = self.cash {
            parts.push(format!("(payment_method = 'cod') = {cash}"));
        }
        if let Some(words) = self.words {
            let upper = words.to_uppercase();
            parts.push(if upper.starts_with("SYR-") {
                format!("starts_with(code, '{upper}')")
            } else {
                format!("strpos(lower(customer_name || ' ' || email), lower('{words}')) > 0")
            });
        }
        parts.join(" and ")
    }
}

#[test]
fn every_combination_takes_what_it_should_page_by_page() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ((database, client), cases) = (runtime.block_on(large_desk()), 48);
    let stage = Stage::on(&database);
    let app: &list_orders::App = runtime.block_on(async { stage.app() });
    let staff = stage.token(
        UserId::generate(&domain::SystemClock),
        &[Permission::OrdersRead],
    );
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&(wish(), 1..30_u8), |(wish, limit)| {
        runtime.block_on(async {
            let expected = format!(
                "select code from orders.orders where {} order by placed_at desc, id desc limit {}",
                wish.predicate(),
                i32::from(limit) * 3
            );
            let expected = client.query(&expected, &[]).await.unwrap();
            let expected: Vec<String> = expected.iter().map(|row| row.get(0)).collect();
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            for _ in 0..3 {
                let path = format!("/v1/admin/orders?{}&limit={limit}{cursor}", wish.query());
                let page = Call::get(&path.replace("?&", "?"))
                    .bearer(&staff)
                    .send(app, list_orders::handle)
                    .await
                    .expect(200);
                let items = page["items"].as_array().unwrap();
                seen.extend(items.iter().map(|item| text(&item["code"]).to_owned()));
                let Some(next) = page["next_cursor"].as_str() else {
                    break;
                };
                cursor = format!("&cursor={next}");
            }
            prop_assert_eq!(seen, expected);
            Ok(())
        })
    });
    outcome.unwrap();
    runtime.block_on(async move { drop(client) });
}

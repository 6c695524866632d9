//! What the contexts' users may do, and above all what they may not. That no right is missing is what each context's own
//! tests show: their functions sign in as that user.

use crate::block_on;
use migrations::{CONTEXTS, RIGHTS};
use testkit::TestDatabase;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

/// What not everybody should touch: the verb, the table, a column of it or none, and every context that may.
const DELICATE: [(&str, &str, &str, &[&str]); 39] = [
    ("select", "identity.users", "password_hash", &["identity"]),
    ("select", "identity.users", "phone", &["identity"]),
    ("select", "identity.users", "email", &["identity", "orders"]),
    ("update", "identity.users", "", &["identity"]),
    ("insert", "identity.users", "", &["identity"]),
    ("update", "identity.roles", "", &["identity"]),
    ("insert", "identity.user_roles", "", &["identity"]),
    ("select", "identity.sessions", "", &["identity"]),
    ("select", "identity.second_factors", "", &["identity"]),
    ("select", "identity.recovery_codes", "", &["identity"]),
    ("select", "identity.external_identities", "", &["identity"]),
    ("insert", "identity.external_identities", "", &["identity"]),
    (
        "select",
        "identity.one_time_tokens",
        "token_hash",
        &["identity"],
    ),
    (
        "update",
        "identity.one_time_tokens",
        "used_at",
        &["identity"],
    ),
    (
        "update",
        "identity.one_time_tokens",
        "expires_at",
        &["identity"],
    ),
    ("insert", "identity.refresh_tokens", "", &["identity"]),
    (
        "select",
        "identity.refresh_tokens",
        "session_id",
        &["identity"],
    ),
    (
        "update",
        "identity.refresh_tokens",
        "token_hash",
        &["identity"],
    ),
    ("select", "identity.addresses", "", &["identity", "orders"]),
    ("select", "identity.audit_log", "", &["identity"]),
    ("update", "catalog.lots", "on_hand", &["catalog", "orders"]),
    ("select", "catalog.lots", "unit_cost", &["catalog"]),
    ("insert", "catalog.prices", "", &["catalog"]),
    ("update", "catalog.variants", "", &["catalog"]),
    (
        "insert",
        "catalog.stock_movements",
        "",
        &["catalog", "orders"],
    ),
    (
        "select",
        "cart.carts",
        "token_hash",
        &["cart", "identity", "orders"],
    ),
    ("update", "orders.orders", "total", &["orders"]),
    ("update", "orders.orders", "status", &["orders"]),
    ("update", "orders.coupons", "", &["orders"]),
    (
        "select",
        "orders.orders",
        "address",
        &["identity", "orders", "payments", "platform"],
    ),
    (
        "select",
        "payments.payments",
        "",
        &["identity", "orders", "payments"],
    ),
    (
        "select",
        "payments.payments",
        "client_secret",
        &["identity", "payments"],
    ),
    ("update", "payments.payments", "refunding", &["payments"]),
    ("update", "payments.refunds", "", &["payments"]),
    ("insert", "payments.refunds", "", &["payments"]),
    (
        "insert",
        "payments.credit_entries",
        "",
        &["orders", "payments"],
    ),
    (
        "select",
        "notifications.suppressions",
        "",
        &["notifications"],
    ),
    (
        "select",
        "notifications.emails",
        "recipient",
        &["notifications", "platform"],
    ),
    (
        "select",
        "platform.outbox",
        "event",
        &["notifications", "platform"],
    ),
];

/// Written once and for good.
const KEPT: [&str; 10] = [
    "catalog.stock_movements",
    "identity.audit_log",
    "orders.claim_lines",
    "orders.timeline",
    "payments.courier_entries",
    "payments.credit_entries",
    "payments.gateway_events",
    "payments.payouts",
    "payments.settlement_rows",
    "payments.settlements",
];

/// Kept by the entries of a ledger.
const BALANCES: [&str; 2] = ["payments.courier_accounts", "payments.credit_accounts"];

/// The tables and views of the shop; months of the inbox are reached through it.
const TABLES: &str = "select c.oid, n.nspname || '.' || c.relname as name, c.relacl
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname !~ '^inbox_[0-9]'";

/// Which contexts' users may do something with a table, or a column of it.
async fn who_may(owner: &Client, verb: &str, table: &str, column: &str) -> Vec<String> {
    let may = match (verb, column) {
        // PostgreSQL knows no right to delete a column.
        ("delete" | "truncate" | "trigger", _) => "has_table_privilege(u, $2::text, $3::text)",
        (_, "") => "has_any_column_privilege(u, $2::text, $3::text)",
        _ => "has_column_privilege(u, $2::text, $4::text, $3::text)",
    };
    let statement = format!(
        "select context from unnest($1::text[]) context cross join lateral (select ('sayur_' || context)::name as u) user_of
         where $4::text is not null and {may} order by context"
    );
    let rows = owner
        .query(&statement, &[&&CONTEXTS[..], &table, &verb, &column])
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn sign_in(database: &TestDatabase, context: &str) -> Client {
    let user = format!("//sayur_{context}@");
    let url = database.url_of_functions().replacen("//", &user, 1);
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn refused(client: &Client, statement: &str) -> bool {
    let outcome = client.batch_execute(statement).await;
    outcome.is_err_and(|error| error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE))
}

#[test]
fn what_is_delicate_is_touched_by_those_who_must_and_by_nobody_else() {
    block_on(async {
        let database = TestDatabase::create().await;
        let owner = database.client().await;
        for (verb, table, column, who) in DELICATE {
            let may = who_may(&owner, verb, table, column).await;
            assert_eq!(may, who, "{verb} {table} {column}");
        }
    })
    .unwrap();
}

#[test]
fn what_was_written_for_good_is_changed_by_nobody() {
    block_on(async {
        let database = TestDatabase::create().await;
        let owner = database.client().await;
        let nobody: [&str; 0] = [];
        for table in KEPT.iter().chain(&BALANCES) {
            for verb in ["update", "delete"] {
                let may = who_may(&owner, verb, table, "").await;
                assert_eq!(may, nobody, "{verb} {table}");
            }
        }
        for table in BALANCES {
            assert_eq!(
                who_may(&owner, "insert", table, "").await,
                nobody,
                "{table}"
            );
        }
        let tables = format!("select name from ({TABLES}) t");
        for row in owner.query(&tables, &[&&CONTEXTS[..]]).await.unwrap() {
            let table: &str = row.get(0);
            for verb in ["truncate", "trigger"] {
                let may = who_may(&owner, verb, table, "").await;
                assert_eq!(may, nobody, "{verb} {table}");
            }
        }
    })
    .unwrap();
}

#[test]
fn every_table_and_view_has_been_decided_on() {
    block_on(async {
        let database = TestDatabase::create().await;
        let statement = format!(
            "select name from ({TABLES}) t
             where not exists (select from aclexplode(t.relacl) r where r.grantee::regrole::text ~ '^sayur_')
                 and not exists (
                     select from pg_attribute a cross join lateral aclexplode(a.attacl) r
                     where a.attrelid = t.oid and r.grantee::regrole::text ~ '^sayur_')"
        );
        let owner = database.client().await;
        let rows = owner.query(&statement, &[&&CONTEXTS[..]]).await.unwrap();
        let undecided: Vec<&str> = rows.iter().map(|row| row.get(0)).collect();
        assert!(
            undecided.is_empty(),
            "nobody may do anything with them: migrations/rights.sql says who may do what, {undecided:?}"
        );
    })
    .unwrap();
}

#[test]
fn what_reaches_across_contexts_says_why() {
    let mut across = 0;
    for line in RIGHTS.lines().filter(|line| line.starts_with("grant")) {
        let (right, reason) = line.split_once(';').unwrap();
        let (what, users) = right.rsplit_once(" to ").unwrap();
        let (verbs, thing) = what.rsplit_once(" on ").unwrap();
        let thing = thing.trim_start_matches("function ");
        let Some((schema, _)) = thing.split_once('.') else {
            assert!(
                verbs == "grant usage" && thing.starts_with("schema "),
                "{line}"
            );
            continue;
        };
        assert!(!verbs.contains(" all"), "{line}");
        let own = users == format!("sayur_{schema}");
        assert_eq!(own, !reason.starts_with(" -- "), "{line}");
        // One's own and others' stand apart, so that a reason is nobody's but theirs.
        assert!(own || !users.contains(&format!("sayur_{schema}")), "{line}");
        across += usize::from(!own);
    }
    assert!(across > 50, "{across}");
}

#[test]
fn users_change_no_table_and_borrow_no_right() {
    block_on(async {
        let database = TestDatabase::create().await;
        for context in CONTEXTS {
            let user = sign_in(&database, context).await;
            for statement in [
                "create schema more".to_owned(),
                format!("create table {context}.more (id int)"),
                "alter table orders.orders add column more int".to_owned(),
                "drop table cart.lines".to_owned(),
                "truncate payments.payments".to_owned(),
                "select from public.refinery_schema_history".to_owned(),
                "set role postgres".to_owned(),
                "alter role current_user createrole".to_owned(),
                // What works by its owner's right works on the tables that it was made for.
                "create temp table bait (id uuid, email text, email_verified_at timestamptz);
                 create trigger bite after insert on bait for each row execute function orders.adopt_guest_orders()"
                    .to_owned(),
            ] {
                assert!(refused(&user, &statement).await, "{context}: {statement}");
            }
            let rolling = refused(&user, "select platform.roll_inbox('-infinity')").await;
            assert_eq!(rolling, context != "platform", "{context}");
            let other = if context == "cart" { "orders" } else { "cart" };
            let becoming = format!("set role sayur_{other}");
            assert!(refused(&user, &becoming).await, "{context}: {becoming}");
        }
    })
    .unwrap();
}

#[test]
fn users_wait_no_longer_than_they_should_and_have_nothing_compiled() {
    block_on(async {
        let database = TestDatabase::create().await;
        for context in CONTEXTS {
            let user = sign_in(&database, context).await;
            let limits = "select array_to_string(array[current_setting('lock_timeout'),
                current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),
                current_setting('jit')], ' ')";
            let limits: String = user.query_one(limits, &[]).await.unwrap().get(0);
            assert_eq!(limits, "5s 29s 15s off", "{context}");
        }
    })
    .unwrap();
}

#[test]
fn what_was_granted_otherwise_is_withdrawn_however_many_grant_at_once() {
    block_on(async {
        let (one, other) = (TestDatabase::create().await, TestDatabase::create().await);
        let owner = one.client().await;
        owner
            .batch_execute("grant all on identity.users, payments.credit_accounts to sayur_cart")
            .await
            .unwrap();
        let grants: Vec<_> = (0..4)
            .flat_map(|_| [one.url(), other.url()])
            .map(|url| tokio::spawn(async move { migrations::grant(&url).await }))
            .collect();
        for grant in grants {
            grant.await.unwrap().unwrap();
        }
        for (verb, table, column, who) in DELICATE {
            let may = who_may(&owner, verb, table, column).await;
            assert_eq!(may, who, "{verb} {table} {column}");
        }
        let nobody: [&str; 0] = [];
        assert_eq!(who_may(&owner, "insert", BALANCES[1], "").await, nobody);
    })
    .unwrap();
}

#[test]
fn a_version_that_is_rolled_back_to_leaves_the_newer_one_its_schema_and_rights() {
    block_on(async {
        let database = TestDatabase::create().await;
        let owner = database.client().await;
        let a_newer_version =
            "insert into refinery_schema_history (version, name, applied_on, checksum)
                values (9999, 'later', '2026-01-01T00:00:00Z', '1');
            create table cart.later (id int);
            grant select on cart.later to sayur_cart";
        owner.batch_execute(a_newer_version).await.unwrap();
        let applied = migrations::run(&database.url()).await.unwrap();
        assert!(applied.is_empty(), "{applied:?}");
        assert!(!migrations::grant(&database.url()).await.unwrap());
        let may = who_may(&owner, "select", "cart.later", "").await;
        assert_eq!(may, ["cart"]);
    })
    .unwrap();
}

#[test]
fn a_migration_that_is_numbered_too_low_to_be_applied_is_told_of() {
    block_on(async {
        let database = TestDatabase::create().await;
        let owner = database.client().await;
        let forget = "delete from refinery_schema_history where version = 5";
        owner.batch_execute(forget).await.unwrap();
        let outcome = migrations::run(&database.url()).await;
        assert_eq!(
            outcome.unwrap_err().to_string(),
            "migration 5 is not applied, though later ones are: it was numbered too low"
        );
    })
    .unwrap();
}

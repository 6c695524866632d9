//! A database for each test, copied from a template that has every migration. What the test wrote into the outbox is
//! held against the schemas of its types when the database goes.

use crate::EventSchemas;
use std::env;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// Serialises the making of the template between test processes.
const TEMPLATE_LOCK: i64 = 0x5a_59_55_52;

/// A database that is gone when the value is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    server: String,
    name: String,
}

impl TestDatabase {
    /// A fresh, migrated, empty database on the server at `TEST_POSTGRES_URL`.
    pub async fn create() -> Self {
        Self::create_on(&Self::server()).await
    }

    /// Where tests find PostgreSQL.
    pub fn server() -> String {
        env::var("TEST_POSTGRES_URL")
            .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432".into())
    }

    /// A fresh, migrated, empty database on that server, `postgres://user@host:port`.
    pub async fn create_on(server: &str) -> Self {
        let admin = connect(server, "postgres").await;
        let template = template(server, &admin).await;
        let name = format!(
            "sayur_test_{}",
            Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple()
        );
        admin
            .batch_execute(&format!("create database {name} template {template}"))
            .await
            .expect("create the test's database");
        Self {
            server: server.to_owned(),
            name,
        }
    }

    /// Where it is for its owner, who may do everything: the `DATABASE_URL` of tools.
    #[must_use]
    pub fn url(&self) -> String {
        url(&self.server, &self.name)
    }

    /// Where it is for functions, each of which signs in as its context's user: their `DATABASE_URL`.
    #[must_use]
    pub fn url_of_functions(&self) -> String {
        self.url_through(self.address())
    }

    /// Where its server listens, `host:port`.
    #[must_use]
    pub fn address(&self) -> &str {
        let address = self.server.rsplit(['@', '/']).next();
        address.expect("host:port in the server's URL")
    }

    /// Where it is for functions that go through another address.
    #[must_use]
    pub fn url_through(&self, address: &str) -> String {
        url(&format!("postgres://{address}"), &self.name)
    }

    /// A connection of the test's own, to arrange and to look.
    pub async fn client(&self) -> Client {
        connect(&self.server, &self.name).await
    }
}

/// Waits until so many of the database's connections wait for a lock.
pub async fn until_waiting(client: &Client, connections: i64) {
    let waiting = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    loop {
        let row = client.query_one(waiting, &[]).await.expect("a count");
        if row.get::<_, i64>(0) >= connections {
            return;
        }
        tokio::task::yield_now().await;
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let statement = format!("drop database if exists {} with (force)", self.name);
        // The test's own runtime is ending: another thread's runtime does the last errand.
        let errand = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(async {
                let complaints = complaints(&server, &name).await;
                connect(&server, "postgres")
                    .await
                    .batch_execute(&statement)
                    .await
                    .expect("drop the test's database");
                complaints
            })
        });
        let complaints = errand.join().expect("drop the test's database");
        // A test that has failed already says why itself.
        assert!(
            complaints.is_empty() || std::thread::panicking(),
            "the outbox has events that docs/events does not describe: {complaints:#?}"
        );
    }
}

/// What is wrong with the events in the outbox. A test that has broken its database is not asked.
async fn complaints(server: &str, name: &str) -> Vec<String> {
    let Ok((client, connection)) = tokio_postgres::connect(&url(server, name), NoTls).await else {
        return Vec::new();
    };
    tokio::spawn(connection);
    let rows = client
        .query(
            "select event from platform.outbox where event ? 'type'",
            &[],
        )
        .await;
    let mut schemas = EventSchemas::default();
    let mut complaints: Vec<String> = rows
        .unwrap_or_default()
        .iter()
        .filter_map(|row| schemas.complaint(&row.get(0)))
        .collect();
    complaints.dedup();
    complaints
}

/// The template's name, after making it if no test has yet.
async fn template(server: &str, admin: &Client) -> String {
    let name = format!("sayur_template_{:016x}", migrations::fingerprint());
    let exists = "select 1 from pg_database where datname = $1 and not datallowconn";
    if admin
        .query_opt(exists, &[&name])
        .await
        .expect("look for the template")
        .is_some()
    {
        return name;
    }
    admin
        .execute("select pg_advisory_lock($1)", &[&TEMPLATE_LOCK])
        .await
        .expect("lock");
    if admin
        .query_opt(exists, &[&name])
        .await
        .expect("look for the template")
        .is_none()
    {
        // One left half-made by a killed run still allows connections.
        for statement in [
            format!("drop database if exists {name} with (force)"),
            format!("create database {name}"),
        ] {
            admin
                .batch_execute(&statement)
                .await
                .expect("make the template");
        }
        let url = url(server, &name);
        migrations::run(&url).await.expect("migrate the template");
        migrations::grant(&url).await.expect("grant the rights");
        // Nobody may connect any more: a template in use cannot be copied.
        let close = format!("alter database {name} with allow_connections false");
        admin
            .batch_execute(&close)
            .await
            .expect("close the template");
    }
    admin
        .execute("select pg_advisory_unlock($1)", &[&TEMPLATE_LOCK])
        .await
        .expect("unlock");
    name
}

fn url(server: &str, database: &str) -> String {
    // The server on one machine needs no TLS, and its certificate would be its own.
    format!("{server}/{database}?sslmode=disable")
}

async fn connect(server: &str, database: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(&url(server, database), NoTls)
        .await
        .expect("connect to PostgreSQL");
    tokio::spawn(connection);
    client
}

//! `xtask grant <user>`: lets a user work with what is in the database, and change nothing about how it is built.

use crate::{Outcome, Trouble, block_on};
use postgres_tls::{settings, tls};
use tokio_postgres::Client;

/// The schemas of the shop: whatever is not PostgreSQL's own, or `public`, where extensions and the history are.
const SCHEMAS: &str = "select nspname from pg_namespace \
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by nspname";

/// Seconds; docs/timeouts.md has what they are measured by.
const LIMITS: [(&str, u8); 3] = [
    ("lock_timeout", 5),
    ("statement_timeout", 29),
    ("idle_in_transaction_session_timeout", 15),
];

pub(crate) fn run(user: &str) -> Outcome {
    let plain = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if user.is_empty() || !plain(user) {
        return Err("a user's name is lower-case letters and _".into());
    }
    let url = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is missing")?;
    let schemas = block_on(grant(&url, user))??;
    println!("{user} works with {}", schemas.join(", "));
    Ok(())
}

async fn grant(url: &str, user: &str) -> Result<Vec<String>, Trouble> {
    let (client, connection) = settings(url)?.connect(tls()).await?;
    let connection = tokio::spawn(connection);
    make(&client, user).await?;
    let rows = client.query(SCHEMAS, &[]).await?;
    let schemas: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    for schema in &schemas {
        let rights = format!(
            "grant usage on schema {schema} to {user}; \
             grant select, insert, update, delete on all tables in schema {schema} to {user}; \
             grant usage on all sequences in schema {schema} to {user}"
        );
        client.batch_execute(&rights).await?;
    }
    client.batch_execute(&limits(user)).await?;
    connection.abort();
    Ok(schemas)
}

/// How long the user waits: for a lock less than a function lives, and for a statement no longer than any caller does.
/// They are the role's, since RDS Proxy takes no settings with a connection.
fn limits(user: &str) -> String {
    let limits = LIMITS
        .iter()
        .map(|(setting, seconds)| format!("alter role {user} set {setting} = '{seconds}s'"));
    limits.collect::<Vec<_>>().join("; ")
}

/// Makes the user, who signs in by IAM where PostgreSQL is Amazon's, and otherwise as the server's settings say.
async fn make(client: &Client, user: &str) -> Result<(), tokio_postgres::Error> {
    let statement = format!(
        "do $$ begin \
           if not exists (select from pg_roles where rolname = '{user}') then create role {user} login; end if; \
           if exists (select from pg_roles where rolname = 'rds_iam') then grant rds_iam to {user}; end if; \
         end $$"
    );
    client.batch_execute(&statement).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::TestDatabase;
    use tokio_postgres::error::SqlState;

    #[test]
    fn a_user_works_with_rows_and_changes_no_table() {
        block_on(async {
            let database = TestDatabase::create().await;
            let owner = database.client().await;
            // Users are the whole server's: this one is this test's own.
            let name: String = owner
                .query_one("select current_database()", &[])
                .await
                .unwrap()
                .get(0);
            let user: String = name
                .chars()
                .map(|c| {
                    c.to_digit(16).map_or(c, |digit| {
                        char::from(b"abcdefghijklmnop"[usize::try_from(digit).unwrap()])
                    })
                })
                .collect();
            for _ in 0..2 {
                let schemas = grant(&database.url(), &user).await.unwrap();
                assert!(
                    schemas.contains(&"orders".to_owned())
                        && !schemas.contains(&"public".to_owned())
                );
            }
            owner
                .batch_execute(&format!("set role {user}"))
                .await
                .unwrap();
            owner
                .batch_execute(
                    "select from orders.orders; delete from cart.carts; \
                     select platform.roll_inbox('-infinity')",
                )
                .await
                .unwrap();
            let limits = "select array_to_string(setconfig, ' ') from pg_db_role_setting s
                join pg_roles r on r.oid = s.setrole where r.rolname = $1";
            let limits: String = owner.query_one(limits, &[&user]).await.unwrap().get(0);
            assert_eq!(
                limits,
                "lock_timeout=5s statement_timeout=29s idle_in_transaction_session_timeout=15s"
            );
            for change in [
                "alter table orders.orders add column more int",
                "drop table orders.orders",
                "truncate orders.orders",
                "create table orders.more (id int)",
                "create schema more",
                "select from public.refinery_schema_history",
            ] {
                let error = owner.batch_execute(change).await.unwrap_err();
                assert_eq!(
                    error.code(),
                    Some(&SqlState::INSUFFICIENT_PRIVILEGE),
                    "{change}"
                );
            }
            owner
                .batch_execute(&format!(
                    "reset role; drop owned by {user}; drop role {user}"
                ))
                .await
                .unwrap();
        })
        .unwrap();
    }

    #[test]
    fn a_name_that_is_more_than_a_name_is_refused() {
        for name in ["", "a;b", "A", "a b", "a\"b"] {
            assert!(run(name).is_err(), "{name}");
        }
    }
}

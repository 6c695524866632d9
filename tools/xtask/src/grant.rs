//! `xtask grant <user>`: lets a user work with what is in the database, and change nothing about how it is built.

use crate::{Outcome, Trouble, block_on};
use postgres_tls::tls;
use tokio_postgres::Client;

/// The schemas of the shop: whatever is not PostgreSQL's own, or `public`, where extensions and the history are.
const SCHEMAS: &str = "select nspname from pg_namespace \
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by nspname";

pub(crate) fn run(user: &str) -> Outcome {
    let url = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is missing")?;
    let plain = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if user.is_empty() || !plain(user) {
        return Err("a user's name is lower-case letters and _".into());
    }
    let schemas = block_on(grant(&url, user))??;
    println!("{user} works with {}", schemas.join(", "));
    Ok(())
}

async fn grant(url: &str, user: &str) -> Result<Vec<String>, Trouble> {
    let (client, connection) = tokio_postgres::connect(url, tls()).await?;
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
    connection.abort();
    Ok(schemas)
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

//! The contexts' users: each of them signs in as itself, waits no longer than it should, and may do what `rights.sql`
//! says and nothing else.

use crate::MigrateError;
use postgres_tls::{settings, tls};

/// The contexts of the shop, each of which has a schema, and a user `sayur_<context>`.
pub const CONTEXTS: [&str; 7] = [
    "cart",
    "catalog",
    "identity",
    "notifications",
    "orders",
    "payments",
    "platform",
];

/// Every right that the users have.
pub const RIGHTS: &str = include_str!("../rights.sql");

/// A user waits for a lock less than a function lives, and for a statement no longer than any caller does
/// (docs/timeouts.md). No statement of theirs is long enough for machine code, which takes half a second to make. The
/// settings are the role's, since RDS Proxy takes none with a connection.
pub(crate) const SETTINGS: [(&str, &str); 4] = [
    ("lock_timeout", "5s"),
    ("statement_timeout", "29s"),
    ("idle_in_transaction_session_timeout", "15s"),
    ("jit", "off"),
];

/// Makes the contexts' users as far as they are not there, and gives them the rights of `rights.sql` in place of those
/// they have. Functions that are at work meanwhile see the ones or the others. `false`: the schema is a newer version's,
/// whose functions may be at work still, so its rights stay; they are this version's and more.
pub async fn grant(url: &str) -> Result<bool, MigrateError> {
    let (client, connection) = settings(url)?.connect(tls()).await?;
    let connection = tokio::spawn(connection);
    if crate::is_newer(&client).await? {
        return Ok(false);
    }
    client.batch_execute(&CONTEXTS.map(make).join("; ")).await?;
    let withdraw = CONTEXTS.map(withdraw).join("; ");
    client
        .batch_execute(&format!(
            "begin; select pg_advisory_xact_lock(hashtextextended('rights', 0)); {withdraw}; {RIGHTS}; commit"
        ))
        .await?;
    connection.abort();
    Ok(true)
}

fn user(context: &str) -> String {
    format!("sayur_{context}")
}

/// Makes a user, who signs in by IAM where PostgreSQL is Amazon's, and otherwise as the server's settings say. Users are
/// the whole server's: somebody may be making the same one for another database.
fn make(context: &str) -> String {
    let user = user(context);
    let settings = SETTINGS.map(|(setting, value)| format!("{setting}={value}"));
    let set =
        SETTINGS.map(|(setting, value)| format!("alter role {user} set {setting} = '{value}';"));
    format!(
        "do $$ begin \
           if not exists (select from pg_roles where rolname = '{user}') then create role {user} login; end if; \
           if not exists ( \
             select from pg_roles where rolname = '{user}' and rolconfig = '{{{settings}}}' \
           ) then alter role {user} reset all; {set} end if; \
           if exists (select from pg_roles where rolname = 'rds_iam') then grant rds_iam to {user}; end if; \
         exception when duplicate_object or unique_violation or internal_error then \
           null; /* `tuple concurrently updated` is such an internal error. */ \
         end $$",
        settings = settings.join(","),
        set = set.join(" "),
    )
}

/// Takes a context's user every right in the shop's schemas.
fn withdraw(context: &str) -> String {
    let user = user(context);
    let of_schema = |schema| {
        format!(
            "revoke all on all tables in schema {schema} from {user}; \
             revoke all on all sequences in schema {schema} from {user}; \
             revoke all on all routines in schema {schema} from {user}; \
             revoke all on schema {schema} from {user}"
        )
    };
    CONTEXTS.map(of_schema).join("; ")
}

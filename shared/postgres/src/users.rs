//! Users in PostgreSQL.

use crate::Database;
use crate::audit::{self, Entry};
use crate::error::{broken, from_postgres};
use crate::outbox;
use crate::sessions::signed_in;
use config::{ConfigError, Environment, FromEnvironment};
use deadpool_postgres::Object;
use domain::events::Event;
use domain::identity::appointment::Appointment;
use domain::identity::registration::{PendingUser, Registration, Verification};
use domain::identity::roles::CUSTOMER;
use domain::identity::user::{NewUser, Users};
use domain::identity::{Account, EmailAddress, NewSession, Origin, Permission, PersonName, Phone};
use domain::ids::UserId;
use domain::{Language, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::{sessions, users};
use time::OffsetDateTime;

/// [`Users`] in PostgreSQL.
#[derive(Clone)]
pub struct PgUsers(Database);

impl FromEnvironment for PgUsers {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Database::from_environment(environment).map(Self)
    }
}

impl From<Database> for PgUsers {
    fn from(database: Database) -> Self {
        Self(database)
    }
}

impl Users for PgUsers {
    async fn register(
        &self,
        registration: &Registration,
        origin: &Origin,
        events: &[Event],
    ) -> Result<bool, StoreError> {
        let Registration { user, verification } = registration;
        let now = verification.created_at;
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                // The second may not overtake the first: one that still had to be prepared would be overtaken.
                let (remove, add) = tokio::try_join!(
                    users::remove_pending().prepare(client),
                    users::add_user().prepare(client),
                )
                .map_err(from_postgres)?;
                let email = user.email.as_str();
                let (removed, added) = tokio::join!(
                    biased;
                    remove.bind(client, &email).opt(),
                    add_user(client, &add, user, now),
                );
                removed.map_err(from_postgres)?;
                if !added? {
                    return Ok(false);
                }
                let registered = Entry::by_nobody("registered", Some(user.id));
                let (granted, token, noted, told) = tokio::join!(
                    biased;
                    grant_role(client, user.id, CUSTOMER, now),
                    add_verification(client, user.id, verification),
                    audit::note(client, &registered, origin, now),
                    outbox::add(client, events),
                );
                granted?;
                token?;
                noted?;
                told?;
                Ok(true)
            })
            .await
    }

    async fn find_pending(&self, email: &EmailAddress) -> Result<Option<PendingUser>, StoreError> {
        let client = self.0.client().await?;
        let found = users::find_pending()
            .bind(&client, &email.as_str())
            .opt()
            .await
            .map_err(from_postgres)?;
        found
            .map(|user| {
                Ok(PendingUser {
                    id: user.id.into(),
                    name: PersonName::parse(&user.name).map_err(broken)?,
                    language: language(&user.language)?,
                })
            })
            .transpose()
    }

    async fn add_verification(
        &self,
        user: UserId,
        verification: &Verification,
        events: &[Event],
    ) -> Result<bool, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let added = add_verification(client, user, verification).await?;
                if added {
                    outbox::add(client, events).await?;
                }
                Ok(added)
            })
            .await
    }

    async fn verify_email(
        &self,
        token: [u8; 32],
        session: &NewSession,
    ) -> Result<Option<Account>, StoreError> {
        let client = self.0.client().await?;
        let row = sessions::verify_email()
            .params(
                &client,
                &sessions::VerifyEmailParams {
                    now: session.token.issued_at,
                    token_hash: token.as_slice(),
                    session_id: session.id.uuid(),
                    user_agent: session.origin.user_agent.as_str(),
                    ip: session.origin.ip.as_str(),
                    refresh_hash: session.token.hash.as_slice(),
                    refresh_expires_at: session.token.expires_at,
                    request_id: session.origin.request_id.as_str(),
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(row.map(|row| signed_in(row).1))
    }

    async fn appoint_super_admin(
        &self,
        user: &NewUser,
        keep_password: bool,
        now: OffsetDateTime,
    ) -> Result<Appointment, StoreError> {
        let client = self.0.client().await?;
        let created = users::appoint()
            .params(
                &client,
                &users::AppointParams {
                    id: user.id.uuid(),
                    email: user.email.as_str(),
                    name: user.name.as_str(),
                    phone: user.phone.as_ref().map(Phone::as_str),
                    language: user.language.as_str(),
                    now,
                    password_hash: user.password.as_phc(),
                    keep_password,
                },
            )
            .one()
            .await
            .map_err(from_postgres)?;
        Ok(if created {
            Appointment::Created
        } else {
            Appointment::Changed
        })
    }
}

/// Whether the address was free.
async fn add_user(
    client: &Object,
    statement: &users::AddUserStmt,
    user: &NewUser,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let added = statement
        .bind(
            client,
            &user.id.uuid(),
            &user.email.as_str(),
            &user.name.as_str(),
            &user.phone.as_ref().map(Phone::as_str),
            &user.language.as_str(),
            &user.password.as_phc(),
            &now,
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(added.is_some())
}

async fn grant_role(
    client: &Object,
    user: UserId,
    role: &str,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    users::grant_role()
        .bind(client, &user.uuid(), &role, &now)
        .one()
        .await
        .map_err(from_postgres)?;
    Ok(())
}

/// Whether the user is pending still.
async fn add_verification(
    client: &Object,
    user: UserId,
    verification: &Verification,
) -> Result<bool, StoreError> {
    let added = users::add_verification()
        .bind(
            client,
            &verification.id.uuid(),
            &verification.hash.as_slice(),
            &verification.created_at,
            &verification.expires_at,
            &user.uuid(),
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(added.is_some())
}

/// What stored permissions mean. One that this program does not know yet allows nothing here.
pub(crate) fn permissions(stored: &[String]) -> Vec<Permission> {
    stored
        .iter()
        .filter_map(|text| Permission::parse(text))
        .collect()
}

/// What a stored language means.
pub(crate) fn language(stored: &str) -> Result<Language, StoreError> {
    Language::parse(stored).ok_or_else(|| broken("a stored language is none"))
}

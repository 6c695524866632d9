//! Users in PostgreSQL.

use crate::credentials::addressee;
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::sessions::signed_in;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::events::Event;
use domain::identity::appointment::Appointment;
use domain::identity::registration::Registration;
use domain::identity::roles::CUSTOMER;
use domain::identity::user::{NewUser, Users};
use domain::identity::{Account, Addressee, NewSession, Origin, Permission, Phone};
use domain::ids::UserId;
use domain::{Language, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::{credentials, sessions, users};
use time::OffsetDateTime;

adapter! {
    /// [`Users`] in PostgreSQL.
    PgUsers
}

impl Users for PgUsers {
    async fn register(
        &self,
        registration: &Registration,
        origin: &Origin,
        tell: impl FnOnce(&Addressee) -> Result<Event, StoreError> + Send,
    ) -> Result<Event, StoreError> {
        let Registration { user, verification } = registration;
        let now = verification.created_at;
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (remove, add, find) = prepared!(
                    client,
                    users::remove_pending(),
                    users::add_user(),
                    credentials::find_addressee(),
                );
                let email = user.email.as_str();
                let (removed, added, owner) = tokio::join!(
                    biased;
                    remove.bind(client, &email).opt(),
                    add_user(client, &add, user, now),
                    find.bind(client, &email).one(),
                );
                removed.map_err(from_postgres)?;
                added?;
                let owner = addressee(&owner.map_err(from_postgres)?)?;
                let event = tell(&owner)?;
                settle(client, registration, owner.user, &event, origin).await?;
                Ok(event)
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

/// Adds nobody when the address is another's.
async fn add_user(
    client: &Object,
    statement: &users::AddUserStmt,
    user: &NewUser,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    statement
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
    Ok(())
}

/// Writes what goes with a new user, or with the refusal of one whose address is `owner`'s.
async fn settle(
    client: &Object,
    registration: &Registration,
    owner: UserId,
    event: &Event,
    origin: &Origin,
) -> Result<(), StoreError> {
    let Registration { user, verification } = registration;
    let action = if owner == user.id {
        "registered"
    } else {
        "known_address_registered"
    };
    users::settle_registration()
        .params(
            client,
            &users::SettleRegistrationParams {
                user_id: user.id.uuid(),
                role: CUSTOMER,
                now: verification.created_at,
                token_id: verification.id.uuid(),
                token_hash: verification.hash.as_slice(),
                expires_at: verification.expires_at,
                action,
                noted_id: Some(owner.uuid()),
                ip: origin.ip.as_str(),
                user_agent: origin.user_agent.as_str(),
                request_id: origin.request_id.as_str(),
                event_id: event.id.uuid(),
                event: serde_json::to_value(event).map_err(broken)?,
            },
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
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

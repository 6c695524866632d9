//! Passwords, addresses and links by mail in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres, violates};
use crate::statements::prepared;
use crate::users::{language, permissions};
use domain::StoreError;
use domain::events::Event;
use domain::identity::credentials::{Credentials, LinkRequest, PasswordReplacement};
use domain::identity::email_change::{EmailChangeError, Moved};
use domain::identity::user::SecondFactorStatus;
use domain::identity::{
    AccessCut, Account, Addressee, EmailAddress, Holder, NewSession, Origin, PasswordHash,
    PersonName, UserStatus,
};
use domain::ids::UserId;
use domain::links::Purpose;
use postgres_queries::client::Params;
use postgres_queries::queries::credentials;
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`Credentials`] in PostgreSQL.
    PgCredentials
}

impl Credentials for PgCredentials {
    async fn addressee(&self, email: &EmailAddress) -> Result<Option<Addressee>, StoreError> {
        let client = self.0.client().await?;
        let found = credentials::find_addressee()
            .bind(&client, &email.as_str())
            .opt()
            .await
            .map_err(from_postgres)?;
        found.as_ref().map(addressee).transpose()
    }

    async fn holder(&self, user: UserId) -> Result<Option<Holder>, StoreError> {
        let client = self.0.client().await?;
        let found = credentials::find_holder()
            .bind(&client, &user.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        found
            .map(|row| {
                let user = credentials::Addressee {
                    id: row.id,
                    status: row.status,
                    email: row.email,
                    name: row.name,
                    language: row.language,
                };
                Ok(Holder {
                    addressee: addressee(&user)?,
                    password: row.password_hash.map(PasswordHash::from_phc),
                })
            })
            .transpose()
    }

    async fn request_link(&self, request: &LinkRequest, origin: &Origin) -> Result<(), StoreError> {
        let token = &request.token;
        let client = self.0.client().await?;
        credentials::request_link()
            .params(
                &client,
                &credentials::RequestLinkParams {
                    user_id: request.user.map(UserId::uuid),
                    id: token.id.uuid(),
                    token_hash: token.hash.as_slice(),
                    purpose: token.purpose.as_str(),
                    email: request.email.as_ref().map(EmailAddress::as_str),
                    now: token.created_at,
                    expires_at: token.expires_at,
                    actor_id: request.actor.map(UserId::uuid),
                    action: request.action,
                    ip: origin.ip.as_str(),
                    user_agent: origin.user_agent.as_str(),
                    request_id: origin.request_id.as_str(),
                    event_id: request.event.id.uuid(),
                    event: serde_json::to_value(&request.event).map_err(broken)?,
                },
            )
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn note_wrong_password(
        &self,
        user: UserId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            action: "wrong_password",
            actor: Some(user),
            user: Some(user),
            target: "",
            details: json!({}),
        };
        let client = self.0.client().await?;
        audit::note(&client, &entry, origin, now).await
    }

    async fn link_owner(
        &self,
        token: [u8; 32],
        purpose: Purpose,
        now: OffsetDateTime,
    ) -> Result<Option<Addressee>, StoreError> {
        let client = self.0.client().await?;
        let found = credentials::find_link_owner()
            .bind(&client, &token.as_slice(), &purpose.as_str(), &now)
            .opt()
            .await
            .map_err(from_postgres)?;
        found.as_ref().map(addressee).transpose()
    }

    async fn reset_password(
        &self,
        user: UserId,
        token: [u8; 32],
        password: &PasswordHash,
        event: &Event,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError> {
        let reset = credentials::ResetPasswordParams {
            now,
            token_hash: token.as_slice(),
            password_hash: password.as_phc(),
            ip: origin.ip.as_str(),
            user_agent: origin.user_agent.as_str(),
            request_id: origin.request_id.as_str(),
            event_id: event.id.uuid(),
            event: serde_json::to_value(event).map_err(broken)?,
        };
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (lock, set) = prepared!(
                    client,
                    credentials::lock_user(),
                    credentials::reset_password(),
                );
                let user_id = user.uuid();
                let (locked, version) = tokio::join!(
                    biased;
                    lock.bind(client, &user_id).opt(),
                    set.params(client, &reset).opt(),
                );
                locked.map_err(from_postgres)?;
                let version = version.map_err(from_postgres)?;
                Ok(version.map(|version| AccessCut { user, version }))
            })
            .await
    }

    async fn change_password(
        &self,
        change: &PasswordReplacement<'_>,
        event: &Event,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError> {
        let user = change.user;
        let new = credentials::ChangePasswordParams {
            password_hash: change.password.as_phc(),
            now,
            user_id: user.uuid(),
            checked_hash: change.checked.as_phc(),
            session_id: change.session.uuid(),
            ip: origin.ip.as_str(),
            user_agent: origin.user_agent.as_str(),
            request_id: origin.request_id.as_str(),
            event_id: event.id.uuid(),
            event: serde_json::to_value(event).map_err(broken)?,
        };
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (lock, set) = prepared!(
                    client,
                    credentials::lock_user(),
                    credentials::change_password(),
                );
                let user_id = user.uuid();
                let (locked, version) = tokio::join!(
                    biased;
                    lock.bind(client, &user_id).opt(),
                    set.params(client, &new).opt(),
                );
                locked.map_err(from_postgres)?;
                let version = version.map_err(from_postgres)?;
                Ok(version.map(|version| AccessCut { user, version }))
            })
            .await
    }

    async fn change_email(
        &self,
        user: UserId,
        token: [u8; 32],
        session: &NewSession,
        event: &Event,
    ) -> Result<Moved, EmailChangeError> {
        let now = session.token.issued_at;
        let new = credentials::ChangeEmailParams {
            now,
            token_hash: token.as_slice(),
            session_id: session.id.uuid(),
            user_agent: session.origin.user_agent.as_str(),
            ip: session.origin.ip.as_str(),
            refresh_hash: session.token.hash.as_slice(),
            refresh_expires_at: session.token.expires_at,
            request_id: session.origin.request_id.as_str(),
            event_id: event.id.uuid(),
            event: serde_json::to_value(event).map_err(broken)?,
        };
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (remove, lock, set) = prepared!(
                    client,
                    credentials::remove_pending_owner(),
                    credentials::lock_user(),
                    credentials::change_email(),
                );
                let (user_id, hash) = (user.uuid(), token.as_slice());
                let (removed, locked, moved) = tokio::join!(
                    biased;
                    remove.bind(client, &hash, &now).opt(),
                    lock.bind(client, &user_id).opt(),
                    set.params(client, &new).opt(),
                );
                removed.map_err(from_postgres)?;
                locked.map_err(from_postgres)?;
                let moved = moved.map_err(|error| {
                    if violates(&error, "users_email_key") {
                        EmailChangeError::Taken
                    } else {
                        from_postgres(error).into()
                    }
                })?;
                moved
                    .map(with_new_address)
                    .ok_or(EmailChangeError::InvalidToken)
            })
            .await
    }
}

fn with_new_address(row: credentials::ChangeEmail) -> Moved {
    Moved {
        account: Account {
            id: row.id.into(),
            email: row.email,
            name: row.name,
            roles: row.roles,
            permissions: permissions(&row.permissions),
            second_factor: SecondFactorStatus::of(row.has_second_factor, row.needs_second_factor),
            access_version: row.access_version,
        },
        has_session: row.has_session,
    }
}

pub(crate) fn addressee(row: &credentials::Addressee) -> Result<Addressee, StoreError> {
    Ok(Addressee {
        user: row.id.into(),
        status: UserStatus::parse(&row.status).ok_or_else(|| broken("a stored status is none"))?,
        email: EmailAddress::parse(&row.email).map_err(broken)?,
        name: PersonName::parse(&row.name).map_err(broken)?,
        language: language(&row.language)?,
    })
}

//! Sessions in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::users::permissions;
use domain::StoreError;
use domain::identity::login::{Credentials, Refusal};
use domain::identity::session::{NewToken, Sessions};
use domain::identity::{
    AccessCut, Account, EmailAddress, FirstFactor, NewSession, Origin, PasswordHash, Proof,
    SecondFactorStatus, UserStatus,
};
use domain::ids::{SecondFactorId, SessionId, UserId};
use postgres_queries::client::Params;
use postgres_queries::queries::sessions;
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`Sessions`] in PostgreSQL.
    PgSessions
}

impl Sessions for PgSessions {
    async fn credentials(&self, email: &EmailAddress) -> Result<Option<Credentials>, StoreError> {
        let client = self.0.client().await?;
        let found = sessions::find_credentials()
            .bind(&client, &email.as_str())
            .opt()
            .await
            .map_err(from_postgres)?;
        found
            .map(|found| {
                Ok(Credentials {
                    user: found.id.into(),
                    status: UserStatus::parse(&found.status)
                        .ok_or_else(|| broken("a stored status is none"))?,
                    password: found.password_hash.map(PasswordHash::from_phc),
                    second_factor: found.second_factor.map(SecondFactorId::from),
                })
            })
            .transpose()
    }

    async fn open(
        &self,
        first: &FirstFactor,
        second: Option<&Proof>,
        session: &NewSession,
    ) -> Result<Option<Account>, StoreError> {
        let (step, recovery_hash) = second.map_or((None, None), used_up);
        let client = self.0.client().await?;
        let row = sessions::open_session()
            .params(
                &client,
                &sessions::OpenSessionParams {
                    rehashed: first.rehashed.as_ref().map(PasswordHash::as_phc),
                    user_id: first.user.uuid(),
                    checked_hash: first.checked.as_ref().map(PasswordHash::as_phc),
                    step,
                    recovery_hash,
                    session_id: session.id.uuid(),
                    user_agent: session.origin.user_agent.as_str(),
                    ip: session.origin.ip.as_str(),
                    now: session.token.issued_at,
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

    async fn note_failed_login(
        &self,
        user: Option<UserId>,
        refusal: Refusal,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        let failed = Entry {
            details: json!({ "wrong": refusal.as_str() }),
            ..Entry::by_nobody("login_failed", user)
        };
        audit::note(&client, &failed, origin, now).await
    }

    async fn rotate(
        &self,
        used: [u8; 32],
        next: &NewToken,
    ) -> Result<Option<(SessionId, Account)>, StoreError> {
        let client = self.0.client().await?;
        let row = sessions::rotate_token()
            .bind(
                &client,
                &next.issued_at,
                &used.as_slice(),
                &next.hash.as_slice(),
                &next.expires_at,
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(row.map(signed_in))
    }

    async fn end_reused(
        &self,
        token: [u8; 32],
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<SessionId>, StoreError> {
        let client = self.0.client().await?;
        let ended = sessions::end_reused_session()
            .bind(
                &client,
                &now,
                &token.as_slice(),
                &origin.ip.as_str(),
                &origin.user_agent.as_str(),
                &origin.request_id.as_str(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(ended.map(SessionId::from))
    }

    async fn end(
        &self,
        user: UserId,
        session: SessionId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let client = self.0.client().await?;
        let ended = sessions::end_session()
            .bind(
                &client,
                &now,
                &user.uuid(),
                &session.uuid(),
                &origin.ip.as_str(),
                &origin.user_agent.as_str(),
                &origin.request_id.as_str(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(ended.is_some())
    }

    async fn end_all(
        &self,
        user: UserId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError> {
        let client = self.0.client().await?;
        let version = sessions::end_all_sessions()
            .bind(
                &client,
                &user.uuid(),
                &now,
                &origin.ip.as_str(),
                &origin.user_agent.as_str(),
                &origin.request_id.as_str(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(version.map(|version| AccessCut { user, version }))
    }
}

/// The proof of a second factor as statements take it: the time step of a code, or a recovery code's hash.
pub(crate) fn used_up(proof: &Proof) -> (Option<i64>, Option<&[u8]>) {
    match proof {
        Proof::Step(step) => (Some(*step), None),
        Proof::Recovery(hash) => (None, Some(hash.as_slice())),
    }
}

/// The session a statement opened or found, and whose it is.
pub(crate) fn signed_in(row: sessions::SignedIn) -> (SessionId, Account) {
    let account = Account {
        id: row.user_id.into(),
        email: row.email,
        name: row.name,
        roles: row.roles,
        permissions: permissions(&row.permissions),
        second_factor: SecondFactorStatus::of(row.has_second_factor, row.needs_second_factor),
        access_version: row.access_version,
    };
    (row.session_id.into(), account)
}

//! What users have in their own hands, in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::outbox;
use crate::statements::prepared;
use crate::users::{language, permissions};
use domain::events::Event;
use domain::identity::erasure::{Erased, ErasureError, NO_NAME};
use domain::identity::export::{
    ExternalIdentity, MOST, PersonalRecord, SecondFactorState, SecurityEvent,
};
use domain::identity::profile::{DeviceSession, PhotoBefore};
use domain::identity::user::SecondFactorStatus;
use domain::identity::{AccessCut, Account, Origin, PersonName, Profile, ProfileChange, Profiles};
use domain::ids::UserId;
use domain::{Edit, Language, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::profiles::{self as queries, ProfileRow, SessionRow};
use serde_json::json;
use time::OffsetDateTime;

/// The sessions that somebody looks through.
const MOST_OPEN_SESSIONS: i64 = 100;

adapter! {
    /// [`Profiles`] in PostgreSQL.
    PgProfiles
}

impl Profiles for PgProfiles {
    async fn find(&self, user: UserId) -> Result<Option<Profile>, StoreError> {
        let client = self.0.client().await?;
        let row = queries::find_profile()
            .bind(&client, &user.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        row.map(profile).transpose()
    }

    async fn update(
        &self,
        user: UserId,
        change: &ProfileChange,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<Profile>, StoreError> {
        let client = self.0.client().await?;
        let row = queries::update_profile()
            .params(
                &client,
                &queries::UpdateProfileParams {
                    name: change.name.as_ref().map(PersonName::as_str),
                    language: change.language.map(Language::as_str),
                    sets_phone: change.phone != Edit::Keep,
                    phone: match &change.phone {
                        Edit::Set(phone) => Some(phone.as_str()),
                        Edit::Keep | Edit::Remove => None,
                    },
                    now,
                    user_id: user.uuid(),
                    details: json!({ "fields": change.fields() }),
                    ip: origin.ip.as_str(),
                    user_agent: origin.user_agent.as_str(),
                    request_id: origin.request_id.as_str(),
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        row.map(profile).transpose()
    }

    async fn open_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<Vec<DeviceSession>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::open_sessions()
            .bind(&client, &user.uuid(), &now, &MOST_OPEN_SESSIONS)
            .all()
            .await
            .map_err(from_postgres)?;
        Ok(rows.into_iter().map(session).collect())
    }

    async fn set_photo(
        &self,
        user: UserId,
        photo: Option<&str>,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<PhotoBefore>, StoreError> {
        let client = self.0.client().await?;
        let before = queries::set_photo()
            .params(
                &client,
                &queries::SetPhotoParams {
                    user_id: user.uuid(),
                    photo_key: photo,
                    now,
                    ip: origin.ip.as_str(),
                    user_agent: origin.user_agent.as_str(),
                    request_id: origin.request_id.as_str(),
                },
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(before.map(|photo| PhotoBefore { photo }))
    }

    /// One round trip.
    async fn record(&self, user: UserId) -> Result<Option<PersonalRecord>, StoreError> {
        let client = self.0.client().await?;
        let id = user.uuid();
        let (profile_row, sessions, second_factor, identities, events) = tokio::join!(
            biased;
            async { queries::find_profile().bind(&client, &id).opt().await },
            async { queries::sessions_of_user().bind(&client, &id, &MOST).all().await },
            async { queries::second_factor_of_user().bind(&client, &id).opt().await },
            async { queries::external_identities_of_user().bind(&client, &id, &MOST).all().await },
            async { queries::security_events_of_user().bind(&client, &id, &MOST).all().await },
        );
        let Some(profile_row) = profile_row.map_err(from_postgres)? else {
            return Ok(None);
        };
        let sessions = sessions.map_err(from_postgres)?.into_iter().map(session);
        let second_factor = second_factor.map_err(from_postgres)?;
        let identities = identities.map_err(from_postgres)?.into_iter();
        let events = events.map_err(from_postgres)?.into_iter();
        Ok(Some(PersonalRecord {
            profile: profile(profile_row)?,
            sessions: sessions.collect(),
            second_factor: second_factor.map(|factor| SecondFactorState {
                created_at: factor.created_at,
                confirmed_at: factor.confirmed_at,
                recovery_codes_left: factor.recovery_codes_left,
            }),
            external_identities: identities
                .map(|identity| ExternalIdentity {
                    issuer: identity.issuer,
                    subject: identity.subject,
                    linked_at: identity.linked_at,
                })
                .collect(),
            security_events: events.map(security_event).collect(),
        }))
    }

    /// Three round trips: the locks, everything that is taken away, the commit.
    async fn erase(
        &self,
        user: UserId,
        request_id: &str,
        events: &[Event],
        now: OffsetDateTime,
    ) -> Result<Erased, ErasureError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let id = user.uuid();
                let (role, user_row) = prepared!(
                    client,
                    queries::lock_super_admins(),
                    queries::lock_for_erasure(),
                );
                let (role, locked) = tokio::join!(
                    biased;
                    role.bind(client).opt(),
                    user_row.bind(client, &id).opt(),
                );
                role.map_err(from_postgres)?;
                let is_last_super_admin = locked
                    .map_err(from_postgres)?
                    .ok_or(ErasureError::NoSuchUser)?;
                if is_last_super_admin {
                    return Err(ErasureError::LastSuperAdmin);
                }
                let erase = queries::erase_user();
                let (erased, told) = tokio::join!(
                    biased;
                    erase.bind(client, &id, &NO_NAME, &now, &request_id).one(),
                    outbox::add(client, events),
                );
                told?;
                let erased = erased.map_err(from_postgres)?;
                let version = erased.access_version;
                Ok(Erased {
                    cut: AccessCut { user, version },
                    photo: erased.photo_key,
                })
            })
            .await
    }
}

fn profile(row: ProfileRow) -> Result<Profile, StoreError> {
    Ok(Profile {
        account: Account {
            id: row.id.into(),
            email: row.email,
            name: row.name,
            roles: row.roles,
            permissions: permissions(&row.permissions),
            second_factor: SecondFactorStatus::of(row.has_second_factor, row.needs_second_factor),
            access_version: row.access_version,
        },
        phone: row.phone,
        language: language(&row.language)?,
        email_verified: row.email_verified,
        photo: row.photo_key,
    })
}

fn session(row: SessionRow) -> DeviceSession {
    DeviceSession {
        id: row.id.into(),
        user_agent: row.user_agent,
        ip: row.ip,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        ended_at: row.ended_at,
    }
}

fn security_event(row: queries::SecurityEventsOfUser) -> SecurityEvent {
    SecurityEvent {
        at: row.at,
        action: row.action,
        by_user: row.by_user,
        about_user: row.about_user,
        ip: row.ip,
        user_agent: row.user_agent,
        details: row.details,
    }
}

//! Users as staff see them, in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::roles::{role, role_name};
use crate::statements::prepared;
use crate::users::{language, permissions};
use deadpool_postgres::Object;
use domain::identity::directory::{
    Access, AccessCase, AccessChange, AccessError, Directory, Subject, UserEntry, UserFilter,
    UserKey, UserRecord,
};
use domain::identity::session::REFRESH_LIFETIME;
use domain::identity::{AccessCut, Actor, RoleName, UserStatus};
use domain::ids::UserId;
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::directory::{self, FindSubject, FindUser, UserRow};
use postgres_queries::queries::roles;
use serde_json::{Value, json};
use time::OffsetDateTime;

adapter! {
    /// [`Directory`] in PostgreSQL.
    PgDirectory
}

impl Directory for PgDirectory {
    async fn list(
        &self,
        filter: &UserFilter,
        page: PageRequest<UserKey>,
    ) -> Result<Page<UserEntry, UserKey>, StoreError> {
        let client = self.0.client().await?;
        let rows = directory::list_users()
            .bind(
                &client,
                &filter.role.as_ref().map(RoleName::as_str),
                &filter.search.as_ref().map(|text| containing(text.as_str())),
                &filter.status.map(UserStatus::as_str),
                &page.after.map(|key| key.created_at),
                &page.after.map(|key| key.id.uuid()),
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |user: &UserEntry| UserKey {
            created_at: user.created_at,
            id: user.id,
        }))
    }

    async fn find(
        &self,
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<Option<UserRecord>, StoreError> {
        let client = self.0.client().await?;
        find(&client, &directory::find_user(), user, now).await
    }

    /// Three round trips: what is locked and read, what is written and read again, the commit.
    async fn change(
        &self,
        user: UserId,
        actor: &Actor,
        reason: Option<&str>,
        now: OffsetDateTime,
        decide: impl FnOnce(&AccessCase) -> Result<Option<AccessChange>, AccessError> + Send,
    ) -> Result<(UserRecord, Option<AccessCut>), AccessError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, user, actor.user).await?;
                let Some(change) = decide(&case)? else {
                    let unchanged = find(client, &directory::find_user(), user, now).await?;
                    return Ok((unchanged.ok_or(AccessError::NotFound)?, None));
                };
                let (write, read) =
                    prepared!(client, directory::change_access(), directory::find_user());
                let (version, noted, record) = tokio::join!(
                    biased;
                    change_access(client, &write, user, &change, actor.user, now),
                    note(client, user, actor, &change, reason, now),
                    find(client, &read, user, now),
                );
                let version = version?;
                noted?;
                let cut = AccessCut { user, version };
                Ok((record?.ok_or(AccessError::NotFound)?, Some(cut)))
            })
            .await
    }
}

/// Takes the locks, in the order in which everybody takes them, and reads what a decision needs.
async fn read_case(client: &Object, user: UserId, actor: UserId) -> Result<AccessCase, StoreError> {
    let (user_id, actor_id) = (user.uuid(), actor.uuid());
    let (lock_access, lock_user, find_permissions, find_subject, all_roles) = prepared!(
        client,
        directory::lock_access(),
        directory::lock_user(),
        directory::find_permissions(),
        directory::find_subject(),
        roles::all_roles(),
    );
    let (access, locked, held, subject, roles) = tokio::join!(
        biased;
        lock_access.bind(client).one(),
        lock_user.bind(client, &user_id).opt(),
        find_permissions.bind(client, &actor_id).opt(),
        find_subject.bind(client, &user_id).opt(),
        all_roles.bind(client).all(),
    );
    access.map_err(from_postgres)?;
    locked.map_err(from_postgres)?;
    let held = held.map_err(from_postgres)?.unwrap_or_default();
    let row = subject.map_err(from_postgres)?;
    Ok(AccessCase {
        actor,
        permissions: permissions(&held).into_iter().collect(),
        other_super_admin: row.as_ref().is_some_and(|row| row.other_super_admin),
        subject: row.as_ref().map(subject_of).transpose()?,
        roles: roles
            .map_err(from_postgres)?
            .into_iter()
            .map(|row| {
                role(
                    &row.name,
                    &row.permissions,
                    row.requires_second_factor,
                    row.built_in,
                )
            })
            .collect::<Result<_, _>>()?,
    })
}

/// Answers the account's new version.
async fn change_access(
    client: &Object,
    statement: &directory::ChangeAccessStmt,
    user: UserId,
    change: &AccessChange,
    actor: UserId,
    now: OffsetDateTime,
) -> Result<i64, StoreError> {
    let roles: Vec<&str> = change.after.roles.iter().map(RoleName::as_str).collect();
    statement
        .bind(
            client,
            &change.after.status.as_str(),
            &now,
            &user.uuid(),
            &roles,
            &actor.uuid(),
        )
        .one()
        .await
        .map_err(from_postgres)
}

/// A line for another status, and one for other roles.
async fn note(
    client: &Object,
    user: UserId,
    actor: &Actor,
    change: &AccessChange,
    reason: Option<&str>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let AccessChange { before, after } = change;
    let status = (before.status != after.status).then(|| {
        let of = |access: &Access| json!({ "status": access.status });
        let action = match after.status {
            UserStatus::Suspended => "user_suspended",
            _ => "user_reinstated",
        };
        (action, of(before), of(after))
    });
    let roles = (before.roles != after.roles).then(|| {
        let of = |access: &Access| json!({ "roles": access.roles });
        ("user_roles_changed", of(before), of(after))
    });
    for (action, before, after) in [status, roles].into_iter().flatten() {
        let mut details = json!({ "before": before, "after": after });
        if let (Value::Object(details), Some(reason)) = (&mut details, reason) {
            details.insert("reason".into(), reason.into());
        }
        let entry = Entry {
            action,
            actor: Some(actor.user),
            user: Some(user),
            target: "",
            details,
        };
        audit::note(client, &entry, &actor.origin, now).await?;
    }
    Ok(())
}

async fn find(
    client: &Object,
    statement: &directory::FindUserStmt,
    user: UserId,
    now: OffsetDateTime,
) -> Result<Option<UserRecord>, StoreError> {
    let row = statement
        .bind(client, &(now - REFRESH_LIFETIME), &user.uuid())
        .opt()
        .await
        .map_err(from_postgres)?;
    row.map(record).transpose()
}

/// The pattern of texts that contain this one.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

fn status(stored: &str) -> Result<UserStatus, StoreError> {
    UserStatus::parse(stored).ok_or_else(|| broken("a stored status is none"))
}

fn subject_of(row: &FindSubject) -> Result<Subject, StoreError> {
    Ok(Subject {
        id: row.id.into(),
        access: Access {
            status: status(&row.status)?,
            roles: row
                .roles
                .iter()
                .map(|name| role_name(name))
                .collect::<Result<_, _>>()?,
        },
        email_verified: row.email_verified,
        version: row.version,
    })
}

fn entry(row: UserRow) -> Result<UserEntry, StoreError> {
    Ok(UserEntry {
        id: row.id.into(),
        email: row.email,
        name: row.name,
        phone: row.phone,
        status: status(&row.status)?,
        roles: row.roles,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    })
}

fn record(row: FindUser) -> Result<UserRecord, StoreError> {
    Ok(UserRecord {
        language: language(&row.language)?,
        email_verified: row.email_verified,
        permissions: permissions(&row.permissions),
        has_second_factor: row.has_second_factor,
        needs_second_factor: row.needs_second_factor,
        open_sessions: row.open_sessions,
        last_login_at: row.last_login_at,
        version: row.version,
        entry: UserEntry {
            id: row.id.into(),
            email: row.email,
            name: row.name,
            phone: row.phone,
            status: status(&row.status)?,
            roles: row.roles,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn what_is_looked_for_is_no_pattern() {
        assert_eq!(containing("sari"), "%sari%");
        assert_eq!(containing(r"50%_\"), r"%50\%\_\\%");
    }
}

//! Roles in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use crate::users::permissions;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::identity::roles::{
    HeldRole, RoleCase, RoleChange, RoleDefinition, RoleError, RoleName, Roles,
};
use domain::identity::{AccessCut, Actor, Permission, Role};
use domain::ids::UserId;
use postgres_queries::queries::{directory, roles};
use serde_json::{Value, json};
use time::OffsetDateTime;

adapter! {
    /// [`Roles`] in PostgreSQL.
    PgRoles
}

impl Roles for PgRoles {
    async fn list(&self) -> Result<Vec<HeldRole>, StoreError> {
        let client = self.0.client().await?;
        let rows = roles::list_roles()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        rows.iter().map(held).collect()
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn change(
        &self,
        name: &RoleName,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&RoleCase) -> Result<Option<RoleChange>, RoleError> + Send,
    ) -> Result<(Option<HeldRole>, Vec<AccessCut>), RoleError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, name, actor.user).await?;
                let Some(change) = decide(&case)? else {
                    return Ok((case.role, Vec::new()));
                };
                let (cuts, noted) = tokio::join!(
                    biased;
                    write(client, name, &change),
                    note(client, name, actor, &change, now),
                );
                let cuts = cuts?;
                noted?;
                Ok((role_after(change), cuts))
            })
            .await
    }
}

/// Waits until nobody else changes access, and reads what a decision needs.
async fn read_case(
    client: &Object,
    name: &RoleName,
    actor: UserId,
) -> Result<RoleCase, StoreError> {
    let (actor_id, name) = (actor.uuid(), name.as_str());
    let (lock_access, find_permissions, find_role) = prepared!(
        client,
        directory::lock_access(),
        directory::find_permissions(),
        roles::find_role(),
    );
    let (access, mine, role) = tokio::join!(
        biased;
        lock_access.bind(client).one(),
        find_permissions.bind(client, &actor_id).opt(),
        find_role.bind(client, &name).opt(),
    );
    access.map_err(from_postgres)?;
    let mine = mine.map_err(from_postgres)?.unwrap_or_default();
    Ok(RoleCase {
        permissions: permissions(&mine).into_iter().collect(),
        role: role
            .map_err(from_postgres)?
            .as_ref()
            .map(held)
            .transpose()?,
    })
}

/// Answers whose access changed.
async fn write(
    client: &Object,
    name: &RoleName,
    change: &RoleChange,
) -> Result<Vec<AccessCut>, StoreError> {
    let name = name.as_str();
    let texts = |definition: &RoleDefinition| {
        let permissions = definition.permissions.iter();
        permissions
            .map(|&permission| Permission::as_str(permission))
            .collect::<Vec<_>>()
    };
    match change {
        RoleChange::Add(role) => {
            let (permissions, guarded) = (
                texts(&role.definition),
                role.definition.requires_second_factor,
            );
            roles::add_role()
                .bind(client, &name, &permissions, &guarded)
                .await
                .map_err(from_postgres)?;
        }
        RoleChange::Redefine { after, .. } => {
            let cut = roles::redefine_role()
                .bind(client, &texts(after), &after.requires_second_factor, &name)
                .map(|row| AccessCut {
                    user: row.id.into(),
                    version: row.access_version,
                })
                .all()
                .await
                .map_err(from_postgres)?;
            return Ok(cut);
        }
        RoleChange::Remove(_) => {
            roles::remove_role()
                .bind(client, &name)
                .await
                .map_err(from_postgres)?;
        }
    }
    Ok(Vec::new())
}

async fn note(
    client: &Object,
    name: &RoleName,
    actor: &Actor,
    change: &RoleChange,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (action, before, after) = match change {
        RoleChange::Add(role) => ("role_created", Value::Null, json!(role.definition)),
        RoleChange::Redefine { before, after } => {
            ("role_changed", json!(before.role.definition), json!(after))
        }
        RoleChange::Remove(role) => ("role_deleted", json!(role.definition), Value::Null),
    };
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: name.as_str(),
        details: json!({ "before": before, "after": after }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

fn role_after(change: RoleChange) -> Option<HeldRole> {
    match change {
        RoleChange::Add(role) => Some(HeldRole { role, users: 0 }),
        RoleChange::Redefine { before, after } => Some(HeldRole {
            role: Role {
                definition: after,
                ..before.role
            },
            users: before.users,
        }),
        RoleChange::Remove(_) => None,
    }
}

fn held(row: &roles::HeldRole) -> Result<HeldRole, StoreError> {
    Ok(HeldRole {
        role: role(
            &row.name,
            &row.permissions,
            row.requires_second_factor,
            row.built_in,
        )?,
        users: row.users,
    })
}

pub(crate) fn role(
    name: &str,
    stored: &[String],
    requires_second_factor: bool,
    built_in: bool,
) -> Result<Role, StoreError> {
    Ok(Role {
        name: role_name(name)?,
        definition: RoleDefinition {
            permissions: permissions(stored).into_iter().collect(),
            requires_second_factor,
        },
        built_in,
    })
}

pub(crate) fn role_name(stored: &str) -> Result<RoleName, StoreError> {
    RoleName::parse(stored).map_err(broken)
}

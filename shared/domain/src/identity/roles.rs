//! Roles: named sets of permissions, and the rules by which staff change them.
//!
//! Whoever changes a role is judged by what they may do at that moment, in the transaction of the change; what
//! their access token says is old.

use super::appointment::SUPER_ADMIN;
use super::{AccessCut, Actor, Permission};
use crate::failure::{Failure, Invalid, Kind};
use crate::{Clock, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::str::FromStr;
use time::OffsetDateTime;

/// The role everybody has who registers.
pub const CUSTOMER: &str = "customer";

const INVALID_NAME: Invalid = Invalid("invalid_role_name");

pub type Permissions = BTreeSet<Permission>;

/// 2–40 small letters, digits and underscores, the first a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct RoleName(String);

impl RoleName {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let is_name = (2..=40).contains(&text.len())
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if is_name {
            Ok(Self(text.to_owned()))
        } else {
            Err(INVALID_NAME)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RoleName {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl FromStr for RoleName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text)
    }
}

/// What a role allows, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleDefinition {
    pub permissions: Permissions,
    /// Whether the permissions are held only by those who have a second factor.
    pub requires_second_factor: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    pub name: RoleName,
    #[serde(flatten)]
    pub definition: RoleDefinition,
    /// One that the shop's programs name: it cannot be deleted.
    pub built_in: bool,
}

/// A role and how many have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldRole {
    #[serde(flatten)]
    pub role: Role,
    pub users: i64,
}

/// What a change of a role is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCase {
    /// What the actor may do.
    pub permissions: Permissions,
    /// The role, if there is one of the name.
    pub role: Option<HeldRole>,
}

/// What is to become of a role, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleChange {
    Add(Role),
    Redefine {
        before: HeldRole,
        after: RoleDefinition,
    },
    Remove(Role),
}

/// Why a role is not changed.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    #[error("the actor may not change roles")]
    Denied,
    #[error("the actor lacks a permission that the role has or is to have")]
    BeyondActor,
    #[error("no such role")]
    NotFound,
    #[error("there is a role of that name")]
    NameTaken,
    #[error("what the role allows is fixed")]
    Fixed,
    #[error("a built-in role cannot be deleted")]
    BuiltIn,
    #[error("the role has holders")]
    InUse,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for RoleError {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied | Self::BeyondActor => Kind::Forbidden,
            Self::NotFound => Kind::NotFound,
            Self::NameTaken | Self::Fixed | Self::BuiltIn | Self::InUse => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied => "permission_denied",
            Self::BeyondActor => "permission_beyond_yours",
            Self::NotFound => "role_not_found",
            Self::NameTaken => "role_name_taken",
            Self::Fixed => "role_fixed",
            Self::BuiltIn => "role_built_in",
            Self::InUse => "role_in_use",
            Self::Store(error) => error.code(),
        }
    }
}

impl RoleCase {
    fn check_actor(&self) -> Result<(), RoleError> {
        if self.permissions.contains(&Permission::RolesManage) {
            Ok(())
        } else {
            Err(RoleError::Denied)
        }
    }

    fn check_reach(&self, permissions: &Permissions) -> Result<(), RoleError> {
        if permissions.is_subset(&self.permissions) {
            Ok(())
        } else {
            Err(RoleError::BeyondActor)
        }
    }

    fn found(&self) -> Result<&HeldRole, RoleError> {
        self.role.as_ref().ok_or(RoleError::NotFound)
    }

    /// A role is made by those who hold all of its permissions.
    pub fn add(&self, name: RoleName, definition: RoleDefinition) -> Result<RoleChange, RoleError> {
        self.check_actor()?;
        if self.role.is_some() {
            return Err(RoleError::NameTaken);
        }
        self.check_reach(&definition.permissions)?;
        Ok(RoleChange::Add(Role {
            name,
            definition,
            built_in: false,
        }))
    }

    /// A role is changed by those who hold all that it allowed and is to allow. `None`: nothing changes.
    pub fn redefine(&self, after: RoleDefinition) -> Result<Option<RoleChange>, RoleError> {
        self.check_actor()?;
        let before = self.found()?;
        if before.role.definition == after {
            return Ok(None);
        }
        let keeps_permissions = before.role.definition.permissions == after.permissions;
        match before.role.name.as_str() {
            // Nothing is withheld from customers, and the shop must have somebody who may do everything.
            CUSTOMER => return Err(RoleError::Fixed),
            SUPER_ADMIN if !keeps_permissions => return Err(RoleError::Fixed),
            _ => {}
        }
        self.check_reach(&before.role.definition.permissions)?;
        self.check_reach(&after.permissions)?;
        Ok(Some(RoleChange::Redefine {
            before: before.clone(),
            after,
        }))
    }

    /// A role goes when nobody has it.
    pub fn remove(&self) -> Result<RoleChange, RoleError> {
        self.check_actor()?;
        let HeldRole { role, users } = self.found()?;
        if role.built_in {
            return Err(RoleError::BuiltIn);
        }
        self.check_reach(&role.definition.permissions)?;
        if *users > 0 {
            return Err(RoleError::InUse);
        }
        Ok(RoleChange::Remove(role.clone()))
    }
}

/// The roles.
pub trait Roles: Send + Sync {
    /// In order of name.
    async fn list(&self) -> Result<Vec<HeldRole>, StoreError>;

    /// In one transaction, in which nobody else changes what anybody may do: reads the case, lets `decide` say
    /// what is to become of the role, and writes that with its line in the audit log. Answers the role as it is
    /// then, none when it is gone, and whose access changed.
    async fn change(
        &self,
        name: &RoleName,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&RoleCase) -> Result<Option<RoleChange>, RoleError> + Send,
    ) -> Result<(Option<HeldRole>, Vec<AccessCut>), RoleError>;
}

/// Makes a role.
pub async fn create(
    roles: &impl Roles,
    clock: &impl Clock,
    actor: &Actor,
    name: &RoleName,
    definition: RoleDefinition,
) -> Result<HeldRole, RoleError> {
    let decide = |case: &RoleCase| case.add(name.clone(), definition).map(Some);
    let (role, _) = roles.change(name, actor, clock.now(), decide).await?;
    role.ok_or(RoleError::NotFound)
}

/// Changes what a role allows; its holders' access tokens are to be refused from now on.
pub async fn redefine(
    roles: &impl Roles,
    clock: &impl Clock,
    actor: &Actor,
    name: &RoleName,
    definition: RoleDefinition,
) -> Result<(HeldRole, Vec<AccessCut>), RoleError> {
    let decide = |case: &RoleCase| case.redefine(definition);
    let (role, cuts) = roles.change(name, actor, clock.now(), decide).await?;
    Ok((role.ok_or(RoleError::NotFound)?, cuts))
}

/// Deletes a role that nobody has.
pub async fn delete(
    roles: &impl Roles,
    clock: &impl Clock,
    actor: &Actor,
    name: &RoleName,
) -> Result<(), RoleError> {
    let decide = |case: &RoleCase| case.remove().map(Some);
    roles.change(name, actor, clock.now(), decide).await?;
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    pub(in crate::identity) fn any_permissions() -> impl Strategy<Value = Permissions> {
        subsequence(Permission::ALL.to_vec(), 0..=Permission::ALL.len())
            .prop_map(|permissions| permissions.into_iter().collect())
    }

    pub(in crate::identity) fn role(name: &str, permissions: &[Permission]) -> Role {
        Role {
            name: RoleName::parse(name).unwrap(),
            definition: define(permissions),
            built_in: [CUSTOMER, SUPER_ADMIN].contains(&name),
        }
    }

    fn define(permissions: &[Permission]) -> RoleDefinition {
        RoleDefinition {
            permissions: permissions.iter().copied().collect(),
            requires_second_factor: false,
        }
    }

    /// A case of somebody who may do everything.
    fn case(role: Option<Role>, users: i64) -> RoleCase {
        RoleCase {
            permissions: Permission::ALL.iter().copied().collect(),
            role: role.map(|role| HeldRole { role, users }),
        }
    }

    #[test]
    fn names_are_small_letters_digits_and_underscores() {
        for name in ["ab", "shift_lead_2", &"x".repeat(40)] {
            assert_eq!(RoleName::parse(name).unwrap().as_str(), name);
        }
        for name in [
            "",
            "a",
            "2nd",
            "_a",
            "Admin",
            "a-b",
            "a b",
            "a\u{0}",
            "é2",
            &"x".repeat(41),
        ] {
            assert_eq!(RoleName::parse(name), Err(INVALID_NAME), "{name}");
        }
    }

    #[test]
    fn what_customers_and_super_admins_may_is_fixed() {
        let less = define(&[Permission::OrdersRead]);
        for name in [CUSTOMER, SUPER_ADMIN] {
            let case = case(Some(role(name, &[])), 1);
            assert!(matches!(case.redefine(less.clone()), Err(RoleError::Fixed)));
            assert!(matches!(case.remove(), Err(RoleError::BuiltIn)));
        }
        let guarded = RoleDefinition {
            requires_second_factor: true,
            ..define(&[])
        };
        assert!(matches!(
            case(Some(role(CUSTOMER, &[])), 1).redefine(guarded.clone()),
            Err(RoleError::Fixed)
        ));
        let case = case(Some(role(SUPER_ADMIN, &[])), 1);
        assert!(matches!(case.redefine(guarded), Ok(Some(_))));
    }

    #[test]
    fn a_role_goes_when_nobody_has_it() {
        let packer = role("packer", &[Permission::OrdersFulfil]);
        assert!(matches!(case(None, 0).remove(), Err(RoleError::NotFound)));
        assert!(matches!(
            case(Some(packer.clone()), 1).remove(),
            Err(RoleError::InUse)
        ));
        assert_eq!(
            case(Some(packer.clone()), 0).remove().unwrap(),
            RoleChange::Remove(packer)
        );
    }

    #[test]
    fn a_name_is_taken_once_and_the_same_again_changes_nothing() {
        let packer = role("packer", &[Permission::OrdersFulfil]);
        let case = case(Some(packer.clone()), 0);
        assert!(matches!(
            case.add(packer.name, define(&[])),
            Err(RoleError::NameTaken)
        ));
        assert!(matches!(case.redefine(packer.definition), Ok(None)));
    }

    proptest! {
        #[test]
        fn roles_are_touched_only_by_those_who_hold_all_of_them(
            mine in any_permissions(),
            before in any_permissions(),
            after in any_permissions(),
        ) {
            let manages = mine.contains(&Permission::RolesManage);
            let definition = |permissions: &Permissions| RoleDefinition {
                permissions: permissions.clone(),
                requires_second_factor: false,
            };
            let mut packer = role("packer", &[]);
            packer.definition = definition(&before);
            let vacant = RoleCase { permissions: mine.clone(), role: None };
            let case = RoleCase {
                role: Some(HeldRole { role: packer.clone(), users: 0 }),
                ..vacant.clone()
            };
            let held = |permissions: &Permissions| permissions.is_subset(&mine);
            prop_assert_eq!(
                vacant.add(packer.name.clone(), definition(&after)).is_ok(),
                manages && held(&after)
            );
            prop_assert_eq!(
                case.redefine(definition(&after)).is_ok(),
                manages && (before == after || held(&before) && held(&after))
            );
            prop_assert_eq!(case.remove().is_ok(), manages && held(&before));
        }
    }
}

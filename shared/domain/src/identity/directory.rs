//! Users as staff see them, and the rules by which staff suspend them and change their roles.
//!
//! Whoever does so is judged by what they may do at that moment, in the transaction of the change; what their
//! access token says is old.

use super::appointment::SUPER_ADMIN;
use super::{AccessCut, Actor, Permission, Permissions, Role, RoleName, UserStatus};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::UserId;
use crate::named::named;
use crate::{Clock, ExpectedVersion, Fragment, Language, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use time::OffsetDateTime;

/// Whom staff look for; `None` takes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    pub search: Option<Fragment>,
    pub role: Option<RoleName>,
    pub status: Option<UserStatus>,
}

/// Where a list of users goes on: after the one made then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserKey {
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub id: UserId,
}

/// A user in a list.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct UserEntry {
    pub id: UserId,
    pub email: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    pub status: UserStatus,
    pub roles: Vec<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When a session of theirs was last used.
    #[serde(
        with = "time::serde::rfc3339::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_seen_at: Option<OffsetDateTime>,
}

impl fmt::Debug for UserEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserEntry({})", self.id)
    }
}

/// All that staff see of a user.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct UserRecord {
    #[serde(flatten)]
    pub entry: UserEntry,
    pub language: Language,
    pub email_verified: bool,
    /// What they may do now.
    pub permissions: Vec<Permission>,
    pub has_second_factor: bool,
    /// Whether a role of theirs allows nothing without one.
    pub needs_second_factor: bool,
    /// The sessions that can still be refreshed.
    pub open_sessions: i64,
    #[serde(
        with = "time::serde::rfc3339::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_login_at: Option<OffsetDateTime>,
    #[serde(skip)]
    pub version: i64,
}

impl fmt::Debug for UserRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserRecord({})", self.entry.id)
    }
}

named! {
    /// What staff can make of a user's status.
    Standing {
        /// As they were before they were suspended: whoever has not verified the address has still to do so.
        Active = "active",
        Suspended = "suspended",
    }
}

/// What staff ask for; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AccessWish {
    pub standing: Option<Standing>,
    /// The whole set, as it was written: some may be no role.
    pub roles: Option<Vec<String>>,
    /// For the audit log.
    pub reason: Option<String>,
    pub expected: ExpectedVersion,
}

/// Whether somebody may come in, and as what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Access {
    pub status: UserStatus,
    pub roles: BTreeSet<RoleName>,
}

/// Whose access is to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub id: UserId,
    pub access: Access,
    pub email_verified: bool,
    pub version: i64,
}

/// What a change of somebody's access is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessCase {
    pub actor: UserId,
    /// What the actor may do.
    pub permissions: Permissions,
    /// The user, if there is one.
    pub subject: Option<Subject>,
    /// Whether somebody else is an active super admin.
    pub other_super_admin: bool,
    /// Every role there is.
    pub roles: Vec<Role>,
}

/// What is to become of somebody's access, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessChange {
    pub before: Access,
    pub after: Access,
}

/// Why somebody's access is not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    #[error("the actor may not change users")]
    Denied,
    #[error("no such user")]
    NotFound,
    #[error("the user has another version")]
    OtherVersion,
    #[error("the user is erased")]
    Erased,
    /// Their places in the list.
    #[error("some roles are none")]
    UnknownRoles(Vec<usize>),
    #[error("nobody changes their own access")]
    OwnAccess,
    #[error("the user holds a permission that the actor lacks")]
    UserBeyondActor,
    #[error("a role has a permission that the actor lacks")]
    RoleBeyondActor,
    #[error("the user is the last super admin")]
    LastSuperAdmin,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for AccessError {
    fn kind(&self) -> Kind {
        match self {
            Self::Denied | Self::OwnAccess | Self::UserBeyondActor | Self::RoleBeyondActor => {
                Kind::Forbidden
            }
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Erased | Self::LastSuperAdmin => Kind::Conflict,
            Self::UnknownRoles(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Denied => "permission_denied",
            Self::NotFound => "user_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::Erased => "user_erased",
            Self::UnknownRoles(_) => "validation_failed",
            Self::OwnAccess => "own_access",
            Self::UserBeyondActor => "user_beyond_yours",
            Self::RoleBeyondActor => "role_beyond_yours",
            Self::LastSuperAdmin => "last_super_admin",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::UnknownRoles(places) => places
                .iter()
                .map(|place| Violation::new(format!("/roles/{place}"), "unknown_role"))
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl Access {
    fn is_super_admin(&self) -> bool {
        self.status == UserStatus::Active
            && self.roles.iter().any(|role| role.as_str() == SUPER_ADMIN)
    }
}

impl AccessCase {
    /// Decides; `None` when nothing changes.
    pub fn decide(&self, wish: &AccessWish) -> Result<Option<AccessChange>, AccessError> {
        if !self.permissions.contains(&Permission::UsersManage) {
            return Err(AccessError::Denied);
        }
        let subject = self.subject.as_ref().ok_or(AccessError::NotFound)?;
        if !wish.expected.takes(subject.version) {
            return Err(AccessError::OtherVersion);
        }
        if subject.access.status == UserStatus::Erased {
            return Err(AccessError::Erased);
        }
        let before = &subject.access;
        let after = self.wanted(subject, wish)?;
        if *before == after {
            return Ok(None);
        }
        if subject.id == self.actor {
            return Err(AccessError::OwnAccess);
        }
        if !self.allows_all_of(&before.roles) {
            return Err(AccessError::UserBeyondActor);
        }
        if !self.allows_all_of(&after.roles) {
            return Err(AccessError::RoleBeyondActor);
        }
        if before.is_super_admin() && !after.is_super_admin() && !self.other_super_admin {
            return Err(AccessError::LastSuperAdmin);
        }
        Ok(Some(AccessChange {
            before: before.clone(),
            after,
        }))
    }

    fn wanted(&self, subject: &Subject, wish: &AccessWish) -> Result<Access, AccessError> {
        let status = match (wish.standing, subject.access.status) {
            (Some(Standing::Suspended), _) => UserStatus::Suspended,
            (Some(Standing::Active), UserStatus::Suspended) if subject.email_verified => {
                UserStatus::Active
            }
            (Some(Standing::Active), UserStatus::Suspended) => UserStatus::Pending,
            (_, status) => status,
        };
        let roles = match &wish.roles {
            Some(names) => self.known(names)?,
            None => subject.access.roles.clone(),
        };
        Ok(Access { status, roles })
    }

    fn known(&self, names: &[String]) -> Result<BTreeSet<RoleName>, AccessError> {
        let find = |name: &String| {
            let mut roles = self.roles.iter().map(|role| &role.name);
            roles.find(|role| role.as_str() == name).cloned()
        };
        let found: Vec<Option<RoleName>> = names.iter().map(find).collect();
        let unknown: Vec<usize> = (0..)
            .zip(&found)
            .filter_map(|(place, role)| role.is_none().then_some(place))
            .collect();
        if unknown.is_empty() {
            Ok(found.into_iter().flatten().collect())
        } else {
            Err(AccessError::UnknownRoles(unknown))
        }
    }

    /// Whether the actor holds all that the roles allow, with a second factor and without.
    fn allows_all_of(&self, names: &BTreeSet<RoleName>) -> bool {
        let mut roles = self.roles.iter().filter(|role| names.contains(&role.name));
        roles.all(|role| role.definition.permissions.is_subset(&self.permissions))
    }
}

/// The users as staff see them.
pub trait Directory: Send + Sync {
    /// The newest first.
    async fn list(
        &self,
        filter: &UserFilter,
        page: PageRequest<UserKey>,
    ) -> Result<Page<UserEntry, UserKey>, StoreError>;

    async fn find(
        &self,
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<Option<UserRecord>, StoreError>;

    /// In one transaction, in which nobody else changes what anybody may do: reads the case, lets `decide` say
    /// what is to become of the user's access, and writes that with its lines in the audit log. Whoever is
    /// suspended has no session any more. Answers the user as they are then.
    async fn change(
        &self,
        user: UserId,
        actor: &Actor,
        reason: Option<&str>,
        now: OffsetDateTime,
        decide: impl FnOnce(&AccessCase) -> Result<Option<AccessChange>, AccessError> + Send,
    ) -> Result<(UserRecord, Option<AccessCut>), AccessError>;
}

/// A user, for staff.
pub async fn show(
    directory: &impl Directory,
    clock: &impl Clock,
    user: UserId,
) -> Result<UserRecord, AccessError> {
    let found = directory.find(user, clock.now()).await?;
    found.ok_or(AccessError::NotFound)
}

/// Suspends or reinstates a user and gives them other roles; if anything changed, their access tokens are to
/// be refused from now on.
pub async fn update(
    directory: &impl Directory,
    clock: &impl Clock,
    actor: &Actor,
    user: UserId,
    wish: &AccessWish,
) -> Result<(UserRecord, Option<AccessCut>), AccessError> {
    let reason = wish.reason.as_deref();
    let decide = |case: &AccessCase| case.decide(wish);
    directory
        .change(user, actor, reason, clock.now(), decide)
        .await
}

#[cfg(test)]
mod tests {
    use super::super::roles::tests::{any_permissions, role};
    use super::*;
    use crate::identity::roles::CUSTOMER;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    const NAMES: [&str; 4] = [CUSTOMER, SUPER_ADMIN, "packer", "clerk"];

    fn names(names: &[&str]) -> BTreeSet<RoleName> {
        names
            .iter()
            .map(|name| RoleName::parse(name).unwrap())
            .collect()
    }

    fn all() -> Permissions {
        Permission::ALL.iter().copied().collect()
    }

    /// Somebody who may do everything, and another who has the roles.
    fn case(status: UserStatus, roles: &[&str]) -> AccessCase {
        let now = OffsetDateTime::UNIX_EPOCH;
        AccessCase {
            actor: UserId::generate(&now),
            permissions: all(),
            subject: Some(Subject {
                id: UserId::generate(&now),
                access: Access {
                    status,
                    roles: names(roles),
                },
                email_verified: true,
                version: 7,
            }),
            other_super_admin: true,
            roles: vec![
                role(CUSTOMER, &[]),
                role(SUPER_ADMIN, Permission::ALL),
                role(
                    "packer",
                    &[Permission::OrdersRead, Permission::OrdersFulfil],
                ),
                role("clerk", &[Permission::OrdersRead]),
            ],
        }
    }

    fn wish(standing: Option<Standing>, roles: Option<&[&str]>) -> AccessWish {
        AccessWish {
            standing,
            roles: roles.map(|roles| roles.iter().map(ToString::to_string).collect()),
            ..AccessWish::default()
        }
    }

    #[test]
    fn whoever_is_reinstated_is_as_they_were() {
        let mut case = case(UserStatus::Suspended, &[]);
        let status = |case: &AccessCase| {
            let change = case.decide(&wish(Some(Standing::Active), None)).unwrap();
            change.map(|change| change.after.status)
        };
        assert_eq!(status(&case), Some(UserStatus::Active));
        case.subject.as_mut().unwrap().email_verified = false;
        assert_eq!(status(&case), Some(UserStatus::Pending));
        case.subject.as_mut().unwrap().access.status = UserStatus::Pending;
        assert_eq!(status(&case), None);
    }

    #[test]
    fn an_erased_user_stays_erased() {
        for standing in [Standing::Active, Standing::Suspended] {
            let refused = case(UserStatus::Erased, &[]).decide(&wish(Some(standing), None));
            assert!(matches!(refused, Err(AccessError::Erased)));
        }
    }

    #[test]
    fn the_last_super_admin_stays() {
        let mut case = case(UserStatus::Active, &[SUPER_ADMIN]);
        let demote = wish(None, Some(&[CUSTOMER]));
        let suspend = wish(Some(Standing::Suspended), None);
        for wish in [&demote, &suspend] {
            case.other_super_admin = true;
            assert!(case.decide(wish).is_ok());
            case.other_super_admin = false;
            assert!(matches!(
                case.decide(wish),
                Err(AccessError::LastSuperAdmin)
            ));
        }
        // Other roles may come and go, and who is suspended already is not the last one.
        assert!(
            case.decide(&wish(None, Some(&[SUPER_ADMIN, "packer"])))
                .is_ok()
        );
        case.subject.as_mut().unwrap().access.status = UserStatus::Suspended;
        assert!(case.decide(&demote).is_ok());
    }

    #[test]
    fn nobody_changes_their_own_access() {
        let mut case = case(UserStatus::Active, &[SUPER_ADMIN]);
        case.subject.as_mut().unwrap().id = case.actor;
        for wish in [
            wish(None, Some(&[])),
            wish(None, Some(&[SUPER_ADMIN, "packer"])),
            wish(Some(Standing::Suspended), None),
        ] {
            assert!(matches!(case.decide(&wish), Err(AccessError::OwnAccess)));
        }
        let same = wish(Some(Standing::Active), Some(&[SUPER_ADMIN]));
        assert!(matches!(case.decide(&same), Ok(None)));
    }

    #[test]
    fn every_unknown_role_is_named_by_its_place() {
        let case = case(UserStatus::Active, &[]);
        let refused = case.decide(&wish(None, Some(&["packer", "king", "clerk", "Packer"])));
        let Err(error) = refused else {
            panic!("{refused:?}")
        };
        let places: Vec<_> = error.violations();
        assert_eq!(
            places,
            ["/roles/1", "/roles/3"].map(|place| Violation::new(place, "unknown_role"))
        );
    }

    #[test]
    fn another_version_than_expected_is_refused_before_all_else() {
        let case = case(UserStatus::Erased, &[]);
        let mut wish = wish(None, Some(&["king"]));
        for (versions, is_taken) in [(vec![], false), (vec![6, 8], false), (vec![6, 7], true)] {
            wish.expected = ExpectedVersion::OneOf(versions);
            let refused = matches!(case.decide(&wish), Err(AccessError::OtherVersion));
            assert_eq!(refused, !is_taken);
        }
    }

    proptest! {
        #[test]
        fn nobody_reaches_beyond_themselves(
            mine in any_permissions(),
            clerk in any_permissions(),
            before in subsequence(NAMES.to_vec(), 0..=NAMES.len()),
            after in subsequence(NAMES.to_vec(), 0..=NAMES.len()),
            suspends in any::<bool>(),
            other_super_admin in any::<bool>(),
        ) {
            let mut case = case(UserStatus::Active, &before);
            case.permissions = mine.clone();
            case.other_super_admin = other_super_admin;
            case.roles[3].definition.permissions = clerk;
            let standing = suspends.then_some(Standing::Suspended);
            let outcome = case.decide(&wish(standing, Some(&after)));
            let touched: Permissions = case
                .roles
                .iter()
                .filter(|role| before.contains(&role.name.as_str()) || after.contains(&role.name.as_str()))
                .flat_map(|role| role.definition.permissions.iter().copied())
                .collect();
            let changes = suspends || before != after;
            let loses_super_admin =
                before.contains(&SUPER_ADMIN) && (suspends || !after.contains(&SUPER_ADMIN));
            let may = mine.contains(&Permission::UsersManage)
                && (!changes
                    || touched.is_subset(&mine) && (other_super_admin || !loses_super_admin));
            prop_assert_eq!(outcome.is_ok(), may);
            if let Ok(change) = outcome {
                prop_assert_eq!(change.is_some(), changes);
            }
        }
    }
}

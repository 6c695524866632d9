//! What users read in the shop itself, and which mails they do without.

use super::NoticeKind;
use crate::failure::{Failure, Kind, Violation};
use crate::identity::Caller;
use crate::ids::{NotificationId, UserId};
use crate::{Clock, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// A line of somebody's feed, in the language of the mail about the same event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    pub id: NotificationId,
    /// That of the mail.
    pub kind: String,
    pub title: String,
    pub text: String,
    /// The order it is about.
    pub order_code: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub read_at: Option<OffsetDateTime>,
}

/// Where a feed goes on: after the entry of that moment and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedKey {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub id: NotificationId,
}

/// A part of a feed, and how much of all of it is unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPage {
    pub page: Page<FeedEntry, FeedKey>,
    pub unread: i64,
}

/// What every user is told and wants to be told. Each of these is the user's own.
pub trait Feeds: Send + Sync {
    /// The newest first; with `unread_only`, of what was not read yet.
    async fn list(
        &self,
        user: UserId,
        unread_only: bool,
        page: PageRequest<FeedKey>,
    ) -> Result<FeedPage, StoreError>;

    /// Marks an entry; `false` when the user has none of that id.
    async fn read(
        &self,
        user: UserId,
        entry: NotificationId,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;

    /// Marks all there are.
    async fn read_all(&self, user: UserId, now: OffsetDateTime) -> Result<(), StoreError>;

    /// The kinds of mail that the user does without.
    async fn muted(&self, user: UserId) -> Result<BTreeSet<NoticeKind>, StoreError>;

    /// Of the kinds in `asked`, the user does without those in `off` and no others.
    async fn mute(
        &self,
        user: UserId,
        asked: &[NoticeKind],
        off: &[NoticeKind],
        now: OffsetDateTime,
    ) -> Result<(), StoreError>;
}

/// Which mails somebody gets: every kind that there is for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// On or off.
    pub preferences: BTreeMap<NoticeKind, bool>,
    /// What cannot be switched off.
    pub required: Vec<NoticeKind>,
}

/// Why preferences are not taken.
#[derive(Debug, thiserror::Error)]
pub enum PreferenceError {
    #[error("preferences are not valid")]
    Invalid(Vec<Violation>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for PreferenceError {
    fn kind(&self) -> Kind {
        match self {
            Self::Invalid(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Invalid(violations) => violations.clone(),
            Self::Store(_) => Vec::new(),
        }
    }
}

/// The entry is not there, or is another's.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the user has no such entry")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ReadError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "notification_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// Marks an entry of the user's as read.
pub async fn read(
    feeds: &impl Feeds,
    clock: &impl Clock,
    user: UserId,
    entry: NotificationId,
) -> Result<(), ReadError> {
    if feeds.read(user, entry, clock.now()).await? {
        Ok(())
    } else {
        Err(ReadError::NotFound)
    }
}

/// What the caller gets.
pub async fn preferences(feeds: &impl Feeds, caller: &Caller) -> Result<Preferences, StoreError> {
    let muted = feeds.muted(caller.user).await?;
    Ok(of(caller, &muted))
}

/// Takes the caller's wishes, whole: what they do not name is on.
pub async fn prefer(
    feeds: &impl Feeds,
    clock: &impl Clock,
    caller: &Caller,
    wishes: &BTreeMap<String, bool>,
) -> Result<Preferences, PreferenceError> {
    let off = unwanted(caller, wishes).map_err(PreferenceError::Invalid)?;
    let asked: Vec<_> = kinds_for(caller)
        .filter(|kind| kind.is_optional())
        .collect();
    feeds.mute(caller.user, &asked, &off, clock.now()).await?;
    Ok(of(caller, &off.into_iter().collect()))
}

/// The kinds that there are for somebody: of staff's, those they may do something about.
fn kinds_for(caller: &Caller) -> impl Iterator<Item = NoticeKind> {
    let kinds = NoticeKind::ALL.iter().copied();
    kinds.filter(|kind| {
        kind.permission()
            .is_none_or(|permission| caller.may(permission))
    })
}

fn of(caller: &Caller, muted: &BTreeSet<NoticeKind>) -> Preferences {
    Preferences {
        preferences: kinds_for(caller)
            .map(|kind| (kind, !muted.contains(&kind)))
            .collect(),
        required: kinds_for(caller)
            .filter(|kind| !kind.is_optional())
            .collect(),
    }
}

/// The kinds that are to be off, if all wishes can be had.
fn unwanted(
    caller: &Caller,
    wishes: &BTreeMap<String, bool>,
) -> Result<Vec<NoticeKind>, Vec<Violation>> {
    let (mut off, mut wrong) = (Vec::new(), Vec::new());
    for (name, wanted) in wishes {
        let known = kinds_for(caller).find(|kind| kind.as_str() == name);
        let code = match known {
            None => "unknown_notification_kind",
            Some(kind) if !wanted && !kind.is_optional() => "notification_required",
            Some(kind) => {
                off.extend((!wanted).then_some(kind));
                continue;
            }
        };
        let name = name.replace('~', "~0").replace('/', "~1");
        wrong.push(Violation::new(format!("/preferences/{name}"), code));
    }
    if wrong.is_empty() {
        Ok(off)
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;
    use crate::identity::Permission;
    use crate::ids::SessionId;

    fn caller(permissions: &[Permission]) -> Caller {
        Caller {
            user: UserId::generate(&SystemClock),
            session: SessionId::generate(&SystemClock),
            access_version: 1,
            permissions: permissions.to_vec(),
        }
    }

    fn wishes(wishes: &[(&str, bool)]) -> BTreeMap<String, bool> {
        let named = wishes.iter().map(|(name, on)| ((*name).to_owned(), *on));
        named.collect()
    }

    #[test]
    fn only_what_is_optional_can_be_switched_off() {
        let customer = caller(&[]);
        for kind in NoticeKind::ALL {
            let outcome = unwanted(&customer, &wishes(&[(kind.as_str(), false)]));
            let code = outcome.as_ref().err().map(|wrong| wrong[0].code);
            let expected = match (kind.permission(), kind.is_optional()) {
                (Some(_), _) => Some("unknown_notification_kind"),
                (None, false) => Some("notification_required"),
                (None, true) => None,
            };
            assert_eq!(code, expected, "{}", kind.as_str());
        }
    }

    #[test]
    fn what_is_required_may_be_named_as_it_is_and_every_bad_wish_is_told() {
        let keeper = caller(&[Permission::InventoryWrite]);
        let good = wishes(&[("order_placed", true), ("stock_low", false)]);
        assert_eq!(unwanted(&keeper, &good), Ok(vec![NoticeKind::StockLow]));
        let bad = wishes(&[("a/b", true), ("order_placed", false), ("stock_low", false)]);
        let wrong = unwanted(&keeper, &bad).unwrap_err();
        let pointers: Vec<_> = wrong.iter().map(|wrong| wrong.pointer.as_str()).collect();
        assert_eq!(pointers, ["/preferences/a~1b", "/preferences/order_placed"]);
    }

    #[test]
    fn staff_s_kinds_are_there_for_those_who_may_do_something_about_them() {
        let shown = |caller: &Caller| of(caller, &BTreeSet::new()).preferences.len();
        assert_eq!(shown(&caller(&[])), 17);
        assert_eq!(shown(&caller(&[Permission::InventoryWrite])), 19);
        assert_eq!(shown(&caller(Permission::ALL)), NoticeKind::ALL.len());
    }
}

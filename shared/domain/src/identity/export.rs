//! Everything that is kept of a person, for the person.

use super::address_book::{Address, Addresses};
use super::profile::{DeviceSession, Profile, ProfileError, Profiles};
use crate::cart::{CartLine, CartOwner, Carts};
use crate::ids::UserId;
use crate::notifications::feed::FeedEntry;
use crate::notifications::{Emails, Feeds, NoticeKind, SentMail};
use crate::orders::claims::{Claim, Claims};
use crate::orders::{Order, Orders};
use crate::payments::credit::{CreditEntry, Credits};
use crate::payments::{Payments, Standing};
use crate::{Clock, PageRequest, StoreError};
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// The newest so many of what grows for ever.
pub const MOST: i64 = 1_000;

/// Orders, or entries of a ledger, read at once.
const PAGE: u8 = 100;

/// What identity keeps of a user, the address book apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalRecord {
    pub profile: Profile,
    /// The newest first, up to [`MOST`]; ended ones too.
    pub sessions: Vec<DeviceSession>,
    pub second_factor: Option<SecondFactorState>,
    pub external_identities: Vec<ExternalIdentity>,
    /// The newest first, up to [`MOST`].
    pub security_events: Vec<SecurityEvent>,
}

/// How somebody's second factor stands; the secret itself is told to nobody again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactorState {
    pub created_at: OffsetDateTime,
    /// None until the first right code.
    pub confirmed_at: Option<OffsetDateTime>,
    pub recovery_codes_left: i64,
}

/// Who somebody is at an `OpenID` provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalIdentity {
    pub issuer: String,
    pub subject: String,
    pub linked_at: OffsetDateTime,
}

/// A line of the audit log that the user has a part in. Of others' parts nothing is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEvent {
    pub at: OffsetDateTime,
    pub action: String,
    /// Whether the user did it.
    pub by_user: bool,
    /// Whether it was done to the user.
    pub about_user: bool,
    pub ip: String,
    pub user_agent: String,
    pub details: serde_json::Value,
}

/// An order with what became of its payments.
#[derive(Debug, Clone, PartialEq)]
pub struct PaidOrder {
    pub order: Order,
    pub standing: Option<Standing>,
}

/// What every context keeps of a user.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonalData {
    pub record: PersonalRecord,
    pub addresses: Vec<Address>,
    pub cart: Vec<CartLine>,
    /// The newest first, all of them.
    pub orders: Vec<PaidOrder>,
    /// The newest first, up to [`MOST`].
    pub claims: Vec<Claim>,
    /// The newest first, all of them.
    pub credit: Vec<CreditEntry>,
    /// The newest first, up to [`MOST`].
    pub mails: Vec<SentMail>,
    /// The newest first, all of them.
    pub notifications: Vec<FeedEntry>,
    /// The kinds of mail that the user does without.
    pub muted: BTreeSet<NoticeKind>,
}

/// Where a user's data are kept.
#[derive(Debug)]
pub struct Archives<'a, P, A, C, O, L, Y, K, M, F> {
    pub profiles: &'a P,
    pub addresses: &'a A,
    pub carts: &'a C,
    pub orders: &'a O,
    pub claims: &'a L,
    pub payments: &'a Y,
    pub credits: &'a K,
    pub mails: &'a M,
    pub feeds: &'a F,
}

impl<P, A, C, O, L, Y, K, M, F> Archives<'_, P, A, C, O, L, Y, K, M, F>
where
    P: Profiles,
    A: Addresses,
    C: Carts,
    O: Orders,
    L: Claims,
    Y: Payments,
    K: Credits,
    M: Emails,
    F: Feeds,
{
    /// Everything about one user.
    pub async fn about(
        &self,
        user: UserId,
        clock: &impl Clock,
    ) -> Result<PersonalData, ProfileError> {
        let record = self.profiles.record(user).await?;
        let record = record.ok_or(ProfileError::NoSuchUser)?;
        let cart = self.carts.find(CartOwner::User(user), clock.now()).await?;
        Ok(PersonalData {
            record,
            addresses: self.addresses.list(user).await?,
            cart: cart.unwrap_or_default().lines,
            orders: self.orders(user).await?,
            claims: self.claims.of_user(user, MOST).await?,
            credit: self.credit(user).await?,
            mails: self.mails.of(user, MOST).await?,
            notifications: self.notifications(user).await?,
            muted: self.feeds.muted(user).await?,
        })
    }

    async fn notifications(&self, user: UserId) -> Result<Vec<FeedEntry>, StoreError> {
        let mut entries = Vec::new();
        let mut after = None;
        loop {
            let request = PageRequest { limit: PAGE, after };
            let found = self.feeds.list(user, false, request).await?;
            entries.extend(found.page.items);
            after = found.page.next;
            if after.is_none() {
                return Ok(entries);
            }
        }
    }

    async fn credit(&self, user: UserId) -> Result<Vec<CreditEntry>, StoreError> {
        let mut entries = Vec::new();
        let mut after = None;
        loop {
            let request = PageRequest { limit: PAGE, after };
            let page = self.credits.statement(user, request).await?.entries;
            entries.extend(page.items);
            after = page.next;
            if after.is_none() {
                return Ok(entries);
            }
        }
    }

    async fn orders(&self, user: UserId) -> Result<Vec<PaidOrder>, StoreError> {
        let mut orders = Vec::new();
        let mut after = None;
        loop {
            let request = PageRequest { limit: PAGE, after };
            let page = self.orders.list_of(user, request).await?;
            for order in page.items {
                let standing = self.payments.standing(&order.code).await?;
                orders.push(PaidOrder { order, standing });
            }
            after = page.next;
            if after.is_none() {
                return Ok(orders);
            }
        }
    }
}

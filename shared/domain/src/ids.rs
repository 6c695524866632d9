//! Identifiers: UUIDv7, one type per entity, so that one cannot stand where another belongs.

use crate::Clock;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::{NoContext, Timestamp, Uuid};

/// A new UUIDv7: milliseconds of `clock`, the rest random.
fn generate(clock: &impl Clock) -> Uuid {
    let now = clock.now();
    let seconds = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.nanosecond()))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, made at the clock's present.
            #[must_use]
            pub fn generate(clock: &impl Clock) -> Self {
                Self(generate(clock))
            }

            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    UserId;
    /// A login on one device: the family of its refresh tokens.
    SessionId;
    /// An entry of a user's address book.
    AddressId;
    /// A user's authenticator: what its secret derives from.
    SecondFactorId;
    /// A picture that somebody may upload.
    UploadId;
    /// A single-use token sent by mail.
    OneTimeTokenId;
    CategoryId;
    ProductId;
    /// What has a SKU, a unit and a price.
    VariantId;
    /// A warehouse.
    LocationId;
    /// One delivery of goods of one best-before date.
    LotId;
    /// A file that is read into the catalogue or the stock.
    ImportId;
    /// An entry of the stock ledger.
    MovementId;
    /// What one way of goods from a location to another has in common.
    TransferId;
    CartId;
    ZoneId;
    /// A delivery window that comes again every week in a zone.
    SlotTemplateId;
    /// A delivery window on a date in a zone.
    SlotId;
    OrderId;
    /// What a shopper says of what came.
    ClaimId;
    /// One attempt to pay an order.
    PaymentId;
    RefundId;
    /// A report of what a day's books and settlement differ in.
    ReportId;
    /// An entry of somebody's store credit.
    CreditId;
    /// A domain event.
    EventId;
    /// A mail to one recipient about one event.
    EmailId;
    /// A line of a user's feed.
    NotificationId;
    /// A partner's address that is told of events.
    WebhookId;
    /// Whoever makes a public answer that is kept for others.
    MakerId;
}

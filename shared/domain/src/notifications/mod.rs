//! What customers and staff are told, and that they are told it once.

pub mod emails;
pub mod events;
pub mod feed;
pub mod feedback;
pub mod kind;
pub mod letter;
pub mod links;
pub mod mail_log;
pub mod mailer;
pub mod notify;
pub mod webhooks;

pub use emails::{Claim, Emails, NewEmail, NewEntry, Original, SentMail, Try};
pub use feed::{FeedEntry, Feeds};
pub use kind::NoticeKind;
pub use letter::{
    AccountNotice, CancelledBy, Letter, Notice, Payment, StaffMember, StaffNotice, Stage,
};
pub use links::Links;
pub use mailer::{Draft, MailError, Mailer};
pub use notify::{Outcome, Staff, notify};

//! What customers and staff are told, and that they are told it once.

pub mod letter;
pub mod links;
pub mod notify;

pub use letter::{
    AccountNotice, CancelledBy, Letter, Notice, Payment, StaffMember, StaffNotice, Stage,
};
pub use links::Links;
pub use notify::{
    Claim, Draft, Emails, MailError, Mailer, NewEmail, Outcome, SentMail, Staff, Try, notify,
};

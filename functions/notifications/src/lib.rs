//! Mails that follow events.

mod components;
mod content;

pub mod notify;

pub use components::{MailLinks, SesPost};

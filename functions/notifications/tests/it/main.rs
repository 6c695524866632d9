//! The mails, through a real database and the local stack's SES.
#![cfg(test)]

mod erasure;
mod fake_ses;
mod faults;
mod feed;
mod feedback;
mod mail_log;
mod once;
mod staff;
mod support;
mod what_is_told;

//! The mails and the webhooks, through a real database and the local stack's SES.
#![cfg(test)]

mod erasure;
mod feed;
mod feedback;
mod mail_log;
mod once;
mod staff;
mod support;
mod webhooks;
mod what_is_told;

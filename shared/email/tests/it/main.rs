//! The tests of mails: how they read, what they withstand, and that SES takes them.

mod safety;
mod ses;
mod snapshots;

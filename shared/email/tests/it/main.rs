//! The tests of mails: how they read, what they withstand, and that SES takes them.

#[cfg(test)]
mod looks;
#[cfg(test)]
mod safety;
#[cfg(test)]
mod ses;
#[cfg(test)]
mod snapshots;

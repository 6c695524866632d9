//! Mails that follow events.

//! What notifications tell of: so far only themselves.

use crate::events::EventType;
use crate::ids::EmailId;
use serde::{Deserialize, Serialize};

/// Staff want a mail sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailResendRequested {
    /// The new mail, as it is on record.
    pub email: EmailId,
    /// The one that was first sent.
    pub of: EmailId,
}

impl EventType for MailResendRequested {
    const TYPE: &'static str = "sayur.notifications.mail_resend_requested.v1";
}

//! What somebody is told about their account.

use super::{Letter, Notice};
use crate::Language;
use crate::events::{BadEvent, Event};
use crate::identity::events::{
    EmailChangeRequested, EmailChanged, EmailVerificationRequested, ExternalLoginLinked,
    KnownAddressUsed, PasswordChanged, PasswordResetRequested, SecondFactorChanged,
};
use crate::ids::UserId;
use crate::notifications::Links;
use time::{Duration, OffsetDateTime};

/// What is told of an account.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountNotice {
    /// Asks to prove that the address is the reader's.
    EmailVerification {
        name: String,
        link: String,
        valid_for: Duration,
    },
    /// Lets the reader set a forgotten password anew.
    PasswordReset {
        name: String,
        link: String,
        valid_for: Duration,
    },
    PasswordChanged {
        name: String,
        at: OffsetDateTime,
        reset_link: String,
    },
    /// Asks to prove that the address that a user wants is theirs.
    EmailChange {
        name: String,
        link: String,
        valid_for: Duration,
    },
    /// To the address of before.
    EmailChanged { name: String, at: OffsetDateTime },
    /// Somebody wanted an account with the reader's address.
    AccountExists {
        name: String,
        login_link: String,
        reset_link: String,
    },
    SecondFactorChanged {
        name: String,
        enabled: bool,
        at: OffsetDateTime,
        reset_link: String,
    },
    ExternalLoginLinked {
        name: String,
        provider: String,
        at: OffsetDateTime,
        reset_link: String,
    },
}

/// The letter about an event of identity's; `None` about any other, and about an address that is nobody's.
pub(super) fn about(event: &Event, links: &Links) -> Result<Option<Letter>, BadEvent> {
    match link(event, links)? {
        None => alert(event, links),
        letter => Ok(letter),
    }
}

/// A link to open.
fn link(event: &Event, links: &Links) -> Result<Option<Letter>, BadEvent> {
    if let Some(fact) = event.read::<EmailVerificationRequested>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::EmailVerification {
                name: fact.name,
                link: links.verify_email(fact.token_id),
                valid_for: fact.expires_at - event.time,
            },
        )));
    }
    if let Some(fact) = event.read::<PasswordResetRequested>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::PasswordReset {
                name: fact.name,
                link: links.reset_password(fact.token_id),
                valid_for: fact.expires_at - event.time,
            },
        )));
    }
    let Some(fact) = event.read::<EmailChangeRequested>()? else {
        return Ok(None);
    };
    Ok(Some(letter(
        fact.user_id,
        fact.email,
        fact.language,
        AccountNotice::EmailChange {
            name: fact.name,
            link: links.change_email(fact.token_id),
            valid_for: fact.expires_at - event.time,
        },
    )))
}

/// Something that its owner would want to know was not them.
fn alert(event: &Event, links: &Links) -> Result<Option<Letter>, BadEvent> {
    let (at, reset_link) = (event.time, links.forgot_password());
    if let Some(fact) = event.read::<PasswordChanged>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::PasswordChanged {
                name: fact.name,
                at,
                reset_link,
            },
        )));
    }
    if let Some(fact) = event.read::<EmailChanged>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::EmailChanged {
                name: fact.name,
                at,
            },
        )));
    }
    if let Some(fact) = event.read::<KnownAddressUsed>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::AccountExists {
                name: fact.name,
                login_link: links.login(),
                reset_link,
            },
        )));
    }
    if let Some(fact) = event.read::<SecondFactorChanged>()? {
        return Ok(Some(letter(
            fact.user_id,
            fact.email,
            fact.language,
            AccountNotice::SecondFactorChanged {
                name: fact.name,
                enabled: fact.enabled,
                at,
                reset_link,
            },
        )));
    }
    let Some(fact) = event.read::<ExternalLoginLinked>()? else {
        return Ok(None);
    };
    Ok(Some(letter(
        fact.user_id,
        fact.email,
        fact.language,
        AccountNotice::ExternalLoginLinked {
            name: fact.name,
            provider: fact.provider,
            at,
            reset_link,
        },
    )))
}

fn letter(user: UserId, recipient: String, language: Language, notice: AccountNotice) -> Letter {
    Letter {
        user: Some(user),
        recipient,
        language,
        notice: Notice::Account(notice),
    }
}

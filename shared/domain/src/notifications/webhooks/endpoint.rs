//! A partner's address, as staff keep it.

use super::message::WebhookEvent;
use crate::failure::{Invalid, bounded_text};
use crate::ids::{UserId, WebhookId};
use crate::named::named;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use time::{Duration, OffsetDateTime};

/// After its secret was changed, the one before signs too for so long.
pub const OLD_SECRET_SIGNS: Duration = Duration::hours(24);

const LONGEST_URL: usize = 500;

/// Which addresses may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of the internet, by HTTPS.
    Public,
    /// Those of the machine too, and by HTTP: for a local stack and for tests.
    Local,
}

/// An address that may be registered. What its name stands for is looked at whenever it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookUrl(String);

impl WebhookUrl {
    /// `https`, a host by its full name, the usual port, no user and no fragment.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Invalid> {
        let (is_local, rest) = match (reach, text.split_once("://")) {
            (_, Some(("https", rest))) => (reach == Reach::Local, rest),
            (Reach::Local, Some(("http", rest))) => (true, rest),
            _ => return Err(INVALID_URL),
        };
        let is_plain = text.len() <= LONGEST_URL
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'@' | b'\\'));
        let authority = authority(rest);
        let host = authority.strip_suffix(":443").unwrap_or(authority);
        let names_a_host = if is_local {
            !authority.is_empty()
        } else {
            is_full_name(host)
        };
        if is_plain && names_a_host {
            Ok(Self(text.to_owned()))
        } else {
            Err(INVALID_URL)
        }
    }

    /// One that was parsed when it was stored.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it leads, without what may be a secret in its path.
    #[must_use]
    pub fn host(&self) -> &str {
        authority(self.0.split_once("://").map_or("", |(_, rest)| rest))
    }
}

impl Serialize for WebhookUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

const INVALID_URL: Invalid = Invalid("invalid_webhook_url");

fn authority(rest: &str) -> &str {
    rest.split(['/', '?']).next().unwrap_or_default()
}

/// A name of at least two labels, the last of which begins with a letter: no number in whatever form is one.
fn is_full_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let labels: Vec<&str> = host.split('.').collect();
    host.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && labels
            .last()
            .is_some_and(|last| last.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Whose address it is and what for: 1–200 characters.
pub fn webhook_description(text: &str) -> Result<String, Invalid> {
    bounded_text(text, 1..=200, "invalid_webhook_description")
}

/// What it is told of: at least one type, each once.
pub fn webhook_events(types: &[WebhookEvent]) -> Result<Vec<WebhookEvent>, Invalid> {
    let each: BTreeSet<WebhookEvent> = types.iter().copied().collect();
    if types.is_empty() {
        return Err(Invalid("event_types_missing"));
    }
    if each.len() < types.len() {
        return Err(Invalid("named_twice"));
    }
    Ok(each.into_iter().collect())
}

named! {
    /// Whether it is told of anything.
    WebhookStatus {
        Active = "active",
        /// What happens meanwhile waits.
        Disabled = "disabled",
    }
}

named! {
    /// Why it is told of nothing.
    DisabledReason {
        /// Somebody switched it off.
        Staff = "staff",
        /// It said that it is there no more: 410.
        Gone = "gone",
        /// It took nothing for too long.
        Failing = "failing",
    }
}

/// An address as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Webhook {
    pub id: WebhookId,
    pub url: WebhookUrl,
    pub description: String,
    pub event_types: Vec<WebhookEvent>,
    pub status: WebhookStatus,
    pub disabled_reason: Option<DisabledReason>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub disabled_at: Option<OffsetDateTime>,
    /// Which of its secrets signs.
    #[serde(skip)]
    pub secret_version: i32,
    /// So long the secret before signs too.
    #[serde(with = "time::serde::rfc3339::option")]
    pub previous_secret_until: Option<OffsetDateTime>,
    /// Since when it takes nothing.
    #[serde(with = "time::serde::rfc3339::option")]
    pub failing_since: Option<OffsetDateTime>,
    /// Failures in a row.
    pub failures: i32,
    pub created_by: UserId,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Counts the changes that staff see, from 1.
    pub version: i64,
}

impl Webhook {
    /// Switched on anew: what it failed at before counts no more.
    pub(super) fn enabled(self) -> Self {
        Self {
            status: WebhookStatus::Active,
            disabled_reason: None,
            disabled_at: None,
            failing_since: None,
            failures: 0,
            ..self
        }
    }

    pub(super) fn disabled(self, reason: DisabledReason, now: OffsetDateTime) -> Self {
        Self {
            status: WebhookStatus::Disabled,
            disabled_reason: Some(reason),
            disabled_at: Some(now),
            ..self
        }
    }
}

/// The versions of the secrets that sign at a moment, the newest first.
#[must_use]
pub fn signing_versions(
    version: i32,
    previous_until: Option<OffsetDateTime>,
    now: OffsetDateTime,
) -> Vec<i32> {
    let previous = previous_until.is_some_and(|until| now < until && version > 1);
    let previous = previous.then_some(version.saturating_sub(1));
    [Some(version), previous].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_address_of_the_internet_is_a_full_name_by_https() {
        for url in [
            "https://partner.example/hooks",
            "https://hooks.partner.example:443/a?b=c",
            "https://xn--bcher-kva.example",
            "https://Partner.Example?token=1",
        ] {
            let parsed = WebhookUrl::parse(url, Reach::Public);
            assert_eq!(parsed.as_ref().map(WebhookUrl::as_str), Ok(url));
        }
        for url in [
            "",
            "partner.example",
            "http://partner.example",
            "ftp://partner.example",
            "HTTPS://partner.example",
            "https://",
            "https:///hooks",
            "https://partner",
            "https://localhost",
            "https://127.0.0.1",
            "https://2130706433",
            "https://0x7f.1",
            "https://127.0.0.0x1",
            "https://[::1]",
            "https://[::ffff:127.0.0.1]/",
            "https://partner.example:8443",
            "https://partner.example:",
            "https://user@partner.example",
            "https://partner.example#a",
            "https://partner.example\\@evil.example",
            "https://partner.example/a b",
            "https://partner.example/\r\nx: y",
            "https://partner..example",
            "https://-partner.example",
            "https://partner_.example",
            "https://partner.example.",
            "https://pärtner.example",
            &format!("https://partner.example/{}", "a".repeat(LONGEST_URL)),
        ] {
            assert_eq!(
                WebhookUrl::parse(url, Reach::Public),
                Err(INVALID_URL),
                "{url}"
            );
        }
    }

    #[test]
    fn a_local_stack_calls_its_own_machine() {
        for url in [
            "http://127.0.0.1:9000/hook",
            "https://localhost",
            "http://[::1]:9000",
        ] {
            assert!(WebhookUrl::parse(url, Reach::Local).is_ok(), "{url}");
        }
        for url in [
            "http://",
            "ftp://127.0.0.1",
            "http://a@127.0.0.1",
            "http:///x",
        ] {
            assert!(WebhookUrl::parse(url, Reach::Local).is_err(), "{url}");
        }
    }

    #[test]
    fn where_it_leads_is_told_without_its_path() {
        let url = WebhookUrl::parse("https://partner.example/s3cret?a=b", Reach::Public).unwrap();
        assert_eq!(url.host(), "partner.example");
    }

    #[test]
    fn types_are_at_least_one_and_each_once() {
        let (placed, low) = (WebhookEvent::OrderPlaced, WebhookEvent::StockLow);
        assert_eq!(webhook_events(&[low, placed]), Ok(vec![placed, low]));
        assert_eq!(webhook_events(&[]), Err(Invalid("event_types_missing")));
        assert_eq!(webhook_events(&[low, low]), Err(Invalid("named_twice")));
    }

    #[test]
    fn the_secret_before_signs_until_its_time_is_over() {
        let until = datetime!(2026-11-30 12:00 UTC);
        let before = until - Duration::SECOND;
        assert_eq!(signing_versions(2, Some(until), before), [2, 1]);
        assert_eq!(signing_versions(2, Some(until), until), [2]);
        assert_eq!(signing_versions(1, None, before), [1]);
    }
}

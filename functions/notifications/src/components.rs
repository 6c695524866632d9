//! What the mails are made with: SES behind the domain's port, and the links.

use crate::content::content;
use config::{ConfigError, Environment, FromEnvironment};
use domain::ids::{EmailId, EventId};
use domain::notifications::{Draft, Links, MailError, Mailer, Notice, NoticeKind};
use domain::{Language, StoreError};
use email::{Mail, Recipient, Rendered, SendError, SesMailer};

/// Writes mails from templates and sends them through SES.
pub struct SesPost(SesMailer);

impl FromEnvironment for SesPost {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        SesMailer::from_environment(environment).map(Self)
    }
}

/// A rendered mail.
pub struct Words(Rendered);

impl Draft for Words {
    fn kind(&self) -> NoticeKind {
        self.0.kind()
    }

    fn subject(&self) -> &str {
        self.0.subject()
    }

    fn summary(&self) -> &str {
        self.0.summary()
    }
}

impl Mailer for SesPost {
    type Draft = Words;

    fn write(&self, notice: &Notice, language: Language) -> Result<Words, StoreError> {
        email::render(&content(notice, language), language)
            .map(Words)
            .map_err(|error| StoreError::broken("a mail's template", error))
    }

    async fn send(
        &self,
        recipient: &str,
        draft: Words,
        id: EmailId,
        event: EventId,
    ) -> Result<String, MailError> {
        let to =
            Recipient::parse(recipient).map_err(|error| MailError::Permanent(error.to_string()))?;
        let mail = Mail {
            to,
            body: draft.0,
            id,
            event,
        };
        match self.0.send(&mail).await {
            Ok(id) => Ok(id.as_str().to_owned()),
            Err(SendError::Permanent { code, detail }) => {
                Err(MailError::Permanent(format!("{code}: {detail}")))
            }
            Err(SendError::Transient { code }) => Err(MailError::Transient(code)),
        }
    }
}

/// The links in mails: `SHOP_URL`, and the key `LINK_KEY` behind their tokens.
pub struct MailLinks(Links);

impl FromEnvironment for MailLinks {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "SHOP_URL";
        let shop_url = environment.text(NAME)?;
        if !shop_url.starts_with("https://") && !shop_url.starts_with("http://") {
            return Err(ConfigError::bad(NAME, "not an https:// address"));
        }
        let key = runtime::Links::from_environment(environment)?.key().clone();
        Ok(Self(Links::new(shop_url, key)))
    }
}

impl AsRef<Links> for MailLinks {
    fn as_ref(&self) -> &Links {
        &self.0
    }
}

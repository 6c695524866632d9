//! What requests and answers about partners' addresses have in common.

use domain::notifications::webhooks::desk::{NewWebhook, WebhookEdit};
use domain::notifications::webhooks::endpoint::{webhook_description, webhook_events};
use domain::notifications::webhooks::{
    Reach, Webhook, WebhookEvent, WebhookKey, WebhookStatus, WebhookUrl,
};
use runtime::{Fields, Problem};
use serde::{Deserialize, Serialize};

/// A new address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWebhookBody {
    url: String,
    description: String,
    event_types: Vec<WebhookEvent>,
}

/// What is to change of one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookBody {
    url: Option<String>,
    description: Option<String>,
    event_types: Option<Vec<WebhookEvent>>,
    status: Option<WebhookStatus>,
}

impl NewWebhookBody {
    pub(crate) fn check(self, reach: Reach) -> Result<NewWebhook, Problem> {
        let mut fields = Fields::default();
        let url = fields.take("/url", WebhookUrl::parse(&self.url, reach));
        let description = fields.take("/description", webhook_description(&self.description));
        let event_types = fields.take("/event_types", webhook_events(&self.event_types));
        let (Some(url), Some(description), Some(event_types)) = (url, description, event_types)
        else {
            return Err(fields.problem());
        };
        Ok(NewWebhook {
            url,
            description,
            event_types,
        })
    }
}

impl WebhookBody {
    pub(crate) fn check(self, reach: Reach) -> Result<WebhookEdit, Problem> {
        let mut fields = Fields::default();
        let url = self.url.map(|url| WebhookUrl::parse(&url, reach));
        let description = self.description.as_deref().map(webhook_description);
        let event_types = self.event_types.as_deref().map(webhook_events);
        let edit = WebhookEdit {
            url: url.and_then(|url| fields.take("/url", url)),
            description: description.and_then(|text| fields.take("/description", text)),
            event_types: event_types.and_then(|types| fields.take("/event_types", types)),
            status: self.status,
        };
        fields.finish()?;
        Ok(edit)
    }
}

/// An address with its secret, which is shown when it is made and not again.
#[derive(Serialize)]
pub(crate) struct WebhookWithSecret<'a> {
    #[serde(flatten)]
    webhook: &'a Webhook,
    secret: String,
}

impl<'a> WebhookWithSecret<'a> {
    pub(crate) fn new(webhook: &'a Webhook, key: &WebhookKey) -> Self {
        Self {
            webhook,
            secret: key.secret(webhook.id, webhook.secret_version).reveal(),
        }
    }
}

//! Mails, the feed in the shop and partners' webhooks, which follow events: an endpoint or queue in each file.

mod components;
mod content;
mod webhook_body;
mod webhook_post;

pub mod create_webhook;
pub mod delete_webhook;
pub mod get_notification_preferences;
pub mod get_webhook;
pub mod handle_mail_feedback;
pub mod lift_suppression;
pub mod list_emails;
pub mod list_notifications;
pub mod list_webhook_deliveries;
pub mod list_webhooks;
pub mod notify;
pub mod preview_email;
pub mod put_notification_preferences;
pub mod queue_webhooks;
pub mod read_all_notifications;
pub mod read_notification;
pub mod resend_email;
pub mod resend_webhook_delivery;
pub mod rotate_webhook_secret;
pub mod send_webhooks;
pub mod test_webhook;
pub mod update_webhook;

pub use components::{MailLinks, SesPost};
pub use webhook_post::{WebhookPost, WebhookReach, WebhookSecrets};

use domain::notifications::webhooks::sending::Sender;
use postgres::{PgFeeds, PgWebhookDeliveries, PgWebhooks};
use runtime::Auth;

config::app! {
    /// What endpoints about one's own feed and preferences need.
    pub struct FeedApp {
        auth: Auth,
        feeds: PgFeeds,
    }
}

config::app! {
    /// What a look at partners' addresses needs, and a change that neither shows a secret nor names an address.
    pub struct WebhooksApp {
        auth: Auth,
        webhooks: PgWebhooks,
    }
}

config::app! {
    /// What sending to partners takes.
    pub struct PartnersApp {
        deliveries: PgWebhookDeliveries,
        post: WebhookPost,
        secrets: WebhookSecrets,
    }
}

impl PartnersApp {
    fn sender(&self) -> Sender<'_, PgWebhookDeliveries, WebhookPost> {
        Sender {
            deliveries: &self.deliveries,
            post: &self.post,
            key: self.secrets.as_ref(),
        }
    }
}

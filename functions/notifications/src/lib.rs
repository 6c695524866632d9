//! Mails and the feed in the shop, which follow events: an endpoint or queue in each file.

mod components;
mod content;

pub mod get_notification_preferences;
pub mod handle_mail_feedback;
pub mod lift_suppression;
pub mod list_emails;
pub mod list_notifications;
pub mod notify;
pub mod preview_email;
pub mod put_notification_preferences;
pub mod read_all_notifications;
pub mod read_notification;
pub mod resend_email;

pub use components::{MailLinks, SesPost};

use postgres::PgFeeds;
use runtime::Auth;

config::app! {
    /// What endpoints about one's own feed and preferences need.
    pub struct FeedApp {
        auth: Auth,
        feeds: PgFeeds,
    }
}

//! What partners are told of at addresses of their own: which, how it is signed, and what becomes of a try.

pub mod desk;
pub mod endpoint;
pub mod health;
pub mod message;
pub mod queueing;
pub mod sending;
pub mod signature;

pub use desk::{WebhookError, Webhooks};
pub use endpoint::{DisabledReason, Reach, Webhook, WebhookStatus, WebhookUrl};
pub use message::{Message, WebhookEvent};
pub use queueing::DeliveryQueue;
pub use sending::{Attempt, Deliveries, Post};
pub use signature::{WebhookKey, WebhookSecret};

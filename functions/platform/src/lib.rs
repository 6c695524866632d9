//! What keeps the shop running and tells of it: health, the API's description, the outbox's relay, housekeeping.

pub mod api_description;
pub mod api_reference;
pub mod clean_up;
pub mod health;
pub mod relay_outbox;

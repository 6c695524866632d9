//! What keeps the shop running: health, the outbox's relay, housekeeping.

pub mod clean_up;
pub mod health;
pub mod relay_outbox;

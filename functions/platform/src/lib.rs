//! What keeps the shop running: health, the outbox's relay, housekeeping.

pub mod health;

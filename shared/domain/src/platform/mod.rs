//! What keeps the shop running: sending what was left behind, throwing away what has had its day.

pub mod housekeeping;
pub mod relay;

pub use housekeeping::{Housekeeping, Waste, clean_up};
pub use relay::{Relayed, relay};

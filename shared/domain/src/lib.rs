//! The business of the shop, without I/O: one module per context, and the value objects all contexts speak in.
//!
//! A use case is a plain function over ports (`&impl Port`). A port is a trait per aggregate or outside
//! system, as coarse as its transaction; `shared/postgres`, `shared/gateways` and their like implement it.

#![allow(
    async_fn_in_trait,
    reason = "ports are called with static dispatch inside this workspace; adapters' futures are Send and the binaries check it"
)]

pub mod afterwards;
pub mod cart;
pub mod catalog;
pub mod clock;
mod crockford;
pub mod edit;
pub mod events;
pub mod failure;
pub mod fragment;
pub mod idempotency;
pub mod identity;
pub mod ids;
pub mod images;
pub mod isolation;
pub mod language;
pub mod links;
pub mod money;
mod named;
pub mod notifications;
pub mod orders;
pub mod page;
pub mod payments;
pub mod platform;
pub mod quantity;
pub mod trace;
pub mod version;
pub mod wording;

pub use clock::{Clock, SystemClock};
pub use edit::Edit;
pub use failure::{Failure, Invalid, Kind, StoreError, Violation};
pub use fragment::Fragment;
pub use language::Language;
pub use money::Money;
pub use page::{Page, PageRequest};
pub use quantity::Quantity;
pub use trace::TraceParent;
pub use version::ExpectedVersion;

//! Checkout, delivery, fulfilment, tracking: from a cart to a kitchen.

pub mod address;
pub mod claims;
pub mod code;
pub mod delivery;
pub mod erasure;
pub mod events;
pub mod invoice;
pub mod order;
pub mod placing;
pub mod port;
pub mod pricing;
pub mod sales;
pub mod slot_templates;
pub mod status;
pub mod transition;
pub mod zones;

pub use address::{Address, Postcode};
pub use code::OrderCode;
pub use delivery::{Slot, SlotWindow, Zone};
pub use erasure::Contacts;
pub use order::{Actor, Customer, Order, OrderLine, PaymentMethod, TimelineEntry};
pub use port::{Delivery, OrderFilter, OrderKey, Orders};
pub use pricing::Totals;
pub use slot_templates::SlotTemplates;
pub use status::OrderStatus;
pub use zones::Zones;

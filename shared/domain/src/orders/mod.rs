//! Checkout, delivery, fulfilment, tracking: from a cart to a kitchen.

pub mod address;
pub mod claims;
pub mod code;
pub mod coupon;
pub mod coupons;
pub mod couriers;
pub mod delivering;
pub mod delivery;
pub mod editing;
pub mod erasure;
pub mod events;
pub mod invoice;
mod line_fault;
pub mod order;
pub mod packing;
pub mod pick_list;
pub mod placing;
pub mod port;
pub mod pricing;
pub mod returning;
pub mod sales;
#[cfg(test)]
mod sample;
pub mod shelves;
pub mod slot_templates;
pub mod status;
pub mod transition;
pub mod zones;

pub use address::{Address, Postcode};
pub use code::OrderCode;
pub use coupon::CouponCode;
pub use coupons::Coupons;
pub use couriers::{Courier, Couriers};
pub use delivery::{Slot, SlotWindow, Zone};
pub use erasure::Contacts;
pub use line_fault::LineFault;
pub use order::{Actor, Customer, Order, OrderLine, PaymentMethod, TimelineEntry};
pub use pick_list::PickLists;
pub use port::{Delivery, OrderFilter, OrderKey, OrderSearch, Orders, Progress};
pub use pricing::Totals;
pub use slot_templates::SlotTemplates;
pub use status::OrderStatus;
pub use zones::Zones;

//! What shoppers mean to buy.

mod contents;
mod owner;
mod reorder;
mod shopping;

pub use contents::{Cart, CartLine, Change, Contents, Notice, Substitution};
pub use owner::CartOwner;
pub use reorder::{Addition, Ordered, ReorderError, reorder};
pub use shopping::{
    CartError, Carts, LIFETIME, MOST_LINES, NewCart, NewLine, Offer, apply_coupon, get, open, put,
    remove, remove_coupon,
};

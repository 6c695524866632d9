//! The cart: an endpoint in each file.

pub mod apply_coupon;
pub mod create_cart;
pub mod get_cart;
pub mod put_cart_item;
pub mod remove_cart_item;
pub mod remove_coupon;
pub mod reorder;

mod view;

use postgres::PgCarts;
use runtime::Auth;

config::app! {
    /// What endpoints need that know whose cart it is.
    pub struct App {
        auth: Auth,
        carts: PgCarts,
    }
}

//! Checkout, delivery, fulfilment, tracking: an endpoint, queue or schedule in each file.

pub mod apply_payment_to_order;
pub mod cancel_order;
pub mod expire_orders;
pub mod generate_slots;
pub mod get_invoice;
pub mod get_my_order;
pub mod get_order;
pub mod list_my_orders;
pub mod list_orders;
pub mod list_slots;
pub mod place_order;
pub mod quote_checkout;
pub mod report_sales;
pub mod track_order;
pub mod transition_order;

mod checkout;
mod view;

use messaging::Publisher;
use postgres::PgOrders;
use runtime::{Auth, Links};

config::app! {
    /// What endpoints that read orders need.
    pub struct ReadApp {
        auth: Auth,
        links: Links,
        orders: PgOrders,
    }
}

config::app! {
    /// What endpoints that move orders on need.
    pub struct MoveApp {
        auth: Auth,
        links: Links,
        orders: PgOrders,
        publisher: Publisher,
    }
}

config::app! {
    /// What functions that move orders on by themselves need.
    pub struct ShopApp {
        orders: PgOrders,
        publisher: Publisher,
    }
}

//! Checkout, delivery, fulfilment, tracking: an endpoint, queue or schedule in each file.

pub mod apply_payment_to_order;
pub mod assign_courier;
pub mod cancel_order;
pub mod create_coupon;
pub mod create_slot_template;
pub mod create_zone;
pub mod delete_coupon;
pub mod delete_slot_template;
pub mod delete_zone;
pub mod edit_order;
pub mod expire_orders;
pub mod file_claim;
pub mod generate_slots;
pub mod get_invoice;
pub mod get_my_order;
pub mod get_order;
pub mod get_pick_list;
pub mod list_claims;
pub mod list_coupons;
pub mod list_couriers;
pub mod list_deliveries;
pub mod list_my_claims;
pub mod list_my_orders;
pub mod list_orders;
pub mod list_slot_templates;
pub mod list_slots;
pub mod list_zones;
pub mod place_order;
pub mod quote_checkout;
pub mod report_sales;
pub mod resolve_claim;
pub mod track_order;
pub mod transition_order;
pub mod update_coupon;
pub mod update_slot_template;
pub mod update_zone;
pub mod upload_claim_photo;

mod checkout;
mod claim_view;
mod coupon_body;
mod slot_template_body;
mod view;
mod visible_order;
mod zone_body;

use messaging::Publisher;
use postgres::{PgCoupons, PgCouriers, PgOrders, PgSlotTemplates, PgZones};
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

config::app! {
    /// What endpoints of couriers and their deliveries need.
    pub struct CouriersApp {
        auth: Auth,
        couriers: PgCouriers,
    }
}

config::app! {
    /// What endpoints of delivery zones need.
    pub struct ZonesApp {
        auth: Auth,
        zones: PgZones,
    }
}

config::app! {
    /// What endpoints of windows that come again need.
    pub struct SlotTemplatesApp {
        auth: Auth,
        templates: PgSlotTemplates,
    }
}

config::app! {
    /// What endpoints of coupons need.
    pub struct CouponsApp {
        auth: Auth,
        coupons: PgCoupons,
    }
}

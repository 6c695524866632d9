//! Products, categories, stock: an endpoint, queue or schedule in each file.

pub mod add_variant;
pub mod adjust_stock;
pub mod create_product;
pub mod export_catalog;
pub mod export_stock;
pub mod get_import;
pub mod get_product;
pub mod get_synonyms;
pub mod import_catalog;
pub mod import_stock;
pub mod index_sales;
pub mod list_categories;
pub mod list_inventory;
pub mod list_locations;
pub mod list_movements;
pub mod list_products;
pub mod put_location;
pub mod put_synonyms;
pub mod receive_stock;
pub mod set_stock_threshold;
pub mod suggest_products;
pub mod trace_lot;
pub mod transfer_stock;
pub mod watch_stock;

mod bad_parameter;
mod csv;
mod import_request;
mod listing_view;
mod near_expiry;
mod query_value;
mod synonyms_view;
mod variant_body;

use postgres::{PgListings, PgProducts, PgStock, PgSynonyms};
use runtime::Auth;

config::app! {
    /// What shoppers' endpoints need.
    pub struct BrowseApp {
        listings: PgListings,
    }
}

config::app! {
    /// What staff's endpoints need.
    pub struct StaffApp {
        auth: Auth,
        products: PgProducts,
    }
}

config::app! {
    /// What the endpoints for synonyms need.
    pub struct SynonymsApp {
        auth: Auth,
        synonyms: PgSynonyms,
    }
}

config::app! {
    /// What staff's endpoints for stock need.
    pub struct InventoryApp {
        auth: Auth,
        stock: PgStock,
    }
}

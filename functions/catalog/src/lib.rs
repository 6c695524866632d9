//! Products, categories, stock: an endpoint, queue or schedule in each file.

pub mod add_variant;
pub mod adjust_stock;
pub mod admin_get_product;
pub mod admin_list_categories;
pub mod admin_list_products;
pub mod archive_product;
pub mod create_category;
pub mod create_product;
pub mod delete_category;
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
pub mod update_category;
pub mod update_product;
pub mod update_variant;
pub mod upload_image;
pub mod watch_stock;

mod bad_parameter;
mod category_body;
mod csv;
mod desk;
mod import_request;
mod listing_view;
mod near_expiry;
mod product_body;
mod product_record_view;
mod query_value;
mod synonyms_view;
mod variant_body;

pub use desk::Desk;

use postgres::{PgCategories, PgListings, PgProducts, PgStock, PgSynonyms};
use runtime::PublicPages;
use storage::ImageUrls;

config::app! {
    /// What shoppers' endpoints need.
    pub struct BrowseApp {
        listings: PgListings,
        pages: PublicPages,
        urls: ImageUrls,
    }
}

config::app! {
    /// What staff's endpoints for categories need.
    pub struct CategoriesApp {
        desk: Desk,
        categories: PgCategories,
    }
}

config::app! {
    /// What staff's endpoints for products need.
    pub struct StaffApp {
        desk: Desk,
        products: PgProducts,
    }
}

config::app! {
    /// What staff's endpoints for products need that show them.
    pub struct AssortmentApp {
        desk: Desk,
        products: PgProducts,
        urls: ImageUrls,
    }
}

config::app! {
    /// What the endpoints for synonyms need.
    pub struct SynonymsApp {
        desk: Desk,
        synonyms: PgSynonyms,
    }
}

config::app! {
    /// What staff's endpoints for stock need.
    pub struct InventoryApp {
        desk: Desk,
        stock: PgStock,
    }
}

//! Products, categories, stock: an endpoint in each file.

pub mod add_variant;
pub mod create_product;
pub mod export_catalog;
pub mod export_stock;
pub mod get_import;
pub mod get_product;
pub mod import_catalog;
pub mod import_stock;
pub mod list_categories;
pub mod list_products;
pub mod receive_stock;

mod csv;
mod import_request;
mod query_value;
mod variant_body;

use postgres::PgProducts;
use runtime::Auth;

config::app! {
    /// What shoppers' endpoints need.
    pub struct BrowseApp {
        products: PgProducts,
    }
}

config::app! {
    /// What staff's endpoints need.
    pub struct StaffApp {
        auth: Auth,
        products: PgProducts,
    }
}

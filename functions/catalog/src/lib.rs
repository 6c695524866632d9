//! Products, categories, stock: an endpoint in each file.

pub mod add_variant;
pub mod create_product;
pub mod get_product;
pub mod list_categories;
pub mod list_products;
pub mod receive_stock;

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

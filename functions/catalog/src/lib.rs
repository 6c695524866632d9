//! Products, categories, stock: an endpoint in each file.

pub mod add_variant;
pub mod admin_get_product;
pub mod admin_list_categories;
pub mod admin_list_products;
pub mod archive_product;
pub mod create_category;
pub mod create_product;
pub mod delete_category;
pub mod get_product;
pub mod list_categories;
pub mod list_products;
pub mod receive_stock;
pub mod update_category;
pub mod update_product;
pub mod update_variant;
pub mod upload_image;

mod category_body;
mod desk;
mod product_body;
mod product_record_view;
mod variant_body;

pub use desk::Desk;

use postgres::{PgCategories, PgProducts};
use storage::ImageUrls;

config::app! {
    /// What shoppers' endpoints need.
    pub struct BrowseApp {
        products: PgProducts,
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

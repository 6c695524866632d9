//! Products, categories, stock: an endpoint in each file.

pub mod add_variant;
pub mod create_product;
pub mod get_product;
pub mod get_synonyms;
pub mod list_categories;
pub mod list_products;
pub mod put_synonyms;
pub mod receive_stock;
pub mod suggest_products;

mod bad_parameter;
mod listing_view;
mod synonyms_view;
mod variant_body;

use postgres::{PgListings, PgProducts, PgSynonyms};
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

//! What is sold, for how much, and what of it is there.

mod calendar;
mod category;
mod inventory;
mod listing;
mod product;
mod products;
mod search;
mod selling;
mod stock;
mod text;
mod variant;

pub use calendar::{SHOP_OFFSET, clock_text, date_text, shop_date};
pub use category::{AddCategoryError, Categories, Category, CategoryName, NewCategory};
pub use inventory::{Location, Lot, Receipt, ReceiveError, Stock, receive};
pub use listing::{
    Count, Facets, Listing, ProductCard, ProductFilter, ProductKey, Sort, VariantCard,
};
pub use product::{Product, ProductStatus, Season, VariantOffer};
pub use products::{AddVariantError, CategoryRef, CreateProductError, NewProduct, Products};
pub use search::Search;
pub use selling::{QuantityError, SellingRules};
pub use stock::{Allocation, LotLevel, OutOfStock, allocate};
pub use text::{Bilingual, Slug};
pub use variant::{Sku, Unit, Variant};

pub use crate::identity::Actor;

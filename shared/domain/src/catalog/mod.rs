//! What is sold, for how much, and what of it is there.

mod calendar;
mod category;
mod highlight;
mod inventory;
mod listing;
mod product;
mod products;
mod search;
mod selling;
mod stock;
mod synonyms;
mod text;
mod variant;

pub use calendar::{SHOP_OFFSET, date_text, shop_date};
pub use category::{AddCategoryError, Categories, Category, CategoryName, NewCategory};
pub use highlight::MarkedText;
pub use inventory::{Location, Lot, Receipt, ReceiveError, Stock, receive};
pub use listing::{
    Count, Facets, Highlight, Listing, Listings, PriceRange, ProductCard, ProductFilter,
    ProductKey, Sort, Suggestion, VariantCard,
};
pub use product::{Product, ProductStatus, Season, VariantOffer};
pub use products::{AddVariantError, CategoryRef, CreateProductError, NewProduct, Products};
pub use search::{Search, UnfinishedSearch};
pub use selling::{QuantityError, SellingRules};
pub use stock::{Allocation, LotLevel, OutOfStock, allocate};
pub use synonyms::{SynonymGroups, Synonyms, SynonymsError, VersionedSynonyms, replace_synonyms};
pub use text::{Bilingual, Slug};
pub use variant::{Sku, Unit, Variant};

pub use crate::identity::Actor;

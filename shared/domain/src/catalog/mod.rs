//! What is sold, for how much, and what of it is there.

mod adjusting;
mod calendar;
mod category;
mod checking;
pub mod events;
mod export;
mod highlight;
pub mod import;
mod inventory;
mod ledger;
mod levels;
mod listing;
pub mod locations;
mod product;
mod products;
pub mod sales;
mod search;
mod selling;
mod shelf;
mod stock;
mod synonyms;
mod text;
pub mod thresholds;
mod transferring;
mod variant;
pub mod watching;

pub use adjusting::{AdjustStock, Adjustment, AdjustmentKind, Amount, adjust};
pub use calendar::{SHOP_OFFSET, date_text, shop_date};
pub use category::{AddCategoryError, Categories, Category, CategoryName, NewCategory};
pub use checking::{ListingDifference, LotDifference, StockBooks};
pub use export::{CatalogueLine, LineFilter, LineKey, LineVariant, StockLine};
pub use highlight::MarkedText;
pub use inventory::{Location, Lot, Receipt, ReceiveError, Stock, receive};
pub use ledger::{Effect, IllegalMovement, MovementKind};
pub use levels::{
    Inventory, InventoryFilter, InventoryKey, LotTrace, MovementActor, MovementEntry,
    MovementFilter, MovementKey, StockedLot, StockedSku, TraceError, TracedOrder, Way,
};
pub use listing::{
    Count, Facets, Highlight, Listing, Listings, PriceRange, ProductCard, ProductFilter,
    ProductKey, Sort, Suggestion, VariantCard,
};
pub use product::{Product, ProductStatus, Season, VariantOffer};
pub use products::{AddVariantError, CategoryRef, CreateProductError, NewProduct, Products};
pub use search::{Search, UnfinishedSearch};
pub use selling::{QuantityError, SellingRules};
pub use shelf::{MoveError, Part, Shelf, ShelfLot};
pub use stock::{Allocation, LotLevel, OutOfStock, allocate};
pub use synonyms::{SynonymGroups, Synonyms, SynonymsError, VersionedSynonyms, replace_synonyms};
pub use text::{Bilingual, Slug};
pub use transferring::{Carried, Transfer, TransferStock, transfer};
pub use variant::{Sku, Unit, Variant};

pub use crate::identity::Actor;

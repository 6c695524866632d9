//! What is sold, for how much, and what of it is there.

mod adjusting;
pub mod assortment;
mod calendar;
pub mod category;
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
pub mod pictures;
mod price_list;
mod product;
pub mod products;
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
pub mod variants;
pub mod watching;

pub use adjusting::{AdjustStock, Adjustment, AdjustmentKind, Amount, adjust};
pub use assortment::{
    AssortmentFilter, CategoryLabel, ChangeProductError, Edition, EntryKey, MOST_PICTURES, Picture,
    ProductAction, ProductCase, ProductChange, ProductDetails, ProductEntry, ProductPatch,
    ProductRecord,
};
pub use calendar::{TimeZone, clock_text, date_text, keep_time_of, shop_date, shop_zone};
pub use category::{
    Categories, Category, CategoryCase, CategoryChange, CategoryDetails, CategoryError,
    CategoryName, CategoryRecord, NewCategory,
};
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
pub use price_list::{
    MOST_SCHEDULED, PastPrice, PriceEdit, PriceKind, PriceTag, ScheduledPrice, check_schedule,
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
pub use variants::{
    ChangeVariantError, VariantCase, VariantChange, VariantPatch, VariantRecord, VariantState,
    VariantTerms, Variants,
};

pub use crate::identity::Actor;

#[cfg(test)]
mod tests {
    //! Goods to decide on.

    use super::*;
    use crate::ids::{CategoryId, ProductId, UploadId, VariantId};
    use crate::{Money, Quantity};
    use time::OffsetDateTime;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn text(text: &str) -> Bilingual {
        Bilingual::name(text, text).unwrap()
    }

    /// One at Rp1.000, at version 3.
    pub(super) fn variant(active: bool) -> VariantRecord {
        let [step, minimum, maximum] = [250, 500, 2_000].map(Quantity::from_thousandths);
        VariantRecord {
            id: VariantId::generate(&NOW),
            product_id: ProductId::generate(&NOW),
            sku: Sku::parse("WTL-KG").unwrap(),
            unit: Unit::Kg,
            terms: VariantTerms {
                rules: SellingRules::new(step, minimum, maximum).unwrap(),
                weighed: false,
                position: 1,
                active,
            },
            tag: PriceTag::new(Money::rupiah(1_000)).unwrap(),
            scheduled_prices: Vec::new(),
            price_history: Vec::new(),
            version: 3,
        }
    }

    /// A draft with three pictures, at version 7.
    pub(super) fn product() -> ProductRecord {
        let picture = |key: &str| Picture {
            id: UploadId::generate(&NOW),
            key: key.into(),
            alt: Bilingual::default(),
        };
        let category = CategoryLabel {
            id: CategoryId::generate(&NOW),
            slug: Slug::parse("sayuran").unwrap(),
            name: text("Sayuran"),
        };
        ProductRecord {
            id: ProductId::generate(&NOW),
            edition: Edition {
                details: ProductDetails {
                    category,
                    slug: Slug::parse("wortel").unwrap(),
                    name: text("Wortel"),
                    description: Bilingual::default(),
                    storage_advice: Bilingual::default(),
                    origin: String::new(),
                    organic: false,
                    shelf_life_days: 3,
                    season_months: Season::default(),
                    tax_rate_bp: 0,
                    status: ProductStatus::Draft,
                },
                images: ["a", "b", "c"].map(picture).to_vec(),
            },
            variants: Vec::new(),
            created_at: NOW,
            updated_at: NOW,
            version: 7,
        }
    }
}

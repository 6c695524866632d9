//! The catalogue's file, read into what the domain takes. data/README.md says what its keys mean.

use domain::catalog::{
    Bilingual, CategoryRef, Location, NewCategory, NewProduct, ProductStatus, Receipt, Season,
    SellingRules, Sku, Slug, Unit, Variant, clock_text,
};
use domain::ids::{CategoryId, LocationId, ProductId, VariantId, ZoneId};
use domain::money::BasisPoints;
use domain::orders::Zone;
use domain::orders::delivery::NewZone;
use domain::orders::pricing::DeliveryTerms;
use domain::orders::slot_templates::{
    Hours, SlotTerms, Weekday, cutoff, order_capacity, weight_capacity,
};
use domain::orders::zones::PostcodePrefix;
use domain::{Clock, Invalid, Money, Quantity};
use serde::Deserialize;
use std::error::Error;
use time::{Date, Duration, Time};

const FILE: &str = include_str!("../../data/catalogue.json");

#[derive(Deserialize)]
pub(crate) struct Catalogue {
    pub(crate) location: LocationRow,
    zones: Vec<ZoneRow>,
    slot_templates: Vec<WindowRow>,
    categories: Vec<CategoryRow>,
    products: Vec<ProductRow>,
}

#[derive(Deserialize)]
pub(crate) struct LocationRow {
    pub(crate) code: String,
    name: String,
}

#[derive(Deserialize)]
struct ZoneRow {
    name: String,
    postcode_prefixes: Vec<String>,
    fee: i64,
    free_above: Option<i64>,
    minimum_order: i64,
    cod_max_amount: Option<i64>,
}

/// A delivery window of every zone, on these weekdays (ISO).
#[derive(Deserialize)]
struct WindowRow {
    #[serde(with = "clock_text")]
    start: Time,
    #[serde(with = "clock_text")]
    end: Time,
    weekdays: Vec<Weekday>,
    capacity: i32,
    capacity_kg: Option<Quantity>,
    cutoff_minutes: i32,
}

#[derive(Deserialize)]
struct CategoryRow {
    slug: String,
    name: Bilingual,
    icon: String,
    position: i32,
    #[serde(default)]
    children: Vec<CategoryRow>,
}

#[derive(Deserialize)]
struct ProductRow {
    slug: String,
    category: String,
    name: Bilingual,
    description: Bilingual,
    storage_advice: Bilingual,
    origin: String,
    organic: bool,
    shelf_life_days: i32,
    season_months: Vec<i32>,
    tax_rate_bp: BasisPoints,
    variants: Vec<VariantRow>,
}

#[derive(Deserialize)]
struct VariantRow {
    sku: String,
    unit: Unit,
    step: Quantity,
    minimum: Quantity,
    maximum: Quantity,
    weighed: bool,
    price: i64,
    compare_at_price: Option<i64>,
    position: i32,
    lots: Vec<LotRow>,
}

#[derive(Deserialize)]
struct LotRow {
    quantity: Quantity,
    best_before_days: i64,
    unit_cost: i64,
}

impl Catalogue {
    pub(crate) fn embedded() -> serde_json::Result<Self> {
        serde_json::from_str(FILE)
    }

    /// A postcode in the first zone.
    pub(crate) fn postcode(&self) -> Result<String, Box<dyn Error + Send + Sync>> {
        let prefix = self.zones.iter().flat_map(|zone| &zone.postcode_prefixes);
        let prefix = prefix.into_iter().next().ok_or("there is no zone")?;
        Ok(format!("{prefix}10000").chars().take(5).collect())
    }

    /// Every zone with the windows that come again in it.
    pub(crate) fn zones(&self, clock: &impl Clock) -> Result<Vec<NewZone>, Invalid> {
        self.zones
            .iter()
            .map(|row| row.zone(&self.slot_templates, clock))
            .collect()
    }

    pub(crate) fn location(&self, clock: &impl Clock) -> Location {
        Location {
            id: LocationId::generate(clock),
            code: self.location.code.clone(),
            name: self.location.name.clone(),
        }
    }

    /// Each category after the one above it.
    pub(crate) fn categories(&self, clock: &impl Clock) -> Result<Vec<NewCategory>, Invalid> {
        let mut categories = Vec::new();
        for row in &self.categories {
            row.flatten(None, clock, &mut categories)?;
        }
        Ok(categories)
    }

    pub(crate) fn products(&self, clock: &impl Clock) -> Result<Vec<NewProduct>, Invalid> {
        self.products.iter().map(|row| row.product(clock)).collect()
    }

    /// The goods of every SKU, as they would be received `today`.
    pub(crate) fn receipts(&self, today: Date) -> Result<Vec<Receipt>, Invalid> {
        let variants = self.products.iter().flat_map(|product| &product.variants);
        variants
            .flat_map(|variant| variant.lots.iter().map(move |lot| (variant, lot)))
            .map(|(variant, lot)| {
                Ok(Receipt {
                    sku: Sku::parse(&variant.sku)?,
                    location: self.location.code.clone(),
                    quantity: lot.quantity,
                    best_before: today.saturating_add(Duration::days(lot.best_before_days)),
                    harvested_on: None,
                    unit_cost: Money::rupiah(lot.unit_cost),
                    reason: "opening stock".into(),
                })
            })
            .collect()
    }
}

impl ZoneRow {
    fn zone(&self, windows: &[WindowRow], clock: &impl Clock) -> Result<NewZone, Invalid> {
        let zone = Zone {
            id: ZoneId::generate(clock),
            name: self.name.clone(),
            delivery: DeliveryTerms {
                fee: Money::rupiah(self.fee),
                free_above: self.free_above.map(Money::rupiah),
            },
            minimum_order: Money::rupiah(self.minimum_order),
            cod_maximum: self.cod_max_amount.map(Money::rupiah),
        };
        let mut terms = Vec::new();
        for window in windows {
            for weekday in &window.weekdays {
                terms.push(window.terms(*weekday)?);
            }
        }
        let prefixes = self.postcode_prefixes.iter();
        Ok(NewZone {
            zone,
            prefixes: prefixes
                .map(|prefix| PostcodePrefix::parse(prefix))
                .collect::<Result<_, _>>()?,
            windows: terms,
        })
    }
}

impl WindowRow {
    fn terms(&self, weekday: Weekday) -> Result<SlotTerms, Invalid> {
        Ok(SlotTerms {
            weekday,
            hours: Hours::new(self.start, self.end)?,
            capacity_orders: order_capacity(self.capacity)?,
            capacity_kg: self.capacity_kg.map(weight_capacity).transpose()?,
            cutoff_minutes: cutoff(self.cutoff_minutes)?,
            active: true,
        })
    }
}

impl CategoryRow {
    fn flatten(
        &self,
        parent: Option<&Slug>,
        clock: &impl Clock,
        into: &mut Vec<NewCategory>,
    ) -> Result<(), Invalid> {
        let slug = Slug::parse(&self.slug)?;
        into.push(NewCategory {
            id: CategoryId::generate(clock),
            parent: parent.cloned().map(CategoryRef::Slug),
            slug: slug.clone(),
            name: Bilingual::name(&self.name.id, &self.name.en)?,
            icon: self.icon.clone(),
            position: self.position,
            active: true,
        });
        self.children
            .iter()
            .try_for_each(|child| child.flatten(Some(&slug), clock, into))
    }
}

impl ProductRow {
    fn product(&self, clock: &impl Clock) -> Result<NewProduct, Invalid> {
        let mut variants: Vec<&VariantRow> = self.variants.iter().collect();
        variants.sort_by_key(|variant| variant.position);
        Ok(NewProduct {
            id: ProductId::generate(clock),
            category: CategoryRef::Slug(Slug::parse(&self.category)?),
            slug: Slug::parse(&self.slug)?,
            name: Bilingual::name(&self.name.id, &self.name.en)?,
            description: Bilingual::prose(&self.description.id, &self.description.en)?,
            storage_advice: Bilingual::prose(&self.storage_advice.id, &self.storage_advice.en)?,
            origin: self.origin.clone(),
            organic: self.organic,
            shelf_life_days: self.shelf_life_days,
            season: Season::parse(self.season_months.clone())?,
            tax_rate: self.tax_rate_bp,
            status: ProductStatus::Active,
            variants: variants
                .into_iter()
                .map(|variant| variant.variant(clock))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl VariantRow {
    fn variant(&self, clock: &impl Clock) -> Result<Variant, Invalid> {
        let variant = Variant::new(
            VariantId::generate(clock),
            Sku::parse(&self.sku)?,
            self.unit,
            SellingRules::new(self.step, self.minimum, self.maximum)?,
            self.weighed,
            Money::rupiah(self.price),
        )?;
        match self.compare_at_price {
            Some(price) => variant.compared_at(Money::rupiah(price), None),
            None => Ok(variant),
        }
    }
}

//! The parts of products that come out of the database as JSON: lists within a row.

use crate::carts::rules;
use crate::error::broken;
use domain::catalog::{
    Bilingual, CategoryName, Count, Highlight, MarkedText, ProductCard, ProductKey, Sku, Slug,
    Sort, Unit, Variant, VariantCard, VariantOffer, date_text,
};
use domain::ids::{ProductId, VariantId};
use domain::{Money, StoreError};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use time::Date;

/// The rows of a part of the answer that comes as JSON.
pub(crate) fn rows<T: DeserializeOwned>(json: serde_json::Value) -> Result<Vec<T>, StoreError> {
    serde_json::from_value(json).map_err(broken)
}

#[derive(Deserialize)]
pub(crate) struct ItemRow {
    id: ProductId,
    rank: i64,
    slug: String,
    name: Bilingual,
    organic: bool,
    origin: String,
    image: Option<String>,
    variants: Vec<ItemVariantRow>,
    highlight: Option<HighlightRow>,
}

#[derive(Deserialize)]
struct HighlightRow {
    name: String,
    description: String,
}

impl HighlightRow {
    fn highlight(&self) -> Result<Highlight, StoreError> {
        let description = MarkedText::parse(&self.description).map_err(broken)?;
        Ok(Highlight {
            name: MarkedText::parse(&self.name).map_err(broken)?,
            description: description.is_marked().then_some(description),
        })
    }
}

#[derive(Deserialize)]
struct ItemVariantRow {
    sku: String,
    unit: Unit,
    price: i64,
    compare_at_price: Option<i64>,
    in_stock: bool,
}

impl ItemRow {
    pub(crate) fn card(self, sort: Sort) -> Result<ProductCard, StoreError> {
        let variant = |row: ItemVariantRow| {
            Ok(VariantCard {
                sku: Sku::parse(&row.sku).map_err(broken)?,
                unit: row.unit,
                price: Money::rupiah(row.price),
                compare_at_price: row.compare_at_price.map(Money::rupiah),
                in_stock: row.in_stock,
            })
        };
        Ok(ProductCard {
            key: ProductKey {
                sort,
                rank: self.rank,
                product: self.id,
            },
            slug: Slug::parse(&self.slug).map_err(broken)?,
            name: self.name,
            image: self.image,
            organic: self.organic,
            origin: self.origin,
            variants: self
                .variants
                .into_iter()
                .map(variant)
                .collect::<Result<_, StoreError>>()?,
            highlight: self
                .highlight
                .as_ref()
                .map(HighlightRow::highlight)
                .transpose()?,
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct CategoryRow {
    slug: String,
    name: Bilingual,
    /// Of products, where they were counted.
    #[serde(default)]
    count: i64,
}

impl CategoryRow {
    pub(crate) fn name(self) -> Result<CategoryName, StoreError> {
        Ok(CategoryName {
            slug: Slug::parse(&self.slug).map_err(broken)?,
            name: self.name,
        })
    }
}

pub(crate) fn categories(rows: Vec<CategoryRow>) -> Result<Vec<Count<CategoryName>>, StoreError> {
    rows.into_iter()
        .map(|row| {
            Ok(Count {
                count: row.count,
                value: row.name()?,
            })
        })
        .collect()
}

#[derive(Deserialize)]
pub(crate) struct CountRow<T> {
    value: T,
    count: i64,
}

pub(crate) fn counts<T>(rows: Vec<CountRow<T>>) -> Vec<Count<T>> {
    rows.into_iter()
        .map(|CountRow { value, count }| Count { value, count })
        .collect()
}

#[derive(Deserialize)]
pub(crate) struct VariantRow {
    id: VariantId,
    sku: String,
    unit: Unit,
    step: i64,
    minimum: i64,
    maximum: i64,
    weighed: bool,
    price: i64,
    compare_at_price: Option<i64>,
    in_stock: bool,
    #[serde(with = "date_text::option")]
    best_before: Option<Date>,
}

impl VariantRow {
    pub(crate) fn offer(self) -> Result<VariantOffer, StoreError> {
        let variant = Variant::new(
            self.id,
            Sku::parse(&self.sku).map_err(broken)?,
            self.unit,
            rules(self.step, self.minimum, self.maximum)?,
            self.weighed,
            Money::rupiah(self.price),
        );
        let variant = match self.compare_at_price {
            Some(price) => {
                variant.and_then(|variant| variant.compared_at(Money::rupiah(price), None))
            }
            None => variant,
        };
        Ok(VariantOffer {
            variant: variant.map_err(broken)?,
            in_stock: self.in_stock,
            best_before: self.best_before,
        })
    }
}

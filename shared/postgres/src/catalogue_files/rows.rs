//! Rows as the domain knows them.

use crate::error::broken;
use domain::catalog::import::{KnownProduct, KnownVariant, ProductState};
use domain::catalog::{
    Bilingual, CatalogueLine, LineVariant, ProductStatus, Season, SellingRules, Sku, Slug, Unit,
    Variant,
};
use domain::ids::{ProductId, VariantId};
use domain::{Money, Quantity, StoreError};
use postgres_queries::queries::files::{ExportCatalog, KnownProducts, KnownVariants};
use time::OffsetDateTime;

pub(super) fn slug(stored: &str) -> Result<Slug, StoreError> {
    Slug::parse(stored).map_err(broken)
}

pub(super) fn known_product(row: KnownProducts) -> Result<(Slug, KnownProduct), StoreError> {
    let product = KnownProduct {
        id: ProductId::from(row.id),
        version: row.version,
        last_position: row.last_position,
        state: ProductState {
            category: slug(&row.category)?,
            name: Bilingual {
                id: row.name_id,
                en: row.name_en,
            },
            description: Bilingual {
                id: row.description_id,
                en: row.description_en,
            },
            storage_advice: Bilingual {
                id: row.storage_advice_id,
                en: row.storage_advice_en,
            },
            origin: row.origin,
            organic: row.organic,
            shelf_life_days: row.shelf_life_days,
            season: Season::parse(row.season_months).map_err(broken)?,
            tax_rate: row.tax_rate_bp,
            status: ProductStatus::parse(&row.status).map_err(broken)?,
        },
    };
    Ok((slug(&row.slug)?, product))
}

pub(super) fn known_variant(row: &KnownVariants) -> Result<(Sku, KnownVariant), StoreError> {
    let rules = rules(row.step, row.minimum, row.maximum)?;
    let sku = Sku::parse(&row.sku).map_err(broken)?;
    let variant = Variant::new(
        VariantId::from(row.id),
        sku.clone(),
        Unit::parse(&row.unit).map_err(broken)?,
        rules,
        row.weighed,
        Money::rupiah(row.price),
    )
    .map_err(broken)?;
    let known = KnownVariant {
        product: ProductId::from(row.product_id),
        version: row.version,
        active: row.active,
        variant: compared(variant, row.compare_at_price, row.compare_at_until)?,
        priced_at: row.priced_at,
    };
    Ok((sku, known))
}

fn rules(step: i64, minimum: i64, maximum: i64) -> Result<SellingRules, StoreError> {
    SellingRules::new(
        Quantity::from_thousandths(step),
        Quantity::from_thousandths(minimum),
        Quantity::from_thousandths(maximum),
    )
    .map_err(broken)
}

fn compared(
    variant: Variant,
    price: Option<i64>,
    until: Option<OffsetDateTime>,
) -> Result<Variant, StoreError> {
    match price {
        Some(price) => variant
            .compared_at(Money::rupiah(price), until)
            .map_err(broken),
        None => Ok(variant),
    }
}

pub(super) fn line(row: ExportCatalog) -> Result<CatalogueLine, StoreError> {
    Ok(CatalogueLine {
        variant: line_variant(&row)?,
        slug: slug(&row.slug)?,
        product: ProductState {
            category: slug(&row.category)?,
            name: Bilingual {
                id: row.name_id,
                en: row.name_en,
            },
            description: Bilingual {
                id: row.description_id,
                en: row.description_en,
            },
            storage_advice: Bilingual {
                id: row.storage_advice_id,
                en: row.storage_advice_en,
            },
            origin: row.origin,
            organic: row.organic,
            shelf_life_days: row.shelf_life_days,
            season: Season::parse(row.season_months).map_err(broken)?,
            tax_rate: row.tax_rate_bp,
            status: ProductStatus::parse(&row.status).map_err(broken)?,
        },
    })
}

fn line_variant(row: &ExportCatalog) -> Result<Option<LineVariant>, StoreError> {
    let (Some(id), Some(sku), Some(unit), Some(price)) = (
        row.variant_id,
        row.sku.as_deref(),
        row.unit.as_deref(),
        row.price,
    ) else {
        return Ok(None);
    };
    let (Some(step), Some(minimum), Some(maximum)) = (row.step, row.minimum, row.maximum) else {
        return Ok(None);
    };
    let variant = Variant::new(
        VariantId::from(id),
        Sku::parse(sku).map_err(broken)?,
        Unit::parse(unit).map_err(broken)?,
        rules(step, minimum, maximum)?,
        row.weighed.unwrap_or_default(),
        Money::rupiah(price),
    )
    .map_err(broken)?;
    Ok(Some(LineVariant {
        variant: compared(variant, row.compare_at_price, row.compare_at_until)?,
        active: row.active.unwrap_or_default(),
    }))
}

//! The catalogue as a file: a row a variant, with its product's columns before its own.

use crate::csv::cells::{Cells, MALFORMED, within};
use crate::csv::neutral::neutralised;
use crate::csv::table::{self, Separator};
use domain::catalog::import::{Change, ImportError, ProductChange, Row, VariantChange};
use domain::catalog::{Bilingual, CatalogueLine, ProductStatus, Season, Sku, Slug, Unit, Variant};
use domain::failure::bounded_text;
use domain::{Invalid, Money, Quantity};
use std::borrow::Cow;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// In the order in which they are written.
pub(crate) const COLUMNS: [&str; 24] = [
    "product_slug",
    "category",
    "name_id",
    "name_en",
    "description_id",
    "description_en",
    "storage_advice_id",
    "storage_advice_en",
    "origin",
    "organic",
    "shelf_life_days",
    "season_months",
    "tax_rate_bp",
    "status",
    "sku",
    "unit",
    "step",
    "minimum",
    "maximum",
    "weighed",
    "price",
    "compare_at_price",
    "compare_at_until",
    "active",
];

/// Where the variant's own columns begin, behind its SKU.
const VARIANT_COLUMNS: usize = 15;

pub(crate) fn read(file: &[u8]) -> Result<(Separator, Vec<Row>), ImportError> {
    table::read(file, &COLUMNS, &["product_slug"], |cells| match cells {
        Ok(cells) => row(cells),
        Err(violations) => Row::Bad {
            slug: None,
            violations,
        },
    })
}

fn row(mut cells: Cells<'_>) -> Row {
    let slug = cells.needed("product_slug", Slug::parse);
    let product = slug.clone().map(|slug| product(slug, &mut cells));
    let variant = variant(&mut cells);
    let row = cells.row();
    let violations = cells.violations();
    match product {
        Some(product) if violations.is_empty() => Row::Good(Box::new(Change {
            row,
            product,
            variant,
        })),
        _ => Row::Bad { slug, violations },
    }
}

fn product(slug: Slug, cells: &mut Cells<'_>) -> ProductChange {
    ProductChange {
        slug,
        category: cells.read("category", Slug::parse),
        name_id: cells.read("name_id", name),
        name_en: cells.read("name_en", name),
        description_id: cells.read_any("description_id", prose),
        description_en: cells.read_any("description_en", prose),
        storage_advice_id: cells.read_any("storage_advice_id", prose),
        storage_advice_en: cells.read_any("storage_advice_en", prose),
        origin: cells.read_any("origin", |text| {
            bounded_text(text, 0..=120, "invalid_origin")
        }),
        organic: cells.read("organic", truth),
        shelf_life_days: cells.read("shelf_life_days", within(1, 3_650, "invalid_shelf_life")),
        season: cells.read_any("season_months", season),
        tax_rate: cells.read("tax_rate_bp", within(0, 10_000, "invalid_tax_rate")),
        status: cells.read("status", ProductStatus::parse),
    }
}

fn variant(cells: &mut Cells<'_>) -> Option<VariantChange> {
    if cells.filled("sku").is_none() {
        let of_a_variant = COLUMNS.iter().skip(VARIANT_COLUMNS);
        if of_a_variant
            .into_iter()
            .any(|column| cells.filled(column).is_some())
        {
            cells.refuse("sku", "required");
        }
        return None;
    }
    let sku = cells.read("sku", Sku::parse);
    let unit = cells.read("unit", Unit::parse);
    let step = cells.read("step", quantity);
    let minimum = cells.read("minimum", quantity);
    let maximum = cells.read("maximum", quantity);
    let weighed = cells.read("weighed", truth);
    let price = cells.read("price", price);
    let compare_at_price = cells.read_any("compare_at_price", optional(self::price));
    let compare_at_until = cells.read_any("compare_at_until", optional(moment));
    let active = cells.read("active", truth);
    Some(VariantChange {
        sku: sku?,
        unit,
        step,
        minimum,
        maximum,
        weighed,
        price,
        compare_at_price,
        compare_at_until,
        active,
    })
}

fn name(text: &str) -> Result<String, Invalid> {
    Bilingual::name(text, text).map(|name| name.id)
}

fn prose(text: &str) -> Result<String, Invalid> {
    // Spreadsheets end lines as their systems do.
    Bilingual::prose(&text.replace("\r\n", "\n"), "").map(|text| text.id)
}

/// As spreadsheets write it: in capitals, some of them.
fn truth(text: &str) -> Result<bool, Invalid> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(MALFORMED),
    }
}

fn season(text: &str) -> Result<Season, Invalid> {
    let months: Result<Vec<i32>, _> = text.split_whitespace().map(str::parse).collect();
    Season::parse(months.map_err(|_| Invalid("invalid_season"))?)
}

fn quantity(text: &str) -> Result<Quantity, Invalid> {
    text.parse().map_err(|_| MALFORMED)
}

/// Whole rupiah; whether it is within reason is the variant's to say.
fn price(text: &str) -> Result<Money, Invalid> {
    text.parse()
        .map(Money::rupiah)
        .map_err(|_| Invalid("invalid_price"))
}

fn moment(text: &str) -> Result<OffsetDateTime, Invalid> {
    let at = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| MALFORMED)?;
    // The database keeps microseconds.
    at.replace_nanosecond(at.microsecond() * 1_000)
        .map_err(|_| MALFORMED)
}

/// What an empty cell takes away.
fn optional<T>(
    parse: impl Fn(&str) -> Result<T, Invalid>,
) -> impl Fn(&str) -> Result<Option<T>, Invalid> {
    move |text| match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

/// The line's cells, in the order of the columns.
pub(crate) fn record(line: &CatalogueLine) -> [Cow<'_, str>; COLUMNS.len()] {
    let product = &line.product;
    let offer = line.variant.as_ref();
    let variant = offer.map(|offer| &offer.variant);
    let text = |text: &'_ str| Cow::Owned(neutralised(text).into_owned());
    let of = |cell: fn(&Variant) -> String| Cow::Owned(variant.map(cell).unwrap_or_default());
    let months = product.season.months().iter().map(i32::to_string);
    [
        Cow::Borrowed(line.slug.as_str()),
        Cow::Borrowed(product.category.as_str()),
        text(&product.name.id),
        text(&product.name.en),
        text(&product.description.id),
        text(&product.description.en),
        text(&product.storage_advice.id),
        text(&product.storage_advice.en),
        text(&product.origin),
        Cow::Owned(product.organic.to_string()),
        Cow::Owned(product.shelf_life_days.to_string()),
        Cow::Owned(months.collect::<Vec<_>>().join(" ")),
        Cow::Owned(product.tax_rate.to_string()),
        Cow::Borrowed(product.status.as_str()),
        of(|variant| variant.sku.to_string()),
        of(|variant| variant.unit.as_str().to_owned()),
        of(|variant| variant.rules.step().to_string()),
        of(|variant| variant.rules.minimum().to_string()),
        of(|variant| variant.rules.maximum().to_string()),
        of(|variant| variant.weighed.to_string()),
        of(|variant| variant.price().amount().to_string()),
        of(|variant| {
            let price = variant.compare_at_price();
            price
                .map(|price| price.amount().to_string())
                .unwrap_or_default()
        }),
        of(|variant| {
            let until = variant.compare_at_until();
            until
                .and_then(|until| until.format(&Rfc3339).ok())
                .unwrap_or_default()
        }),
        Cow::Owned(
            offer
                .map(|offer| offer.active.to_string())
                .unwrap_or_default(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::Download;
    use domain::catalog::import::ProductState;
    use domain::catalog::{LineVariant, SellingRules};
    use domain::ids::VariantId;
    use proptest::prelude::*;
    use time::Duration;
    use uuid::Uuid;

    /// What a name may be: anything a spreadsheet could take for something else.
    fn name() -> impl Strategy<Value = String> {
        "['=+@,;\"a-z -]{0,12}[a-z]"
            .prop_map(|text| text.trim().to_owned())
            .boxed()
    }

    fn prose() -> impl Strategy<Value = String> {
        "['=+@,;\"\na-zé -]{0,20}".prop_map(|text| text.trim().to_owned())
    }

    prop_compose! {
        fn product()(
            names in (name(), name()), descriptions in (prose(), prose()), advice in (prose(), prose()),
            origin in name(), organic: bool, shelf_life_days in 1..=3_650, months in prop::collection::vec(1..=12, 0..5),
            tax_rate in 0..=10_000,
        ) -> ProductState {
            ProductState {
                category: Slug::parse("sayuran").unwrap(),
                name: Bilingual { id: names.0, en: names.1 },
                description: Bilingual { id: descriptions.0, en: descriptions.1 },
                storage_advice: Bilingual { id: advice.0, en: advice.1 },
                origin,
                organic,
                shelf_life_days,
                season: Season::parse(months).unwrap(),
                tax_rate,
                status: ProductStatus::Active,
            }
        }
    }

    prop_compose! {
        fn variant()(
            step in 1..2_000_i64, first in 1..9_i64, more in 0..9_i64, weighed: bool, active: bool, price in 1..1_000_000_i64,
            dearer in prop::option::of((1..1_000_i64, prop::option::of(0..1_000_000_000_000_i64))),
        ) -> LineVariant {
            let quantity = Quantity::from_thousandths;
            let rules = SellingRules::new(quantity(step), quantity(step * first), quantity(step * (first + more)));
            let id = VariantId::from(Uuid::nil());
            let sku = Sku::parse("BYM-IKAT").unwrap();
            let price = Money::rupiah(price);
            let variant = Variant::new(id, sku, Unit::Ikat, rules.unwrap(), weighed, price).unwrap();
            let variant = match dearer {
                Some((more, until)) => {
                    let until = until.map(|micros| OffsetDateTime::UNIX_EPOCH + Duration::microseconds(micros));
                    variant.compared_at(Money::rupiah(price.amount() + more), until).unwrap()
                }
                None => variant,
            };
            LineVariant { variant, active }
        }
    }

    /// What a row says that says everything.
    fn change(line: &CatalogueLine) -> Row {
        let product = line.product.clone();
        Row::Good(Box::new(Change {
            row: 2,
            product: ProductChange {
                slug: line.slug.clone(),
                category: Some(product.category),
                name_id: Some(product.name.id),
                name_en: Some(product.name.en),
                description_id: Some(product.description.id),
                description_en: Some(product.description.en),
                storage_advice_id: Some(product.storage_advice.id),
                storage_advice_en: Some(product.storage_advice.en),
                origin: Some(product.origin),
                organic: Some(product.organic),
                shelf_life_days: Some(product.shelf_life_days),
                season: Some(product.season),
                tax_rate: Some(product.tax_rate),
                status: Some(product.status),
            },
            variant: line
                .variant
                .as_ref()
                .map(|LineVariant { variant, active }| VariantChange {
                    sku: variant.sku.clone(),
                    unit: Some(variant.unit),
                    step: Some(variant.rules.step()),
                    minimum: Some(variant.rules.minimum()),
                    maximum: Some(variant.rules.maximum()),
                    weighed: Some(variant.weighed),
                    price: Some(variant.price()),
                    compare_at_price: Some(variant.compare_at_price()),
                    compare_at_until: Some(variant.compare_at_until()),
                    active: Some(*active),
                }),
        }))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(product in product(), variant in prop::option::of(variant())) {
            let slug = Slug::parse("bayam").unwrap();
            let line = CatalogueLine { slug, product, variant };
            let mut file = Download::new(&COLUMNS);
            prop_assert!(file.take(&record(&line)).is_continue());
            let (separator, rows) = read(file.text().as_bytes()).unwrap();
            prop_assert_eq!(separator, Separator::Comma);
            prop_assert_eq!(rows, vec![change(&line)]);
        }

        #[test]
        fn any_bytes_are_read_or_refused_without_a_panic(file: Vec<u8>) {
            let _ = read(&file);
        }

        #[test]
        fn any_rows_are_read_or_refused_without_a_panic(rows in "[a-zA-Z0-9,;\"'=\n -]{0,80}") {
            let _ = read(format!("product_slug,sku,price,name_id\n{rows}").as_bytes());
        }
    }
}

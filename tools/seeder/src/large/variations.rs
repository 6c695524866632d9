//! The demo's goods over and over, from other places and of other grades: names as a large shop has them.

use crate::catalogue::Catalogue;
use domain::catalog::import::{Change, ProductChange, Row, VariantChange};
use domain::catalog::{
    CategoryRef, NewProduct, ProductStatus, Receipt, Sku, Slug, Variant, shop_date,
};
use domain::{Clock, Invalid, Money, Quantity};
use time::{Date, Duration};

/// Where vegetables grow.
const PLACES: [&str; 20] = [
    "Lembang",
    "Dieng",
    "Cipanas",
    "Batu",
    "Berastagi",
    "Bedugul",
    "Garut",
    "Kopeng",
    "Tawangmangu",
    "Pangalengan",
    "Ciwidey",
    "Magelang",
    "Temanggung",
    "Probolinggo",
    "Brebes",
    "Malino",
    "Tomohon",
    "Kintamani",
    "Sembalun",
    "Wonosobo",
];

/// In Indonesian and English, and what a grade costs in hundredths of the usual.
const GRADES: [(&str, &str, i64); 12] = [
    ("Pilihan", "Selected", 110),
    ("Organik", "Organic", 145),
    ("Hidroponik", "Hydroponic", 135),
    ("Petik Pagi", "Picked at Dawn", 120),
    ("Muda", "Young", 105),
    ("Super", "Super", 125),
    ("Mini", "Mini", 95),
    ("Jumbo", "Jumbo", 115),
    ("Ekonomis", "Budget", 80),
    ("Kebun Rakyat", "Smallholder", 90),
    ("Tanpa Pestisida", "Pesticide-free", 130),
    ("Segar", "Fresh", 100),
];

/// A product in rows of a file, and its opening stock.
pub(crate) struct Goods {
    pub(crate) slug: Slug,
    pub(crate) rows: Vec<Row>,
    pub(crate) receipts: Vec<Receipt>,
}

/// An even number from a seed, the same on every machine (`SplitMix64`).
const fn scatter(seed: u64) -> u64 {
    let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// One of `least..=most`, by chance.
fn between(seed: u64, least: i64, most: i64) -> i64 {
    let width = (most - least + 1).unsigned_abs();
    least + i64::try_from(scatter(seed) % width).unwrap_or_default()
}

/// So many products, the same ones every time.
pub(crate) fn goods(
    catalogue: &Catalogue,
    products: usize,
    clock: &impl Clock,
) -> Result<Vec<Goods>, Invalid> {
    let bases = catalogue.products(clock)?;
    let today = shop_date(clock.now());
    let all = (0..products).zip(bases.iter().cycle());
    all.map(|(number, base)| {
        variation(
            base,
            number / bases.len(),
            number,
            &catalogue.location.code,
            today,
        )
    })
    .collect()
}

/// The base's `round`th variation.
fn variation(
    base: &NewProduct,
    round: usize,
    number: usize,
    location: &str,
    today: Date,
) -> Result<Goods, Invalid> {
    const COMBINATIONS: usize = PLACES.len() * GRADES.len();
    // 77 shares no factor with their number: all come before one comes again.
    let mixed = round * 77 % COMBINATIONS;
    let place = PLACES[mixed % PLACES.len()];
    let (grade_id, grade_en, cost) = GRADES[mixed / PLACES.len()];
    let block = round / COMBINATIONS + 1;
    let suffix = if block > 1 {
        format!(" {block}")
    } else {
        String::new()
    };
    let names = format!("{grade_id} {place}{suffix}");
    let ending = names.to_lowercase().replace(' ', "-");
    let slug = Slug::parse(&format!("{}-{ending}", base.slug))?;
    let seed = u64::try_from(number).unwrap_or_default() * 100;
    let CategoryRef::Slug(category) = &base.category else {
        return Err(Invalid("unknown_category"));
    };
    let product = ProductChange {
        slug: slug.clone(),
        category: Some(category.clone()),
        name_id: Some(format!("{} {names}", base.name.id)),
        name_en: Some(format!("{grade_en} {} from {place}{suffix}", base.name.en)),
        description_id: Some(base.description.id.clone()),
        description_en: Some(base.description.en.clone()),
        storage_advice_id: Some(base.storage_advice.id.clone()),
        storage_advice_en: Some(base.storage_advice.en.clone()),
        origin: Some(place.to_owned()),
        organic: Some(grade_en == "Organic"),
        shelf_life_days: Some(base.shelf_life_days),
        season: Some(base.season.clone()),
        tax_rate: Some(base.tax_rate),
        status: Some(ProductStatus::Active),
    };
    let mut goods = Goods {
        slug,
        rows: Vec::new(),
        receipts: Vec::new(),
    };
    let variants = usize::try_from(between(seed, 1, 3)).unwrap_or(1);
    for (sale, place) in sales(base).take(variants).zip(1..) {
        let seed = seed + place * 10;
        let sku = Sku::parse(&format!("{}-{number}{}", sale.variant.sku, sale.mark))?;
        let price = sale.variant.price().amount() * cost * between(seed, 85, 120) / 10_000;
        // Nobody sells for odd rupiah.
        let price = (price * sale.percent / 10_000).max(1) * 100;
        let life = i64::from(base.shelf_life_days);
        for lot in 1..=2 {
            let best_before = today.saturating_add(Duration::days(life * lot / 2 + 1));
            let seed = seed + lot.unsigned_abs();
            let receipt = receipt(&sale, &sku, location, best_before, price, seed);
            goods.receipts.push(receipt);
        }
        goods.rows.push(Row::Good(Box::new(Change {
            row: 0,
            product: product.clone(),
            variant: Some(sold(&sale, sku, price, seed)),
        })));
    }
    Ok(goods)
}

/// A way to sell a product: as the demo does, or more at once and cheaper.
struct Sale<'a> {
    variant: &'a Variant,
    mark: &'static str,
    /// So often the demo's least.
    times: i64,
    /// Of the demo's price.
    percent: i64,
}

impl Sale<'_> {
    fn minimum(&self) -> Quantity {
        Quantity::from_thousandths(self.variant.rules.minimum().thousandths() * self.times)
    }
}

/// The demo's ways first.
fn sales(base: &NewProduct) -> impl Iterator<Item = Sale<'_>> {
    let ways = [("", 1, 100), ("-B", 2, 95), ("-C", 3, 92)];
    ways.into_iter()
        .flat_map(|(mark, times, percent)| {
            base.variants.iter().map(move |variant| Sale {
                variant,
                mark,
                times,
                percent,
            })
        })
        .filter(|sale| sale.minimum() <= sale.variant.rules.maximum())
}

fn sold(sale: &Sale<'_>, sku: Sku, price: i64, seed: u64) -> VariantChange {
    let base = sale.variant;
    // One in ten is marked down.
    let compare_at =
        (between(seed + 5, 1, 10) == 1).then(|| Money::rupiah(price + price / 4 + 100));
    VariantChange {
        sku,
        unit: Some(base.unit),
        step: Some(base.rules.step()),
        minimum: Some(sale.minimum()),
        maximum: Some(base.rules.maximum()),
        weighed: Some(base.weighed),
        price: Some(Money::rupiah(price)),
        compare_at_price: Some(compare_at),
        compare_at_until: None,
        active: Some(true),
    }
}

fn receipt(
    sale: &Sale<'_>,
    sku: &Sku,
    location: &str,
    best_before: Date,
    price: i64,
    seed: u64,
) -> Receipt {
    let quantity = sale.minimum().thousandths() * between(seed, 10, 200);
    Receipt {
        sku: sku.clone(),
        location: location.to_owned(),
        quantity: Quantity::from_thousandths(quantity),
        best_before,
        harvested_on: None,
        unit_cost: Money::rupiah(price * 3 / 5),
        reason: "opening stock".into(),
    }
}

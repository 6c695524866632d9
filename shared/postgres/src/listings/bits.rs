//! Filters as bounds and bits, which are quick to compare with what a listing sums up (`catalog.traits`,
//! `catalog.packed`). The model of functions/catalog/tests holds them to these.

use domain::Money;
use domain::catalog::{ProductFilter, Unit};

/// The units in the order of their bits (`catalog.unit_bit`).
pub(super) const UNITS: [Unit; 7] = [
    Unit::Kg,
    Unit::G,
    Unit::Ikat,
    Unit::Pack,
    Unit::Buah,
    Unit::Sisir,
    Unit::Butir,
];
/// A bit for each unit.
const ANY_UNIT: i32 = 0x7f;
/// The units in stock, among a listing's traits.
const STOCKED: i64 = 0x7f << 12;
const ORGANIC: i64 = 1 << 30;
/// Set in a packed price that is in stock.
const PACKED_STOCKED: i64 = 0x80;
const PACKED_ANY: i64 = 0xff;
/// Above every price that is packed.
const DEAREST: i64 = 1_000_000_000_000;

pub(super) struct Bits {
    /// Of a listing's traits, those that are told, and what they must be.
    pub(super) mask: i64,
    pub(super) wanted: i64,
    /// Traits of which one must be there, if it matters.
    pub(super) stock: Option<i64>,
    /// Traits of which none may be there; what a filter by unit would find is counted with them.
    pub(super) sold_out: i64,
    pub(super) units: i32,
    /// Prices in whole rupiah.
    pub(super) least: i64,
    pub(super) most: i64,
    /// The same of packed prices, with the bits of which one must be set.
    pub(super) packed_least: i64,
    pub(super) packed_most: i64,
    pub(super) stocked: i64,
}

impl Bits {
    /// `month` is today's, for what is in season.
    pub(super) fn of(filter: &ProductFilter, month: u8) -> Self {
        let season = if filter.in_season {
            1 << (month - 1)
        } else {
            0
        };
        let (organic, is_organic) = match filter.organic {
            None => (0, 0),
            Some(false) => (ORGANIC, 0),
            Some(true) => (ORGANIC, ORGANIC),
        };
        let least = filter.min_price.map_or(0, Money::amount);
        let most = filter.max_price.map_or(i64::MAX, Money::amount);
        let in_stock = filter.in_stock == Some(true);
        Self {
            mask: organic | season,
            wanted: is_organic | season,
            stock: in_stock.then_some(STOCKED),
            sold_out: if filter.in_stock == Some(false) {
                STOCKED
            } else {
                0
            },
            units: filter.unit.map_or(ANY_UNIT, unit_bit),
            least,
            most,
            packed_least: least.min(DEAREST) << 8,
            packed_most: most.min(DEAREST) << 8 | PACKED_ANY,
            stocked: if in_stock { PACKED_STOCKED } else { PACKED_ANY },
        }
    }
}

fn unit_bit(unit: Unit) -> i32 {
    let place = UNITS.iter().position(|&other| other == unit);
    place.map_or(0, |place| 1 << place)
}

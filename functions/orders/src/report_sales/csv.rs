//! The rows of a report as CSV (RFC 4180): amounts in whole rupiah, a column for each unit of sale.

use domain::catalog::Unit;
use domain::orders::sales::{Grouping, SalesKey, SalesRow};
use domain::{Language, Money, Quantity};
use runtime::csv_cell;
use std::borrow::Cow;

const UNITS: [Unit; 7] = [
    Unit::Kg,
    Unit::G,
    Unit::Ikat,
    Unit::Pack,
    Unit::Buah,
    Unit::Sisir,
    Unit::Butir,
];

pub(super) fn write(by: Grouping, rows: &[SalesRow], language: Language) -> String {
    let mut text = String::new();
    end_record(&mut text, &header(by));
    for row in rows {
        end_record(&mut text, &record(row, language));
    }
    text
}

fn header(by: Grouping) -> Vec<Cow<'static, str>> {
    let mut cells: Vec<Cow<'static, str>> = vec![by.as_str().into()];
    if by != Grouping::Day {
        cells.push("name".into());
    }
    cells.push("orders".into());
    cells.extend(UNITS.map(|unit| Cow::from(format!("units_{}", unit.as_str()))));
    cells.extend(["gross", "discount", "tax"].map(Cow::from));
    if by == Grouping::Day {
        cells.extend(["delivery_fees", "refunds"].map(Cow::from));
    }
    cells.push("net".into());
    cells
}

fn record(row: &SalesRow, language: Language) -> Vec<Cow<'_, str>> {
    let key = match &row.key {
        SalesKey::Day(day) => day.to_string().into(),
        SalesKey::Category(key) | SalesKey::Sku(key) => csv_cell(key),
    };
    let name = row.name.as_ref().map(|name| name.in_language(language));
    let figures = &row.figures;
    let amounts = &figures.amounts;
    let units = UNITS.map(|unit| {
        let sold = figures.units.iter().find(|sold| sold.unit == unit);
        let quantity = sold.map_or(Quantity::ZERO, |sold| sold.quantity);
        Cow::from(quantity.to_string())
    });
    let money = [
        Some(amounts.gross),
        Some(amounts.discount),
        Some(amounts.tax),
        amounts.delivery_fees,
        amounts.refunds,
        Some(figures.net),
    ];
    let mut cells = vec![key];
    cells.extend(name.map(csv_cell));
    cells.push(figures.orders.to_string().into());
    cells.extend(units);
    cells.extend(money.into_iter().flatten().map(rupiah));
    cells
}

fn rupiah<'a>(amount: Money) -> Cow<'a, str> {
    amount.amount().to_string().into()
}

fn end_record(text: &mut String, cells: &[Cow<'_, str>]) {
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

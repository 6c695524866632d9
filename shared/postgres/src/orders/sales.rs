//! Reports of sales from PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::catalog::{Bilingual, Unit};
use domain::orders::sales::{
    Amounts, Figures, Grouping, Sales, SalesKey, SalesReport, SalesRequest, SalesRow, Sold,
};
use domain::{Money, Page, Quantity, StoreError};
use postgres_queries::queries::sales_report as queries;
use serde_json::Value;
use std::collections::BTreeMap;
use time::Date;
use time::macros::format_description;

adapter! {
    /// [`Sales`] in PostgreSQL.
    PgSalesReports
}

impl Sales for PgSalesReports {
    /// One round trip.
    async fn report(&self, request: &SalesRequest) -> Result<SalesReport, StoreError> {
        let client = self.0.client().await?;
        let (totals, found) = tokio::join!(totals(&client, request), rows(&client, request));
        let found = found?;
        Ok(SalesReport {
            totals: totals?,
            rows: match request.limit {
                Some(limit) => Page::cut(found, limit, |row| row.key.clone()),
                None => Page {
                    items: found,
                    next: None,
                },
            },
        })
    }
}

async fn totals(client: &Object, request: &SalesRequest) -> Result<Figures, StoreError> {
    let row = queries::sales_totals()
        .bind(client, &request.period.from(), &request.period.to())
        .one()
        .await
        .map_err(from_postgres)?;
    of_orders(row)
}

/// One row more than is wanted, if there is one.
async fn rows(client: &Object, request: &SalesRequest) -> Result<Vec<SalesRow>, StoreError> {
    let (from, to) = (request.period.from(), request.period.to());
    let limit = request.limit.map(|limit| i64::from(limit) + 1);
    let (day, key) = match &request.after {
        Some(SalesKey::Day(day)) => (Some(*day), None),
        Some(SalesKey::Category(key) | SalesKey::Sku(key)) => (None, Some(key.as_str())),
        None => (None, None),
    };
    match request.by {
        Grouping::Day => {
            let found = queries::sales_by_day()
                .bind(client, &from, &day, &to, &limit)
                .all()
                .await;
            let found = found.map_err(from_postgres)?;
            found.into_iter().map(of_day).collect()
        }
        Grouping::Category => {
            let found = queries::sales_by_category()
                .bind(client, &from, &to, &key, &limit)
                .all()
                .await;
            let found = found.map_err(from_postgres)?;
            let named = found.into_iter().map(|row| named(row, SalesKey::Category));
            named.collect()
        }
        Grouping::Sku => {
            let found = queries::sales_by_sku()
                .bind(client, &from, &to, &key, &limit)
                .all()
                .await;
            let found = found.map_err(from_postgres)?;
            let named = found.into_iter().map(|row| named(row, SalesKey::Sku));
            named.collect()
        }
    }
}

fn of_day(row: queries::Sales) -> Result<SalesRow, StoreError> {
    let day = Date::parse(&row.key, format_description!("[year]-[month]-[day]")).map_err(broken)?;
    Ok(SalesRow {
        key: SalesKey::Day(day),
        name: None,
        figures: of_orders(row)?,
    })
}

fn of_orders(row: queries::Sales) -> Result<Figures, StoreError> {
    let amounts = Amounts {
        gross: Money::rupiah(row.gross),
        discount: Money::rupiah(row.discount),
        tax: Money::rupiah(row.tax),
        delivery_fees: Some(Money::rupiah(row.delivery_fees)),
        refunds: Some(Money::rupiah(row.refunds)),
    };
    Figures::new(row.orders, units(row.units)?, amounts).map_err(broken)
}

fn named(row: queries::NamedSales, key: fn(String) -> SalesKey) -> Result<SalesRow, StoreError> {
    let amounts = Amounts {
        gross: Money::rupiah(row.gross),
        discount: Money::rupiah(row.discount),
        tax: Money::rupiah(row.tax),
        ..Amounts::default()
    };
    Ok(SalesRow {
        key: key(row.key),
        name: Some(Bilingual {
            id: row.name_id,
            en: row.name_en,
        }),
        figures: Figures::new(row.orders, units(row.units)?, amounts).map_err(broken)?,
    })
}

/// Thousandths by unit.
fn units(json: Value) -> Result<Vec<Sold>, StoreError> {
    let units: BTreeMap<String, i64> = serde_json::from_value(json).map_err(broken)?;
    units
        .into_iter()
        .map(|(unit, thousandths)| {
            Ok(Sold {
                unit: Unit::parse(&unit).map_err(broken)?,
                quantity: Quantity::from_thousandths(thousandths),
            })
        })
        .collect()
}

//! `POST /v1/admin/inventory/receipts`: goods that came in, as a new lot.

use crate::InventoryApp;
use domain::catalog::{self, Lot, Receipt, Sku, date_text};
use domain::identity::Permission;
use domain::ids::LotId;
use domain::{Money, Quantity, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use time::Date;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    sku: String,
    /// The warehouse's code.
    location: String,
    quantity: Quantity,
    #[serde(with = "date_text")]
    best_before: Date,
    #[serde(default, with = "date_text::option")]
    harvested_on: Option<Date>,
    unit_cost: Money,
    #[serde(default)]
    reason: String,
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::InventoryWrite).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(sku) = fields.take("/sku", Sku::parse(&body.sku)) else {
        return Err(fields.problem());
    };
    let lot = app
        .desk
        .write(catalog::receive(
            &app.stock,
            &SystemClock,
            &actor,
            body.receipt(sku),
        ))
        .await?;
    Ok(Reply::created(&LotView::from(&lot)))
}

impl Body {
    fn receipt(self, sku: Sku) -> Receipt {
        Receipt {
            sku,
            location: self.location,
            quantity: self.quantity,
            best_before: self.best_before,
            harvested_on: self.harvested_on,
            unit_cost: self.unit_cost,
            reason: self.reason,
        }
    }
}

#[derive(Serialize)]
struct LotView<'a> {
    id: LotId,
    sku: &'a str,
    location: &'a str,
    on_hand: Quantity,
    reserved: Quantity,
    #[serde(with = "date_text")]
    best_before: Date,
    #[serde(with = "date_text::option")]
    harvested_on: Option<Date>,
    unit_cost: Money,
    reason: &'a str,
}

impl<'a> From<&'a Lot> for LotView<'a> {
    fn from(Lot { id, receipt }: &'a Lot) -> Self {
        Self {
            id: *id,
            sku: receipt.sku.as_str(),
            location: &receipt.location,
            on_hand: receipt.quantity,
            reserved: Quantity::ZERO,
            best_before: receipt.best_before,
            harvested_on: receipt.harvested_on,
            unit_cost: receipt.unit_cost,
            reason: &receipt.reason,
        }
    }
}

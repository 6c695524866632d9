//! `PUT /v1/admin/inventory/{sku}/threshold`: from how little on staff are told of a SKU.

use crate::InventoryApp;
use domain::catalog::{Sku, thresholds};
use domain::identity::Permission;
use domain::{Quantity, SystemClock};
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// Asked for even when it is none: an empty body takes no threshold away.
    #[serde(deserialize_with = "required")]
    low_stock_at: Option<Quantity>,
}

fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Quantity>, D::Error> {
    Option::deserialize(deserializer)
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::InventoryWrite).await?;
    let sku: Sku = request.path("sku")?;
    let body: Body = request.json()?;
    let (wish, expected) = (body.low_stock_at, request.expected_version());
    let threshold = app
        .desk
        .write(thresholds::set(
            &app.stock,
            &SystemClock,
            &actor,
            &sku,
            wish,
            &expected,
        ))
        .await?;
    Ok(Reply::ok(&threshold).version(threshold.version))
}

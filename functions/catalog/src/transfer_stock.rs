//! `POST /v1/admin/inventory/transfers`: carries goods to another location.

use crate::InventoryApp;
use domain::catalog::{self, Carried, Shelf, Sku, Transfer, TransferStock};
use domain::identity::Permission;
use domain::ids::{LotId, TransferId};
use domain::{Quantity, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    sku: String,
    /// The locations' codes.
    from: String,
    to: String,
    quantity: Quantity,
    lot_id: Option<LotId>,
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
    let wish = body.wish(sku);
    let transfer = app
        .desk
        .write(catalog::transfer(&app.stock, &SystemClock, &actor, &wish))
        .await?;
    Ok(Reply::created(&TransferView::new(&wish, &transfer)))
}

impl Body {
    fn wish(self, sku: Sku) -> TransferStock {
        TransferStock {
            from: Shelf {
                sku,
                location: self.from,
                lot: self.lot_id,
            },
            to: self.to,
            quantity: self.quantity,
            reason: self.reason.trim().to_owned(),
        }
    }
}

#[derive(Serialize)]
struct TransferView<'a> {
    id: TransferId,
    sku: &'a str,
    from: &'a str,
    to: &'a str,
    lots: Vec<CarriedView>,
}

#[derive(Serialize)]
struct CarriedView {
    from_lot_id: LotId,
    /// What it became.
    lot_id: LotId,
    quantity: Quantity,
}

impl<'a> TransferView<'a> {
    fn new(wish: &'a TransferStock, transfer: &Transfer) -> Self {
        let carried = |part: &Carried| CarriedView {
            from_lot_id: part.out.before.lot,
            lot_id: part.into,
            quantity: part.quantity,
        };
        Self {
            id: transfer.id,
            sku: wish.from.sku.as_str(),
            from: &wish.from.location,
            to: &wish.to,
            lots: transfer.carried.iter().map(carried).collect(),
        }
    }
}

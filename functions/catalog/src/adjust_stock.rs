//! `POST /v1/admin/inventory/adjustments`: what was counted, thrown away, found, or came back.

use crate::InventoryApp;
use domain::catalog::{
    self, AdjustStock, Adjustment, AdjustmentKind, Amount, MovementKind, Shelf, Sku,
};
use domain::identity::Permission;
use domain::ids::{LotId, MovementId};
use domain::{Invalid, Quantity, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    sku: String,
    /// The location's code.
    location: String,
    lot_id: Option<LotId>,
    /// What is to be added or, with a minus, taken away.
    quantity: Option<Quantity>,
    /// What the lot holds, in place of a quantity.
    counted: Option<Quantity>,
    #[serde(default)]
    kind: AdjustmentKind,
    reason: String,
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::InventoryWrite).await?;
    let body: Body = request.json()?;
    let adjust = body.check()?;
    let adjustment = app
        .desk
        .write(catalog::adjust(&app.stock, &SystemClock, &actor, &adjust))
        .await?;
    Ok(Reply::ok(&AdjustmentView::new(&adjust, &adjustment)))
}

impl Body {
    fn check(self) -> Result<AdjustStock, Problem> {
        let mut fields = Fields::default();
        let sku = fields.take("/sku", Sku::parse(&self.sku));
        let amount = match (self.quantity, self.counted) {
            (Some(quantity), None) => Ok(Amount::Change(quantity)),
            (None, Some(counted)) => Ok(Amount::Counted(counted)),
            _ => Err(Invalid("quantity_or_counted")),
        };
        let (Some(sku), Some(amount)) = (sku, fields.take("/quantity", amount)) else {
            return Err(fields.problem());
        };
        Ok(AdjustStock {
            shelf: Shelf {
                sku,
                location: self.location,
                lot: self.lot_id,
            },
            kind: self.kind,
            amount,
            reason: self.reason.trim().to_owned(),
        })
    }
}

#[derive(Serialize)]
struct AdjustmentView<'a> {
    sku: &'a str,
    location: &'a str,
    /// As the ledger has it.
    kind: MovementKind,
    lots: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    movement_id: MovementId,
    lot_id: LotId,
    before: Quantity,
    on_hand: Quantity,
    reserved: Quantity,
}

impl<'a> AdjustmentView<'a> {
    fn new(request: &'a AdjustStock, adjustment: &Adjustment) -> Self {
        let part = |part: &catalog::Part| PartView {
            movement_id: part.movement,
            lot_id: part.after.lot,
            before: part.before.on_hand,
            on_hand: part.after.on_hand,
            reserved: part.after.reserved,
        };
        Self {
            sku: request.shelf.sku.as_str(),
            location: &request.shelf.location,
            kind: adjustment.kind,
            lots: adjustment.parts.iter().map(part).collect(),
        }
    }
}

//! `GET /v1/admin/pick-list`: what is to be fetched for a window or a day, and for which orders.
//!
//! A page is a round: its goods are those of its orders, so that whoever fetched them can sort them into the boxes. At
//! most a hundred orders a page bounds the answer, whatever a window holds.

use domain::cart::Substitution;
use domain::catalog::{Sku, Unit};
use domain::identity::Permission;
use domain::ids::{LotId, SlotId};
use domain::orders::pick_list::{Goods, LineToPick, LotToPick, OrderToPick, Round, Stretch, goods};
use domain::orders::{OrderCode, OrderStatus, PickLists, SlotWindow};
use domain::{Invalid, Language, Quantity};
use postgres::PgPickLists;
use runtime::{Auth, Fields, PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use time::Date;

config::app! {
    /// What the pick list needs.
    pub struct App {
        auth: Auth,
        pick_lists: PgPickLists,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    slot: Option<SlotId>,
    #[serde(default, with = "domain::catalog::date_text::option")]
    date: Option<Date>,
    limit: Option<u8>,
    cursor: Option<String>,
}

/// Orders of a page when the caller does not say.
const DEFAULT_LIMIT: u8 = 100;

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let query: Query = request.query()?;
    let mut fields = Fields::default();
    let round = match (query.slot, query.date) {
        (Some(slot), None) => Ok(Round::Slot(slot)),
        (None, Some(date)) => Ok(Round::Date(date)),
        _ => Err(Invalid("slot_or_date")),
    };
    let Some(round) = fields.take("/date", round) else {
        return Err(fields.problem());
    };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let page = request.page(Some(limit), query.cursor.as_deref())?;
    let found = app.pick_lists.to_pick(round, page).await?;
    let language = request.language();
    let stretches = goods(&found.items).map_err(|error| Problem::internal("the sums", error))?;
    Ok(Reply::ok(&PickListView {
        goods: stretches
            .iter()
            .map(|stretch| StretchView::new(stretch, language))
            .collect(),
        orders: PageView::new(&found, |order| OrderView::new(order, language)),
    }))
}

#[derive(Serialize)]
struct PickListView<'a> {
    goods: Vec<StretchView<'a>>,
    #[serde(flatten)]
    orders: PageView<OrderView<'a>>,
}

#[derive(Serialize)]
struct StretchView<'a> {
    location: &'a str,
    category: &'a str,
    goods: Vec<GoodsView<'a>>,
}

#[derive(Serialize)]
struct GoodsView<'a> {
    sku: &'a Sku,
    name: &'a str,
    unit: Unit,
    weighed: bool,
    quantity: Quantity,
    lots: Vec<LotView<'a>>,
}

#[derive(Serialize)]
struct LotView<'a> {
    lot_id: LotId,
    location: &'a str,
    #[serde(with = "domain::catalog::date_text")]
    best_before: Date,
    quantity: Quantity,
}

/// One box.
#[derive(Serialize)]
struct OrderView<'a> {
    code: &'a OrderCode,
    status: OrderStatus,
    slot: &'a SlotWindow,
    recipient: &'a str,
    note: Option<&'a str>,
    lines: Vec<LineView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    sku: &'a Sku,
    name: &'a str,
    unit: Unit,
    quantity: Quantity,
    weighed: bool,
    substitution: Substitution,
    #[serde(skip_serializing_if = "Option::is_none")]
    substitute_for: Option<&'a Sku>,
    lots: Vec<LotView<'a>>,
}

impl<'a> StretchView<'a> {
    fn new(stretch: &'a Stretch, language: Language) -> Self {
        let goods = stretch.goods.iter();
        Self {
            location: &stretch.location,
            category: stretch.category.in_language(language),
            goods: goods.map(|goods| GoodsView::new(goods, language)).collect(),
        }
    }
}

impl<'a> GoodsView<'a> {
    fn new(goods: &'a Goods, language: Language) -> Self {
        Self {
            sku: &goods.sku,
            name: goods.name.in_language(language),
            unit: goods.unit,
            weighed: goods.weighed,
            quantity: goods.quantity,
            lots: goods.lots.iter().map(LotView::new).collect(),
        }
    }
}

impl<'a> LotView<'a> {
    fn new(lot: &'a LotToPick) -> Self {
        Self {
            lot_id: lot.lot,
            location: &lot.location,
            best_before: lot.best_before,
            quantity: lot.quantity,
        }
    }
}

impl<'a> OrderView<'a> {
    fn new(order: &'a OrderToPick, language: Language) -> Self {
        let lines = order.lines.iter();
        Self {
            code: &order.code,
            status: order.status,
            slot: &order.slot,
            recipient: &order.recipient,
            note: order.note.as_deref(),
            lines: lines.map(|line| LineView::new(line, language)).collect(),
        }
    }
}

impl<'a> LineView<'a> {
    fn new(line: &'a LineToPick, language: Language) -> Self {
        Self {
            sku: &line.sku,
            name: line.name.in_language(language),
            unit: line.unit,
            quantity: line.quantity,
            weighed: line.weighed,
            substitution: line.substitution,
            substitute_for: line.substitute_for.as_ref(),
            lots: line.lots.iter().map(LotView::new).collect(),
        }
    }
}

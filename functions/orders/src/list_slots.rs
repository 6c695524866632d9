//! `GET /v1/delivery/slots`: the zone of a postcode and the windows that can be chosen there.

use crate::view::{SlotView, ZoneView};
use domain::failure::{Failure, Kind};
use domain::orders::{Delivery, Postcode};
use domain::{Clock, SystemClock};
use postgres::PgDelivery;
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

config::app! {
    pub struct App {
        delivery: PgDelivery,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    postcode: String,
}

#[derive(Serialize)]
struct Answer {
    zone: ZoneView,
    slots: Vec<SlotView>,
}

#[derive(Debug, thiserror::Error)]
#[error("the shop does not deliver there")]
struct NotDelivered;

impl Failure for NotDelivered {
    fn kind(&self) -> Kind {
        Kind::NotFound
    }

    fn code(&self) -> &'static str {
        "not_delivered_there"
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let query: Query = request.query()?;
    let mut fields = Fields::default();
    let Some(postcode) = fields.take("/postcode", Postcode::parse(&query.postcode)) else {
        return Err(fields.problem());
    };
    let (zone, slots) = app
        .delivery
        .slots(&postcode, SystemClock.now())
        .await?
        .ok_or(NotDelivered)?;
    let slots = slots.into_iter().map(SlotView::from).collect();
    Ok(Reply::ok(&Answer {
        zone: zone.into(),
        slots,
    }))
}

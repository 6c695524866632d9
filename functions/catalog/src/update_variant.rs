//! `PATCH /v1/admin/variants/{sku}`: how a variant is sold from now on, what it costs, and what it will cost.

use crate::Desk;
use crate::variant_body::PriceBody;
use domain::catalog::{PriceEdit, ScheduledPrice, Sku, VariantPatch, variants};
use domain::identity::Permission;
use domain::{Edit, Money, Quantity, SystemClock};
use postgres::PgVariants;
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

config::app! {
    pub struct App {
        desk: Desk,
        variants: PgVariants,
    }
}

/// What is not given stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    step: Option<Quantity>,
    minimum: Option<Quantity>,
    maximum: Option<Quantity>,
    weighed: Option<bool>,
    active: Option<bool>,
    position: Option<i32>,
    price: Option<Money>,
    /// `null`: there is nothing to compare with any more.
    #[serde(default)]
    compare_at_price: Edit<Money>,
    #[serde(default)]
    compare_at_until: Edit<Moment>,
    /// Everything that is still to come.
    scheduled_prices: Option<Vec<ScheduledBody>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Moment(#[serde(with = "rfc3339")] OffsetDateTime);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduledBody {
    #[serde(with = "rfc3339")]
    starts_at: OffsetDateTime,
    price: Money,
    compare_at_price: Option<Money>,
    #[serde(default, with = "rfc3339::option")]
    compare_at_until: Option<OffsetDateTime>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let sku: Sku = request.path("sku")?;
    let body: Body = request.json()?;
    let (patch, expected) = (body.check()?, request.expected_version());
    let patched = variants::patch(&app.variants, &SystemClock, &actor, &sku, &patch, &expected);
    let variant = app.desk.write(patched).await?;
    Ok(Reply::ok(&variant).version(variant.version))
}

impl Body {
    fn check(self) -> Result<VariantPatch, Problem> {
        let mut fields = Fields::default();
        let scheduled_prices = self.scheduled_prices.map(|prices| {
            let checked = (0..).zip(prices).map(|(place, price): (usize, _)| {
                price.check(&format!("/scheduled_prices/{place}"), &mut fields)
            });
            checked.flatten().collect()
        });
        fields.finish()?;
        Ok(VariantPatch {
            step: self.step,
            minimum: self.minimum,
            maximum: self.maximum,
            weighed: self.weighed,
            position: self.position,
            active: self.active,
            price: PriceEdit {
                price: self.price,
                compare_at_price: self.compare_at_price,
                compare_at_until: match self.compare_at_until {
                    Edit::Keep => Edit::Keep,
                    Edit::Remove => Edit::Remove,
                    Edit::Set(Moment(until)) => Edit::Set(until),
                },
            },
            scheduled_prices,
        })
    }
}

impl ScheduledBody {
    fn check(&self, at: &str, fields: &mut Fields) -> Option<ScheduledPrice> {
        let price = PriceBody {
            price: self.price,
            compare_at_price: self.compare_at_price,
            compare_at_until: self.compare_at_until,
        };
        let tag = price.check(at, fields)?;
        Some(ScheduledPrice::new(self.starts_at, tag))
    }
}

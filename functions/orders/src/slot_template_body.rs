//! What the requests that define a slot template have in common.

use domain::Quantity;
use domain::catalog::clock_text;
use domain::ids::ZoneId;
use domain::orders::slot_templates::{
    Hours, SlotTerms, Weekday, cutoff, order_capacity, weight_capacity,
};
use runtime::{Fields, Problem};
use serde::Deserialize;
use time::Time;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotTemplateBody {
    zone_id: ZoneId,
    weekday: u8,
    #[serde(with = "clock_text")]
    start: Time,
    #[serde(with = "clock_text")]
    end: Time,
    capacity_orders: i32,
    capacity_kg: Option<Quantity>,
    cutoff_minutes: i32,
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

impl SlotTemplateBody {
    pub(crate) fn check(self) -> Result<(ZoneId, SlotTerms), Problem> {
        let mut fields = Fields::default();
        let weekday = fields.take("/weekday", Weekday::parse(self.weekday));
        let hours = fields.take("/end", Hours::new(self.start, self.end));
        fields.take("/capacity_orders", order_capacity(self.capacity_orders));
        if let Some(kilograms) = self.capacity_kg {
            fields.take("/capacity_kg", weight_capacity(kilograms));
        }
        fields.take("/cutoff_minutes", cutoff(self.cutoff_minutes));
        let (Some(weekday), Some(hours), true) = (weekday, hours, fields.is_empty()) else {
            return Err(fields.problem());
        };
        let terms = SlotTerms {
            weekday,
            hours,
            capacity_orders: self.capacity_orders,
            capacity_kg: self.capacity_kg,
            cutoff_minutes: self.cutoff_minutes,
            active: self.active,
        };
        Ok((self.zone_id, terms))
    }
}

//! What the requests that define a zone have in common.

use domain::orders::zones::{PostcodePrefix, ZoneDefinition, prefix_count, zone_amount, zone_name};
use domain::{Invalid, Money};
use runtime::{Fields, Problem};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ZoneBody {
    name: String,
    postcode_prefixes: Vec<String>,
    fee: Money,
    free_above: Option<Money>,
    minimum_order: Money,
    cod_maximum: Option<Money>,
    #[serde(default = "yes")]
    active: bool,
}

const fn yes() -> bool {
    true
}

impl ZoneBody {
    pub(crate) fn check(self) -> Result<ZoneDefinition, Problem> {
        let mut fields = Fields::default();
        let name = fields.take("/name", zone_name(&self.name));
        let prefixes = prefixes(&mut fields, &self.postcode_prefixes);
        fields.take("/fee", zone_amount(self.fee));
        fields.take("/minimum_order", zone_amount(self.minimum_order));
        if let Some(amount) = self.free_above {
            fields.take("/free_above", zone_amount(amount));
        }
        if let Some(amount) = self.cod_maximum {
            // A courier who may take nothing takes no cash, and that is said by leaving it out.
            let some = (!amount.is_zero()).then_some(amount);
            let amount = some.ok_or(Invalid("invalid_amount")).and_then(zone_amount);
            fields.take("/cod_maximum", amount);
        }
        let (Some(name), Some(postcode_prefixes), true) = (name, prefixes, fields.is_empty())
        else {
            return Err(fields.problem());
        };
        Ok(ZoneDefinition {
            name,
            postcode_prefixes,
            fee: self.fee,
            free_above: self.free_above,
            minimum_order: self.minimum_order,
            cod_maximum: self.cod_maximum,
            active: self.active,
        })
    }
}

/// The prefixes, if all are some and none comes twice; each that does not is noted.
fn prefixes(fields: &mut Fields, texts: &[String]) -> Option<Vec<PostcodePrefix>> {
    fields.take("/postcode_prefixes", prefix_count(texts.len()))?;
    let mut seen = BTreeSet::new();
    let parsed: Vec<Option<PostcodePrefix>> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| {
            let prefix = if seen.insert(text) {
                PostcodePrefix::parse(text)
            } else {
                Err(Invalid("duplicate_prefix"))
            };
            fields.take(format!("/postcode_prefixes/{place}"), prefix)
        })
        .collect();
    parsed.into_iter().collect()
}

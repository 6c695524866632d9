//! The description's schemas, made into validators.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

/// The named schemas, which others refer to.
pub(crate) struct Schemas(Value);

impl Schemas {
    /// Closes every object that does not say otherwise. Clients must ignore fields they do not know, so the
    /// description lets answers grow; but a field that an answer has today and nobody described is a mistake.
    pub(crate) fn new(mut named: Value) -> Self {
        close(&mut named);
        Self(named)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
    }

    /// The validator of a schema that may refer to the named ones.
    pub(crate) fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({ "allOf": [schema], "components": { "schemas": self.0 } });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&whole)
            .unwrap_or_else(|error| {
                panic!("the description has a schema that is none: {error}\n{schema:#}")
            })
    }
}

/// What is wrong with the value, a line for each place.
pub(crate) fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    let at = |path: &str| {
        if path.is_empty() {
            "/".to_owned()
        } else {
            path.to_owned()
        }
    };
    validator
        .iter_errors(value)
        .map(|error| format!("  {}: {error}", at(error.instance_path().as_str())))
        .collect()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(keywords) => {
            let is_object = keywords.get("type").is_some_and(|kind| kind == "object");
            let says = ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|word| keywords.contains_key(*word));
            keywords.values_mut().for_each(close);
            if is_object && !says {
                keywords.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

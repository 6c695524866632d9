//! The metrics that handlers emit, as CloudWatch reads them out of the log.

use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use telemetry::{Context, METRICS};

/// The log of a stage called `test`, of functions called `tested`. One for a test's process.
pub struct MetricLog {
    take: Box<dyn Fn() -> Vec<String> + Send + Sync>,
    seen: Mutex<Vec<EmittedMetric>>,
}

/// One metric of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct EmittedMetric {
    pub namespace: String,
    pub name: String,
    pub unit: String,
    pub dimensions: BTreeMap<String, String>,
    /// Whole numbers, as all of the shop's are.
    pub values: Vec<u64>,
    /// The line that it stands in.
    pub line: Value,
}

impl MetricLog {
    pub fn start() -> Self {
        Self {
            take: Box::new(telemetry::start_recording("test", "tested")),
            seen: Mutex::default(),
        }
    }

    /// Every metric that was emitted so far. Each line must be one that CloudWatch accepts.
    pub fn metrics(&self) -> Vec<EmittedMetric> {
        // Handlers that a test calls itself leave the end of the invocation to it.
        telemetry::finish(&telemetry::Invocation::default());
        let mut seen = self.seen.lock().expect("no test has panicked here");
        let schema = schema();
        for line in (self.take)() {
            seen.extend(metrics_of(&line, &schema));
        }
        seen.clone()
    }

    /// What a metric that has no dimension of its own adds up to.
    pub fn sum(&self, metric: &telemetry::Metric) -> u64 {
        let seen = self.metrics();
        let values = seen.iter().filter(|seen| seen.name == metric.name);
        values.flat_map(|seen| &seen.values).sum()
    }

    /// Asserts that each metric of a context was emitted under its name, unit and dimensions.
    #[track_caller]
    pub fn expect_all_of(&self, context: Context) {
        let seen = self.metrics();
        let names: Vec<_> = seen
            .iter()
            .map(|seen| (&seen.name, &seen.unit, &seen.dimensions))
            .collect();
        for metric in METRICS.iter().filter(|metric| metric.context == context) {
            let dimensions = metric.dimensions();
            let is_it = |seen: &&EmittedMetric| {
                seen.namespace == telemetry::NAMESPACE
                    && seen.name == metric.name
                    && seen.unit == format!("{:?}", metric.unit)
                    && seen.dimensions.keys().eq(&dimensions)
                    && seen.dimensions["Stage"] == "test"
            };
            assert!(
                seen.iter().any(|seen| is_it(&seen)),
                "{metric:?} is not among {names:#?}"
            );
        }
    }
}

/// What AWS publishes of the format, and what it says beside that.
fn schema() -> Validator {
    let schema = serde_json::from_str(include_str!("embedded-metric-format.json"));
    jsonschema::validator_for(&schema.expect("the schema is JSON")).expect("the schema is one")
}

fn metrics_of(line: &str, schema: &Validator) -> Vec<EmittedMetric> {
    assert!(
        line.len() < 256 * 1024,
        "CloudWatch cuts a line off: {line}"
    );
    let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    let complaints: Vec<String> = schema
        .iter_errors(&line)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?} in {line}");
    let mut found = Vec::new();
    for directive in array(&line["_aws"]["CloudWatchMetrics"]) {
        for names in array(&directive["Dimensions"]) {
            let dimensions = array(names).iter().map(|name| dimension(&line, name));
            let dimensions: BTreeMap<_, _> = dimensions.collect();
            for metric in array(&directive["Metrics"]) {
                found.push(EmittedMetric {
                    namespace: text(&directive["Namespace"]),
                    name: text(&metric["Name"]),
                    unit: text(&metric["Unit"]),
                    dimensions: dimensions.clone(),
                    values: values(&line[text(&metric["Name"])]),
                    line: line.clone(),
                });
            }
        }
    }
    assert!(!found.is_empty(), "a line without metrics: {line}");
    found
}

/// A dimension's value is a member of the line itself.
fn dimension(line: &Value, name: &Value) -> (String, String) {
    let name = text(name);
    let value = text(&line[&name]);
    assert!((1..=1024).contains(&value.len()), "{name} in {line}");
    (name, value)
}

/// And so is a metric's: a number, or up to a hundred of them.
fn values(value: &Value) -> Vec<u64> {
    let values = match value {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    assert!((1..=100).contains(&values.len()), "{value}");
    let numbers = values.iter().map(|value| {
        let number = value.as_f64().expect("a number");
        format!("{number}").parse::<u64>().expect("a whole number")
    });
    numbers.collect()
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

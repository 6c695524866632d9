//! Alarms and the dashboard watch what is there to be seen: metrics of the shop's that its handlers emit, which each
//! context's tests hear of them under the name, unit and dimensions of `shared/telemetry`'s list; and metrics that AWS
//! is known to have.

use end_to_end::root;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use telemetry::{METRICS, NAMESPACE};
use yaml_serde::Value as Yaml;

/// What AWS's services tell of themselves, by namespace and dimensions.
const OF_AWS: &[(&str, &[&str], &[&str])] = &[
    (
        "AWS/AmazonMQ",
        &["Broker", "Queue", "VirtualHost"],
        &["MessageCount"],
    ),
    (
        "AWS/ApiGateway",
        &["ApiId"],
        &["4xx", "5xx", "Count", "IntegrationLatency", "Latency"],
    ),
    (
        "AWS/ElastiCache",
        &["CacheClusterId"],
        &[
            "CacheHits",
            "CacheMisses",
            "DatabaseMemoryUsagePercentage",
            "EngineCPUUtilization",
            "Evictions",
        ],
    ),
    (
        "AWS/Lambda",
        &[],
        &[
            "ConcurrentExecutions",
            "Duration",
            "Errors",
            "Invocations",
            "Throttles",
        ],
    ),
    (
        "AWS/Lambda",
        &["FunctionName"],
        &["Duration", "Errors", "Invocations", "Throttles"],
    ),
    (
        "AWS/Lambda",
        &["FunctionName", "Resource"],
        &["Duration", "Errors", "Invocations", "Throttles"],
    ),
    (
        "AWS/NATGateway",
        &["NatGatewayId"],
        &["ErrorPortAllocation"],
    ),
    (
        "AWS/RDS",
        &["DBClusterIdentifier"],
        &[
            "ACUUtilization",
            "CommitLatency",
            "CommitThroughput",
            "DatabaseConnections",
            "Deadlocks",
            "MaximumUsedTransactionIDs",
        ],
    ),
    (
        "AWS/RDS",
        &["ProxyName"],
        &["ClientConnections", "DatabaseConnectionsBorrowLatency"],
    ),
    (
        "AWS/SES",
        &[],
        &["Reputation.BounceRate", "Reputation.ComplaintRate", "Send"],
    ),
    (
        "AWS/SQS",
        &["QueueName"],
        &[
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesVisible",
        ],
    ),
];

/// A metric as somebody watches it.
struct Watched {
    /// Whoever watches.
    by: String,
    namespace: String,
    name: String,
    /// With their values, where one is said.
    dimensions: BTreeMap<String, Option<String>>,
}

impl Watched {
    /// Why nothing is ever seen there.
    fn complaint(&self) -> Option<String> {
        let complaint = if self.namespace == NAMESPACE {
            self.complaint_of_ours()
        } else {
            self.complaint_of_aws()
        };
        complaint.map(|complaint| format!("{} watches {}: {complaint}", self.by, self.name))
    }

    fn names(&self) -> Vec<&str> {
        self.dimensions.keys().map(String::as_str).collect()
    }

    fn complaint_of_aws(&self) -> Option<String> {
        let names = self.names();
        let is_known = OF_AWS.iter().any(|(namespace, dimensions, metrics)| {
            (*namespace, *dimensions) == (self.namespace.as_str(), names.as_slice())
                && metrics.contains(&self.name.as_str())
        });
        (!is_known).then(|| format!("{} has none by {names:?}", self.namespace))
    }

    fn complaint_of_ours(&self) -> Option<String> {
        let Some(metric) = METRICS.iter().find(|metric| metric.name == self.name) else {
            return Some("nobody emits it".into());
        };
        let (watched, emitted) = (self.names(), metric.dimensions());
        if watched != emitted {
            return Some(format!("by {watched:?}, and it is emitted by {emitted:?}"));
        }
        let value = |name: &str| self.dimensions[name].as_deref();
        if !matches!(value("Stage"), Some("Stage" | "${Stage}")) {
            return Some("not in its own stage".into());
        }
        let known = match metric.dimension {
            Some("Kind") => kinds(),
            Some("Function") => served().into_keys().collect(),
            _ => return None,
        };
        let said = value(metric.dimension?)?;
        (!known.contains(said)).then(|| format!("{said} is none of {known:?}"))
    }
}

fn kinds() -> BTreeSet<String> {
    use domain::failure::Kind::{
        Conflict, Forbidden, Internal, Malformed, NotFound, PreconditionFailed, RateLimited, Rule,
        Unauthenticated, Unavailable,
    };
    let limited = RateLimited { retry_after: 1 };
    let kinds = [
        Malformed,
        Unauthenticated,
        Forbidden,
        NotFound,
        Conflict,
        PreconditionFailed,
        Rule,
        limited,
        Unavailable,
        Internal,
    ];
    kinds.iter().map(|kind| kind.as_str().to_owned()).collect()
}

/// The functions' binaries, with what they serve.
fn served() -> BTreeMap<String, String> {
    let mut served = BTreeMap::new();
    for context in fs::read_dir(root().join("functions")).unwrap() {
        for binary in fs::read_dir(context.unwrap().path().join("src/bin")).unwrap() {
            let path = binary.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            served.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    assert!(served.len() > 100);
    served
}

fn text(value: &Yaml) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value:?}"))
        .to_owned()
}

/// The resources of a type, by name, of all stacks that have alarms.
fn resources(kind: &str) -> Vec<(String, Yaml)> {
    let mut found = Vec::new();
    for file in ["template.yaml", "infra/monitoring.yaml"] {
        let template = fs::read_to_string(root().join(file)).unwrap();
        let template: Yaml = yaml_serde::from_str(&template).unwrap();
        for (name, resource) in template["Resources"].as_mapping().unwrap() {
            if resource["Type"].as_str() == Some(kind) {
                found.push((text(name), resource["Properties"].clone()));
            }
        }
    }
    assert!(!found.is_empty(), "there is no {kind}");
    found
}

/// The metric of an alarm, or of a part of one that computes.
fn metric_of(by: &str, metric: &Yaml) -> Watched {
    let dimensions = metric["Dimensions"].as_sequence();
    let dimensions = dimensions.into_iter().flatten();
    Watched {
        by: by.to_owned(),
        namespace: text(&metric["Namespace"]),
        name: text(&metric["MetricName"]),
        dimensions: dimensions
            .map(|dimension| (text(&dimension["Name"]), value_of(&dimension["Value"])))
            .collect(),
    }
}

/// A text, or the name of what a tag such as `!Ref` names.
fn value_of(value: &Yaml) -> Option<String> {
    match value {
        Yaml::Tagged(tagged) => tagged.value.as_str().map(str::to_owned),
        value => value.as_str().map(str::to_owned),
    }
}

fn of_alarms() -> Vec<Watched> {
    let mut watched = Vec::new();
    for (name, alarm) in resources("AWS::CloudWatch::Alarm") {
        let Some(parts) = alarm["Metrics"].as_sequence() else {
            watched.push(metric_of(&name, &alarm));
            continue;
        };
        let parts = parts.iter().map(|part| &part["MetricStat"]["Metric"]);
        watched.extend(
            parts
                .filter(|part| !part.is_null())
                .map(|part| metric_of(&name, part)),
        );
    }
    watched
}

fn of_the_dashboard() -> Vec<Watched> {
    let mut watched = Vec::new();
    for (_, dashboard) in resources("AWS::CloudWatch::Dashboard") {
        let body = value_of(&dashboard["DashboardBody"]).expect("a text");
        let body: Json = serde_json::from_str(&body).expect("the page is JSON");
        for widget in body["widgets"].as_array().unwrap() {
            let title = widget["properties"]["title"].as_str().unwrap();
            let mut before = Vec::new();
            for line in widget["properties"]["metrics"].as_array().unwrap() {
                if let Some(expression) = line[0]["expression"].as_str() {
                    watched.extend(searched(title, expression));
                    continue;
                }
                let fields = spelt_out(line, &before);
                watched.push(drawn(title, &fields));
                before = fields;
            }
        }
    }
    watched
}

/// The fields of a line, with what `.` and `...` repeat of the one before.
fn spelt_out(line: &Json, before: &[String]) -> Vec<String> {
    let mut fields = Vec::new();
    for field in line.as_array().unwrap().iter().filter_map(Json::as_str) {
        match field {
            "." => fields.push(before[fields.len()].clone()),
            "..." => fields.extend_from_slice(&before[fields.len()..]),
            field => fields.push(field.to_owned()),
        }
    }
    fields
}

fn drawn(by: &str, fields: &[String]) -> Watched {
    let pairs = fields[2..].chunks(2);
    Watched {
        by: by.to_owned(),
        namespace: fields[0].clone(),
        name: fields[1].clone(),
        dimensions: pairs
            .map(|pair| (pair[0].clone(), Some(pair[1].clone())))
            .collect(),
    }
}

/// `SEARCH('{Namespace,Dimension} MetricName="Name" Dimension="value"', …)`; a mere formula watches nothing itself.
fn searched(by: &str, expression: &str) -> Option<Watched> {
    let (_, search) = expression.split_once("SEARCH('{")?;
    let (schema, terms) = search.split_once('}').expect("a schema");
    let mut schema = schema.split(',');
    let namespace = schema.next().unwrap().to_owned();
    let term = |name: &str| {
        let (_, value) = terms.split_once(&format!("{name}=\""))?;
        value.split_once('"').map(|(value, _)| value.to_owned())
    };
    Some(Watched {
        by: by.to_owned(),
        name: term("MetricName").expect("a search names its metric"),
        namespace,
        dimensions: schema.map(|name| (name.to_owned(), term(name))).collect(),
    })
}

/// All that is watched.
fn watched() -> Vec<Watched> {
    let mut watched = of_alarms();
    watched.extend(of_the_dashboard());
    watched
}

#[test]
fn every_alarm_and_widget_watches_a_metric_that_is_emitted() {
    let watched = watched();
    let complaints: Vec<_> = watched.iter().filter_map(Watched::complaint).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    // And every metric of the shop's is shown to somebody.
    let seen: BTreeSet<&str> = watched
        .iter()
        .filter(|watched| watched.namespace == NAMESPACE)
        .map(|watched| watched.name.as_str())
        .collect();
    let emitted: BTreeSet<&str> = METRICS.iter().map(|metric| metric.name).collect();
    assert_eq!(seen, emitted);
}

/// What metrics call a function is its handler's module.
#[test]
fn every_binary_serves_the_handler_of_its_name() {
    for (binary, source) in served() {
        let handler = format!("::{}::handle)", binary.replace('-', "_"));
        assert!(source.contains(&handler), "{binary}: {source}");
    }
}

//! What `docs/events` says of events: a schema for each type, and payloads as they were once written.

use domain::SystemClock;
use domain::events::Event;
use domain::ids::EventId;
use jsonschema::{Draft, Validator};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/events")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of what is in a folder, without what follows `.json`.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| name.to_string_lossy().trim_end_matches(".json").to_owned())
        .collect()
}

/// The types that have a schema.
pub fn described_events() -> BTreeSet<String> {
    let mut types = names(&folder());
    for other in ["definitions", "examples"] {
        assert!(types.remove(other), "docs/events has {other}");
    }
    types
}

/// Every event that is kept as an example of a type, oldest first.
pub fn examples_of_events(kind: &str) -> Vec<Event> {
    let folder = folder().join("examples").join(kind);
    let files = names(&folder).into_iter();
    files
        .map(|name| {
            let text = read(&folder.join(format!("{name}.json")));
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{kind}/{name}: {error}"))
        })
        .collect()
}

/// An event of a type with an id of its own and the time of now, otherwise as the first of its examples.
pub fn example_of_event(kind: &str) -> Event {
    let mut examples = examples_of_events(kind);
    Event {
        id: EventId::generate(&SystemClock),
        time: domain::Clock::now(&SystemClock),
        ..examples.swap_remove(0)
    }
}

/// Checks events against the schemas of their types.
#[derive(Default)]
pub struct EventSchemas(HashMap<String, Validator>);

impl EventSchemas {
    /// What is wrong with an event: nothing, if its type's schema knows it.
    pub fn complaint(&mut self, event: &Value) -> Option<String> {
        let kind = event["type"].as_str().unwrap_or_default();
        let schema = self
            .0
            .entry(kind.to_owned())
            .or_insert_with(|| schema(kind));
        let errors: Vec<String> = schema
            .iter_errors(event)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        (!errors.is_empty()).then(|| format!("{kind}: {}", errors.join("; ")))
    }
}

/// The schema of a type, with the definitions that it names in it.
fn schema(kind: &str) -> Validator {
    let folder = folder();
    let text = read(&folder.join(format!("{kind}.json"))).replace("definitions.json#", "#");
    let mut schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
    let definitions: Value = serde_json::from_str(&read(&folder.join("definitions.json")))
        .expect("definitions are JSON");
    schema["$defs"] = definitions["$defs"].clone();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap_or_else(|error| panic!("{kind} is no schema: {error}"))
}

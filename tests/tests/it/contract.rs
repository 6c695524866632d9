//! The description, the template, the watch router and the binaries tell of the same API.

use end_to_end::{Description, root};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use yaml_serde::Value as Yaml;

const FUNCTION: &str = "AWS::Serverless::Function";
/// A stack takes 500; the rest is for the next functions.
const MOST_RESOURCES: usize = 450;

/// Method, path, function.
type Routes = BTreeSet<(String, String, String)>;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(value: &Yaml) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value:?}"))
}

/// The resources of template.yaml. Its tags (`!Ref`, `!Sub`, …) stand for values that do not matter here.
fn resources() -> Vec<Yaml> {
    let template: Yaml = yaml_serde::from_str(&read("template.yaml")).unwrap();
    template["Resources"]
        .as_mapping()
        .unwrap()
        .values()
        .cloned()
        .collect()
}

fn functions(resources: &[Yaml]) -> impl Iterator<Item = &Yaml> {
    resources
        .iter()
        .filter(|resource| text(&resource["Type"]) == FUNCTION)
}

/// The binary of a function: the last part of its `CodeUri`.
fn binary(function: &Yaml) -> String {
    let uri = text(&function["Properties"]["CodeUri"]).trim_end_matches('/');
    uri.rsplit('/').next().unwrap().to_owned()
}

fn events(function: &Yaml) -> Vec<Yaml> {
    let events = function["Properties"]["Events"].as_mapping();
    events
        .map(|events| events.values().cloned().collect())
        .unwrap_or_default()
}

fn template_routes() -> Routes {
    let resources = resources();
    let mut routes = Routes::new();
    for function in functions(&resources) {
        for event in events(function)
            .iter()
            .filter(|event| text(&event["Type"]) == "HttpApi")
        {
            let route = &event["Properties"];
            let (method, path) = (text(&route["Method"]).to_uppercase(), text(&route["Path"]));
            assert!(
                routes.insert((method, path.to_owned(), binary(function))),
                "{path} stands twice"
            );
        }
    }
    routes
}

fn watch_routes() -> Routes {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let watch = &manifest["workspace"]["metadata"]["lambda"]["watch"];
    let paths = watch["router"].as_table().unwrap().iter();
    let routes = paths.flat_map(|(path, routes)| {
        routes
            .as_array()
            .unwrap()
            .iter()
            .map(move |route| (path, route))
    });
    routes
        .map(|(path, route)| {
            let part = |name: &str| route[name].as_str().unwrap().to_owned();
            (part("method"), path.clone(), part("function"))
        })
        .collect()
}

fn described_routes(description: &Description) -> Routes {
    let operations = description.operations().iter();
    operations
        .map(|operation| {
            (
                operation.method.clone(),
                operation.path.clone(),
                operation.id.clone(),
            )
        })
        .collect()
}

#[track_caller]
fn assert_same<T: Ord + std::fmt::Debug>(
    left: &str,
    here: &BTreeSet<T>,
    right: &str,
    there: &BTreeSet<T>,
) {
    let missing: Vec<_> = here.difference(there).collect();
    let surplus: Vec<_> = there.difference(here).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "only {left}: {missing:#?}\nonly {right}: {surplus:#?}"
    );
}

#[test]
fn the_description_and_the_template_hold_the_same_routes() {
    let described = described_routes(&Description::load());
    assert_same(
        "in docs/openapi.yaml",
        &described,
        "in template.yaml",
        &template_routes(),
    );
}

#[test]
fn the_description_and_the_watch_router_hold_the_same_routes() {
    let described = described_routes(&Description::load());
    assert_same(
        "in docs/openapi.yaml",
        &described,
        "in Cargo.toml's router",
        &watch_routes(),
    );
}

#[test]
fn every_operation_is_a_function_of_its_own() {
    let description = Description::load();
    let mut seen = BTreeSet::new();
    for operation in description.operations() {
        assert!(seen.insert(&operation.id), "{} stands twice", operation.id);
    }
}

#[test]
fn every_function_has_a_binary_and_every_binary_a_function() {
    let resources = resources();
    let deployed: BTreeSet<String> = functions(&resources).map(binary).collect();
    let mut built = BTreeSet::new();
    for context in fs::read_dir(root().join("functions")).unwrap() {
        let Ok(binaries) = fs::read_dir(context.unwrap().path().join("src/bin")) else {
            continue;
        };
        for binary in binaries {
            let name = binary
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            assert!(built.insert(name.clone()), "{name} is built twice");
        }
    }
    assert_same(
        "in template.yaml",
        &deployed,
        "in functions/*/src/bin",
        &built,
    );
}

#[test]
fn a_function_that_calls_one_gateway_can_call_all() {
    let resources = resources();
    let mut callers = 0;
    for function in functions(&resources) {
        let variables = &function["Properties"]["Environment"]["Variables"];
        let knows = |name: &str| !variables[name].is_null();
        if knows("MIDTRANS_CORE_URL") || knows("STRIPE_API_URL") {
            callers += 1;
            for name in [
                "MIDTRANS_SERVER_KEY",
                "MIDTRANS_SNAP_URL",
                "STRIPE_PUBLISHABLE_KEY",
                "STRIPE_SECRET_KEY",
                "STRIPE_API_URL",
            ] {
                assert!(knows(name), "{} has no {name}", binary(function));
            }
        }
    }
    assert!(callers > 1, "{callers} functions call gateways");
}

/// What SAM makes of a resource, counted high.
fn processed(resource: &Yaml) -> usize {
    match text(&resource["Type"]) {
        // Itself, and its role unless it shares one; for each event a permission, a mapping, or a schedule and its role;
        // with an alias also that, a version, a deployment group and its share of an application.
        FUNCTION => {
            let properties = &resource["Properties"];
            let role = properties["Role"].is_null();
            let alias = !properties["AutoPublishAlias"].is_null();
            let events: usize = events(resource)
                .iter()
                .map(|event| match text(&event["Type"]) {
                    "HttpApi" | "SQS" => 1,
                    _ => 2,
                })
                .sum();
            1 + usize::from(role) + events + if alias { 4 } else { 0 }
        }
        // Itself and its stage.
        "AWS::Serverless::HttpApi" => 2,
        _ => 1,
    }
}

#[test]
fn the_processed_template_fits_into_a_stack() {
    let resources: usize = resources().iter().map(processed).sum();
    assert!(resources < MOST_RESOURCES, "{resources} resources");
}

/// Calls `visit` with every object of the document and its place.
fn each<'a>(value: &'a Json, place: &str, visit: &mut impl FnMut(&str, &'a Json)) {
    match value {
        Json::Object(members) => {
            visit(place, value);
            for (name, member) in members {
                each(member, &format!("{place}/{name}"), visit);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each(item, &format!("{place}/{index}"), visit);
            }
        }
        _ => {}
    }
}

/// The codes of problems and of fields that the description lists.
fn described_codes(document: &Json) -> BTreeSet<&str> {
    let mut codes = BTreeSet::new();
    each(document, "", &mut |place, schema| {
        if place.ends_with("properties/code") {
            codes.extend(
                schema["enum"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str),
            );
        }
    });
    codes
}

fn rust_files(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, text);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !path.ends_with("messages.rs")
        {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_described_code_is_given_somewhere_and_has_a_sentence() {
    let description = Description::load();
    let codes = described_codes(description.document());
    assert!(codes.contains("insufficient_stock") && codes.contains("invalid_postcode"));
    let messages = read("shared/runtime/src/messages.rs");
    let mut sources = String::new();
    for folder in ["functions", "shared"] {
        rust_files(&root().join(folder), &mut sources);
    }
    let lacks = |text: &str, form: &dyn Fn(&str) -> String| -> Vec<&str> {
        codes
            .iter()
            .copied()
            .filter(|code| !text.contains(&form(code)))
            .collect()
    };
    assert_eq!(
        lacks(&messages, &|code| format!("(\"{code}\", ")),
        [""; 0],
        "without a sentence in messages.rs"
    );
    assert_eq!(
        lacks(&sources, &|code| format!("\"{code}\"")),
        [""; 0],
        "given nowhere"
    );
}

#[test]
fn every_example_is_as_its_schema_says() {
    let description = Description::load();
    let (mut faults, mut examples) = (Vec::new(), 0);
    each(description.document(), "", &mut |place, object| {
        let (schema, shown) = match (&object["schema"], &object["example"], &object["examples"]) {
            (Json::Object(_), example, _) if !example.is_null() => {
                (&object["schema"], std::slice::from_ref(example))
            }
            (_, _, Json::Array(examples)) => (object, examples.as_slice()),
            _ => return,
        };
        for example in shown {
            examples += 1;
            let wrong = description.faults(schema, example);
            faults.extend(wrong.into_iter().map(|fault| format!("{place}{fault}")));
        }
    });
    assert!(examples > 100, "{examples} examples were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_body_has_an_example() {
    let description = Description::load();
    let document = description.document();
    each(document, "", &mut |place, object| {
        let Some(content) = object.get("content").and_then(Json::as_object) else {
            return;
        };
        for (media_type, body) in content {
            let named = body["schema"]["$ref"]
                .as_str()
                .and_then(|name| document.pointer(&name[1..]));
            let has_example = !body["example"].is_null()
                || named.is_some_and(|schema| !schema["examples"].is_null());
            assert!(has_example, "{place} {media_type}");
        }
    });
}

#[test]
fn every_named_schema_can_be_checked_and_is_used() {
    let description = Description::load();
    let whole = description.document().to_string();
    for name in description.schema_names() {
        let reference = format!("#/components/schemas/{name}");
        assert!(
            whole.contains(&format!("\"{reference}\"")),
            "{name} is used nowhere"
        );
        let _ = description.faults(&serde_json::json!({ "$ref": reference }), &Json::Null);
    }
}

//! The description, the template, the watch router and the binaries tell of the same API.

use end_to_end::{Description, root};
use std::collections::BTreeSet;
use std::fs;
use yaml_serde::Value as Yaml;

const FUNCTION: &str = "AWS::Serverless::Function";
/// A stack takes 500; the rest is for the next functions.
const MOST_RESOURCES: usize = 450;

/// Method, path, function.
type Routes = BTreeSet<(String, String, String)>;

pub(crate) fn read(path: &str) -> String {
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
        // Itself, and its role unless it shares one; for each event a permission, a mapping, or a schedule, and its role
        // unless it shares that; with an alias also that, a version, a deployment group and its share of an application.
        FUNCTION => {
            let properties = &resource["Properties"];
            let role = properties["Role"].is_null();
            let alias = !properties["AutoPublishAlias"].is_null();
            let events: usize = events(resource)
                .iter()
                .map(|event| match text(&event["Type"]) {
                    "HttpApi" | "SQS" => 1,
                    _ => 1 + usize::from(event["Properties"]["RoleArn"].is_null()),
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

//! `docs/journey.http` asks for what there is, and says what it must.

use crate::contract::read;
use end_to_end::Description;
use serde_json::Value;
use std::collections::BTreeSet;

/// One request of the file.
struct Step<'a> {
    title: &'a str,
    /// What later steps know its answer by.
    name: Option<&'a str>,
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: BTreeSet<String>,
    body: Option<Value>,
}

/// The file's steps, apart from the one that looks into the inbox.
fn steps(file: &str) -> Vec<Step<'_>> {
    file.split("\n### ").skip(1).filter_map(step).collect()
}

fn step(block: &str) -> Option<Step<'_>> {
    let (title, rest) = block.split_once('\n')?;
    let (head, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let mut lines = head.lines().filter(|line| !line.starts_with('#'));
    let (method, address) = lines.next()?.split_once(' ')?;
    let address = address.strip_prefix("{{api}}")?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let name = head.lines().find_map(|line| line.strip_prefix("# @name "));
    let headers = lines.filter_map(|line| line.split(':').next());
    let body = filled(body.trim());
    Some(Step {
        title,
        name,
        method,
        path,
        query,
        headers: headers.map(str::to_lowercase).collect(),
        body: (!body.is_empty()).then(|| {
            serde_json::from_str(&body).unwrap_or_else(|error| panic!("{title}: {error}"))
        }),
    })
}

/// What stands in double braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split("}}").next())
}

/// The text with something of the right kind in place of what is known only when it runs.
fn filled(text: &str) -> String {
    placeholders(text).fold(text.to_owned(), |filled, placeholder| {
        let value = match placeholder.rsplit('.').next().unwrap_or_default() {
            "id" => "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a",
            "sku" => "BYM-IKAT",
            "code" => "SYR-7K3M9QWX",
            "postcode" => "12190",
            "email" | "admin_email" => "siti@example.com",
            _ => "tomat-di-pasar-pagi",
        };
        filled.replace(&format!("{{{{{placeholder}}}}}"), value)
    })
}

/// What a step does that the description does not have, or leaves out that it asks for.
fn faults(description: &Description, step: &Step) -> Vec<String> {
    let path = filled(step.path);
    let Some(operation) = description.find(step.method, &path) else {
        return vec![format!("{} {path} is not described", step.method)];
    };
    let document = description.document();
    let told = &document["paths"][&operation.path][step.method.to_lowercase()];
    let parameters: Vec<&Value> = told["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|parameter| match parameter["$ref"].as_str() {
            Some(name) => document.pointer(&name[1..]).unwrap(),
            None => parameter,
        })
        .collect();
    let mut faults = Vec::new();
    let credentials = ["authorization", "cart-token"];
    let is_signed = credentials.iter().any(|name| step.headers.contains(*name));
    let asked: BTreeSet<&str> = step
        .query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .filter(|name| !name.is_empty())
        .collect();
    if told["security"] != serde_json::json!([]) && !is_signed && !asked.contains("token") {
        faults.push("nobody is signed in".to_owned());
    }
    for name in asked {
        let is_known = parameters
            .iter()
            .any(|parameter| parameter["in"] == "query" && parameter["name"] == name);
        if !is_known && name != "token" {
            faults.push(format!("{name} is no parameter"));
        }
    }
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap().to_lowercase();
        let is_needed = parameter["in"] == "header" && parameter["required"] == true;
        if is_needed && !step.headers.contains(&name) {
            faults.push(format!("{name} is missing"));
        }
    }
    let schema = &told["requestBody"]["content"]["application/json"]["schema"];
    match &step.body {
        Some(body) => faults.extend(description.faults(schema, body)),
        None if told["requestBody"]["required"] == true => faults.push("no body".to_owned()),
        None => {}
    }
    faults
}

#[test]
fn every_step_of_the_journey_is_as_the_description_says() {
    let description = Description::load();
    let file = read("docs/journey.http");
    let steps = steps(&file);
    assert!(steps.len() > 20, "{} steps", steps.len());
    let found: Vec<String> = steps
        .iter()
        .flat_map(|step| {
            let faults = faults(&description, step).into_iter();
            faults.map(|fault| format!("{}: {fault}", step.title))
        })
        .collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_answer_that_the_journey_goes_on_with_was_given_before() {
    let file = read("docs/journey.http");
    let mut given = BTreeSet::new();
    for block in file.split("\n### ").skip(1) {
        for placeholder in placeholders(block) {
            if let Some((name, _)) = placeholder.split_once(".response.") {
                assert!(given.contains(name), "{name} of {block}");
            }
        }
        given.extend(step(block).and_then(|step| step.name));
    }
}

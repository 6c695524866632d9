//! What the description tells of each operation: in words, by examples, and with every code that an answer may have.

use crate::contract::read;
use end_to_end::{Description, root};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Codes of the domain that no caller sees: what a parameter of path or query does not parse by is told as
/// `malformed_parameter` or 404, what a row in the database does not parse by as `internal`, and what a consumer fails
/// on to its queue.
const INTERNAL: [&str; 7] = [
    "invalid_action",
    "invalid_date",
    "invalid_marks",
    "invalid_order_code",
    "invalid_search",
    "invalid_substitution",
    "mail_not_sent",
];

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

/// The texts of this form, a quote at either end, that stand in `text` after `before`.
fn quoted_after<'a>(text: &'a str, before: &str) -> impl Iterator<Item = &'a str> {
    let found = text.match_indices(before).map(|(at, _)| at + before.len());
    found.filter_map(|start| text[start..].split('"').next())
}

/// What stands between a brace and the one that closes it, after each `before`.
fn blocks_after<'a>(text: &'a str, before: &str) -> impl Iterator<Item = &'a str> {
    text.match_indices(before).filter_map(|(at, _)| {
        let block = &text[at..];
        let mut depth = 0_i32;
        let end = block.char_indices().find(|(_, character)| {
            depth += match character {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            *character == '}' && depth == 0
        });
        end.map(|(end, _)| &block[..end])
    })
}

/// The codes that the domain gives: of errors, and of values that are none. Operators' settings are refused in words.
fn domain_codes(sources: &str) -> BTreeSet<&str> {
    let of_errors =
        blocks_after(sources, "fn code(").flat_map(|block| block.split('"').skip(1).step_by(2));
    of_errors
        .chain(quoted_after(sources, "Invalid(\""))
        .filter(|code| !code.contains(' '))
        .collect()
}

#[test]
fn every_code_of_the_domain_is_described() {
    let mut sources = String::new();
    rust_files(&root().join("shared/domain/src"), &mut sources);
    let codes = domain_codes(&sources);
    assert!(codes.contains("slot_full") && codes.contains("invalid_postcode"));
    let description = Description::load();
    let text = description.document().to_string();
    let missing: BTreeSet<&str> = codes
        .into_iter()
        .filter(|code| !text.contains(&format!("\"{code}\"")))
        .collect();
    assert_eq!(missing, BTreeSet::from(INTERNAL));
}

#[test]
fn every_sentence_is_of_a_described_code() {
    let description = Description::load();
    let codes = described_codes(description.document());
    let messages = read("shared/runtime/src/messages.rs");
    let unknown: Vec<&str> = quoted_after(&messages, "\n    (\"")
        .filter(|code| !codes.contains(code))
        .collect();
    assert_eq!(unknown, [""; 0]);
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

/// What an operation's description lacks.
fn gaps(document: &Json, operation: &Json) -> Vec<String> {
    let mut gaps = Vec::new();
    for text in ["summary", "description"] {
        if operation[text].as_str().is_none_or(str::is_empty) {
            gaps.push(format!("has no {text}"));
        }
    }
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if resolved(document, parameter)["description"].is_null() {
            gaps.push(format!("does not say what {} is", parameter["name"]));
        }
    }
    let answers = operation["responses"].as_object().unwrap();
    if !answers.keys().any(|status| status.starts_with('2')) {
        gaps.push("has no success".to_owned());
    }
    if !answers.contains_key("500") {
        gaps.push("has no defect".to_owned());
    }
    for (status, answer) in answers
        .iter()
        .filter(|(status, _)| status.as_str() >= "400")
    {
        let problem = &resolved(document, answer)["content"]["application/problem+json"];
        let codes = &problem["schema"]["properties"]["code"]["enum"];
        let codes = codes.as_array().map_or(&[][..], Vec::as_slice);
        if !codes.contains(&problem["example"]["code"]) {
            gaps.push(format!(
                "answers {status} without codes, one of them in an example"
            ));
        }
    }
    gaps
}

fn resolved<'a>(document: &'a Json, value: &'a Json) -> &'a Json {
    let pointer = value["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix('#'));
    pointer.map_or(value, |pointer| document.pointer(pointer).unwrap())
}

#[test]
fn every_operation_is_told_in_words_and_with_its_codes() {
    let description = Description::load();
    let document = description.document();
    let mut told = Vec::new();
    for operation in description.operations() {
        let path = &document["paths"][&operation.path];
        let mut whole = path[operation.method.to_lowercase()].clone();
        let shared = path["parameters"].as_array().cloned().unwrap_or_default();
        if let Some(own) = whole["parameters"].as_array_mut() {
            own.extend(shared);
        } else {
            whole["parameters"] = shared.into();
        }
        let gaps = gaps(document, &whole).into_iter();
        told.extend(gaps.map(|gap| format!("{} {gap}", operation.id)));
    }
    assert_eq!(told, [""; 0]);
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

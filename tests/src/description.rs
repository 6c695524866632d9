//! `docs/openapi.yaml`, read once and held against answers.

use crate::schemas::{Schemas, faults};
use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What the API says of itself.
pub struct Description {
    document: Value,
    schemas: Schemas,
    operations: Vec<Operation>,
}

/// What one method of one path does.
pub struct Operation {
    /// In capitals.
    pub method: String,
    /// With its parameters in braces.
    pub path: String,
    /// The function's name.
    pub id: String,
    answers: BTreeMap<u16, Answer>,
}

/// What an operation may answer with one status.
struct Answer {
    /// One for each media type; none: no body.
    bodies: Vec<Body>,
}

/// What an answer says in one media type.
struct Body {
    media_type: String,
    schema: Value,
    validator: OnceLock<Validator>,
}

impl Answer {
    /// The body of this media type; without one, the JSON if there is any.
    fn body(&self, media_type: Option<&str>) -> Option<&Body> {
        let Some(media_type) = media_type else {
            let json = self
                .bodies
                .iter()
                .find(|body| body.media_type.ends_with("json"));
            return json.or(self.bodies.first());
        };
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        self.bodies
            .iter()
            .find(|body| body.media_type.eq_ignore_ascii_case(essence))
    }
}

/// The repository's root.
#[must_use]
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

impl Description {
    /// Reads `docs/openapi.yaml`.
    #[must_use]
    pub fn load() -> Self {
        let text = fs::read_to_string(root().join("docs/openapi.yaml"))
            .expect("docs/openapi.yaml is readable");
        Self::parse(&text)
    }

    fn parse(yaml: &str) -> Self {
        let document: Value = yaml_serde::from_str(yaml).expect("the description is YAML");
        let schemas = Schemas::new(document["components"]["schemas"].clone());
        let operations = operations(&document);
        Self {
            document,
            schemas,
            operations,
        }
    }

    /// The whole document.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }

    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Panics if the description does not allow this answer, and says what it does not allow about it. `path` is a
    /// concrete path or a template.
    #[track_caller]
    pub fn check(&self, method: &str, path: &str, status: u16, body: Option<&Value>) {
        if let Err(complaint) = self.judge(method, path, status, None, body) {
            panic!("{complaint}");
        }
    }

    /// The same, with the answer's `Content-Type` held to its media type.
    #[track_caller]
    pub fn check_typed(
        &self,
        method: &str,
        path: &str,
        status: u16,
        media_type: &str,
        body: Option<&Value>,
    ) {
        if let Err(complaint) = self.judge(method, path, status, Some(media_type), body) {
            panic!("{complaint}");
        }
    }

    /// Panics unless the path is none of the API's and this is how the gateway itself says so.
    #[track_caller]
    pub fn check_no_route(&self, method: &str, path: &str, status: u16, body: Option<&Value>) {
        if let Some(operation) = self.find(method, path) {
            panic!("{method} {path} is described: it is {}", operation.id);
        }
        let says_so = body.is_none_or(|body| body["message"] == "Not Found");
        assert!(
            status == 404 && says_so,
            "{method} {path} is no route, and answers {status} {body:?}"
        );
    }

    /// What is wrong with a value that should be as this schema of the document says.
    #[must_use]
    pub fn faults(&self, schema: &Value, value: &Value) -> Vec<String> {
        faults(&self.schemas.validator(schema), value)
    }

    /// The names of the document's schemas.
    pub fn schema_names(&self) -> impl Iterator<Item = &str> {
        self.schemas.names()
    }

    fn judge(
        &self,
        method: &str,
        path: &str,
        status: u16,
        media_type: Option<&str>,
        body: Option<&Value>,
    ) -> Result<(), String> {
        let operation = self
            .find(method, path)
            .ok_or_else(|| format!("{method} {path} is not described"))?;
        let what = format!("{method} {path} ({}) answers {status}", operation.id);
        let Some(answer) = operation.answers.get(&status) else {
            let known: Vec<u16> = operation.answers.keys().copied().collect();
            return Err(format!(
                "{what}, and is described to answer one of {known:?}\n{}",
                shown(body)
            ));
        };
        let Some(body) = body else {
            return if answer.bodies.is_empty() {
                Ok(())
            } else {
                Err(format!("{what} without a body, and is described with one"))
            };
        };
        if answer.bodies.is_empty() {
            return Err(format!(
                "{what} with a body, and is described without\n{}",
                shown(Some(body))
            ));
        }
        let Some(described) = answer.body(media_type) else {
            let known: Vec<&str> = answer
                .bodies
                .iter()
                .map(|body| body.media_type.as_str())
                .collect();
            return Err(format!(
                "{what} as {media_type:?}, and is described as {}",
                known.join(", ")
            ));
        };
        let validator = described
            .validator
            .get_or_init(|| self.schemas.validator(&described.schema));
        let faults = faults(validator, body);
        if faults.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{what}, not as described:\n{}\n{}",
            faults.join("\n"),
            shown(Some(body))
        ))
    }

    /// The operation of a path, the one with the fewest parameters if several would do, as the gateway chooses.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<&Operation> {
        let path = path.split('?').next().unwrap_or_default();
        self.operations
            .iter()
            .filter(|operation| {
                operation.method.eq_ignore_ascii_case(method) && operation.takes(path)
            })
            .min_by_key(|operation| operation.path.matches('{').count())
    }
}

impl Operation {
    fn takes(&self, path: &str) -> bool {
        let (ours, theirs) = (self.path.split('/'), path.split('/'));
        ours.clone().count() == theirs.clone().count()
            && ours
                .zip(theirs)
                .all(|(own, given)| own == given || (own.starts_with('{') && !given.is_empty()))
    }
}

fn shown(body: Option<&Value>) -> String {
    body.map(|body| format!("{body:#}")).unwrap_or_default()
}

fn operations(document: &Value) -> Vec<Operation> {
    let paths = document["paths"]
        .as_object()
        .expect("the description has paths");
    let described = paths.iter().flat_map(|(path, item)| {
        METHODS
            .iter()
            .filter_map(move |method| item.get(method).map(|operation| (path, *method, operation)))
    });
    described
        .map(|(path, method, operation)| Operation {
            method: method.to_uppercase(),
            path: path.clone(),
            id: operation["operationId"]
                .as_str()
                .expect("an operation has an operationId")
                .to_owned(),
            answers: answers(document, &operation["responses"]),
        })
        .collect()
}

fn answers(document: &Value, responses: &Value) -> BTreeMap<u16, Answer> {
    let responses = responses.as_object().expect("an operation has responses");
    responses
        .iter()
        .map(|(status, response)| {
            let status = status
                .parse()
                .expect("a response is described by its status");
            (
                status,
                Answer {
                    bodies: bodies(resolved(document, response)),
                },
            )
        })
        .collect()
}

/// What a reference within the document refers to, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    {
        Some(pointer) => document
            .pointer(pointer)
            .unwrap_or_else(|| panic!("nothing stands at {pointer}")),
        None => value,
    }
}

fn bodies(response: &Value) -> Vec<Body> {
    let content = response["content"].as_object();
    content
        .into_iter()
        .flatten()
        .map(|(media_type, content)| Body {
            media_type: media_type.clone(),
            schema: content["schema"].clone(),
            validator: OnceLock::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests;

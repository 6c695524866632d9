//! Makes of `docs/openapi.yaml` and the viewer what the API tells of itself: a JSON document and a page, compressed,
//! and what browsers are to let that page do.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "cargo reads what a build script prints, and shows why it ended"
)]

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

const DESCRIPTION: &str = "../../docs/openapi.yaml";
const PAGE: &str = "page/reference.html";
const START: &str = "page/start.js";
const VIEWER: &str = "viewer/redoc.standalone.js";
const LICENCES: [&str; 2] = ["viewer/LICENSE", "viewer/redoc.standalone.js.LICENSE.txt"];

const STYLE: &str = "body { margin: 0 }";
/// The viewer's maker's mark, which it would fetch from there; and an empty picture.
const MARK: &str = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const NO_MARK: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
/// Styles that the viewer puts into the page while it runs: an empty one that it fills by script, and that of its
/// scrollbars.
const VIEWER_STYLES: [&str; 2] = [
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc=",
];

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the place"));
    let write = |name: &str, content: &[u8]| {
        fs::write(out.join(name), content).expect("the place can be written to");
    };
    write("openapi.json.gz", &packed(description().as_bytes()));
    let (start, viewer) = (read(START), viewer());
    write(
        "reference.html.gz",
        &packed(page(&start, &viewer).as_bytes()),
    );
    write("reference.csp", policy(&[&start, &viewer]).as_bytes());
}

fn read(path: &str) -> String {
    println!("cargo::rerun-if-changed={path}");
    fs::read_to_string(Path::new(path)).expect(path)
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).expect("memory can be written to");
    packer.finish().expect("memory can be written to")
}

fn description() -> String {
    let mut document: Value =
        yaml_serde::from_str(&read(DESCRIPTION)).expect("the description is YAML");
    let schemas = document["components"]["schemas"].clone();
    show_examples(&mut document, &schemas);
    document.to_string()
}

/// Gives each body that has no example that of its schema: viewers look for it beside the schema alone.
fn show_examples(value: &mut Value, schemas: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(example) = example_of_schema(members, schemas) {
                members.insert("example".to_owned(), example);
            }
            members
                .values_mut()
                .for_each(|member| show_examples(member, schemas));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| show_examples(item, schemas)),
        _ => {}
    }
}

fn example_of_schema(body: &Map<String, Value>, schemas: &Value) -> Option<Value> {
    // A parameter has a schema, too, and what it is like stands there.
    if body.contains_key("example") || body.contains_key("in") {
        return None;
    }
    let name = body.get("schema")?.get("$ref")?.as_str()?;
    let name = name.strip_prefix("#/components/schemas/")?;
    schemas[name]["examples"].get(0).cloned()
}

/// The viewer as a page can hold it: it reaches nothing outside, and ends where it ends.
fn viewer() -> String {
    let whole = read(VIEWER);
    let (script, _) = whole
        .rsplit_once("//# sourceMappingURL=")
        .expect("the viewer ends with the name of its source map");
    assert_eq!(
        script.matches(MARK).count(),
        1,
        "the viewer shows its maker's mark"
    );
    assert!(!script.contains("</script"), "the viewer would end early");
    // In a script's text this would begin a comment of the page; within strings and patterns both mean the same.
    script.replace(MARK, NO_MARK).replace("<!--", "<\\!--")
}

fn page(start: &str, viewer: &str) -> String {
    let licences = LICENCES.map(read).join("\n");
    assert!(
        !licences.contains("-->"),
        "a licence would end the comment it stands in"
    );
    let parts = [
        ("{style}", STYLE),
        ("{licences}", &licences),
        ("{start}", start),
        ("{viewer}", viewer),
    ];
    parts.iter().fold(read(PAGE), |page, (name, part)| {
        page.replacen(name, part, 1)
    })
}

/// Nothing but what the page brings along runs; it draws, searches in a worker of its own, and reads the API.
fn policy(scripts: &[&str]) -> String {
    let hashed = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    let listed = |hashes: &[String]| {
        let sources = hashes.iter().map(|hash| format!(" 'sha256-{hash}'"));
        sources.collect::<Vec<_>>().concat()
    };
    let scripts: Vec<String> = scripts.iter().copied().map(hashed).collect();
    let scripts = listed(&scripts);
    let styles = VIEWER_STYLES.map(str::to_owned);
    let styles = listed(&[styles.as_slice(), &[hashed(STYLE)]].concat());
    format!(
        "default-src 'none'; script-src{scripts}; style-src{styles}; img-src data:; connect-src 'self'; \
         worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

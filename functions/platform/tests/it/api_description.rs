use axum::http::HeaderMap;
use flate2::read::GzDecoder;
use platform::{api_description, api_reference};
use serde_json::Value;
use std::io::Read;
use testkit::{Answer, Call};

fn unpacked(answer: &Answer) -> String {
    // What is no text comes as a character for each byte.
    let bytes = answer.body.as_str().unwrap().chars();
    let bytes: Vec<u8> = bytes
        .map(|byte| u8::try_from(u32::from(byte)).unwrap())
        .collect();
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

async fn description(call: Call) -> Answer {
    call.send(&(), api_description::handle).await
}

/// Calls `visit` with every object of the document.
fn each(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(members) => {
            visit(value);
            members.values().for_each(|member| each(member, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| each(item, visit)),
        _ => {}
    }
}

#[tokio::test]
async fn the_description_is_json_with_an_example_in_every_body() {
    let document = description(Call::get("/v1/openapi.json")).await.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    let operation = &document["paths"]["/v1/orders"]["post"];
    assert_eq!(operation["operationId"], "place-order");
    let mut bodies = 0;
    each(&document, &mut |object| {
        for body in object["content"].as_object().into_iter().flatten() {
            bodies += 1;
            assert!(!body.1["example"].is_null(), "{body:?}");
        }
    });
    assert!(bodies > 200, "{bodies}");
}

#[tokio::test]
async fn whoever_can_unpack_gets_the_same_packed() {
    let call = Call::get("/v1/openapi.json");
    let plain = description(call.clone()).await;
    let packed = description(call.header("accept-encoding", "br, gzip")).await;
    assert_eq!(header(&plain.headers, "content-encoding"), "");
    assert_eq!(header(&packed.headers, "content-encoding"), "gzip");
    for answer in [&plain, &packed] {
        assert_eq!(header(&answer.headers, "content-type"), "application/json");
        assert_eq!(header(&answer.headers, "vary"), "accept-encoding");
    }
    // Two forms, two names: a cache must not take one for the other.
    assert_ne!(plain.headers["etag"], packed.headers["etag"]);
    let packed: Value = serde_json::from_str(&unpacked(&packed)).unwrap();
    assert_eq!(packed, plain.body);
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let call = Call::get("/docs").header("accept-encoding", "gzip");
    let first = call.clone().send(&(), api_reference::handle).await;
    let tag = header(&first.headers, "etag").to_owned();
    assert_eq!(
        header(&first.headers, "cache-control"),
        "public, max-age=300"
    );
    let again = call
        .header("if-none-match", &tag)
        .send(&(), api_reference::handle)
        .await;
    assert_eq!((again.status, &again.body), (304, &Value::Null));
    assert_eq!(header(&again.headers, "etag"), tag);
}

#[tokio::test]
async fn the_page_names_every_licence_of_what_it_brings_along() {
    let page = Call::get("/docs").send(&(), api_reference::handle).await;
    assert_eq!(
        header(&page.headers, "content-type"),
        "text/html; charset=utf-8"
    );
    let policy = header(&page.headers, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
    assert!(!policy.contains("unsafe"), "{policy}");
    let page = page.expect(200);
    for licence in [
        "The MIT License (MIT)",
        "Rebilly, Inc.",
        "perfect-scrollbar",
        "DOMPurify",
    ] {
        assert!(page.as_str().unwrap().contains(licence), "{licence}");
    }
}

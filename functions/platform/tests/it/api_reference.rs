//! The page in a browser: as wide as a desk and as narrow as a telephone.
//!
//! The pictures stay in the target folder, under `tmp/reference`.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::response::Response;
use platform::{api_description, api_reference};
use serde_json::Value;
use std::fs;
use std::path::Path;
use testkit::{Call, Chromium, View};
use tokio::net::TcpListener;

const VIEWS: [View; 2] = [
    View {
        width: 1280,
        scheme: "light",
    },
    View {
        width: 360,
        scheme: "light",
    },
];

/// Where the API stands; it need not be the root.
const HOME: &str = "/some/where";

/// The API's two functions behind one address, as the gateway has them.
async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    format!("http://{address}{HOME}")
}

async fn answer(request: Request) -> Response {
    let mut call = Call::get(request.uri().path());
    for (name, value) in request.headers() {
        call = call.header(name.as_str(), value.to_str().unwrap());
    }
    let path = request.uri().path();
    let answer = match path.strip_prefix(HOME).unwrap_or(path) {
        "/docs" => call.send(&(), api_reference::handle).await,
        "/v1/openapi.json" => call.send(&(), api_description::handle).await,
        path => panic!("the page asks for {path}"),
    };
    let mut response = Response::new(body(&answer.body).into());
    *response.status_mut() = answer.status.try_into().unwrap();
    *response.headers_mut() = answer.headers;
    response
}

/// A body that is no text comes as a character for each byte.
fn body(body: &Value) -> Bytes {
    let bytes = body.as_str().unwrap_or_default().chars();
    bytes
        .map(|byte| u8::try_from(u32::from(byte)).unwrap())
        .collect()
}

/// What went wrong on the page, by what Chromium told.
fn complaints(told: &[Value], home: &str) -> Vec<String> {
    let complaint = |event: &Value| {
        let said = &event["params"];
        let wrong = match event["method"].as_str().unwrap() {
            "Runtime.exceptionThrown" => true,
            "Runtime.consoleAPICalled" => said["type"] == "error",
            "Log.entryAdded" => said["entry"]["level"] == "error",
            "Network.requestWillBeSent" => {
                let address = said["request"]["url"].as_str().unwrap();
                let own = [home, "data:", "blob:"];
                !own.iter().any(|beginning| address.starts_with(beginning))
            }
            _ => false,
        };
        wrong.then(|| event.to_string())
    };
    told.iter().filter_map(complaint).collect()
}

/// The place of an operation on the page.
const PLACE: &str = "document.getElementById('tag/orders/operation/place-order')";

fn look(home: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference");
    fs::create_dir_all(&folder).unwrap();
    let mut chromium = Chromium::start(&folder.with_extension("chromium"));
    for view in VIEWS {
        chromium.look(view);
        chromium.open(&format!("{home}/docs#tag/orders/operation/place-order"));
        // Drawn, and scrolled to what the address names.
        chromium.wait_until(&format!(
            "{PLACE} && Math.abs({PLACE}.getBoundingClientRect().top) < 100"
        ));
        let shown =
            chromium.evaluate("document.querySelectorAll('[id^=tag][id*=\"/operation/\"]').length");
        assert_eq!(
            shown.as_u64(),
            Some(operations()),
            "all operations are there"
        );
        let width = chromium.evaluate("document.scrollingElement.scrollWidth");
        assert_eq!(width.as_u64(), Some(view.width.into()), "the page fits");
        let picture = chromium.picture_of_view();
        fs::write(folder.join(format!("{}.png", view.width)), picture).unwrap();
        tell_codes(&mut chromium);
        assert_eq!(complaints(&chromium.told(), home), [""; 0]);
    }
    chromium.look(VIEWS[0]);
    search(&mut chromium);
    assert_eq!(complaints(&chromium.told(), home), [""; 0]);
}

fn operations() -> u64 {
    let description = include_str!("../../../../docs/openapi.yaml");
    let operations = description.matches("\n      operationId: ").count();
    operations.try_into().unwrap()
}

/// Opens an error and finds what it may be by its code.
fn tell_codes(chromium: &mut Chromium) {
    let buttons = format!("[...{PLACE}.querySelectorAll('button')]");
    chromium.evaluate(&format!(
        "{buttons}.find((button) => button.innerText.startsWith('409')).click()"
    ));
    chromium.wait_until(&format!("{PLACE}.innerText.includes('insufficient_stock')"));
}

/// Searches as people type: the viewer listens to the field, and looks in a worker of its own.
fn search(chromium: &mut Chromium) {
    chromium.evaluate("document.querySelector('input[type=text]').focus()");
    chromium.type_text("coupon");
    chromium.wait_until("document.querySelector('[data-role=\"search:results\"]')?.innerText.includes('Use a coupon')");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_every_operation_and_asks_nobody_but_the_api() {
    let home = serve().await;
    tokio::task::spawn_blocking(move || look(&home))
        .await
        .unwrap();
}

//! A headless Chromium that is spoken to through pipes: one process for as many pages as are looked at.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    // What is looked at loads nothing from elsewhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
];

/// How long a page may take to become what is waited for.
const PATIENCE_MILLISECONDS: u32 = 60_000;

/// How a page is looked at.
#[derive(Debug, Clone, Copy)]
pub struct View {
    pub width: u32,
    /// `light` or `dark`.
    pub scheme: &'static str,
}

pub struct Chromium {
    process: Child,
    to: File,
    from: BufReader<File>,
    folder: PathBuf,
    last_id: u64,
    session: Option<String>,
    frame: String,
    told: Vec<Value>,
}

impl Chromium {
    /// Starts one whose own files are in `folder`, which it makes anew.
    pub fn start(folder: &Path) -> Self {
        // What is left of a run that was cut short.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).expect("the folder can be made");
        let (to, from) = (folder.join("to"), folder.join("from"));
        let made = Command::new("mkfifo").args([&to, &from]).status();
        assert!(made.expect("mkfifo").success(), "mkfifo");
        let process = Command::new("sh")
            .args(["-c", r#"exec chromium "$@" 3<"$0/to" 4>"$0/from""#])
            .arg(folder)
            .args(FLAGS)
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .env("HOME", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut chromium = Self {
            process,
            // Each waits until the other end is there.
            to: OpenOptions::new().write(true).open(to).expect("a pipe"),
            from: BufReader::new(File::open(from).expect("a pipe")),
            folder: folder.to_owned(),
            last_id: 0,
            session: None,
            frame: String::new(),
            told: Vec::new(),
        };
        chromium.open_page();
        chromium
    }

    fn open_page(&mut self) {
        let target = self.ask("Target.createTarget", &json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = self.ask("Target.attachToTarget", &attach);
        self.session = attached["sessionId"].as_str().map(str::to_owned);
        let tree = self.ask("Page.getFrameTree", &json!({}));
        let frame = tree["frameTree"]["frame"]["id"].as_str();
        frame.expect("a frame").clone_into(&mut self.frame);
    }

    /// Opens an address, and keeps what is told of it from then on.
    pub fn open(&mut self, address: &str) {
        for domain in ["Log", "Network", "Page", "Runtime"] {
            self.ask(&format!("{domain}.enable"), &json!({}));
        }
        // Otherwise an address that differs in its fragment alone would be a place on the page that is there.
        self.ask("Page.navigate", &json!({ "url": "about:blank" }));
        self.told.clear();
        let opened = self.ask("Page.navigate", &json!({ "url": address }));
        assert_eq!(opened.get("errorText"), None, "{address}");
    }

    /// What was told since a page was opened or this was asked: a method and its parameters each.
    pub fn told(&mut self) -> Vec<Value> {
        mem::take(&mut self.told)
    }

    /// Waits until an expression holds on the page.
    #[track_caller]
    pub fn wait_until(&mut self, expression: &str) {
        let holds = self.evaluate(&format!(
            "new Promise((tell) => {{
              setTimeout(() => tell(false), {PATIENCE_MILLISECONDS});
              const look = () => ({expression}) ? tell(true) : requestAnimationFrame(look);
              look();
            }})"
        ));
        assert_eq!(holds, true, "{expression}");
    }

    /// Types a text where the page has its focus.
    pub fn type_text(&mut self, text: &str) {
        self.ask("Input.insertText", &json!({ "text": text }));
    }

    /// Shows a document.
    pub fn show(&mut self, html: &str) {
        let content = json!({ "frameId": self.frame, "html": html });
        self.ask("Page.setDocumentContent", &content);
    }

    /// Looks at what is shown so from now on.
    pub fn look(&mut self, View { width, scheme }: View) {
        let metrics =
            json!({ "width": width, "height": 640, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.ask("Emulation.setDeviceMetricsOverride", &metrics);
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
    }

    /// What an expression is on the page, or will be if it is a promise.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", &asked);
        assert_eq!(answer.get("exceptionDetails"), None, "{expression}");
        answer["result"]["value"].clone()
    }

    /// A picture of the whole page, as PNG.
    pub fn picture(&mut self, width: u32) -> Vec<u8> {
        let height = self.evaluate("document.scrollingElement.scrollHeight");
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let wanted = json!({ "format": "png", "clip": clip, "captureBeyondViewport": true });
        self.taken(&wanted)
    }

    /// A picture of what fits into the view, as PNG.
    pub fn picture_of_view(&mut self) -> Vec<u8> {
        self.taken(&json!({ "format": "png" }))
    }

    fn taken(&mut self, wanted: &Value) -> Vec<u8> {
        let picture = self.ask("Page.captureScreenshot", wanted);
        let picture = picture["data"].as_str().expect("a picture");
        STANDARD.decode(picture).expect("base64")
    }

    /// Asks and waits for the answer; what Chromium tells meanwhile is kept.
    #[track_caller]
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        write!(self.to, "{message}\0").expect("Chromium listens");
        loop {
            let mut answer = Vec::new();
            self.from
                .read_until(0, &mut answer)
                .expect("Chromium speaks");
            assert_eq!(
                answer.pop(),
                Some(0),
                "Chromium has ended; is it installed?"
            );
            let answer: Value = serde_json::from_slice(&answer).expect("JSON");
            if answer["id"] == self.last_id {
                assert_eq!(answer.get("error"), None, "{method}");
                return answer["result"].clone();
            }
            if answer.get("method").is_some() {
                self.told.push(answer);
            }
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Nothing of it is wanted any more, whether it heard that or not.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

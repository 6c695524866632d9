//! A headless Chromium that is spoken to through pipes: one process for as many pages as are looked at.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
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
    // A mail is looked at without what it would load.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
];

/// How a mail is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    pub(crate) width: u32,
    /// `light` or `dark`.
    pub(crate) scheme: &'static str,
}

pub(crate) struct Chromium {
    process: Child,
    to: File,
    from: BufReader<File>,
    folder: PathBuf,
    last_id: u64,
    session: Option<String>,
    frame: String,
}

impl Chromium {
    /// Starts one whose own files are in `folder`, which it makes anew.
    pub(crate) fn start(folder: &Path) -> Self {
        // What is left of a run that was cut short.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        let (to, from) = (folder.join("to"), folder.join("from"));
        let made = Command::new("mkfifo").args([&to, &from]).status().unwrap();
        assert!(made.success(), "mkfifo");
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
            .unwrap();
        let mut chromium = Self {
            process,
            // Each waits until the other end is there.
            to: OpenOptions::new().write(true).open(to).unwrap(),
            from: BufReader::new(File::open(from).unwrap()),
            folder: folder.to_owned(),
            last_id: 0,
            session: None,
            frame: String::new(),
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
        self.frame = tree["frameTree"]["frame"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
    }

    /// Shows a document.
    pub(crate) fn show(&mut self, html: &str) {
        let content = json!({ "frameId": self.frame, "html": html });
        self.ask("Page.setDocumentContent", &content);
    }

    /// Looks at what is shown so from now on.
    pub(crate) fn look(&mut self, View { width, scheme }: View) {
        let metrics =
            json!({ "width": width, "height": 640, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.ask("Emulation.setDeviceMetricsOverride", &metrics);
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.ask(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        );
    }

    /// What an expression is on the page.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true });
        let answer = self.ask("Runtime.evaluate", &asked);
        assert_eq!(answer.get("exceptionDetails"), None, "{expression}");
        answer["result"]["value"].clone()
    }

    /// A picture of the whole page, as PNG.
    pub(crate) fn picture(&mut self, width: u32) -> Vec<u8> {
        let height = self.evaluate("document.scrollingElement.scrollHeight");
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let wanted = json!({ "format": "png", "clip": clip, "captureBeyondViewport": true });
        let picture = self.ask("Page.captureScreenshot", &wanted);
        STANDARD.decode(picture["data"].as_str().unwrap()).unwrap()
    }

    /// Asks and waits for the answer; what Chromium tells meanwhile is of no interest.
    #[track_caller]
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last_id += 1;
        let mut message = json!({ "id": self.last_id, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        write!(self.to, "{message}\0").unwrap();
        loop {
            let mut answer = Vec::new();
            self.from.read_until(0, &mut answer).unwrap();
            assert_eq!(
                answer.pop(),
                Some(0),
                "Chromium has ended; is it installed?"
            );
            let answer: Value = serde_json::from_slice(&answer).unwrap();
            if answer["id"] == self.last_id {
                assert_eq!(answer.get("error"), None, "{method}");
                return answer["result"].clone();
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

//! `cargo lambda watch --release` on a database of the caller's own, with as many sandboxes of a function as asked for.

use crate::failure::Failure;
use crate::servers::{PATIENCE, await_listener, free_address, signal};
use std::path::Path;
use std::process::Stdio;
use testkit::Stage;
use tokio::process::{Child, Command};
use tokio::time::timeout;

const PROGRAM: &str = ".venv/bin/cargo-lambda";

pub(crate) struct Watch {
    process: Child,
    pub(crate) url: String,
}

impl Watch {
    /// Starts the front; each function's sandboxes start with its first call. `CARGO_TARGET_DIR` is that of the build.
    pub(crate) async fn start(stage: &Stage, sandboxes: usize) -> Result<Self, Failure> {
        let address = free_address()?;
        let port = address.rsplit_once(':').map_or("", |(_, port)| port);
        let process = Command::new(Path::new(PROGRAM).canonicalize()?)
            .args([
                "lambda",
                "watch",
                "--release",
                "--invoke-address",
                "127.0.0.1",
            ])
            .args([
                "--invoke-port",
                port,
                "--concurrency",
                &sandboxes.to_string(),
            ])
            .envs(stage.variables())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Its functions are its children: they end with the group.
            .process_group(0)
            .spawn()?;
        let watch = Self {
            process,
            url: format!("http://{address}"),
        };
        await_listener(&address, "cargo lambda watch").await?;
        Ok(watch)
    }

    /// Ends it with its functions, and waits for it.
    pub(crate) async fn stop(mut self) {
        self.terminate();
        // An error means that it is over already.
        let _ = timeout(PATIENCE, self.process.wait()).await;
    }

    fn terminate(&self) {
        if let Some(pid) = self.process.id() {
            signal("KILL", &format!("-{pid}"));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.terminate();
    }
}

//! One function under AWS's Runtime Interface Emulator: a fresh process, its init and its invocations timed.

use crate::failure::Failure;
use crate::figures::parse_milliseconds;
use crate::machine;
use crate::servers::{PATIENCE, await_listener, free_address, signal};
use crate::stack::Stack;
use serde_json::Value;
use std::fs;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

pub(crate) struct Sandbox {
    emulator: Child,
    url: String,
    log: UnboundedReceiver<Line>,
    http: reqwest::Client,
    /// The last errors that the function or the emulator logged.
    errors: Vec<String>,
    init: Option<Duration>,
}

/// What the emulator's log tells.
enum Line {
    Init(Duration),
    Invoke(Duration),
    Error(String),
}

/// A timed invocation.
pub(crate) struct Invocation {
    pub(crate) duration: Duration,
    /// What the function answered, whatever it is.
    pub(crate) answer: Value,
}

/// Kibibytes of a function's process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) resident: u64,
    pub(crate) peak: u64,
}

impl Sandbox {
    /// Starts the emulator; the function itself starts with the first invocation.
    pub(crate) async fn start(
        stack: &Stack,
        function: &str,
        database: &str,
    ) -> Result<Self, Failure> {
        let (api, runtime_api) = (free_address()?, free_address()?);
        let mut emulator = Command::new(&stack.emulator)
            .args([
                "--runtime-interface-emulator-address",
                &api,
                "--runtime-api-address",
                &runtime_api,
            ])
            .arg(stack.binary(function)?)
            .env_clear()
            .envs(stack.environment(database))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (sender, log) = unbounded_channel();
        if let (Some(out), Some(err)) = (emulator.stdout.take(), emulator.stderr.take()) {
            tokio::spawn(read(out, sender.clone()));
            tokio::spawn(read(err, sender));
        }
        await_listener(&api, "the emulator").await?;
        Ok(Self {
            emulator,
            url: format!("http://{api}/2015-03-31/functions/function/invocations"),
            log,
            http: reqwest::Client::new(),
            errors: Vec::new(),
            init: None,
        })
    }

    /// Invokes the function; the time is the emulator's, without the way there and back.
    pub(crate) async fn invoke(&mut self, event: &Value) -> Result<Invocation, Failure> {
        let request = self.http.post(&self.url).timeout(PATIENCE).json(event);
        let answer = request.send().await?.text().await?;
        let duration = self.await_invocation().await?;
        Ok(Invocation {
            duration,
            answer: serde_json::from_str(&answer).unwrap_or_default(),
        })
    }

    /// Invokes the function with a request, which it must grant; gives its JSON body.
    pub(crate) async fn call(&mut self, event: &Value) -> Result<(Duration, Value), Failure> {
        let Invocation { duration, answer } = self.invoke(event).await?;
        let body = answer["body"].as_str().unwrap_or_default();
        match answer["statusCode"].as_u64() {
            Some(200..=299) => Ok((duration, serde_json::from_str(body).unwrap_or_default())),
            Some(status) => Err(self.failure(&format!("answered {status}: {body}"))),
            None => Err(self.failure(&format!("answered {answer}"))),
        }
    }

    /// How long the function took to start.
    pub(crate) fn init(&self) -> Result<Duration, Failure> {
        self.init
            .ok_or_else(|| self.failure("the emulator tells no init"))
    }

    /// What the function's process holds now, and held at most.
    pub(crate) fn memory(&self) -> Result<Memory, Failure> {
        let pid = self
            .function_pid()
            .ok_or_else(|| self.failure("the function's process is gone"))?;
        let file = format!("/proc/{pid}/status");
        let kibibytes = |name: &str| {
            let value = machine::field(&file, name)?;
            value.trim_end_matches(" kB").parse().ok()
        };
        match (kibibytes("VmRSS"), kibibytes("VmHWM")) {
            (Some(resident), Some(peak)) => Ok(Memory { resident, peak }),
            _ => Err(self.failure("the function's process is gone")),
        }
    }

    /// Ends the emulator, which ends the function, and waits for it: the next one is timed on a quiet machine.
    pub(crate) async fn stop(mut self) {
        self.terminate();
        // An error means that it is over already.
        let _ = timeout(PATIENCE, self.emulator.wait()).await;
    }

    /// Asks the emulator to end: killed, it would leave the function behind.
    fn terminate(&self) {
        if let Some(pid) = self.emulator.id() {
            signal("TERM", &pid.to_string());
        }
    }

    async fn await_invocation(&mut self) -> Result<Duration, Failure> {
        loop {
            match timeout(PATIENCE, self.log.recv()).await {
                Ok(Some(Line::Init(duration))) => self.init = Some(duration),
                Ok(Some(Line::Invoke(duration))) => return Ok(duration),
                Ok(Some(Line::Error(line))) => self.errors.push(line),
                Ok(None) | Err(_) => {
                    return Err(self.failure("the emulator tells no end of the call"));
                }
            }
        }
    }

    fn failure(&self, text: &str) -> Failure {
        match self.errors.last() {
            Some(error) => Failure::new(format!("{text} ({error})")),
            None => Failure::new(text),
        }
    }

    /// The emulator's one child.
    fn function_pid(&self) -> Option<u32> {
        let emulator = self.emulator.id()?;
        let threads = fs::read_dir(format!("/proc/{emulator}/task"))
            .ok()?
            .flatten();
        let mut children =
            threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
        children.find_map(|pids| pids.split_whitespace().next()?.parse().ok())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.terminate();
    }
}

async fn read(stream: impl AsyncRead + Unpin, sender: UnboundedSender<Line>) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        // Nobody listens any more once the sandbox is dropped.
        if parse(line).is_some_and(|line| sender.send(line).is_err()) {
            return;
        }
    }
}

/// `INIT REPORT(durationMs: 13.242000)`, `INVOKE RTDONE(status: success, …, duration: 4.241000ms)`.
fn parse(line: String) -> Option<Line> {
    let number = |before: &str| {
        let rest = line.split_once(before)?.1;
        parse_milliseconds(rest.split([')', 'm']).next()?)
    };
    if line.contains("INIT REPORT(") {
        number("durationMs: ").map(Line::Init)
    } else if line.contains("INVOKE RTDONE(") {
        number(" duration: ").map(Line::Invoke)
    } else if line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"WARN\"") {
        Some(Line::Error(line))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emulators_log_is_read() {
        let init = "22 Nov 2026 11:28:50,845 [INFO] (rapid) INIT REPORT(durationMs: 13.242000)";
        let Some(Line::Init(duration)) = parse(init.to_owned()) else {
            panic!("no init")
        };
        assert_eq!(duration, Duration::from_micros(13_242));
        let end = "(rapid) INVOKE RTDONE(status: success, produced bytes: 0, duration: 4.241000ms)";
        let Some(Line::Invoke(duration)) = parse(end.to_owned()) else {
            panic!("no invocation")
        };
        assert_eq!(duration, Duration::from_micros(4_241));
        assert!(parse("(rapid) INVOKE START(requestId: 1)".to_owned()).is_none());
    }
}

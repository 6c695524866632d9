//! A function's own process, as deployed, which a test kills when it likes; Lambda's side is played by the test.

use serde_json::Value;
use std::process::{Child, Command};
use testkit::Stage;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The process, with one event to handle; it ends with this value.
pub(crate) struct Sandbox {
    process: Child,
    told: UnboundedSender<Asked>,
    asked: UnboundedReceiver<Asked>,
}

/// A request over HTTP.
pub(crate) struct Asked {
    /// Method, path and version.
    pub(crate) line: String,
    pub(crate) body: String,
}

impl Sandbox {
    /// Starts the binary on the stage and hands it the event.
    pub(crate) async fn invoke(binary: &str, stage: &Stage, event: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let lambda = listener.local_addr().unwrap().to_string();
        let (told, asked) = unbounded_channel();
        tokio::spawn(play_lambda(listener, event, told.clone()));
        let process = Command::new(binary)
            .env_clear()
            .envs(stage.variables())
            .env("AWS_LAMBDA_RUNTIME_API", lambda)
            .env("AWS_LAMBDA_FUNCTION_NAME", "tested")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .spawn();
        Self {
            process: process.unwrap(),
            told,
            asked,
        }
    }

    /// Where others say what it asks of them, to be put in order with what it asks of Lambda.
    pub(crate) fn told(&self) -> UnboundedSender<Asked> {
        self.told.clone()
    }

    /// What it asks next: of Lambda an event, and another after it has answered.
    pub(crate) async fn asks(&mut self) -> Asked {
        self.asked.recv().await.unwrap()
    }

    /// Ends the process at once, as the machine under it would: nothing is tidied up.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // An error means that it is over already.
        let _ = self.process.kill();
        self.process.wait().unwrap();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
}

/// Answers the process's first question for work with the event and takes its answer; there is no more work.
async fn play_lambda(listener: TcpListener, event: Value, tell: UnboundedSender<Asked>) {
    let mut event = Some(event);
    while let Ok((connection, _)) = listener.accept().await {
        let (event, tell) = (event.take(), tell.clone());
        tokio::spawn(async move { converse(connection, event, tell).await });
    }
}

async fn converse(connection: TcpStream, mut event: Option<Value>, tell: UnboundedSender<Asked>) {
    let mut connection = BufReader::new(connection);
    while let Some(asked) = read_request(&mut connection).await {
        let is_answer = asked.line.starts_with("POST ");
        // The test may be over.
        let _ = tell.send(asked);
        let answer = match event.take() {
            Some(event) => event_answer(&event),
            None if is_answer => "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n".to_owned(),
            None => std::future::pending().await,
        };
        let sent = connection.get_mut().write_all(answer.as_bytes()).await;
        if sent.is_err() {
            return;
        }
    }
}

fn event_answer(event: &Value) -> String {
    let body = event.to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: one\r\nlambda-runtime-deadline-ms: 9999999999999\r\n\
         lambda-runtime-invoked-function-arn: arn:aws:lambda:ap-southeast-3:123456789012:function:tested\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    head + &body
}

/// Reads one request; `None` when the other side gave up before its end.
pub(crate) async fn read_request(connection: &mut BufReader<TcpStream>) -> Option<Asked> {
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    connection.read_line(&mut first).await.ok()?;
    while connection.read_line(&mut line).await.ok()? > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        line.clear();
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.ok()?;
    let body = String::from_utf8(body).ok()?;
    (line == "\r\n").then(|| Asked {
        line: first.trim_end().to_owned(),
        body,
    })
}

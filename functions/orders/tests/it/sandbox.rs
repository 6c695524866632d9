//! A function's own process, as deployed, which a test kills when it likes; Lambda's side is played by the test.

use serde_json::Value;
use std::process::{Child, Command};
use testkit::Stage;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The process, with one event to handle; it ends with this value.
pub(crate) struct Sandbox(Child);

impl Sandbox {
    /// Starts the binary on the stage and hands it the event. What it answers, nobody hears.
    pub(crate) async fn invoke(binary: &str, stage: &Stage, event: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let lambda = listener.local_addr().unwrap().to_string();
        tokio::spawn(play_lambda(listener, event));
        let process = Command::new(binary)
            .env_clear()
            .envs(stage.variables())
            .env("AWS_LAMBDA_RUNTIME_API", lambda)
            .env("AWS_LAMBDA_FUNCTION_NAME", "tested")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .spawn();
        Self(process.unwrap())
    }

    /// Ends the process at once, as the machine under it would: nothing is tidied up.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // An error means that it is over already.
        let _ = self.0.kill();
        self.0.wait().unwrap();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
}

/// Answers the process's first question for work with the event, and no other.
async fn play_lambda(listener: TcpListener, event: Value) {
    let mut event = Some(event);
    while let Ok((connection, _)) = listener.accept().await {
        let event = event.take();
        tokio::spawn(async move { ask(connection, event).await });
    }
}

async fn ask(connection: TcpStream, event: Option<Value>) {
    let mut connection = BufReader::new(connection);
    if read_request(&mut connection).await.is_none() {
        return;
    }
    if let Some(event) = event {
        let body = event.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: one\r\nlambda-runtime-deadline-ms: 9999999999999\r\n\
             lambda-runtime-invoked-function-arn: arn:aws:lambda:ap-southeast-3:123456789012:function:tested\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        let answer = head + &body;
        connection
            .get_mut()
            .write_all(answer.as_bytes())
            .await
            .unwrap();
    }
    // The answer, or the next question: neither is answered.
    let _ = connection.read_u8().await;
    std::future::pending::<()>().await;
}

/// Reads one request; its body, or `None` when the other side gave up before its end.
pub(crate) async fn read_request(connection: &mut BufReader<TcpStream>) -> Option<String> {
    let (mut line, mut length) = (String::new(), 0);
    while connection.read_line(&mut line).await.ok()? > 2 {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        line.clear();
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.ok()?;
    String::from_utf8(body).ok().filter(|_| line == "\r\n")
}

//! An SES that counts what it takes, and refuses when it is told to.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Which of the calls, counted from 1, are refused for now.
type Refuses = fn(usize) -> bool;

#[derive(Default)]
struct Books {
    calls: usize,
    /// What was taken, by address.
    taken: HashMap<String, Vec<Value>>,
}

/// Speaks what SES speaks, on loopback.
pub(crate) struct FakeSes {
    pub(crate) endpoint: String,
    books: Arc<Mutex<Books>>,
}

impl FakeSes {
    pub(crate) async fn open(refuses: Refuses) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let books = Arc::new(Mutex::new(Books::default()));
        tokio::spawn(listen(listener, Arc::clone(&books), refuses));
        Self { endpoint, books }
    }

    /// How many mails each address got.
    pub(crate) fn counts(&self) -> HashMap<String, usize> {
        let books = self.books.lock().unwrap();
        let counts = books.taken.iter();
        counts
            .map(|(address, mails)| (address.clone(), mails.len()))
            .collect()
    }

    /// The mails that an address got, as they were asked for.
    pub(crate) fn mails_to(&self, address: &str) -> Vec<Value> {
        let books = self.books.lock().unwrap();
        books.taken.get(address).cloned().unwrap_or_default()
    }

    pub(crate) fn calls(&self) -> usize {
        self.books.lock().unwrap().calls
    }
}

async fn listen(listener: TcpListener, books: Arc<Mutex<Books>>, refuses: Refuses) {
    while let Ok((stream, _)) = listener.accept().await {
        let books = Arc::clone(&books);
        tokio::spawn(async move {
            // A client that hangs up is done.
            let _ = serve(stream, &books, refuses).await;
        });
    }
}

/// One connection, kept for as many requests as come.
async fn serve(
    mut stream: TcpStream,
    books: &Mutex<Books>,
    refuses: Refuses,
) -> std::io::Result<()> {
    let mut received = Vec::new();
    loop {
        let Some((head, body)) = request(&mut stream, &mut received).await? else {
            return Ok(());
        };
        let answer = if head.starts_with("post /v2/email/outbound-emails ") {
            answer(books, refuses, &body)
        } else {
            // A queue's turn: here is none.
            response("503 Service Unavailable", "", "{}")
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// Head, in small letters, and body of the next request; `None` when there is no more.
async fn request(
    stream: &mut TcpStream,
    received: &mut Vec<u8>,
) -> std::io::Result<Option<(String, Vec<u8>)>> {
    loop {
        if let Some((head, length)) = measure(received)
            && received.len() >= head.len() + length
        {
            let rest = received.split_off(head.len() + length);
            let body = received.split_off(head.len());
            *received = rest;
            return Ok(Some((head, body)));
        }
        let mut chunk = [0; 16_384];
        match stream.read(&mut chunk).await? {
            0 => return Ok(None),
            length => received.extend_from_slice(&chunk[..length]),
        }
    }
}

/// The head of a request and the length of the body after it, once all of the head is here.
fn measure(received: &[u8]) -> Option<(String, usize)> {
    let end = received.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&received[..end + 4]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    Some((head, length.unwrap_or_default()))
}

fn answer(books: &Mutex<Books>, refuses: Refuses, body: &[u8]) -> String {
    let mut books = books.lock().unwrap();
    books.calls += 1;
    if refuses(books.calls) {
        let body = json!({ "message": "Maximum sending rate exceeded." }).to_string();
        return response(
            "429 Too Many Requests",
            "x-amzn-errortype: TooManyRequestsException\r\n",
            &body,
        );
    }
    let mail: Value = serde_json::from_slice(body).unwrap();
    let to = mail["Destination"]["ToAddresses"][0]
        .as_str()
        .unwrap()
        .to_owned();
    books.taken.entry(to).or_default().push(mail);
    let id = format!("fake-{}", books.calls);
    response("200 OK", "", &json!({ "MessageId": id }).to_string())
}

fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

//! An SES that counts what it takes, and refuses when it is told to.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// How many calls there were that ask for a mail to be sent, the present one included.
#[derive(Debug, Clone, Copy)]
pub struct MailCalls {
    pub of_all: usize,
    pub of_address: usize,
}

/// Which of the calls are refused for now.
type Refuses = fn(MailCalls) -> bool;

#[derive(Debug, Default)]
struct Books {
    calls: usize,
    calls_of: HashMap<String, usize>,
    /// What was taken, by address.
    taken: HashMap<String, Vec<Value>>,
}

/// Speaks what SES speaks, on loopback.
#[derive(Debug)]
pub struct FakeSes {
    pub endpoint: String,
    books: Arc<Mutex<Books>>,
    refuses: Refuses,
}

/// Another way to a [`FakeSes`], on which after some calls none is answered any more.
#[derive(Debug)]
pub struct DyingLine {
    pub endpoint: String,
    counter: Arc<Counter>,
}

impl DyingLine {
    /// Waits until a call came that will never be answered.
    pub async fn is_dead(&self) {
        self.counter.is_silent.notified().await;
    }
}

/// Where the calls of a line come in.
#[derive(Debug)]
struct Counter {
    books: Arc<Mutex<Books>>,
    refuses: Refuses,
    /// How many calls are still answered; `None` for all.
    left: Option<AtomicUsize>,
    is_silent: Notify,
}

impl FakeSes {
    pub async fn open(refuses: Refuses) -> Self {
        let books = Arc::new(Mutex::new(Books::default()));
        let (endpoint, _) = line(&books, refuses, None).await;
        Self {
            endpoint,
            books,
            refuses,
        }
    }

    /// Another way to it, which answers so many calls.
    pub async fn dying_after(&self, calls: usize) -> DyingLine {
        let (endpoint, counter) = line(&self.books, self.refuses, Some(calls)).await;
        DyingLine { endpoint, counter }
    }

    /// How many mails each address got.
    pub fn counts(&self) -> HashMap<String, usize> {
        let books = self.books.lock().expect("the books");
        let counts = books.taken.iter();
        counts
            .map(|(address, mails)| (address.clone(), mails.len()))
            .collect()
    }

    /// The mails that an address got, as they were asked for.
    pub fn mails_to(&self, address: &str) -> Vec<Value> {
        let books = self.books.lock().expect("the books");
        books.taken.get(address).cloned().unwrap_or_default()
    }

    pub fn calls(&self) -> usize {
        self.books.lock().expect("the books").calls
    }
}

async fn line(
    books: &Arc<Mutex<Books>>,
    refuses: Refuses,
    left: Option<usize>,
) -> (String, Arc<Counter>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let counter = Arc::new(Counter {
        books: Arc::clone(books),
        refuses,
        left: left.map(AtomicUsize::new),
        is_silent: Notify::new(),
    });
    tokio::spawn(listen(listener, Arc::clone(&counter)));
    (format!("http://{address}"), counter)
}

async fn listen(listener: TcpListener, counter: Arc<Counter>) {
    while let Ok((stream, _)) = listener.accept().await {
        let counter = Arc::clone(&counter);
        tokio::spawn(async move {
            // A client that hangs up is done.
            let _ = serve(stream, &counter).await;
        });
    }
}

/// One connection, kept for as many requests as come.
async fn serve(mut stream: TcpStream, counter: &Counter) -> std::io::Result<()> {
    let mut received = Vec::new();
    loop {
        let Some((head, body)) = request(&mut stream, &mut received).await? else {
            return Ok(());
        };
        let answer = if head.starts_with("post /v2/email/outbound-emails ") {
            if !counter.answers() {
                counter.is_silent.notify_one();
                std::future::pending::<()>().await;
            }
            counter.take(&body)
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

impl Counter {
    /// Whether one call more is answered.
    fn answers(&self) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        self.left.as_ref().is_none_or(|left| {
            left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less)
                .is_ok()
        })
    }

    fn take(&self, body: &[u8]) -> String {
        let mail: Value = serde_json::from_slice(body).expect("a mail");
        let to = mail["Destination"]["ToAddresses"][0].as_str();
        let to = to.expect("an address").to_owned();
        let mut books = self.books.lock().expect("the books");
        books.calls += 1;
        let of_all = books.calls;
        let of_address = books.calls_of.entry(to.clone()).or_default();
        *of_address += 1;
        let calls = MailCalls {
            of_all,
            of_address: *of_address,
        };
        if (self.refuses)(calls) {
            return response(
                "429 Too Many Requests",
                "x-amzn-errortype: TooManyRequestsException\r\n",
                &json!({ "message": "Maximum sending rate exceeded." }).to_string(),
            );
        }
        books.taken.entry(to).or_default().push(mail);
        let answer = json!({ "MessageId": format!("fake-{}", calls.of_all) });
        response("200 OK", "", &answer.to_string())
    }
}

fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

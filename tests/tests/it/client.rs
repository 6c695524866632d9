//! A shopper's or an operator's view of a running stack: its API, its mail inbox, Midtrans's page.

use end_to_end::Description;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{env, fs};
use testkit::Forge;
use uuid::Uuid;

/// How long something that will happen may take: queues, schedules and mails have their own time.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What everybody signs in with whom these tests make.
pub(crate) const PASSWORD: &str = "rahasia-dapur-7";

static DESCRIPTION: LazyLock<Description> = LazyLock::new(Description::load);

/// A stack that is up, by the file of addresses that it wrote.
#[derive(Clone)]
pub(crate) struct Stack {
    http: Client,
    variables: HashMap<String, String>,
}

/// Somebody who calls the API.
#[derive(Clone)]
pub(crate) struct Caller {
    stack: Stack,
    pub(crate) email: String,
    access_token: Option<String>,
    cart_token: Option<String>,
}

/// What the API answered, checked against its description.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.body
        );
    }
}

impl Stack {
    /// The stack that `SAYUR_STACK_ENV` names.
    pub(crate) fn of_the_suite() -> Self {
        let file =
            env::var("SAYUR_STACK_ENV").expect("SAYUR_STACK_ENV names the stack's variables");
        let text = fs::read_to_string(file).expect("the stack's variables are readable");
        let variables = text.lines().filter_map(|line| line.split_once('='));
        let variables =
            variables.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned()));
        let http = Client::builder()
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        Self {
            http,
            variables: variables.collect(),
        }
    }

    pub(crate) fn variable(&self, name: &str) -> &str {
        self.variables
            .get(name)
            .unwrap_or_else(|| panic!("the stack's file has no {name}"))
    }

    /// Somebody without an account or a cart.
    pub(crate) fn stranger(&self) -> Caller {
        let email = format!(
            "{}@example.com",
            Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple()
        );
        Caller {
            stack: self.clone(),
            email,
            access_token: None,
            cart_token: None,
        }
    }

    /// Somebody who has registered, followed the link in the mail, and is signed in.
    pub(crate) async fn shopper(&self) -> Caller {
        let mut shopper = self.stranger();
        let account =
            json!({ "email": shopper.email, "password": PASSWORD, "name": "Siti Aminah" });
        shopper
            .post("/v1/auth/register", &account)
            .await
            .expect(202);
        let token = self.mailed_token(&shopper.email, "verify-email").await;
        let session = shopper
            .post("/v1/auth/verify-email", &json!({ "token": token }))
            .await
            .expect(200);
        shopper.sign_in_with(&session);
        shopper
    }

    /// Somebody with these roles and no others, signed in with what they allow.
    pub(crate) async fn user_with_roles(&self, admin: &Caller, roles: &[&str]) -> Caller {
        let mut user = self.shopper().await;
        let path = format!("/v1/admin/users/{}", user.id());
        admin
            .patch(&path, &json!({ "roles": roles }))
            .await
            .expect(200);
        user.log_in(PASSWORD).await;
        user
    }

    /// The first operator, as `make up` made them.
    pub(crate) async fn admin(&self) -> Caller {
        let mut admin = self.stranger();
        admin.email = self.variable("ADMIN_EMAIL").to_owned();
        admin.log_in(self.variable("ADMIN_PASSWORD")).await;
        admin
    }

    /// The text of the newest mail to an address that holds `phrase`, as soon as it arrives.
    pub(crate) async fn mail(&self, to: &str, phrase: &str) -> String {
        eventually(&format!("a mail to {to} with “{phrase}”"), async || {
            self.mails(to)
                .await
                .into_iter()
                .rev()
                .find(|text| text.contains(phrase))
        })
        .await
    }

    /// The token in the link to the shop's page of this name, in the newest mail that has one.
    pub(crate) async fn mailed_token(&self, to: &str, page: &str) -> String {
        let before = format!("/{page}?token=");
        let mail = self.mail(to, &before).await;
        let token = mail.split(&before).nth(1).unwrap();
        let end = token.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        token[..end.unwrap_or(token.len())].to_owned()
    }

    /// The texts of all mails to an address, subject first, the oldest first.
    pub(crate) async fn mails(&self, to: &str) -> Vec<String> {
        let inbox: Value = self
            .http
            .get(self.variable("MAIL_INBOX_URL"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let accounts = inbox["messages"].as_object().unwrap();
        let messages = accounts
            .values()
            .flat_map(|messages| messages.as_array().unwrap());
        messages
            .filter(|message| {
                message["To"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|address| address == to)
            })
            .map(|message| {
                format!(
                    "{}\n{}",
                    text(&message["Subject"]),
                    text(&message["BodyText"])
                )
            })
            .collect()
    }

    /// Sends bytes where a presigned upload says.
    pub(crate) async fn upload(&self, ticket: &Value, bytes: &'static [u8]) -> u16 {
        let mut request = self.http.put(text(&ticket["url"])).body(bytes);
        for (name, value) in ticket["headers"].as_object().unwrap() {
            request = request.header(name, text(value));
        }
        request.send().await.unwrap().status().as_u16()
    }

    /// Does what a person does on Midtrans's page: picks the first way to pay, and pays.
    pub(crate) async fn pay_on_page(&self, redirect_url: &str) {
        let page = self.page(self.http.get(redirect_url)).await;
        let back = form_action(&page, "/choose");
        let channel = page
            .split("name=\"channel\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let base = reqwest::Url::parse(redirect_url).unwrap();
        let choose = self
            .http
            .post(base.join(&back).unwrap())
            .form(&[("channel", channel)]);
        let page = self.page(choose).await;
        self.page(
            self.http
                .post(base.join(&form_action(&page, "/pay")).unwrap()),
        )
        .await;
    }

    async fn page(&self, request: reqwest::RequestBuilder) -> String {
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        response.text().await.unwrap()
    }

    /// Makes Midtrans tell the shop of a transaction.
    pub(crate) async fn simulate(&self, reference: &str, body: &Value) -> Value {
        let url = format!(
            "{}/_simulate/{reference}",
            self.variable("MIDTRANS_SIMULATOR_URL")
        );
        let response = self.http.post(url).json(body).send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        response.json().await.unwrap()
    }
}

/// Where the form goes whose address ends so.
fn form_action(page: &str, end: &str) -> String {
    let mut actions = page
        .split("action=\"")
        .skip(1)
        // The page escapes what HTML asks to be escaped, and slashes too.
        .map(|rest| rest.split('"').next().unwrap().replace("&#x2f;", "/"));
    actions
        .find(|action| action.ends_with(end))
        .unwrap_or_else(|| panic!("no form {end} in {page}"))
}

impl Caller {
    pub(crate) async fn log_in(&mut self, password: &str) {
        let login = json!({ "email": self.email, "password": password });
        let session = self.post("/v1/auth/login", &login).await.expect(200);
        self.sign_in_with(&session);
    }

    pub(crate) fn sign_in_with(&mut self, session: &Value) {
        self.access_token = Some(text(&session["access_token"]).to_owned());
    }

    /// The same person with a guest's cart.
    pub(crate) async fn with_guest_cart(mut self) -> Self {
        let cart = self.post("/v1/carts", &json!({})).await.expect(201);
        self.cart_token = Some(text(&cart["cart_token"]).to_owned());
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None, None).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PATCH, path, Some(body), None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None, None).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PUT, path, Some(body), None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, Some(body), None).await
    }

    /// The same caller with another access token, or none.
    pub(crate) fn with_access_token(&self, token: Option<&str>) -> Self {
        Self {
            access_token: token.map(str::to_owned),
            ..self.clone()
        }
    }

    pub(crate) fn access_token(&self) -> &str {
        self.access_token.as_deref().expect("signed in")
    }

    /// Who is signed in.
    pub(crate) fn id(&self) -> String {
        text(&Forge::claims(self.access_token())["sub"]).to_owned()
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.call(method, path, Some(body), None).await
    }

    pub(crate) async fn send_once(
        &self,
        method: &str,
        path: &str,
        key: &str,
        body: &Value,
    ) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.call(method, path, Some(body), Some(key)).await
    }

    /// A POST under an idempotency key.
    pub(crate) async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, Some(body), Some(key)).await
    }

    /// A POST of a CSV file.
    pub(crate) async fn post_csv(&self, path: &str, file: &str) -> Answer {
        let request = self
            .request(&Method::POST, path)
            .header("content-type", "text/csv; charset=utf-8")
            .body(file.to_owned());
        Self::answer(&Method::POST, path, request).await
    }

    /// The status of a call without credentials and with an empty object for a body, whatever it says.
    pub(crate) async fn probe(&self, method: &str, path: &str) -> u16 {
        let url = format!("{}{path}", self.stack.variable("API_URL"));
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.stack.http.request(method, url).json(&json!({}));
        request.send().await.unwrap().status().as_u16()
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Answer {
        let mut request = self.request(&method, path);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        Self::answer(&method, path, request).await
    }

    /// A request with the caller's credentials.
    fn request(&self, method: &Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.stack.variable("API_URL"));
        let mut request = self.stack.http.request(method.clone(), url);
        if let Some(token) = &self.access_token {
            request = request.bearer_auth(token);
        }
        if let Some(token) = &self.cart_token {
            request = request.header("cart-token", token);
        }
        request
    }

    async fn answer(method: &Method, path: &str, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let media_type = response.headers().get("content-type").cloned();
        let media_type = media_type.as_ref().and_then(|kind| kind.to_str().ok());
        let media_type = media_type.and_then(|kind| kind.split(';').next());
        let file = media_type.filter(|kind| kind.starts_with("text/"));
        let bytes = response.bytes().await.unwrap();
        let body: Option<Value> = (!bytes.is_empty()).then(|| {
            if file.is_some() {
                return json!(String::from_utf8_lossy(&bytes));
            }
            serde_json::from_slice(&bytes).unwrap_or_else(|_| {
                panic!(
                    "{method} {path} answered {status} {}",
                    String::from_utf8_lossy(&bytes)
                )
            })
        });
        let route = path.split('?').next().unwrap();
        match file {
            Some(kind) => {
                DESCRIPTION.check_typed(method.as_str(), route, status, kind, body.as_ref());
            }
            None => DESCRIPTION.check(method.as_str(), route, status, body.as_ref()),
        }
        Answer {
            status,
            body: body.unwrap_or_default(),
        }
    }
}

/// Looks until there is something to see.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    while started.elapsed() < PATIENCE {
        ticks.tick().await;
        if let Some(seen) = look().await {
            return seen;
        }
    }
    panic!("in {PATIENCE:?} there was not {what}");
}

pub(crate) fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("not a text: {value}"))
}

//! Somebody at an OpenID provider's pages: follows redirects, keeps cookies, fills in forms.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, Url};
use std::collections::HashMap;

/// More steps than any way through a provider's pages takes.
const MAX_STEPS: usize = 20;

/// A browser with a jar of its own.
pub struct Browser {
    http: Client,
    /// Values, by name and path; all of one host.
    cookies: HashMap<(String, String), String>,
}

/// What the provider sent the browser back to the shop with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub code: String,
    pub state: String,
}

impl Default for Browser {
    fn default() -> Self {
        let http = Client::builder().redirect(Policy::none()).build();
        Self {
            http: http.expect("a client"),
            cookies: HashMap::new(),
        }
    }
}

impl Browser {
    /// Opens the provider's page, signs in by this name if asked to, consents, and stops where the provider
    /// sends it back to another host.
    pub async fn sign_in(&mut self, authorization_url: &str, login: &str) -> Returned {
        let mut url = Url::parse(authorization_url).expect("an address");
        let provider = url.authority().to_owned();
        let mut response = self.request(Method::GET, &url, None).await;
        for _ in 0..MAX_STEPS {
            if let Some(location) = response.headers().get(LOCATION) {
                url = url
                    .join(location.to_str().expect("a location"))
                    .expect("an address");
                if url.authority() != provider {
                    return returned(&url);
                }
                response = self.request(Method::GET, &url, None).await;
                continue;
            }
            let status = response.status();
            let page = response.text().await.expect("a page");
            assert!(status.is_success(), "{url} answers {status}: {page}");
            let (action, form) = fill_in(&page, login);
            url = url.join(&action).expect("an address");
            response = self.request(Method::POST, &url, Some(form)).await;
        }
        panic!("no end of pages, the last one {url}");
    }

    async fn request(&mut self, method: Method, url: &Url, form: Option<String>) -> Response {
        let cookies = self
            .cookies
            .iter()
            .filter(|((_, path), _)| url.path().starts_with(path))
            .map(|((name, _), value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        let mut request = self
            .http
            .request(method, url.clone())
            .header(COOKIE, cookies.join("; "));
        if let Some(form) = form {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form);
        }
        let response = request.send().await.expect("the provider answers");
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie"));
        }
        response
    }

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split("; ");
        let (name, value) = parts
            .next()
            .and_then(|pair| pair.split_once('='))
            .expect("a cookie has a name");
        let path = parts
            .find_map(|part| part.strip_prefix("path="))
            .unwrap_or("/");
        let key = (name.to_owned(), path.to_owned());
        if value.is_empty() {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, value.to_owned());
        }
    }
}

fn returned(url: &Url) -> Returned {
    let value = |name: &str| {
        let mut pairs = url.query_pairs();
        let Some((_, value)) = pairs.find(|(key, _)| key == name) else {
            panic!("no {name} in {url}");
        };
        value.into_owned()
    };
    Returned {
        code: value("code"),
        state: value("state"),
    }
}

/// Where the page's form goes, and what somebody writes into it.
fn fill_in(page: &str, login: &str) -> (String, String) {
    let form = page
        .split("<form")
        .nth(1)
        .unwrap_or_else(|| panic!("no form in {page}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let action = attribute(form, "action").unwrap_or_else(|| panic!("no action in {form}"));
    let mut fields = Url::parse("form:").expect("an address");
    for input in form.split("<input").skip(1) {
        let input = input.split('>').next().unwrap_or_default();
        let Some(name) = attribute(input, "name") else {
            continue;
        };
        let value = match name.as_str() {
            "login" => login.to_owned(),
            "password" => "whatever".to_owned(),
            _ => attribute(input, "value").unwrap_or_default(),
        };
        fields.query_pairs_mut().append_pair(&name, &value);
    }
    (action, fields.query().unwrap_or_default().to_owned())
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(value.split('"').next()?.replace("&amp;", "&"))
}

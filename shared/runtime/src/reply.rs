//! Answers.

use crate::{Problem, Request};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::read::GzDecoder;
use lambda_http::http::{HeaderName, HeaderValue, StatusCode, header};
use lambda_http::{Body, Response};
use ring::digest::{SHA256, digest};
use serde::Serialize;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// Headers that an answer will have whatever it becomes: noted while the request is looked at, put on at the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnswerHeaders(Arc<Mutex<Vec<(&'static str, String)>>>);

impl AnswerHeaders {
    pub(crate) fn add(&self, name: &'static str, value: String) {
        let mut headers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        headers.push((name, value));
    }

    pub(crate) fn onto(&self, reply: Reply) -> Reply {
        let headers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        headers
            .iter()
            .fold(reply, |reply, (name, value)| reply.header(name, value))
    }
}

/// A body as it is sent.
pub(crate) fn json(body: &impl Serialize) -> String {
    // The bodies are our own structs, whose keys are strings: they always serialise.
    serde_json::to_string(body).unwrap_or_default()
}

/// An answer: a status, headers and, mostly, JSON.
#[derive(Debug)]
pub struct Reply(Response<Body>);

impl Reply {
    /// 200 with a JSON body.
    #[must_use]
    pub fn ok(body: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, "application/json", body)
    }

    /// 200 with what everybody may read and keep for so many seconds; 304 without it if the caller has it already.
    #[must_use]
    pub fn public(request: &Request, seconds: u32, body: &impl Serialize) -> Self {
        Self::public_json(request, seconds, json(body))
    }

    /// As [`Self::public`], of a body that is written already.
    pub(crate) fn public_json(request: &Request, seconds: u32, body: String) -> Self {
        Self::known_or(request, seconds, body.into(), "application/json")
            .header("vary", "accept-language")
    }

    /// 200 with a document that everybody gets alike and that is kept gzipped: so for whoever takes it so, unpacked for
    /// others. Caches may keep it for so many seconds; 304 without it if the caller has it already.
    pub fn packed(
        request: &Request,
        seconds: u32,
        media_type: &'static str,
        gzipped: &'static [u8],
    ) -> Result<Self, Problem> {
        let reply = if request.takes_encoding("gzip") {
            Self::known_or(request, seconds, gzipped.into(), media_type)
                .header("content-encoding", "gzip")
        } else {
            let mut document = Vec::new();
            GzDecoder::new(gzipped)
                .read_to_end(&mut document)
                .map_err(|error| Problem::internal("a document of the function's", error))?;
            Self::known_or(request, seconds, document.into(), media_type)
        };
        Ok(reply
            .header("vary", "accept-encoding")
            .header("x-content-type-options", "nosniff"))
    }

    /// 200 with a body for everybody, or 304 if the request names it.
    fn known_or(request: &Request, seconds: u32, body: Body, media_type: &'static str) -> Self {
        let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, &body));
        let tag = format!("\"{hash}\"");
        // Weak and strong tags compare alike here (RFC 9110 §13.1.2).
        let known = request
            .header("if-none-match")
            .unwrap_or_default()
            .split(',')
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|known| known == tag || known == "*");
        let reply = if known {
            Self::empty(StatusCode::NOT_MODIFIED)
        } else {
            Self::of(StatusCode::OK, media_type, body)
        };
        reply.cacheable(seconds).header("etag", tag)
    }

    /// 200 with an HTML document that brings along all it shows: browsers load nothing for it, run nothing in it,
    /// and tell nobody its address.
    #[must_use]
    pub fn html(document: String) -> Self {
        Self::text(StatusCode::OK, "text/html; charset=utf-8", document)
            .header(
                "content-security-policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            )
            .header("referrer-policy", "no-referrer")
            .header("x-content-type-options", "nosniff")
    }

    /// 200 with a file that is kept under this name.
    #[must_use]
    pub fn file(media_type: &'static str, name: &str, contents: impl Into<Body>) -> Self {
        let mut response = Response::new(contents.into());
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self(response)
            .header("cache-control", "no-store")
            .header(
                "content-disposition",
                format!("attachment; filename=\"{name}\""),
            )
            .header("referrer-policy", "no-referrer")
            .header("x-content-type-options", "nosniff")
    }

    /// 201 with what was made.
    #[must_use]
    pub fn created(body: &impl Serialize) -> Self {
        Self::json(StatusCode::CREATED, "application/json", body)
    }

    /// 202: taken, the rest happens later.
    #[must_use]
    pub fn accepted() -> Self {
        Self::empty(StatusCode::ACCEPTED)
    }

    /// 202 with what will follow.
    #[must_use]
    pub fn accepted_as(body: &impl Serialize) -> Self {
        Self::json(StatusCode::ACCEPTED, "application/json", body)
    }

    /// 200 with plain text.
    #[must_use]
    pub fn plain(text: String) -> Self {
        Self::text(StatusCode::OK, "text/plain; charset=utf-8", text)
            .header("x-content-type-options", "nosniff")
    }

    /// 204.
    #[must_use]
    pub fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    pub(crate) fn problem(status: u16, body: &impl Serialize) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::json(status, "application/problem+json", body)
    }

    /// Adds a header; one whose value is not visible ASCII is left out.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        if let Ok(value) = HeaderValue::from_str(value.as_ref()) {
            self.0
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// Names the version of what is shown, for `If-Match` (see [`Request::expected_version`]).
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.header("etag", format!("\"{version}\""))
    }

    /// Lets caches keep a public answer for so many seconds.
    #[must_use]
    pub fn cacheable(self, seconds: u32) -> Self {
        self.header("cache-control", format!("public, max-age={seconds}"))
    }

    fn empty(status: StatusCode) -> Self {
        let mut response = Response::new(Body::Empty);
        *response.status_mut() = status;
        Self(response).header("cache-control", "no-store")
    }

    fn json(status: StatusCode, media_type: &'static str, body: &impl Serialize) -> Self {
        Self::text(status, media_type, json(body))
    }

    fn text(status: StatusCode, media_type: &'static str, text: String) -> Self {
        Self::of(status, media_type, Body::Text(text))
    }

    fn of(status: StatusCode, media_type: &'static str, body: Body) -> Self {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self(response).header("cache-control", "no-store")
    }

    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status().as_u16()
    }

    #[must_use]
    pub fn into_response(self) -> Response<Body> {
        self.0
    }
}

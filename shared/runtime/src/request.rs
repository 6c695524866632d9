//! Requests: what an endpoint may ask of one, with the answer to every way in which it can be malformed.

use crate::deadline;
use crate::invocation::Invocation;
use crate::reply::AnswerHeaders;
use crate::{Problem, edge};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::failure::{Failure, Invalid, Kind, Violation};
use domain::idempotency::{Idempotency, IdempotencyKey};
use domain::identity::Origin;
use domain::orders::OrderCode;
use domain::{Clock, ExpectedVersion, Language, Page, PageRequest, SystemClock};
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequestContext;
use lambda_http::request::RequestContext;
use lambda_http::{Body, RequestExt};
use ring::digest::{SHA256, digest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

/// The largest body any endpoint takes, unless it is a file.
const MAX_BODY_BYTES: usize = 256 * 1024;
/// The largest file.
const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
const MAX_USER_AGENT: usize = 300;
const DEFAULT_LIMIT: u8 = 20;
const MAX_LIMIT: u8 = 100;

/// A request of API Gateway's HTTP API.
#[derive(Debug)]
pub struct Request(lambda_http::Request, AnswerHeaders);

/// Why a request cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RequestError {
    #[error("the body is not JSON")]
    NotJson,
    #[error("the request does not have the right shape: {0:?}")]
    Shape(Violation),
    #[error("the body is too large")]
    TooLarge,
    #[error("the content type is not JSON")]
    MediaType,
    #[error("the content type is not CSV")]
    NotCsv,
    #[error("no idempotency key")]
    NoIdempotencyKey,
    #[error("a path parameter names nothing")]
    NoSuchPath,
}

impl Failure for RequestError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchPath => Kind::NotFound,
            _ => Kind::Malformed,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotJson => "malformed_json",
            Self::Shape(_) => "malformed_request",
            Self::TooLarge => "body_too_large",
            Self::MediaType => "unsupported_media_type",
            Self::NotCsv => "csv_required",
            Self::NoIdempotencyKey => "idempotency_key_required",
            Self::NoSuchPath => "not_found",
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Shape(violation) => vec![violation.clone()],
            _ => Vec::new(),
        }
    }
}

impl Request {
    #[must_use]
    pub fn new(request: lambda_http::Request) -> Self {
        Self(request, AnswerHeaders::default())
    }

    /// Adds a header to the answer, be it a reply or a problem. The last of one name counts.
    pub fn answer_header(&self, name: &'static str, value: String) {
        self.1.add(name, value);
    }

    /// What was added to the answer, and will be until the request is done with.
    pub(crate) fn answer_headers(&self) -> AnswerHeaders {
        self.1.clone()
    }

    /// The id of this request, given by the API's gateway.
    #[must_use]
    pub fn id(&self) -> &str {
        self.context()
            .and_then(|context| context.request_id.as_deref())
            .unwrap_or("unknown")
    }

    /// The route as the API names it (`POST /v1/orders/{code}/cancel`), fit for logs: no ids, no tokens.
    #[must_use]
    pub fn route(&self) -> &str {
        self.context()
            .and_then(|context| context.route_key.as_deref())
            .unwrap_or("unknown")
    }

    /// The order that the route names, if it names one.
    pub(crate) fn order_code(&self) -> Option<&str> {
        let code = self.0.path_parameters_ref()?.first("code")?;
        code.parse::<OrderCode>().is_ok().then_some(code)
    }

    /// What this request's lines and metrics are known by.
    pub(crate) fn invocation(&self) -> Invocation {
        Invocation::of_request(self.id(), self.0.lambda_context_ref())
    }

    /// How long its handler may be at work; `None` where nobody would end it.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        deadline::time_left(self.0.lambda_context_ref()?, SystemClock.now())
    }

    /// The address the caller comes from: the API's gateway knows it, or the edge before it.
    #[must_use]
    pub fn source_ip(&self) -> &str {
        let direct = || self.context()?.http.source_ip.as_deref();
        edge::viewer(self.0.headers())
            .or_else(direct)
            .unwrap_or("unknown")
    }

    /// Refuses what went around the edge, where there is one: nothing is to be found there.
    pub(crate) fn through_the_edge(self) -> Result<Self, Problem> {
        if edge::is_bypassed(self.0.headers()) {
            return Err(RequestError::NoSuchPath.into());
        }
        Ok(self)
    }

    /// Where the request comes from, as sessions and the audit log keep it.
    #[must_use]
    pub fn origin(&self) -> Origin {
        let user_agent = self.header("user-agent").unwrap_or_default();
        Origin {
            ip: self.source_ip().to_owned(),
            user_agent: user_agent.chars().take(MAX_USER_AGENT).collect(),
            request_id: self.id().to_owned(),
        }
    }

    fn context(&self) -> Option<&ApiGatewayV2httpRequestContext> {
        match self.0.request_context_ref()? {
            RequestContext::ApiGatewayV2(context) => Some(context),
            #[allow(
                unreachable_patterns,
                reason = "which variants exist depends on features other crates enable"
            )]
            _ => None,
        }
    }

    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// A header that may be missing; one that cannot be parsed is refused with the code.
    pub fn parsed_header<T: FromStr>(
        &self,
        name: &str,
        code: &'static str,
    ) -> Result<Option<T>, Problem> {
        let bad = || RequestError::Shape(Violation::new(format!("/headers/{name}"), code));
        match self.0.headers().get(name) {
            None => Ok(None),
            Some(value) => {
                let text = value.to_str().map_err(|_| bad())?;
                Ok(Some(text.trim().parse().map_err(|_| bad())?))
            }
        }
    }

    /// The language the caller prefers.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::preferred(self.header("accept-language").unwrap_or_default())
    }

    /// The language the caller asks for; `None` when they leave it to us.
    #[must_use]
    pub fn stated_language(&self) -> Option<Language> {
        self.header("accept-language").map(Language::preferred)
    }

    /// The versions that `If-Match` names (RFC 9110 §13.1.1); any when there is none. Weak tags, and tags that
    /// are no versions, match nothing.
    #[must_use]
    pub fn expected_version(&self) -> ExpectedVersion {
        let Some(tags) = self.header("if-match") else {
            return ExpectedVersion::Any;
        };
        if tags.trim() == "*" {
            return ExpectedVersion::Any;
        }
        let version = |tag: &str| {
            let tag = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
            tag.parse().ok()
        };
        ExpectedVersion::OneOf(tags.split(',').filter_map(version).collect())
    }

    /// The token of `Authorization: Bearer …`.
    #[must_use]
    pub fn bearer_token(&self) -> Option<&str> {
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    }

    /// A parameter of the path; one that cannot be parsed names nothing: 404.
    pub fn path<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let parameters = self
            .0
            .path_parameters_ref()
            .ok_or(RequestError::NoSuchPath)?;
        let text = parameters.first(name).ok_or(RequestError::NoSuchPath)?;
        Ok(text.parse().map_err(|_| RequestError::NoSuchPath)?)
    }

    /// Path and query as they came, and the language that is wanted: what a public answer depends on.
    pub(crate) fn public_key(&self) -> [&str; 3] {
        let address = self.0.uri();
        let query = address.query().unwrap_or_default();
        [self.language().as_str(), address.path(), query]
    }

    /// The query string, whole: unknown and ill-formed parameters are refused by `T`.
    pub fn query<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        parsed_query(self.0.uri().query().unwrap_or_default())
    }

    /// The query string, where each of the named parameters may come more than once: `T` finds its values joined by
    /// commas, as if they had come together.
    pub fn query_with_lists<T: DeserializeOwned>(&self, lists: &[&str]) -> Result<T, Problem> {
        let query = self.0.uri().query().unwrap_or_default();
        let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
        for (name, value) in form_pairs(query) {
            let is_list = lists.contains(&name.as_ref());
            let known = pairs
                .iter_mut()
                .find(|(known, _)| is_list && *known == name);
            match known {
                Some((_, values)) => *values = format!("{values},{value}").into(),
                None => pairs.push((name, value)),
            }
        }
        let joined = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        parsed_query(&joined)
    }

    /// The JSON body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if !self.is_of_type("application/json") {
            return Err(RequestError::MediaType.into());
        }
        let body = self.body()?;
        // serde would also take a struct's fields by position, from an array.
        if body.trim_ascii_start().starts_with(b"[") {
            return Err(RequestError::Shape(Violation::new("", "malformed_field")).into());
        }
        let mut json = serde_json::Deserializer::from_slice(body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            if error.inner().is_data() {
                RequestError::Shape(Violation::new(pointer(error.path()), "malformed_field"))
            } else {
                RequestError::NotJson
            }
        })?;
        json.end().map_err(|_| RequestError::NotJson)?;
        Ok(value)
    }

    /// The CSV file that the body is: bytes yet, whatever its type says of their encoding.
    pub fn csv(&self) -> Result<&[u8], Problem> {
        if self.is_of_type("text/csv") {
            self.bytes(MAX_FILE_BYTES)
        } else {
            Err(RequestError::NotCsv.into())
        }
    }

    fn is_of_type(&self, media_type: &str) -> bool {
        let essence = self.header("content-type").unwrap_or_default().split(';');
        let essence = essence.map(str::trim).next().unwrap_or_default();
        essence.eq_ignore_ascii_case(media_type)
    }

    /// The body as it came, for signatures.
    pub fn body(&self) -> Result<&[u8], Problem> {
        self.bytes(MAX_BODY_BYTES)
    }

    fn bytes(&self, most: usize) -> Result<&[u8], Problem> {
        let bytes: &[u8] = match self.0.body() {
            Body::Text(text) => text.as_bytes(),
            Body::Binary(bytes) => bytes,
            _ => &[],
        };
        if bytes.len() > most {
            Err(RequestError::TooLarge.into())
        } else {
            Ok(bytes)
        }
    }

    /// The required `Idempotency-Key`, good for this route and `caller`.
    pub fn idempotency(&self, caller: &str) -> Result<Idempotency, Problem> {
        let key = self
            .header("idempotency-key")
            .ok_or(RequestError::NoIdempotencyKey)?;
        let key = IdempotencyKey::parse(key).map_err(|Invalid(code)| {
            RequestError::Shape(Violation::new("/headers/idempotency-key", code))
        })?;
        let fingerprint = digest(&SHA256, self.body()?);
        Ok(Idempotency {
            scope: format!("{} {} {caller}", self.0.method(), self.0.uri().path()),
            key,
            fingerprint: fingerprint
                .as_ref()
                .try_into()
                .map_err(|error| Problem::internal("digest", error))?,
        })
    }

    /// The page asked for by `limit` and `cursor`.
    pub fn page<K: DeserializeOwned>(
        &self,
        limit: Option<u8>,
        cursor: Option<&str>,
    ) -> Result<PageRequest<K>, Problem> {
        let bad = |name: &str| RequestError::Shape(Violation::new(name, "malformed_parameter"));
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(bad("/limit").into());
        }
        let after = cursor
            .map(|text| decode_cursor(text).ok_or_else(|| bad("/cursor")))
            .transpose()?;
        Ok(PageRequest { limit, after })
    }
}

/// The answer's form of a page: `{"items": […], "next_cursor": …}`.
#[derive(Serialize)]
pub struct PageView<T> {
    pub items: Vec<T>,
    pub next_cursor: Option<String>,
}

impl<T> PageView<T> {
    pub fn new<'a, I, K: Serialize>(page: &'a Page<I, K>, view: impl FnMut(&'a I) -> T) -> Self {
        let next_cursor = page
            .next
            .as_ref()
            .and_then(|key| serde_json::to_vec(key).ok())
            .map(|json| URL_SAFE_NO_PAD.encode(json));
        Self {
            items: page.items.iter().map(view).collect(),
            next_cursor,
        }
    }
}

fn decode_cursor<K: DeserializeOwned>(text: &str) -> Option<K> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

fn parsed_query<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_pairs(query));
    Ok(serde_path_to_error::deserialize(pairs).map_err(|error| {
        RequestError::Shape(Violation::new(pointer(error.path()), "malformed_parameter"))
    })?)
}

fn form_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// The JSON pointer (RFC 6901) of a path into a document.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(String::new(), |pointer, segment| match segment {
            Segment::Seq { index } => format!("{pointer}/{index}"),
            Segment::Map { key } => {
                format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Segment::Enum { variant } => format!("{pointer}/{variant}"),
            Segment::Unknown => pointer,
        })
}

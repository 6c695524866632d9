//! Problem details (RFC 9457): the one place where a failure becomes an answer.

use crate::{Reply, messages};
use domain::failure::{Failure, Kind, Violation};
use domain::{Language, StoreError};
use serde::Serialize;
use serde_json::{Map, Value};
use std::error::Error;

/// Seconds after which to try again when something we depend on is away.
const RETRY_OUTAGE_AFTER: u32 = 5;

/// A failure on its way to the caller. The cause goes to the log, never into the answer.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    code: &'static str,
    violations: Vec<Violation>,
    violations_total: Option<usize>,
    members: Map<String, Value>,
    cause: Box<dyn Error + Send + Sync>,
}

impl<F: Failure> From<F> for Problem {
    fn from(failure: F) -> Self {
        Self {
            kind: failure.kind(),
            code: failure.code(),
            violations: failure.violations(),
            violations_total: failure.violations_total(),
            members: Map::new(),
            cause: Box::new(failure),
        }
    }
}

impl Problem {
    /// A defect of ours: 500.
    pub fn internal(what: &'static str, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        StoreError::broken(what, cause).into()
    }

    /// With a member of its own (RFC 9457 §3.2): what the caller needs to go on.
    #[must_use]
    pub fn with(mut self, member: &'static str, value: &impl Serialize) -> Self {
        // The values are our own structs, whose keys are strings: they always serialise.
        let value = serde_json::to_value(value).unwrap_or_default();
        self.members.insert(member.to_owned(), value);
        self
    }

    #[must_use]
    pub const fn status(&self) -> u16 {
        match self.kind {
            // Some requests that cannot be served as they are have a status of their own.
            Kind::Malformed => match self.code.as_bytes() {
                b"not_acceptable" => 406,
                b"body_too_large" => 413,
                b"unsupported_media_type" | b"csv_required" => 415,
                _ => 400,
            },
            Kind::Unauthenticated => 401,
            Kind::Forbidden => 403,
            Kind::NotFound => 404,
            Kind::Conflict => 409,
            Kind::PreconditionFailed => 412,
            Kind::Rule => 422,
            Kind::RateLimited { .. } => 429,
            Kind::Unavailable => 503,
            Kind::Internal => 500,
        }
    }

    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Counts it, and writes the cause into the log, with the causes behind it: as an error if it is ours to mend.
    pub(crate) fn log(&self) {
        telemetry::count_of(&telemetry::PROBLEMS, self.kind.as_str(), 1);
        let mut causes = self.cause.to_string();
        let mut source = self.cause.source();
        while let Some(error) = source {
            causes.push_str(": ");
            causes.push_str(&error.to_string());
            source = error.source();
        }
        match self.kind {
            Kind::Internal | Kind::Unavailable => {
                tracing::error!(code = self.code, cause = causes, "failed");
            }
            _ => tracing::debug!(code = self.code, cause = causes, "refused"),
        }
    }

    /// The answer, in the caller's language.
    pub(crate) fn reply(&self, request_id: &str, language: Language) -> Reply {
        let status = self.status();
        let body = Body {
            kind: format!("https://micro-sayur.id/problems/{}", self.code),
            title: messages::title(self.kind, language),
            status,
            detail: messages::detail(self.code, language)
                .unwrap_or_else(|| messages::title(self.kind, language)),
            code: self.code,
            request_id,
            errors: self
                .violations
                .iter()
                .map(|violation| FieldError {
                    pointer: &violation.pointer,
                    code: violation.code,
                    detail: messages::detail(violation.code, language).unwrap_or(violation.code),
                })
                .collect(),
            errors_total: self.violations_total,
            members: &self.members,
        };
        let reply = Reply::problem(status, &body);
        match self.kind {
            Kind::RateLimited { retry_after } => {
                reply.header("retry-after", retry_after.to_string())
            }
            Kind::Unavailable => reply.header("retry-after", RETRY_OUTAGE_AFTER.to_string()),
            Kind::Unauthenticated => reply.header("www-authenticate", "Bearer"),
            _ => reply,
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: &'static str,
    code: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_total: Option<usize>,
    #[serde(flatten)]
    members: &'a Map<String, Value>,
}

#[derive(Serialize)]
struct FieldError<'a> {
    pointer: &'a str,
    code: &'a str,
    detail: &'a str,
}

//! Checks every field of a request before it answers, so that the caller learns of all bad ones at once.

use crate::Problem;
use domain::failure::{Failure, Invalid, Kind, Violation};

/// Gathers what is wrong with a request's fields.
///
/// ```ignore
/// let mut fields = Fields::default();
/// let email = fields.take("/email", EmailAddress::parse(&body.email));
/// let name = fields.take("/name", PersonName::parse(&body.name));
/// let (Some(email), Some(name)) = (email, name) else { return Err(fields.problem()) };
/// ```
#[derive(Debug, Default)]
pub struct Fields(Vec<Violation>);

impl Fields {
    /// The value, or `None` and a violation at the JSON pointer.
    pub fn take<T>(&mut self, pointer: impl Into<String>, value: Result<T, Invalid>) -> Option<T> {
        value
            .map_err(|Invalid(code)| self.0.push(Violation::new(pointer, code)))
            .ok()
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses the request if anything is wrong.
    pub fn finish(self) -> Result<(), Problem> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.problem())
        }
    }

    /// The 422 that names every bad field.
    #[must_use]
    pub fn problem(self) -> Problem {
        InvalidFields(self.0).into()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("fields are not valid")]
struct InvalidFields(Vec<Violation>);

impl Failure for InvalidFields {
    fn kind(&self) -> Kind {
        Kind::Rule
    }

    fn code(&self) -> &'static str {
        "validation_failed"
    }

    fn violations(&self) -> Vec<Violation> {
        self.0.clone()
    }
}

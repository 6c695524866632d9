//! The body of those who ask for a mail: the address alone.

use domain::identity::EmailAddress;
use runtime::{Fields, Problem, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
}

/// The address that a mail is asked for.
pub(crate) fn email(request: &Request) -> Result<EmailAddress, Problem> {
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    fields
        .take("/email", EmailAddress::parse(&body.email))
        .ok_or_else(|| fields.problem())
}

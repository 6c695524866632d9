//! The body of those who ask for a mail: the address alone.

use crate::limits::Limits;
use domain::identity::EmailAddress;
use runtime::{Fields, Problem, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
}

/// The address that a mail is asked for, after the call and the mail were counted.
pub(crate) async fn counted(
    limits: &Limits,
    route: &str,
    request: &Request,
) -> Result<EmailAddress, Problem> {
    let email = read(request);
    let known = email.as_ref().ok();
    limits.mail(route, request, known.as_slice()).await?;
    email
}

fn read(request: &Request) -> Result<EmailAddress, Problem> {
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    fields
        .take("/email", EmailAddress::parse(&body.email))
        .ok_or_else(|| fields.problem())
}

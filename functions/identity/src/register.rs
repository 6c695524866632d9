//! `POST /v1/auth/register`: takes somebody in, who then gets a mail to prove the address.

use crate::limits::Limits;
use domain::identity::{
    EmailAddress, NewPassword, NewUser, Passwords, PersonName, Phone, registration,
};
use domain::ids::UserId;
use domain::{Language, SystemClock};
use messaging::Publisher;
use passwords::Argon2Passwords;
use postgres::PgUsers;
use runtime::{Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What registering needs.
    pub struct App {
        users: PgUsers,
        passwords: Argon2Passwords,
        links: Links,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
    password: String,
    name: String,
    phone: Option<String>,
    language: Option<Language>,
}

struct Applicant {
    email: EmailAddress,
    password: NewPassword,
    name: PersonName,
    phone: Option<Phone>,
    language: Language,
}

/// 202 with the same answer after the same work, whether or not the address has an account.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let applicant = request.json().and_then(|body: Body| body.check(&request));
    let email = applicant.as_ref().ok().map(|applicant| &applicant.email);
    app.limits
        .mail("register", &request, email.as_slice())
        .await?;
    let applicant = applicant?;
    let user = NewUser {
        id: UserId::generate(&SystemClock),
        password: app.passwords.hash(applicant.password.reveal())?,
        email: applicant.email,
        name: applicant.name,
        phone: applicant.phone,
        language: applicant.language,
    };
    registration::register(
        &app.users,
        &app.publisher,
        &SystemClock,
        app.links.key(),
        user,
        &request.origin(),
    )
    .await?;
    Ok(Reply::accepted())
}

impl Body {
    fn check(&self, request: &Request) -> Result<Applicant, Problem> {
        let mut fields = Fields::default();
        let email = fields.take("/email", EmailAddress::parse(&self.email));
        let personal = [self.email.as_str(), self.name.as_str()];
        let password = fields.take("/password", NewPassword::parse(&self.password, personal));
        let name = fields.take("/name", PersonName::parse(&self.name));
        let phone = self.phone.as_deref().map(Phone::parse).transpose();
        let phone = fields.take("/phone", phone);
        match (email, password, name, phone) {
            (Some(email), Some(password), Some(name), Some(phone)) => Ok(Applicant {
                email,
                password,
                name,
                phone,
                language: self.language.unwrap_or_else(|| request.language()),
            }),
            _ => Err(fields.problem()),
        }
    }
}

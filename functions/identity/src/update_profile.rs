//! `PATCH /v1/me`: changes what the user is called, how they are rung up and what they are written in.
#![expect(
    clippy::option_option,
    reason = "what is absent stays, null removes, and a value replaces"
)]

use crate::profile_view::ProfileView;
use domain::identity::{PersonName, Phone, ProfileChange, profile};
use domain::{Language, SystemClock};
use postgres::PgProfiles;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::{Deserialize, Deserializer};
use storage::ImageUrls;

config::app! {
    /// What changing a profile needs.
    pub struct App {
        profiles: PgProfiles,
        urls: ImageUrls,
        auth: Auth,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: Option<String>,
    /// Not given: it stays. `null`: it goes.
    #[serde(default, deserialize_with = "given")]
    phone: Option<Option<String>>,
    language: Option<Language>,
}

fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: Body = request.json()?;
    let (change, origin) = (body.check()?, request.origin());
    let profile =
        profile::update(&app.profiles, &SystemClock, caller.user, &change, &origin).await?;
    Ok(Reply::ok(&ProfileView::new(&profile, &app.urls)))
}

impl Body {
    fn check(&self) -> Result<ProfileChange, Problem> {
        let mut fields = Fields::default();
        let name = self.name.as_deref().map(PersonName::parse).transpose();
        let name = fields.take("/name", name);
        let phone = self
            .phone
            .as_ref()
            .map(|phone| phone.as_deref().map(Phone::parse).transpose());
        let phone = fields.take("/phone", phone.transpose());
        match (name, phone) {
            (Some(name), Some(phone)) => Ok(ProfileChange {
                name,
                phone,
                language: self.language,
            }),
            _ => Err(fields.problem()),
        }
    }
}

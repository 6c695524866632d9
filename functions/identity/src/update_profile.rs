//! `PATCH /v1/me`: changes what the user is called, how they are rung up and what they are written in.

use crate::profile_view::ProfileView;
use domain::identity::{PersonName, Phone, ProfileChange, profile};
use domain::{Edit, Language, SystemClock};
use postgres::PgProfiles;
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::Deserialize;
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
    #[serde(default)]
    phone: Edit<String>,
    language: Option<Language>,
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
        let phone = match &self.phone {
            Edit::Keep => Some(Edit::Keep),
            Edit::Remove => Some(Edit::Remove),
            Edit::Set(text) => fields.take("/phone", Phone::parse(text)).map(Edit::Set),
        };
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

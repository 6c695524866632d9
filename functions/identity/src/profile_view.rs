//! What users are shown of themselves.

use domain::Language;
use domain::identity::{Account, Profile};
use serde::Serialize;
use storage::ImageUrls;

#[derive(Serialize)]
pub(crate) struct ProfileView<'a> {
    #[serde(flatten)]
    account: &'a Account,
    email_verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo_url: Option<String>,
    language: Language,
}

impl<'a> ProfileView<'a> {
    pub(crate) fn new(profile: &'a Profile, urls: &ImageUrls) -> Self {
        Self {
            account: &profile.account,
            email_verified: profile.email_verified,
            phone: profile.phone.as_deref(),
            photo_url: profile.photo.as_deref().map(|key| urls.of(key)),
            language: profile.language,
        }
    }
}

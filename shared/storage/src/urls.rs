//! Where pictures are shown from.

use config::{ConfigError, Environment, FromEnvironment};

/// The public base of pictures, `IMAGES_URL`: the bucket's own address or a CDN's in front of it.
#[derive(Debug, Clone)]
pub struct ImageUrls(String);

impl FromEnvironment for ImageUrls {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "IMAGES_URL";
        let base = environment.text(NAME)?;
        if !base.starts_with("https://") && !base.starts_with("http://") {
            return Err(ConfigError::bad(NAME, "not an https:// address"));
        }
        Ok(Self(base.trim_end_matches('/').to_owned()))
    }
}

impl ImageUrls {
    /// The address of the picture with this key. Keys are made of ids and slashes: nothing in them needs escaping.
    #[must_use]
    pub fn of(&self, key: &str) -> String {
        format!("{}/{key}", self.0)
    }
}

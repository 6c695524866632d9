//! The key behind the links in mails, from the environment.

use config::{ConfigError, Environment, FromEnvironment};
use domain::links::LinkKey;

/// Derives and checks the tokens of links. `LINK_KEY` is 32 bytes in unpadded URL-safe base64.
#[derive(Debug, Clone)]
pub struct Links(LinkKey);

impl FromEnvironment for Links {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "LINK_KEY";
        LinkKey::parse(environment.text(NAME)?)
            .map(Self)
            .map_err(|error| ConfigError::bad(NAME, error))
    }
}

impl Links {
    #[must_use]
    pub fn key(&self) -> &LinkKey {
        &self.0
    }
}

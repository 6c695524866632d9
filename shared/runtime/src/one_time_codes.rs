//! The key behind the codes of second factors, from the environment.

use config::{ConfigError, Environment, FromEnvironment};
use domain::identity::SecondFactorKey;

/// Derives the secrets of authenticators. `SECOND_FACTOR_KEY` is 32 bytes in unpadded URL-safe base64.
#[derive(Debug, Clone)]
pub struct OneTimeCodes(SecondFactorKey);

impl FromEnvironment for OneTimeCodes {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "SECOND_FACTOR_KEY";
        SecondFactorKey::parse(environment.text(NAME)?)
            .map(Self)
            .map_err(|error| ConfigError::bad(NAME, error))
    }
}

impl OneTimeCodes {
    #[must_use]
    pub fn key(&self) -> &SecondFactorKey {
        &self.0
    }
}

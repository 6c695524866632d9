//! From when on goods are said to expire soon.

use config::{ConfigError, Environment, FromEnvironment};

/// Days before the best-before date: `NEAR_EXPIRY_DAYS`, two unless said otherwise.
#[derive(Debug, Clone, Copy)]
pub struct NearExpiry(pub(crate) u16);

impl FromEnvironment for NearExpiry {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        days(environment, "NEAR_EXPIRY_DAYS", 2).map(Self)
    }
}

/// So many days, a year at most.
pub(crate) fn days(
    environment: &Environment,
    name: &'static str,
    default: u16,
) -> Result<u16, ConfigError> {
    match environment.parse_or(name, default)? {
        days @ 0..=365 => Ok(days),
        _ => Err(ConfigError::bad(name, "not between 0 and 365")),
    }
}

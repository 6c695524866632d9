//! Who sells: what the law wants to read on an invoice.

use config::{ConfigError, Environment, FromEnvironment};
use serde::Serialize;

/// The shop as a legal person, from the environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seller {
    /// `SELLER_NAME`.
    pub name: String,
    /// `SELLER_ADDRESS`.
    pub address: String,
    /// `SELLER_TAX_NUMBER`: the NPWP.
    pub tax_number: String,
    /// `SELLER_CONTACT`: how a customer reaches it.
    pub contact: String,
}

impl FromEnvironment for Seller {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let text = |name| environment.text(name).map(str::to_owned);
        Ok(Self {
            name: text("SELLER_NAME")?,
            address: text("SELLER_ADDRESS")?,
            tax_number: text("SELLER_TAX_NUMBER")?,
            contact: text("SELLER_CONTACT")?,
        })
    }
}

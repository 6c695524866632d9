//! What a provider tells of itself (OpenID Connect Discovery 1.0 §4).

use crate::address::{Insecure, secure};
use serde::Deserialize;

/// Where the description stands, after the issuer.
pub(crate) const PATH: &str = "/.well-known/openid-configuration";

/// A provider's addresses and habits, as far as they matter here.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Why a description is not believed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DiscoveryError {
    #[error("the description cannot be read")]
    Unreadable(#[from] serde_json::Error),
    #[error("the description is another issuer's")]
    AnotherIssuer,
    #[error("an endpoint's address is {0}")]
    Insecure(#[from] Insecure),
}

impl Metadata {
    /// The description of `issuer`: one that names another, if only by a slash, would let that one's tokens in
    /// (§4.3).
    pub(crate) fn parse(json: &[u8], issuer: &str) -> Result<Self, DiscoveryError> {
        let metadata: Self = serde_json::from_slice(json)?;
        if metadata.issuer != issuer {
            return Err(DiscoveryError::AnotherIssuer);
        }
        secure(&metadata.authorization_endpoint)?;
        secure(&metadata.token_endpoint)?;
        secure(&metadata.jwks_uri)?;
        Ok(metadata)
    }

    /// Whether the client's credentials go into the header, as they do unless the provider says otherwise (§3).
    pub(crate) fn takes_basic(&self) -> bool {
        self.token_endpoint_auth_methods_supported
            .as_ref()
            .is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}

#[cfg(test)]
mod tests {
    use super::{DiscoveryError, Metadata};
    use serde_json::{Value, json};

    const ISSUER: &str = "https://provider.example";

    fn described() -> Value {
        json!({
            "issuer": ISSUER, "authorization_endpoint": "https://provider.example/auth",
            "token_endpoint": "https://token.provider.example", "jwks_uri": "https://provider.example/jwks",
        })
    }

    fn parse(description: &Value) -> Result<Metadata, DiscoveryError> {
        Metadata::parse(description.to_string().as_bytes(), ISSUER)
    }

    #[test]
    fn a_description_is_believed_of_its_own_issuer_alone() {
        assert!(parse(&described()).is_ok());
        for issuer in ["https://provider.example/", "https://Provider.example", ""] {
            let mut other = described();
            other["issuer"] = issuer.into();
            assert!(
                matches!(parse(&other), Err(DiscoveryError::AnotherIssuer)),
                "{issuer}"
            );
        }
    }

    #[test]
    fn a_secret_goes_nowhere_in_the_clear() {
        for endpoint in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            let mut insecure = described();
            insecure[endpoint] = "http://provider.example/x".into();
            assert!(
                matches!(parse(&insecure), Err(DiscoveryError::Insecure(_))),
                "{endpoint}"
            );
            insecure[endpoint] = Value::Null;
            assert!(
                matches!(parse(&insecure), Err(DiscoveryError::Unreadable(_))),
                "{endpoint}"
            );
        }
    }

    #[test]
    fn credentials_go_where_the_provider_takes_them() {
        for (methods, basic) in [
            (Value::Null, true),
            (json!(["client_secret_post", "client_secret_basic"]), true),
            (json!(["client_secret_post"]), false),
        ] {
            let mut description = described();
            description["token_endpoint_auth_methods_supported"] = methods;
            assert_eq!(parse(&description).unwrap().takes_basic(), basic);
        }
    }
}

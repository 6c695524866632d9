//! TLS to PostgreSQL, for functions and for tools.

use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

/// TLS for servers that ask for it (`sslmode=require`), against Mozilla's roots, which hold Amazon's.
#[must_use]
pub fn tls() -> MakeRustlsConnect {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(rustls::DEFAULT_VERSIONS)
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth());
    match config {
        Ok(config) => MakeRustlsConnect::new(config),
        // ring supports the default versions, always.
        Err(_) => unreachable!("ring lacks TLS 1.2 and 1.3"),
    }
}

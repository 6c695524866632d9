//! TLS to PostgreSQL, for functions and for tools.

use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Reads a server's address. There is TLS where it says `sslmode=require`, and only there: a server may offer it, as
/// Debian's does, with a certificate that nobody vouches for.
pub fn settings(url: &str) -> Result<Config, Error> {
    let mut settings: Config = url.parse()?;
    if settings.get_ssl_mode() == SslMode::Prefer {
        settings.ssl_mode(SslMode::Disable);
    }
    Ok(settings)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_where_it_is_asked_for() {
        let mode = |url| settings(url).unwrap().get_ssl_mode();
        let local = "postgresql://postgres@127.0.0.1:5432/sayur";
        assert_eq!(mode(local), SslMode::Disable);
        assert_eq!(
            mode("postgresql://sayur_orders@proxy.example/sayur?sslmode=require"),
            SslMode::Require
        );
    }
}

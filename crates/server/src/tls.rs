//! TLS: how the service listens, and where it refuses to. Passwords and children's records never cross a network in the clear
//! because somebody forgot a line in a file.
//!
//! What is deliberately not here: getting a certificate; whoever runs the service has one, or an ACME client beside it.

use crate::config::Config;
use crate::service::ServiceError;
use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A certificate and its key, as they are used now.
#[derive(Clone)]
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    pub(crate) in_use: RustlsConfig,
}

impl Tls {
    /// As the configuration says; none where the service may speak plainly. Where it may not, it says so and does not start.
    pub fn of(config: &Config) -> Result<Option<Self>, ServiceError> {
        match (&config.tls_certificate, &config.tls_key) {
            (Some(certificate), Some(key)) => {
                let in_use = RustlsConfig::from_config(read(certificate, key)?);
                Ok(Some(Self { certificate: certificate.clone(), key: key.clone(), in_use }))
            }
            (None, None) if config.listen.ip().is_loopback() || config.plain_http => Ok(None),
            (None, None) => Err(ServiceError::Said(format!(
                "the service does not listen on {} without TLS: passwords and children's records would cross the network in the clear. \
                 Set tls_certificate and tls_key; or, where a proxy in front of it speaks TLS, listen on 127.0.0.1, or set plain_http = true \
                 if that proxy is on another machine of a network that you trust",
                config.listen
            ))),
            _ => Err(ServiceError::Said("tls_certificate and tls_key belong together: set both, or neither".to_owned())),
        }
    }

    /// Reads certificate and key again: new connections get the new one. Where they cannot be read the old one stays in use.
    pub fn renew(&self) -> Result<(), ServiceError> {
        self.in_use.reload_from_config(read(&self.certificate, &self.key)?);
        Ok(())
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, ServiceError> {
    let said = |file: &Path, what: &str| ServiceError::Said(format!("{}: {what}", file.display()));
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|error| said(certificate, &format!("no certificate in PEM can be read here ({error})")))?;
    if chain.is_empty() {
        return Err(said(certificate, "there is no certificate in it"));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|_| said(key, "no private key in PEM can be read here"))?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| said(certificate, &error.to_string()))?;
    let mut config = config
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| said(certificate, &format!("certificate and key do not go together ({error})")))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::SocketAddr;

    #[test]
    fn off_loopback_there_is_no_listening_without_tls_unless_it_is_said() {
        let at = |listen: &str| Config { listen: listen.parse::<SocketAddr>().unwrap(), ..Config::default() };
        for loopback in ["127.0.0.1:8080", "127.9.9.9:1", "[::1]:8080"] {
            assert!(Tls::of(&at(loopback)).unwrap().is_none(), "{loopback}");
        }
        for open in ["0.0.0.0:8080", "192.168.1.4:80", "[::]:8080"] {
            let refused = Tls::of(&at(open)).err().unwrap().to_string();
            assert!(refused.contains("plain_http = true") && refused.contains(open), "{refused}");
            assert!(Tls::of(&Config { plain_http: true, ..at(open) }).unwrap().is_none());
        }
        let half = Config { tls_certificate: Some("cert.pem".into()), plain_http: true, ..at("0.0.0.0:1") };
        assert!(Tls::of(&half).err().unwrap().to_string().contains("belong together"));
        let missing = Config { tls_key: Some("key.pem".into()), ..half };
        assert!(Tls::of(&missing).err().unwrap().to_string().contains("cert.pem"));
    }
}

//! Whom the device believes to be the service: what the operating system believes, and where the team says so more
//! narrowly, one public key alone. A certificate that some authority gave to somebody else is then not enough.
//!
//! A pin comes *beside* the ordinary verification (name, dates, chain), never instead of it. It is of the key and not of
//! the certificate, so that a certificate that is renewed for the same key goes on being believed.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use sha2::{Digest, Sha256};
use std::str::FromStr;
use std::sync::Arc;

/// The one public key that is believed: SHA-256 of its SubjectPublicKeyInfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin([u8; 32]);

/// Not a pin.
#[derive(Debug, thiserror::Error)]
#[error("a pin is the SHA-256 of the service's public key: 64 digits from 0 to f")]
pub struct NotAPin;

impl FromStr for Pin {
    type Err = NotAPin;

    /// Colons and spaces between the digits do no harm.
    fn from_str(text: &str) -> Result<Self, NotAPin> {
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).map_err(|_| NotAPin)?;
        Ok(Self(bytes))
    }
}

/// Whom to believe. By default: whomever the operating system believes.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// One key alone.
    pub pin: Option<Pin>,
    /// Certificates of authorities that are believed besides those of the system: an organisation's own.
    pub authorities: Vec<CertificateDer<'static>>,
}

/// A file that is no certificate.
#[derive(Debug, thiserror::Error)]
#[error("no certificate in PEM can be read there")]
pub struct NoCertificate;

impl Trust {
    /// Believes the authorities of a PEM file besides.
    pub fn with_authorities(self, pem: &[u8]) -> Result<Self, NoCertificate> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let authorities = read.ok().filter(|read| !read.is_empty()).ok_or(NoCertificate)?;
        Ok(Self { authorities, ..self })
    }

    /// How TLS is spoken by it; none where the system's own way is meant.
    pub(crate) fn tls(&self) -> Result<Option<ClientConfig>, Error> {
        if self.pin.is_none() && self.authorities.is_empty() {
            return Ok(None);
        }
        let provider = Arc::new(aws_lc_rs::default_provider());
        let ordinary = Verifier::new_with_extra_roots(self.authorities.iter().cloned(), provider.clone())?;
        let verifier = Arc::new(Pinned { ordinary, pin: self.pin });
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let mut config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Some(config))
    }
}

/// The ordinary verification, and then the key.
#[derive(Debug)]
struct Pinned {
    ordinary: Verifier,
    pin: Option<Pin>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.ordinary.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        let key = ParsedCertificate::try_from(end_entity)?.subject_public_key_info();
        match self.pin {
            Some(Pin(known)) if <[u8; 32]>::from(Sha256::digest(&key)) != known => {
                tracing::warn!("the certificate is in order, and its key is not the one that was pinned");
                Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
            }
            _ => Ok(verified),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.ordinary.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.ordinary.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.ordinary.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_read_as_openssl_and_people_write_it_and_nothing_else_is_taken_for_one() {
        let plain = "0f".repeat(32);
        let colons = vec!["0F"; 32].join(":");
        assert_eq!(plain.parse::<Pin>().unwrap(), colons.parse::<Pin>().unwrap());
        for wrong in ["", "0f0f", &"0g".repeat(32), &"0f".repeat(33)] {
            assert!(wrong.parse::<Pin>().is_err(), "{wrong}");
        }
        assert!(Trust::default().with_authorities(b"no certificate").is_err());
    }
}

//! TLS to other servers: whose certificate is believed, and what to show when it is not.

use super::{Security, Server, Trouble, Trust};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

/// SHA-256 of a certificate, written as `AB:CD:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of a certificate in DER.
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<_> = self.0.iter().map(|octet| format!("{octet:02X}")).collect();
        f.write_str(&pairs.join(":"))
    }
}

/// The text is no fingerprint: 64 hexadecimal digits are wanted, with or without colons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits: Vec<u8> = text
            .chars()
            .filter(|c| *c != ':' && !c.is_whitespace())
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).ok_or(NoFingerprint))
            .collect::<Result<_, _>>()?;
        let octets: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| (sum << 4) | digit)).collect();
        if digits.len() == 64 { octets.try_into().map(Self).map_err(|_| NoFingerprint) } else { Err(NoFingerprint) }
    }
}

/// A connector for one handshake, and the judge that will remember which certificate was shown.
pub(super) fn connector(server: &Server) -> Result<(TlsConnector, ServerName<'static>, Arc<Judge>), Trouble> {
    let name = ServerName::try_from(server.host.clone()).map_err(|fault| Trouble::Settings(fault.to_string()))?;
    let provider = Arc::new(ring::default_provider());
    let judge = Arc::new(Judge { rule: rule(server, &provider)?, provider: provider.clone(), shown: Mutex::default() });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|fault| Trouble::Tls(fault.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(judge.clone())
        .with_no_client_auth();
    Ok((TlsConnector::from(Arc::new(config)), name, judge))
}

/// Believes a certificate or not.
#[derive(Debug)]
pub(super) struct Judge {
    rule: Rule,
    provider: Arc<CryptoProvider>,
    shown: Mutex<Option<Fingerprint>>,
}

#[derive(Debug)]
enum Rule {
    Chain(Arc<WebPkiServerVerifier>),
    Exactly(Fingerprint),
    Anything,
}

fn rule(server: &Server, provider: &Arc<CryptoProvider>) -> Result<Rule, Trouble> {
    let roots = match &server.trust {
        Trust::Public if server.security == Security::StartTlsIfOffered && server.login.is_none() => {
            return Ok(Rule::Anything);
        }
        Trust::Public => PUBLIC.clone(),
        Trust::Authority(pem) => Arc::new(authorities(pem)?),
        Trust::Certificate(fingerprint) => return Ok(Rule::Exactly(*fingerprint)),
    };
    WebPkiServerVerifier::builder_with_provider(roots, provider.clone())
        .build()
        .map(Rule::Chain)
        .map_err(|fault| Trouble::Settings(fault.to_string()))
}

static PUBLIC: LazyLock<Arc<RootCertStore>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Arc::new(roots)
});

fn authorities(pem: &str) -> Result<RootCertStore, Trouble> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|fault| Trouble::Settings(fault.to_string()))?;
        roots.add(certificate).map_err(|fault| Trouble::Settings(fault.to_string()))?;
    }
    Ok(roots)
}

impl Judge {
    /// Why a handshake failed; a certificate that was not believed is named, so that a person may decide to.
    pub(super) fn explain(&self, fault: &std::io::Error) -> Trouble {
        let shown = *self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let cause = fault.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
        match (cause, shown) {
            (Some(Error::InvalidCertificate(why)), Some(shown)) => Trouble::Certificate { why: why.to_string(), shown },
            (_, _) => Trouble::Tls(fault.to_string()),
        }
    }
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let shown = Fingerprint::of(end_entity);
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(shown);
        match &self.rule {
            Rule::Chain(chain) => chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            Rule::Exactly(wanted) if *wanted != shown => {
                Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
            }
            Rule::Exactly(_) | Rule::Anything => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_it_is_written_and_without_its_colons() {
        let fingerprint = Fingerprint::of(b"certificate");
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        assert_eq!(fingerprint.to_string().replace(':', "").to_lowercase().parse(), Ok(fingerprint));
        assert_eq!("AB:CD".parse::<Fingerprint>(), Err(NoFingerprint));
        assert_eq!("名".repeat(64).parse::<Fingerprint>(), Err(NoFingerprint));
    }
}

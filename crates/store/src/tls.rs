//! TLS to PostgreSQL, as the address asks for it in libpq's words (`sslmode`, `sslrootcert`).

use desk::Fault;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What an address wishes, and the address without what only we understand.
#[derive(Debug, PartialEq)]
pub(crate) struct Wish {
    pub url: String,
    mode: Mode,
    /// A file in PEM; none: the authorities this machine trusts.
    roots: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    Plain,
    /// Nobody can listen, but it could be anybody: what libpq means by `require`.
    Encrypted,
    /// The server shows a certificate for its name from somebody we trust.
    Verified,
}

impl Wish {
    /// # Errors
    /// A word for `sslmode` that is none of `disable`, `allow`, `prefer`, `require`, `verify-full`.
    pub fn read(url: &str) -> Result<Self, Fault> {
        let Some((base, query)) = url.split_once('?') else {
            return Ok(Self { url: url.to_owned(), mode: Mode::Plain, roots: None });
        };
        let (mut mode, mut roots, mut rest) = (Mode::Plain, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", word)) => mode = Mode::named(word)?,
                Some(("sslrootcert", "system")) => roots = None,
                Some(("sslrootcert", path)) => roots = Some(path.replace("%2F", "/").replace("%20", " ")),
                Some(_) | None => rest.push(pair),
            }
        }
        if mode != Mode::Plain {
            rest.push("sslmode=require");
        }
        let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        Ok(Self { url, mode, roots })
    }

    pub fn connector(&self) -> Result<Option<MakeRustlsConnect>, Fault> {
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(Fault::new)?;
        let config = match self.mode {
            Mode::Plain => return Ok(None),
            Mode::Encrypted => config.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
            Mode::Verified => config.with_root_certificates(self.trusted()?),
        };
        Ok(Some(MakeRustlsConnect::new(config.with_no_client_auth())))
    }

    fn trusted(&self) -> Result<RootCertStore, Fault> {
        let mut store = RootCertStore::empty();
        match &self.roots {
            Some(path) => {
                let unread = |error| Fault::new(format!("sslrootcert {path}: {error}"));
                for certificate in CertificateDer::pem_file_iter(path).map_err(unread)? {
                    store.add(certificate.map_err(unread)?).map_err(|error| Fault::new(format!("{path}: {error}")))?;
                }
            }
            None => drop(store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
        }
        if store.is_empty() { Err(Fault::new("sslmode=verify-full, but no authority is trusted")) } else { Ok(store) }
    }
}

impl Mode {
    fn named(word: &str) -> Result<Self, Fault> {
        match word {
            "disable" | "allow" | "prefer" => Ok(Self::Plain),
            "require" => Ok(Self::Encrypted),
            "verify-full" => Ok(Self::Verified),
            other => {
                Err(Fault::new(format!("sslmode={other} is not known: say disable, require, or better verify-full")))
            }
        }
    }
}

/// Takes every certificate, but only from whoever has its key.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_much_it_wants_to_know_of_the_server() {
        let of = |query: &str| Wish::read(&format!("postgres://kippu@db/desk{query}")).unwrap();
        assert_eq!((of("").mode, of("?sslmode=prefer").mode), (Mode::Plain, Mode::Plain));
        assert_eq!(of("?sslmode=require").mode, Mode::Encrypted);
        let full = of("?application_name=x&sslmode=verify-full&sslrootcert=/etc/ca.pem");
        assert_eq!((full.mode, full.roots.as_deref()), (Mode::Verified, Some("/etc/ca.pem")));
        assert_eq!(full.url, "postgres://kippu@db/desk?application_name=x&sslmode=require");
    }

    #[test]
    fn a_word_that_promises_less_than_it_sounds_is_refused() {
        let refused = Wish::read("postgres://db/desk?sslmode=verify-ca").unwrap_err();
        assert!(refused.what.contains("verify-full"), "{refused}");
    }
}

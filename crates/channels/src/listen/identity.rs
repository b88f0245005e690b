//! The certificate our listeners show: from files that somebody else renews, or one of our own that nobody has signed,
//! which is still better than none between mail servers (RFC 7435).

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

/// Who we say we are, ready for handshakes.
#[derive(Clone)]
pub struct Identity(TlsAcceptor);

/// Why there is no certificate to show.
#[derive(Debug)]
pub struct NoIdentity(String);

impl fmt::Display for NoIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Identity {
    /// The certificate chain and the key in PEM; read again when the files change.
    ///
    /// # Errors
    /// A file cannot be read, or holds no certificate or key.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self, NoIdentity> {
        let files = Files { certificate: certificate.into(), key: key.into() };
        let first = files.read()?;
        Self::shown_by(Renewed { known: Mutex::new((files.changed_at(), first)), files })
    }

    /// One of our own for a name, made once and kept in a folder.
    ///
    /// # Errors
    /// It cannot be made or kept.
    pub fn own(folder: &Path, hostname: &str) -> Result<Self, NoIdentity> {
        let (certificate, key) = (folder.join("mail-certificate.pem"), folder.join("mail-key.pem"));
        if !certificate.exists() || !key.exists() {
            make(hostname, &certificate, &key)?;
        }
        Self::from_files(&certificate, &key)
    }

    fn shown_by(renewed: Renewed) -> Result<Self, NoIdentity> {
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|fault| NoIdentity(fault.to_string()))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(renewed));
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    pub(super) fn acceptor(&self) -> &TlsAcceptor {
        &self.0
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

fn make(hostname: &str, certificate: &Path, key: &Path) -> Result<(), NoIdentity> {
    let made = rcgen::generate_simple_self_signed(vec![hostname.to_owned()]);
    let made = made.map_err(|fault| NoIdentity(fault.to_string()))?;
    keep_secret(key, &made.signing_key.serialize_pem()).map_err(|fault| unreadable(key, &fault))?;
    fs::write(certificate, made.cert.pem()).map_err(|fault| unreadable(certificate, &fault))
}

/// Nobody else on the machine may read it.
fn keep_secret(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    fn changed_at(&self) -> Option<SystemTime> {
        let changed = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
        changed(&self.certificate).max(changed(&self.key))
    }

    fn read(&self) -> Result<Arc<CertifiedKey>, NoIdentity> {
        let pem = fs::read(&self.certificate).map_err(|fault| unreadable(&self.certificate, &fault))?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain = chain.ok_or_else(|| NoIdentity(format!("{} holds no certificate", self.certificate.display())))?;
        let pem = fs::read(&self.key).map_err(|fault| unreadable(&self.key, &fault))?;
        let key = PrivateKeyDer::from_pem_slice(&pem)
            .map_err(|_| NoIdentity(format!("{} holds no private key", self.key.display())))?;
        let certified = CertifiedKey::from_der(chain, key, &ring::default_provider());
        certified.map(Arc::new).map_err(|fault| NoIdentity(format!("{}: {fault}", self.certificate.display())))
    }
}

fn unreadable(path: &Path, fault: &io::Error) -> NoIdentity {
    NoIdentity(format!("{}: {fault}", path.display()))
}

/// Shows what the files hold now; what was read last where they cannot be read.
struct Renewed {
    files: Files,
    known: Mutex<(Option<SystemTime>, Arc<CertifiedKey>)>,
}

impl fmt::Debug for Renewed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewed(…)")
    }
}

impl ResolvesServerCert for Renewed {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = self.files.changed_at();
        if changed != known.0 {
            match self.files.read() {
                Ok(key) => *known = (changed, key),
                Err(fault) => tracing::warn!(%fault, "the new certificate for mail cannot be used yet"),
            }
        }
        Some(known.1.clone())
    }
}

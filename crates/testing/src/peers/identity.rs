//! Who a server says it is.

use rcgen::{CertifiedKey, generate_simple_self_signed};

/// A certificate for `localhost` that nobody has signed, and its key.
#[derive(Clone)]
pub struct Identity {
    /// DER.
    pub certificate: Vec<u8>,
    pub pem: String,
    /// DER, PKCS #8.
    pub key: Vec<u8>,
    pub key_pem: String,
}

impl Identity {
    #[expect(clippy::new_without_default, reason = "each is another one")]
    pub fn new() -> Self {
        let made = generate_simple_self_signed(vec!["localhost".into()]);
        let CertifiedKey { cert, signing_key } = made.expect("a certificate can be made");
        Self {
            certificate: cert.der().to_vec(),
            pem: cert.pem(),
            key: signing_key.serialize_der(),
            key_pem: signing_key.serialize_pem(),
        }
    }
}

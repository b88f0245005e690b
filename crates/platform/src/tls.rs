//! The one TLS provider of the process: rustls with ring.

/// Makes ring the provider of every rustls client that does not name its own. Asked twice, it does nothing twice.
pub fn install() {
    // An error only says that somebody installed a provider before us, and ring is the only one compiled in.
    drop(rustls::crypto::ring::default_provider().install_default());
}

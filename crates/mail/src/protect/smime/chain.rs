//! Whether somebody whom this desk believes stands for a certificate: the way from it up to a root (RFC 5280 §6), as far
//! as mail needs it. Nobody is asked whether a certificate was revoked.

use super::keys::extension;
use super::read::fits;
use super::{Certificate, Fault, names};
use base::Moment;
use der::Encode;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

/// Certificates between a leaf and its root.
const LONGEST: usize = 6;

/// `beside`: what came along, from which the way is built.
pub fn vouched(leaf: &Certificate, beside: &[&Certificate], roots: &[&Certificate], now: Moment) -> bool {
    let mut current = leaf;
    for depth in 0..LONGEST {
        if !is_valid(current, now) || !is_understood(current) {
            return false;
        }
        if roots.iter().any(|root| *root == current || (issued(current, root, depth) && is_valid(root, now))) {
            return true;
        }
        match beside.iter().find(|above| **above != current && issued(current, above, depth)) {
            Some(above) => current = above,
            None => return false,
        }
    }
    false
}

/// `depth`: how many certificates stand between the leaf and the issuer.
fn issued(certificate: &Certificate, issuer: &Certificate, depth: usize) -> bool {
    let named = certificate.tbs_certificate.issuer == issuer.tbs_certificate.subject;
    let authority = extension::<BasicConstraints>(issuer).is_some_and(|constraints| {
        constraints.ca && constraints.path_len_constraint.is_none_or(|most| depth <= usize::from(most))
    });
    let signs = extension::<KeyUsage>(issuer).is_none_or(|usage| usage.key_cert_sign());
    named && authority && signs && signed(certificate, issuer).is_ok()
}

fn signed(certificate: &Certificate, issuer: &Certificate) -> Result<(), Fault> {
    let algorithm = &certificate.signature_algorithm;
    let digest = match algorithm.oid {
        names::RSA_SHA256 | names::ECDSA_SHA256 => names::SHA256,
        names::RSA_SHA384 | names::ECDSA_SHA384 => names::SHA384,
        names::RSA_SHA512 | names::ECDSA_SHA512 => names::SHA512,
        names::RSA_PSS => {
            let parameters = algorithm.parameters.as_ref().ok_or(Fault)?.to_der()?;
            let names = [names::SHA256, names::SHA384, names::SHA512];
            let named =
                |oid: &&_| memchr::memmem::find(&parameters, der::asn1::ObjectIdentifier::as_bytes(oid)).is_some();
            *names.iter().find(named).ok_or(Fault)?
        }
        _ => return Err(Fault),
    };
    let octets = certificate.tbs_certificate.to_der()?;
    fits(issuer, algorithm.oid, digest, &octets, certificate.signature.as_bytes().ok_or(Fault)?)
}

fn is_valid(certificate: &Certificate, now: Moment) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    let seconds = |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    let now = now.0 / 1_000;
    seconds(&validity.not_before) <= now && now <= seconds(&validity.not_after)
}

/// A condition that must be heeded and is not known here ends the way.
fn is_understood(certificate: &Certificate) -> bool {
    let mut all = certificate.tbs_certificate.extensions.iter().flatten();
    all.all(|extension| !extension.critical || names::UNDERSTOOD.contains(&extension.extn_id))
}

//! Object identifiers.

use der::asn1::ObjectIdentifier;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
pub const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
pub const ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.3");
pub const AUTH_ENVELOPED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.23");
pub const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
pub const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
pub const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
pub const EMAIL: ObjectIdentifier = oid("1.2.840.113549.1.9.1");
pub const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
pub const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub const RSA_OAEP: ObjectIdentifier = oid("1.2.840.113549.1.1.7");
pub const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
pub const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
pub const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
pub const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
pub const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
pub const P384: ObjectIdentifier = oid("1.3.132.0.34");
pub const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
pub const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
pub const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
pub const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
pub const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
pub const AES128_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.2");
pub const AES192_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.22");
pub const AES256_CBC: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.42");
pub const AES128_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.6");
pub const AES192_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.26");
pub const AES256_GCM: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.46");
pub const AES128_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.5");
pub const AES192_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.25");
pub const AES256_WRAP: ObjectIdentifier = oid("2.16.840.1.101.3.4.1.45");
/// Ephemeral-static Diffie-Hellman on curves, by the digest of its derivation (RFC 5753 §7.1.4).
pub const ECDH_SHA1: ObjectIdentifier = oid("1.3.133.16.840.63.0.2");
pub const ECDH_SHA224: ObjectIdentifier = oid("1.3.132.1.11.0");
pub const ECDH_SHA256: ObjectIdentifier = oid("1.3.132.1.11.1");
pub const ECDH_SHA384: ObjectIdentifier = oid("1.3.132.1.11.2");
pub const ECDH_SHA512: ObjectIdentifier = oid("1.3.132.1.11.3");
pub const DES3_CBC: ObjectIdentifier = oid("1.2.840.113549.3.7");
pub const EMAIL_PROTECTION: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.4");
pub const ANY_PURPOSE: ObjectIdentifier = oid("2.5.29.37.0");
/// Extensions whose conditions are heeded or do not matter for mail: key usage, alternative names, basic constraints,
/// policies, extended key usage.
pub const UNDERSTOOD: [ObjectIdentifier; 5] =
    [oid("2.5.29.15"), oid("2.5.29.17"), oid("2.5.29.19"), oid("2.5.29.32"), oid("2.5.29.37")];

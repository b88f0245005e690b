//! Where the owner of a domain publishes the OpenPGP keys of its addresses: the Web Key Directory
//! (draft-koch-openpgp-webkey-service).

use base::Email;
use sha1::{Digest, Sha1};

/// The addresses to ask for an e-mail address's key, in order: of a host that is only for that, and of the domain itself,
/// which is asked where there is no such host.
pub fn key_addresses(email: &Email) -> [String; 2] {
    let (local, domain) = (email.local(), email.domain());
    let hashed = zbase32(&Sha1::digest(local.to_ascii_lowercase()));
    let local: String = local.bytes().map(escaped).collect();
    [
        format!("https://openpgpkey.{domain}/.well-known/openpgpkey/{domain}/hu/{hashed}?l={local}"),
        format!("https://{domain}/.well-known/openpgpkey/hu/{hashed}?l={local}"),
    ]
}

/// As it may stand in a query (RFC 3986 §2.3).
fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

/// Five bits to a letter, in an alphabet for people (RFC 6189 §5.1.6).
fn zbase32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ybndrfg8ejkmcpqxot1uwisza345h769";
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let letter = |group: usize| (0..5).fold(0, |value, nth| value << 1 | usize::from(bit(group * 5 + nth)));
    (0..(bytes.len() * 8).div_ceil(5)).map(|group| char::from(LETTERS[letter(group)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_places_where_its_key_may_be() {
        // The example of the draft, §3.1.
        let email = Email::parse("Joe.Doe@Example.ORG").expect("an address");
        let hashed = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
        assert_eq!(
            key_addresses(&email),
            [
                format!("https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/{hashed}?l=Joe.Doe"),
                format!("https://example.org/.well-known/openpgpkey/hu/{hashed}?l=Joe.Doe"),
            ]
        );
    }

    #[test]
    fn nothing_of_an_address_leaves_its_place_in_the_query() {
        let email = Email::parse("a&b=c#d/e@example.org").expect("an address");
        assert!(key_addresses(&email)[1].ends_with("?l=a%26b%3Dc%23d%2Fe"));
    }
}

//! An address as people write it, and the form by which we recognise it again.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An e-mail address as it was received. Two are equal when their canonical forms are: the domain's case and the
/// local part's case do not matter to any system our users meet (RFC 5321 §2.4 allows case there, nobody uses it).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Accepts what mail systems of this world deliver to, including Japanese carriers' `..` and `.@`.
    /// At most 254 octets (RFC 5321 §4.5.3.1), one `@` that counts, no white space or control characters.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let sound = !local.is_empty()
            && !domain.is_empty()
            && text.len() <= 254
            && !text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'))
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..");
        sound.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form to compare and to store in unique columns.
    pub fn canonical(&self) -> String {
        self.0.to_lowercase()
    }

    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// Lower case.
    pub fn domain(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.canonical() == other.canonical()
    }
}

impl Eq for Email {}

impl std::hash::Hash for Email {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.canonical().hash(state);
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A mailbox of RFC 5322 §3.4: an address and, perhaps, the name shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub email: Email,
}

impl Address {
    pub fn new(name: impl Into<String>, email: Email) -> Self {
        let name = name.into();
        Self { name: (!name.trim().is_empty()).then_some(name), email }
    }

    pub fn bare(email: Email) -> Self {
        Self { name: None, email }
    }

    /// The name where there is one, else the address.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(self.email.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_addresses_with_odd_dots_are_addresses() {
        assert!(Email::parse("taro..yamada.@docomo.example").is_some());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "@", "a@", "@b", "a b@c", "a@b..c", "a@.b", "plain", "a@b\r\nBcc: c@d"] {
            assert!(Email::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn case_does_not_make_two_people() {
        assert_eq!(Email::parse("Aya@Example.JP"), Email::parse("aya@example.jp"));
    }
}

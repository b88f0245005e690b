//! An address as people write it, and the form by which we recognise it again.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An e-mail address as it was received. Two are equal when their canonical forms are: the domain's case and the
/// local part's case do not matter to any system our users meet (RFC 5321 §2.4 allows case there, nobody uses it).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// As somebody typed it, perhaps on a Japanese keyboard: `ｋｅｉ＠ｘ．example`. What a mail says of itself is read by
    /// [`Email::parse`] alone.
    pub fn typed(text: &str) -> Option<Self> {
        Self::parse(&narrowed(text))
    }

    /// Accepts what mail systems of this world deliver to, including Japanese carriers' `..` and `.@`.
    /// At most 254 octets (RFC 5321 §4.5.3.1), one `@` that counts, no control characters, and white space only where a
    /// local part is quoted: `"taro yamada"@example.jp` (§4.1.2). Quotes that nothing needs are taken off.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let local = match local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) => quoted(inner)?,
            None if local.contains(is_stranger) => return None,
            None => local.to_owned(),
        };
        let sound = !local.is_empty()
            && !domain.is_empty()
            && text.len() <= 254
            && !domain.contains(is_stranger)
            && !domain.contains('"')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..");
        sound.then(|| Self(format!("{local}@{domain}")))
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

/// What was typed around addresses, its wide letters, signs and blanks as narrow ones.
pub fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' | '｡' => '.',
        '−' => '-',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// What stands in no address outside quotes.
fn is_stranger(c: char) -> bool {
    c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';')
}

/// What a local part says between its quotes, in the one way in which we write it. Brackets and what parts the addresses
/// of a list stay outside here, too: no list survives them.
fn quoted(inner: &str) -> Option<String> {
    let (mut plain, mut chars) = (String::new(), inner.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next()?),
            '"' => return None,
            other => plain.push(other),
        }
    }
    if plain.chars().any(|c| c != ' ' && is_stranger(c)) {
        return None;
    }
    let needs = plain.contains([' ', '"', '(', ')', ':', '@', '[', ']', '\\']);
    let written = || format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""));
    Some(if needs { written() } else { plain.clone() }).filter(|_| !plain.trim().is_empty())
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
        let name: String = name.into();
        let name = crate::seen(&name);
        Self { name: (!name.trim().is_empty()).then_some(name), email }
    }

    pub fn bare(email: Email) -> Self {
        Self { name: None, email }
    }

    /// The name where there is one, else the address.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(self.email.as_str())
    }

    /// For people to read: `Kei Tanaka <kei@x.example>`.
    pub fn written(&self) -> String {
        match self.name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => format!("{name} <{}>", self.email),
            None => self.email.to_string(),
        }
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
    fn what_is_typed_may_be_wide_and_what_a_mail_says_is_what_it_says() {
        for text in
            ["okamoto＠portal．example", "ｏｋａｍｏｔｏ＠ｐｏｒｔａｌ．ｅｘａｍｐｌｅ", "　okamoto@portal。example "]
        {
            assert_eq!(Email::typed(text), Email::parse("okamoto@portal.example"), "{text}");
            assert_ne!(Email::parse(text), Email::typed(text), "{text}");
        }
        assert_eq!(Email::typed("ken−ichi＿1@x.example"), Email::parse("ken-ichi_1@x.example"));
        assert_eq!(Email::typed("スーパー@x.example"), Email::parse("スーパー@x.example"));
        for text in ["岡本", "okamoto＠", "ａ ｂ＠ｃ"] {
            assert!(Email::typed(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_local_part_may_be_quoted() {
        for (text, address) in [
            ("\"taro yamada\"@example.jp", "\"taro yamada\"@example.jp"),
            ("\"taro\"@example.jp", "taro@example.jp"),
            ("\"taro..yamada.\"@docomo.example", "taro..yamada.@docomo.example"),
            (r#""a\"b"@x.example"#, r#""a\"b"@x.example"#),
            (r#""a\b"@x.example"#, "ab@x.example"),
            ("\"a@b\"@x.example", "\"a@b\"@x.example"),
            ("\"very.(),:;\"@x.example", ""),
            ("\"a>b\"@x.example", ""),
            ("\" \"@x.example", ""),
            ("\"\"@x.example", ""),
            ("\"a\"b\"@x.example", ""),
            ("\"a\r\nBcc: c\"@x.example", ""),
            ("taro yamada@example.jp", ""),
            ("\"open@x.example", "\"open@x.example"),
        ] {
            let parsed = Email::parse(text);
            assert_eq!(parsed.as_ref().map_or("", Email::as_str), address, "{text}");
            assert_eq!(parsed.as_ref().and_then(|email| Email::parse(email.as_str())), parsed, "{text}");
        }
    }

    #[test]
    fn a_name_turns_no_address_around() {
        let named = |name: &str| Address::new(name, Email::parse("kei@x.example").unwrap());
        assert_eq!(named("\u{202e}ieK").shown(), "ieK");
        assert_eq!(named("\u{200b}\u{200b}").shown(), "kei@x.example");
    }

    #[test]
    fn case_does_not_make_two_people() {
        assert_eq!(Email::parse("Aya@Example.JP"), Email::parse("aya@example.jp"));
    }
}

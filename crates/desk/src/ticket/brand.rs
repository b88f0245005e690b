//! What a requester meets: a name, a house colour, a language and a web address of its own.

use crate::Refusal;
use crate::people::person_name;
use base::{Digest, Language};

base::id!(BrandId);

super::kind::words! {
    /// Hues at one lightness, so that every one can be read in light and dark.
    Color {
        Indigo = "indigo", Blue = "blue", Teal = "teal", Green = "green", Amber = "amber", Orange = "orange", Red = "red",
        Pink = "pink", Violet = "violet", Graphite = "graphite",
    }
}

impl Color {
    /// The locale key of its word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Indigo => "color-indigo",
            Self::Blue => "color-blue",
            Self::Teal => "color-teal",
            Self::Green => "color-green",
            Self::Amber => "color-amber",
            Self::Orange => "color-orange",
            Self::Red => "color-red",
            Self::Pink => "color-pink",
            Self::Violet => "color-violet",
            Self::Graphite => "color-graphite",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Brand {
    pub id: BrandId,
    pub name: String,
    /// The host its portal answers to, in lower case; none: only the installation's own address leads there.
    pub domain: Option<String>,
    /// None: the installation's.
    pub language: Option<Language>,
    pub color: Color,
    pub logo: Option<Logo>,
    pub version: i64,
}

/// A picture in the blob store.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    pub digest: Digest,
    pub kind: LogoKind,
}

super::kind::words! {
    /// Pixels only: nothing in them can run.
    LogoKind { Png = "image/png", Jpeg = "image/jpeg", Webp = "image/webp", }
}

/// Octets of a logo.
pub const LARGEST_LOGO: i64 = 512 * 1024;

impl LogoKind {
    /// By the first bytes (PNG §5.2, JPEG SOI, RFC 9649 §2.4); what a file calls itself proves nothing.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }
}

/// What somebody wants a brand to be.
#[derive(Clone, Debug, PartialEq)]
pub struct BrandWish {
    pub name: String,
    /// As typed; empty: none.
    pub domain: String,
    pub language: Option<Language>,
    pub color: Color,
}

impl Brand {
    /// Takes what was wished, its texts in order.
    pub fn become_as(&mut self, wish: &BrandWish) -> Result<(), Refusal> {
        self.name = person_name(&wish.name)?;
        self.domain = host(&wish.domain)?;
        self.language = wish.language;
        self.color = wish.color;
        Ok(())
    }

    /// One that is yet to be kept.
    pub fn new(wish: &BrandWish) -> Result<Self, Refusal> {
        let mut brand = Self {
            id: BrandId(0),
            name: String::new(),
            domain: None,
            language: None,
            color: wish.color,
            logo: None,
            version: 1,
        };
        brand.become_as(wish)?;
        Ok(brand)
    }
}

/// A host name with at least one dot (RFC 1123 §2.1), without scheme, port or path; none when nothing is typed.
fn host(text: &str) -> Result<Option<String>, Refusal> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let named = text.contains('.') && text.chars().any(|c| c.is_ascii_alphabetic());
    match text.len() {
        0 => Ok(None),
        1..=253 if named && text.split('.').all(label) => Ok(Some(text)),
        _ => Err(Refusal::HostInvalid),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::words;

    #[test]
    fn a_brand_answers_to_a_plain_host_name() {
        assert_eq!(host(" Help.Hinode.example. "), Ok(Some("help.hinode.example".into())));
        assert_eq!(host(""), Ok(None));
        for text in [
            "https://help.example",
            "help.example:80",
            "help",
            "a..b",
            "-a.example",
            "192.0.2.1",
            "a_b.example",
            "ひので.example",
        ] {
            assert_eq!(host(text), Err(Refusal::HostInvalid), "{text}");
        }
    }

    #[test]
    fn a_logo_is_known_by_its_bytes() {
        assert_eq!(LogoKind::of(b"\x89PNG\r\n\x1a\n...."), Some(LogoKind::Png));
        assert_eq!(LogoKind::of(b"RIFF\x10\0\0\0WEBPVP8 "), Some(LogoKind::Webp));
        assert_eq!(LogoKind::of(b"<svg onload=alert(1)>"), None);
        assert_eq!(LogoKind::of(b""), None);
    }

    #[test]
    fn every_color_has_a_word_in_every_language() {
        for words in Language::ALL.map(words::of) {
            assert!(Color::ALL.iter().all(|color| words.knows(color.key())), "{:?}", words.language());
        }
    }
}

//! Which protection a message stands under, if any.

use super::entity::Outer;
use crate::mime::{Parametric, boundary};

pub(super) enum Layer {
    /// `content` as it was signed, and the signature beside it.
    Signed { smime: bool, content: Vec<u8>, signature: Vec<u8> },
    /// An OpenPGP message as the only content (RFC 3156 §4).
    Encrypted(Vec<u8>),
    /// CMS: enveloped, or signed with the content inside (RFC 8551 §3.2).
    Cms(Vec<u8>),
    /// The text is one OpenPGP message and nothing else. The charset it was declared in.
    Inline { armor: Vec<u8>, charset: String },
    /// The text is one cleartext signature and nothing else.
    Clear { text: String, charset: String },
}

const MESSAGE: &[u8] = b"-----BEGIN PGP MESSAGE-----";
const CLEAR: &[u8] = b"-----BEGIN PGP SIGNED MESSAGE-----";

/// Whether opening is worth the trouble.
pub fn is_protected(raw: &[u8]) -> bool {
    Layer::of(&Outer::of(raw)).is_some()
}

impl Layer {
    pub fn of(outer: &Outer<'_>) -> Option<Self> {
        match outer.kind.value.as_str() {
            "multipart/signed" => signed(outer),
            "multipart/encrypted" => encrypted(outer),
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => Some(Self::Cms(outer.content())),
            "text/plain" | "" => inline(outer),
            _ => None,
        }
    }
}

fn signed(outer: &Outer<'_>) -> Option<Layer> {
    let [content, signature] = parts(outer)?;
    let beside = Outer::of(signature);
    let smime = match beside.kind.value.as_str() {
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => true,
        "application/pgp-signature" => false,
        _ => return None,
    };
    Some(Layer::Signed { smime, content: super::entity::with_crlf(content), signature: beside.content() })
}

fn encrypted(outer: &Outer<'_>) -> Option<Layer> {
    let [control, data] = parts(outer)?;
    let control = Outer::of(control);
    (control.kind.value == "application/pgp-encrypted").then(|| Layer::Encrypted(Outer::of(data).content()))
}

/// Exactly two parts; a third would be somebody's who signed nothing.
fn parts<'r>(outer: &Outer<'r>) -> Option<[&'r [u8]; 2]> {
    let boundary = outer.kind.parameters.plain("boundary")?;
    boundary::split(outer.body, boundary.as_bytes(), 4).try_into().ok()
}

fn inline(outer: &Outer<'_>) -> Option<Layer> {
    let content = outer.content();
    let text = content.trim_ascii();
    let charset = charset(&outer.kind);
    if text.starts_with(MESSAGE) && text.ends_with(b"-----END PGP MESSAGE-----") && once(text, b"-----BEGIN ") {
        Some(Layer::Inline { armor: text.to_vec(), charset })
    } else if text.starts_with(CLEAR)
        && text.ends_with(b"-----END PGP SIGNATURE-----")
        && text.windows(CLEAR.len()).filter(|window| *window == CLEAR).count() == 1
    {
        let text = String::from_utf8(text.to_vec()).ok()?;
        Some(Layer::Clear { text, charset })
    } else {
        None
    }
}

fn charset(kind: &Parametric) -> String {
    kind.parameters.plain("charset").filter(|name| is_token(name)).unwrap_or_else(|| "utf-8".to_owned())
}

fn is_token(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
}

fn once(text: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find_iter(text, needle).count() == 1
}

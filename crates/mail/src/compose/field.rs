//! Header fields: encoded where they must be (RFC 2047), folded, and never more than one field each.

use crate::header::one_line;
use base::Address;
use base64::prelude::{BASE64_STANDARD, Engine};

/// Octets a line of a header should have at most (RFC 5322 §2.1.1).
const WIDTH: usize = 76;
/// Octets of UTF-8 in one encoded word, so that the word is at most 75 characters long (RFC 2047 §2).
const WORD: usize = 42;

/// A header being written.
#[derive(Default)]
pub(super) struct Header(String);

impl Header {
    /// An unstructured field; left out when it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        let value = one_line(value);
        if value.is_empty() {
            return;
        }
        if is_plain(&value) {
            self.folded(name, value.split(' '), " ");
        } else {
            self.folded(name, encoded_words(&value).iter().map(String::as_str), " ");
        }
    }

    pub fn addresses(&mut self, name: &str, addresses: &[Address]) {
        let written: Vec<String> = addresses.iter().map(mailbox).collect();
        if !written.is_empty() {
            let commas = written
                .iter()
                .enumerate()
                .map(|(nth, one)| if nth + 1 < written.len() { format!("{one},") } else { one.clone() });
            let pieces: Vec<String> =
                commas.flat_map(|one| one.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
            self.folded(name, pieces.iter().map(String::as_str), " ");
        }
    }

    pub fn ids(&mut self, name: &str, ids: &[String]) {
        let written: Vec<String> = ids.iter().filter_map(|id| bracketed(id)).collect();
        if !written.is_empty() {
            self.folded(name, written.iter().map(String::as_str), " ");
        }
    }

    /// `Name: piece piece`, a new line before a piece that does not fit.
    fn folded<'p>(&mut self, name: &str, pieces: impl Iterator<Item = &'p str>, gap: &str) {
        self.0.push_str(name);
        self.0.push(':');
        let mut column = name.len() + 1;
        for (nth, piece) in pieces.enumerate() {
            if nth > 0 && column + gap.len() + piece.len() > WIDTH {
                self.0.push_str("\r\n");
                column = 0;
            }
            self.0.push_str(gap);
            self.0.push_str(piece);
            column += gap.len() + piece.len();
        }
        self.0.push_str("\r\n");
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Whether the text can stand in a header as it is: printable ASCII that nobody takes for an encoded word, and no word
/// so long that its line could not be folded.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= 200)
}

/// The text as encoded words in UTF-8 and base64, cut between characters.
pub(super) fn encoded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(WORD);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        words.push(format!("=?UTF-8?B?{}?=", BASE64_STANDARD.encode(&rest[..end])));
        rest = &rest[end..];
    }
    words
}

fn mailbox(address: &Address) -> String {
    let email = addr_spec(address.email.as_str());
    match address.name.as_deref().map(one_line).filter(|name| !name.is_empty()) {
        Some(name) => format!("{} <{email}>", phrase(&name)),
        None => email,
    }
}

/// A display name (RFC 5322 §3.2.5): atoms as they are, other ASCII quoted, the rest encoded.
fn phrase(name: &str) -> String {
    if !is_plain(name) {
        return encoded_words(name).join(" ");
    }
    let atoms = name.split(' ').all(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    });
    if atoms && !name.starts_with('\'') && !name.ends_with('\'') {
        return name.to_owned();
    }
    // Folding happens at spaces, also at those between the quotes: unfolding gives the same name back.
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// An address, its local part quoted where the standard demands it: the `..` of Japanese carriers.
fn addr_spec(email: &str) -> String {
    let Some((local, domain)) = email.rsplit_once('@') else { return email.to_owned() };
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    if dots && !local.contains('"') { format!("\"{local}\"@{domain}") } else { email.to_owned() }
}

fn bracketed(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).take(900).collect();
    (!id.is_empty()).then(|| format!("<{id}>"))
}

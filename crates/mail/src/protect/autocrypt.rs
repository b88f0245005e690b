//! The Autocrypt header (Autocrypt level 1): a sender announces the key by which they can be written to.

use super::{Public, Standard};
use crate::mime::Fields;
use crate::warning::Warnings;
use crate::{Limits, header};
use base::Email;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// The key a message announces for its author: exactly one field may speak for an address.
pub fn announced(raw: &[u8], author: &Email) -> Option<Public> {
    let (fields, _) = Fields::read(raw, &Limits::default(), &mut Warnings::default());
    let mut keys = fields.all("autocrypt").filter_map(|field| read(&header::line(field, None), author));
    let key = keys.next()?;
    if keys.next().is_some() {
        return None;
    }
    Public::read(&key).ok()?.into_iter().find(|key| key.facts.standard == Standard::OpenPgp && key.facts.encrypts)
}

/// The field that announces a key, for [`crate::compose::Letter::headers`].
pub fn announcement(key: &Public, address: &Email) -> Option<(String, String)> {
    let super::key::PublicInner::OpenPgp(inner) = &key.inner else { return None };
    let data = BASE64_STANDARD.encode(super::openpgp::public_bytes(inner));
    let lines: Vec<&str> = data.as_bytes().chunks(72).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    Some(("Autocrypt".to_owned(), format!("addr={address}; keydata= {}", lines.join(" "))))
}

/// The octets of the key, where the field is about the author and critical attributes are known.
fn read(field: &str, author: &Email) -> Option<Vec<u8>> {
    let mut speaks = false;
    let mut data = None;
    for attribute in field.split(';') {
        let (name, value) = attribute.split_once('=')?;
        match name.trim() {
            "addr" => speaks = Email::parse(value.trim())?.canonical() == author.canonical(),
            "keydata" => data = Some(value.chars().filter(|c| !c.is_whitespace()).collect::<String>()),
            "prefer-encrypt" => {}
            name if name.starts_with('_') => {}
            _ => return None,
        }
    }
    BASE64_STANDARD.decode(data.filter(|data| speaks && data.len() <= 100_000)?).ok()
}

//! Names of folders: Unicode for people, modified UTF-7 on the wire (RFC 3501 §5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// A name as the server writes it.
pub(super) fn encode(name: &str) -> String {
    let mut wire = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let beyond = rest.find(|c| matches!(c, ' '..='~')).unwrap_or(rest.len());
        if beyond > 0 {
            let units: Vec<u8> = rest[..beyond].encode_utf16().flat_map(u16::to_be_bytes).collect();
            wire.push('&');
            wire.push_str(&BASE64.encode(units));
            wire.push('-');
            rest = &rest[beyond..];
        } else {
            wire.push_str(if c == '&' { "&-" } else { &rest[..1] });
            rest = &rest[1..];
        }
    }
    wire
}

/// A name as people read it; one that is not well formed is shown as it is.
pub(super) fn decode(wire: &str) -> String {
    try_decode(wire).unwrap_or_else(|| wire.to_owned())
}

fn try_decode(wire: &str) -> Option<String> {
    let mut name = String::new();
    let mut rest = wire;
    while let Some((plain, shifted)) = rest.split_once('&') {
        let (code, after) = shifted.split_once('-')?;
        name.push_str(plain);
        if code.is_empty() {
            name.push('&');
        } else {
            let octets = BASE64.decode(code).ok()?;
            let units: Vec<u16> =
                octets.chunks(2).map(|pair| pair.iter().fold(0, |sum, o| (sum << 8) | u16::from(*o))).collect();
            name.push_str(&String::from_utf16(&units).ok()?);
        }
        rest = after;
    }
    name.push_str(rest);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_travel_in_modified_utf_7_and_come_back() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("R&D", "R&-D"),
            ("台北/日本語", "&U,BTFw-/&ZeVnLIqe-"),
            ("~peter/mail/台北", "~peter/mail/&U,BTFw-"),
            ("受信箱 1", "&U9dP4Xux- 1"),
            ("😀", "&2D3eAA-"),
        ] {
            assert_eq!(encode(name), wire);
            assert_eq!(decode(wire), name);
        }
    }

    #[test]
    fn a_name_that_is_not_well_formed_is_shown_as_it_is() {
        for wire in ["a&b", "a&!!-", "受信箱&"] {
            assert_eq!(decode(wire), wire);
        }
    }
}

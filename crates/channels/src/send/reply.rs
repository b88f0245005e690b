//! A server's reply of one or more lines (RFC 5321 §4.2).

use super::{Fate, Said};
use crate::server::{Trouble, Wire, quotable};
use std::time::Duration;

/// Octets of a line; RFC 5321 §4.5.3.1.5 says 512, some servers say more.
const LONGEST_LINE: usize = 8192;
const MOST_LINES: usize = 200;

impl Said {
    pub(super) async fn read(wire: &mut Wire, patience: Duration) -> Result<Self, Trouble> {
        let (code, texts) = read_lines(wire, patience).await?;
        Ok(Self { code, text: quotable(&texts.join(" ")) })
    }

    pub(super) fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// What this means for a recipient; an error if it means nothing.
    pub(super) fn fate(self) -> Result<Fate, Trouble> {
        match self.code / 100 {
            2 => Ok(Fate::Accepted(self)),
            4 => Ok(Fate::Deferred(self)),
            5 => Ok(Fate::Refused(self)),
            _ => Err(Trouble::gibberish(self.to_string().as_bytes())),
        }
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// The code and the texts of the lines.
pub(super) async fn read_lines(wire: &mut Wire, patience: Duration) -> Result<(u16, Vec<String>), Trouble> {
    let mut texts = Vec::new();
    loop {
        let line = wire.line(LONGEST_LINE, patience).await?;
        let (code, more, text) = parse(&line).ok_or_else(|| Trouble::gibberish(&line))?;
        texts.push(text);
        if !more {
            return Ok((code, texts));
        }
        if texts.len() > MOST_LINES {
            return Err(Trouble::gibberish(&line));
        }
    }
}

fn parse(line: &[u8]) -> Option<(u16, bool, String)> {
    let (code, rest) = line.split_at_checked(3)?;
    let code: u16 = std::str::from_utf8(code).ok()?.parse().ok()?;
    let more = rest.first() == Some(&b'-');
    let text = String::from_utf8_lossy(rest.get(1..).unwrap_or_default()).trim().to_owned();
    ((200..600).contains(&code) && matches!(rest.first(), None | Some(b' ' | b'-'))).then_some((code, more, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_code_and_a_text_or_nothing() {
        assert_eq!(parse(b"250-SIZE 10"), Some((250, true, "SIZE 10".into())));
        assert_eq!(parse(b"354"), Some((354, false, String::new())));
        assert_eq!(parse("550 届きません".as_bytes()), Some((550, false, "届きません".into())));
        for line in [&b"25"[..], b"", b"+OK hello", b"250x", b"999 what", b"HTTP/1.1 400"] {
            assert_eq!(parse(line), None);
        }
    }
}

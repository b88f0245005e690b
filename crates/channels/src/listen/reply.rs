//! What we answer: code, enhanced status (RFC 2034, RFC 3463) and a sentence for the sender's log.

/// One reply of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    line: String,
}

/// Longest text of a reply, so that the line stays under 512 octets (RFC 5321 §4.5.3.1.5).
const LONGEST: usize = 400;

impl Reply {
    /// `status` is an enhanced status such as `2.1.5`, empty where RFC 2034 §4 wants none.
    pub(super) fn new(code: u16, status: &str, text: &str) -> Self {
        let gap = if status.is_empty() { "" } else { " " };
        Self { line: format!("{code} {status}{gap}{}", one_line(text)) }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.line
    }
}

/// Text from elsewhere as one line of printable ASCII: nothing in it may end the reply or begin another.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_add_a_line_to_a_reply() {
        assert_eq!(Reply::new(451, "4.3.0", "disk\r\n250 fine").as_str(), "451 4.3.0 disk??250 fine");
    }
}

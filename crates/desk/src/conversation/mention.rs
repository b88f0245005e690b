//! A colleague was called by name.

use super::MessageId;
use crate::ticket::TicketId;
use base::Moment;

#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub ticket: TicketId,
    pub message: MessageId,
    pub at: Moment,
    /// Whoever was called has looked.
    pub seen: bool,
}

/// Most colleagues one message calls.
pub const MOST_MENTIONED: usize = 20;

/// The text calls this name: `@Aya Sato`, and nobody whose name only begins so.
pub fn calls(text: &str, name: &str) -> bool {
    let sign = format!("@{name}");
    !name.is_empty()
        && text.match_indices(&sign).any(|(at, _)| {
            let after = text[at + sign.len()..].chars().next();
            !after.is_some_and(|c| c.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_name_calls() {
        assert!(calls("Please look, @Aya Sato.", "Aya Sato"));
        assert!(calls("@佐藤 花子さん、確認をお願いします", "佐藤 花子"));
        assert!(!calls("@Ayaka, please", "Aya"));
        assert!(!calls("Aya said so", "Aya"));
        assert!(!calls("@", ""));
    }
}

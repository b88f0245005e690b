//! What people are called in chats and networks.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// A person has at most so many.
pub const MOST_HANDLES: usize = 20;
/// Characters of one.
const LONGEST: usize = 120;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandleKind {
    Line,
    Whatsapp,
    Telegram,
    Slack,
    Teams,
    Discord,
    X,
    Facebook,
    Instagram,
    Linkedin,
    Github,
    #[default]
    Other,
}

impl HandleKind {
    pub const ALL: [Self; 12] = [
        Self::Line,
        Self::Whatsapp,
        Self::Telegram,
        Self::Slack,
        Self::Teams,
        Self::Discord,
        Self::X,
        Self::Facebook,
        Self::Instagram,
        Self::Linkedin,
        Self::Github,
        Self::Other,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Whatsapp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Slack => "slack",
            Self::Teams => "teams",
            Self::Discord => "discord",
            Self::X => "x",
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::Linkedin => "linkedin",
            Self::Github => "github",
            Self::Other => "other",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// What it calls itself; the Fluent key `handle-other` for any other one.
    pub const fn brand(self) -> Option<&'static str> {
        match self {
            Self::Line => Some("LINE"),
            Self::Whatsapp => Some("WhatsApp"),
            Self::Telegram => Some("Telegram"),
            Self::Slack => Some("Slack"),
            Self::Teams => Some("Microsoft Teams"),
            Self::Discord => Some("Discord"),
            Self::X => Some("X"),
            Self::Facebook => Some("Facebook"),
            Self::Instagram => Some("Instagram"),
            Self::Linkedin => Some("LinkedIn"),
            Self::Github => Some("GitHub"),
            Self::Other => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    pub service: HandleKind,
    /// As it was typed, without `@` before it.
    pub handle: String,
}

/// A name in a service: one line without control characters, 1 to 120 characters.
pub fn handle(text: &str) -> Result<String, Refusal> {
    let text = text.trim().trim_start_matches(['@', '＠']).trim();
    let sound = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    if sound { Ok(text.to_owned()) } else { Err(Refusal::HandleInvalid) }
}

/// What is compared.
pub fn handle_folded(handle: &str) -> String {
    handle.to_lowercase()
}

/// `line:taro; x:@taro_y`, as a cell of a file has them. Without a service before it, it is any other one.
pub fn handles(text: &str) -> Result<Vec<Handle>, Refusal> {
    let one = |part: &str| {
        let (service, rest) = match part.split_once(':') {
            Some((word, rest)) => match HandleKind::named(&word.trim().to_lowercase()) {
                Some(kind) => (kind, rest),
                None => (HandleKind::Other, part),
            },
            None => (HandleKind::Other, part),
        };
        handle(rest).map(|handle| Handle { service, handle })
    };
    let parts: Vec<&str> = text.split([';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > MOST_HANDLES {
        return Err(Refusal::TooManyHandles);
    }
    parts.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_sign_before_it_and_bounds() {
        assert_eq!(handle(" @taro_y "), Ok("taro_y".into()));
        assert_eq!(handle("山田 太郎"), Ok("山田 太郎".into()));
        for text in ["", "@", "a\nb", "a\u{7}b"] {
            assert_eq!(handle(text), Err(Refusal::HandleInvalid), "{text:?}");
        }
        assert_eq!(handle(&"x".repeat(121)), Err(Refusal::HandleInvalid));
    }

    #[test]
    fn a_cell_holds_several() {
        let read = handles("LINE:taro; x:@taro_y;threads:taro").unwrap();
        let shown: Vec<(HandleKind, &str)> = read.iter().map(|one| (one.service, one.handle.as_str())).collect();
        assert_eq!(shown, [(HandleKind::Line, "taro"), (HandleKind::X, "taro_y"), (HandleKind::Other, "threads:taro")]);
        assert_eq!(handles(&"a;".repeat(21)), Err(Refusal::TooManyHandles));
    }
}

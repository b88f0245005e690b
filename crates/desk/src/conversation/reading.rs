//! What a message's original says, as one reading of it found: by a later reader, or as a charset that a person chose.

use super::{Attachment, Message, NewAttachment};
use base::CleanHtml;
use serde::{Deserialize, Serialize};

base::id!(ReadingId);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Version of the reader; 0: as it was read at first, by whatever reader there was.
    pub parser: i64,
    /// The charset a person chose for it.
    pub charset: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Empty: all of the text is new.
    pub new_text: String,
    pub warnings: Vec<String>,
    pub files: Vec<NewAttachment>,
}

/// A part of a message that two readings tell differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Subject,
    Text,
    Html,
    NewText,
    Warnings,
    Files,
}

/// Charsets a person may choose, the most likely mistakes first.
pub const CHARSETS: &[&str] = &[
    "iso-2022-jp",
    "shift_jis",
    "euc-jp",
    "utf-8",
    "gb18030",
    "big5",
    "euc-kr",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "koi8-r",
    "iso-8859-2",
    "iso-8859-15",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-874",
    "utf-16le",
];

impl Reading {
    /// The message as it stands.
    pub fn of(message: &Message, files: &[Attachment]) -> Self {
        Self {
            parser: 0,
            charset: None,
            subject: message.subject.clone(),
            text: message.text.clone(),
            html: message.html.as_str().to_owned(),
            new_text: message.new_text.clone(),
            warnings: message.warnings.clone(),
            files: files.iter().cloned().map(NewAttachment::from).collect(),
        }
    }

    /// The message as this reading has it.
    pub fn apply(&self, message: &mut Message) {
        message.subject.clone_from(&self.subject);
        message.text.clone_from(&self.text);
        message.html = CleanHtml::trusted(self.html.clone());
        message.new_text.clone_from(&self.new_text);
        message.warnings.clone_from(&self.warnings);
    }

    /// What the other tells differently; nothing: there is no reason to prefer either.
    pub fn differs_from(&self, other: &Self) -> Vec<Part> {
        let parts = [
            (Part::Subject, self.subject != other.subject),
            (Part::Text, self.text.trim_end() != other.text.trim_end()),
            (Part::Html, self.html != other.html),
            (Part::NewText, self.new_text.trim() != other.new_text.trim()),
            (Part::Warnings, self.warnings != other.warnings),
            (Part::Files, self.files != other.files),
        ];
        parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
    }
}

impl Part {
    /// The word of a command's output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Text => "text",
            Self::Html => "html",
            Self::NewText => "new_text",
            Self::Warnings => "warnings",
            Self::Files => "attachments",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{MessageKind, a_message};

    #[test]
    fn a_reading_is_told_from_another_part_by_part() {
        let mut message = a_message(MessageKind::Incoming, "‚±‚ñ");
        let first = Reading::of(&message, &[]);
        let second = Reading { text: "こん".into(), charset: Some("shift_jis".into()), ..first.clone() };
        assert_eq!(second.differs_from(&first), [Part::Text]);
        second.apply(&mut message);
        assert_eq!(message.text, "こん");
        assert!(first.differs_from(&first).is_empty());
    }
}

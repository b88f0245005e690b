//! What goes along with a forward beneath its words.

use super::{AttachmentId, MessageId};
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quoted {
    #[default]
    Nothing,
    /// One message, with all that it quotes itself.
    Message(MessageId),
    /// What both sides said for all to read.
    Talk,
}

impl Quoted {
    /// As a form says it; none: another word.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "nothing" => Some(Self::Nothing),
            "all" => Some(Self::Talk),
            id => id.parse().ok().map(Self::Message),
        }
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Talk => f.write_str("all"),
            Self::Message(id) => id.fmt(f),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Along {
    pub quoted: Quoted,
    /// Those of its files that go; none: nobody has looked at them, and all do.
    pub files: Option<Vec<AttachmentId>>,
}

impl Along {
    /// All of it.
    pub const fn whole(quoted: Quoted) -> Self {
        Self { quoted, files: None }
    }

    pub fn takes(&self, file: AttachmentId) -> bool {
        self.files.as_ref().is_none_or(|files| files.contains(&file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_says_reads_back() {
        for quoted in [Quoted::Nothing, Quoted::Talk, Quoted::Message(MessageId(7))] {
            assert_eq!(Quoted::named(&quoted.to_string()), Some(quoted));
        }
        assert_eq!((Quoted::named(""), Quoted::named("everything")), (None, None));
    }

    #[test]
    fn files_go_until_somebody_takes_them_out() {
        let all = Along::whole(Quoted::Talk);
        assert!(all.takes(AttachmentId(1)));
        let one = Along { files: Some(vec![AttachmentId(1)]), ..all };
        assert!(one.takes(AttachmentId(1)) && !one.takes(AttachmentId(2)));
    }
}

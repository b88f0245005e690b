//! The letters that the desk writes by itself, as somebody has worded them for a language and perhaps for one mailbox.

use super::{LetterKind, MailboxId};
use crate::Refusal;
use crate::conversation::template::{self, Mistake};
use base::Language;

#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    pub letter: LetterKind,
    pub language: Language,
    /// None: of every mailbox that has none of its own.
    pub mailbox: Option<MailboxId>,
    pub subject: String,
    pub body: String,
    pub version: i64,
}

/// As typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordingWish {
    pub subject: String,
    pub body: String,
}

impl WordingWish {
    pub fn sound(mut self) -> Result<Self, Refusal> {
        self.subject = self.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        self.body = self.body.replace("\r\n", "\n").trim().to_owned();
        if self.body.is_empty() {
            Err(Refusal::MessageEmpty)
        } else if self.subject.chars().count() > 500 {
            Err(Refusal::SubjectTooLong)
        } else if self.mistakes() != (None, None) {
            Err(Refusal::TemplateWrong)
        } else {
            Ok(self)
        }
    }

    /// Of the subject and of the body.
    pub fn mistakes(&self) -> (Option<Mistake>, Option<Mistake>) {
        (template::sound(&self.subject).err(), template::sound(&self.body).err())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_has_a_text_that_can_be_filled_in() {
        let wish = |subject: &str, body: &str| WordingWish { subject: subject.into(), body: body.into() };
        let sound = wish(" Re:\r\n {{ ticket.subject }} ", "Hello\r\n{{ requester.name }}\n").sound().unwrap();
        assert_eq!(sound, wish("Re: {{ ticket.subject }}", "Hello\n{{ requester.name }}"));
        assert_eq!(wish("", " ").sound(), Err(Refusal::MessageEmpty));
        assert_eq!(wish("", "a\n{{ x }}").sound(), Err(Refusal::TemplateWrong));
        assert_eq!(wish("", "a\n{{ x }}").mistakes().1.map(|mistake| mistake.line), Some(2));
    }
}

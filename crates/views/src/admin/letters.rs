//! Letters that the desk writes by itself, and the words of one.

use super::writing::{said, variables};
use super::{Choice, Form};
use crate::Shell;
use crate::admin::outbox::letter_key;
use crate::agent::Frame;
use askama::Template;
use base::Language;
use desk::channel::{LetterKind, Mailbox, MailboxId, Wording};
use desk::conversation::template::Mistake;

#[derive(Template)]
#[template(path = "admin/letters.html")]
pub struct Letters<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub worded: Vec<Wording>,
    pub mailboxes: Vec<Mailbox>,
    /// To whom the desk never writes by itself.
    pub form: Form,
}

#[derive(Template)]
#[template(path = "admin/letter.html")]
pub struct LetterPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub wording: Wording,
    pub mailboxes: Vec<Mailbox>,
    pub form: Form,
    /// Of the subject and of the text.
    pub mistakes: (Option<Mistake>, Option<Mistake>),
    pub preview: Option<Preview>,
}

/// What a letter becomes.
pub struct Preview {
    pub subject: String,
    pub paragraphs: Vec<String>,
}

impl Letters<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-letters")
    }

    fn kinds(&self) -> [LetterKind; 6] {
        LetterKind::WORDED
    }

    fn key(&self, kind: &LetterKind) -> &'static str {
        letter_key(*kind)
    }

    fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    fn is_worded(&self, kind: &LetterKind, language: &Language) -> bool {
        self.worded.iter().any(|one| one.letter == *kind && one.language == *language && one.mailbox.is_none())
    }

    /// Those that have words of their own.
    fn own(&self, kind: &LetterKind, language: &Language) -> Vec<&Mailbox> {
        let own = |mailbox: &&Mailbox| {
            self.worded
                .iter()
                .any(|one| one.letter == *kind && one.language == *language && one.mailbox == Some(mailbox.id))
        };
        self.mailboxes.iter().filter(own).collect()
    }
}

impl LetterPage<'_> {
    fn title(&self) -> &str {
        self.shell.say(letter_key(self.wording.letter))
    }

    fn path(&self) -> String {
        format!("/admin/letters/{}/{}", self.wording.letter.name(), self.wording.language.tag())
    }

    fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    fn is_in(&self, language: &Language) -> bool {
        self.wording.language == *language
    }

    fn mailbox_choices(&self) -> Vec<Choice> {
        let all = Choice::new("", self.shell.words.say("admin-letters-for-all"));
        [all].into_iter().chain(self.mailboxes.iter().map(|one| Choice::new(one.id, one.address.as_str()))).collect()
    }

    fn mailbox(&self) -> String {
        self.wording.mailbox.map(|id: MailboxId| id.to_string()).unwrap_or_default()
    }

    fn is_for(&self, choice: &Choice) -> bool {
        choice.value == self.mailbox()
    }

    fn variables(&self) -> String {
        variables(&self.shell)
    }

    fn in_subject(&self) -> String {
        self.mistakes.0.as_ref().map_or_else(String::new, |mistake| said(mistake, &self.shell))
    }

    fn in_body(&self) -> String {
        self.mistakes.1.as_ref().map_or_else(String::new, |mistake| said(mistake, &self.shell))
    }
}

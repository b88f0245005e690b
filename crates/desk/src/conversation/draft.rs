//! A text somebody has begun. It belongs to one person and one ticket and survives everything but being sent.

use super::{Chosen, Lines, Message, MessageKind, NewAttachment, SideId};
use crate::Refusal;
use crate::people::PersonId;
use crate::ticket::TicketId;
use base::{Address, CleanHtml, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

crate::ticket_words! {
    Mode { Reply = "reply", ReplyAll = "reply_all", Note = "note", Forward = "forward", }
}

/// In which talk of its ticket a text is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Talk {
    /// With whoever asked, or among colleagues.
    #[default]
    Ticket,
    /// It would begin one beside the ticket, under this subject.
    New(String),
    Side(SideId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub ticket: TicketId,
    pub person: PersonId,
    pub talk: Talk,
    pub mode: Mode,
    pub text: String,
    /// The same with its form; empty: it has none.
    pub html: CleanHtml,
    /// As typed, separated by commas.
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub chosen: Chosen,
    pub attachments: Vec<NewAttachment>,
    /// Colleagues may see it and take it over.
    pub shared: bool,
    /// By which what is written goes until it is sent: another window has another. Empty: it has none.
    pub name: String,
    /// Grows by one with each save; an older revision never replaces a newer one.
    pub revision: i64,
    pub updated_at: Moment,
}

base::id!(DraftVersionId);

/// What a draft was before.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftVersion {
    pub id: DraftVersionId,
    pub talk: Talk,
    pub mode: Mode,
    pub text: String,
    pub html: CleanHtml,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub chosen: Chosen,
    pub attachments: Vec<NewAttachment>,
    pub at: Moment,
}

impl DraftVersion {
    /// It is in hand again. Files that were added since stay: nobody takes them away by looking back at words.
    pub fn again(self, before: Draft, now: Moment) -> Draft {
        let Self { talk, mode, text, html, to, cc, bcc, chosen, mut attachments, .. } = self;
        let new = |file: &NewAttachment| !attachments.contains(file);
        let added: Vec<NewAttachment> = before.attachments.iter().filter(|file| new(file)).cloned().collect();
        attachments.extend(added);
        let revision = before.revision + 1;
        Draft { talk, mode, text, html, to, cc, bcc, chosen, attachments, revision, updated_at: now, ..before }
    }
}

/// What of drafts went along when their ticket went into another, so that it finds its way back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CarriedDrafts {
    /// Whose is the one in hand there now, and its revision: a smaller one is another draft.
    pub begun: Vec<(PersonId, i64)>,
    /// Whoever had begun something there as well finds theirs of here among what they wrote before.
    pub second: Vec<DraftVersionId>,
    pub versions: Vec<DraftVersionId>,
    /// The same as `begun`, of side conversations.
    #[serde(default)]
    pub sides: Vec<(PersonId, i64)>,
}

/// What a colleague says about a draft that is shared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftComment {
    pub by: PersonId,
    pub text: String,
    pub at: Moment,
}

/// Characters of one, and how many there may be.
const LONGEST_COMMENT: usize = 5_000;
pub const MOST_COMMENTS: usize = 100;

impl DraftComment {
    /// # Errors
    /// It says nothing, or too much.
    pub fn new(by: PersonId, text: &str, at: Moment) -> Result<Self, Refusal> {
        Ok(Self { by, text: comment(text)?, at })
    }
}

/// What colleagues say to each other, about a draft or a task.
///
/// # Errors
/// It says nothing, or too much.
pub(crate) fn comment(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refusal::MessageEmpty)
    } else if text.chars().count() > LONGEST_COMMENT {
        Err(Refusal::MessageTooLong)
    } else {
        Ok(text.to_owned())
    }
}

impl Draft {
    /// Whom each line of its form names; where a form has not said so, as far as whom it is for does.
    pub fn lines(&self) -> Lines {
        let kept = &self.chosen.lines;
        if *kept != Lines::default() {
            return kept.clone();
        }
        let to = Some(self.to.clone()).filter(|line| !line.is_empty());
        match self.mode {
            Mode::Reply => Lines { to, more_cc: self.cc.clone(), ..Lines::default() },
            Mode::ReplyAll => Lines { cc: to.as_ref().map(|_| self.cc.clone()), to, ..Lines::default() },
            Mode::Forward => Lines { forward_to: self.to.clone(), more_cc: self.cc.clone(), ..Lines::default() },
            Mode::Note => Lines::default(),
        }
    }

    /// What comes back and what is begun are one letter: both answer, or both forward, and go to the same people. Nothing that
    /// is begun goes with anything.
    pub fn is_one_with(&self, message: &Message) -> bool {
        let kind = match self.mode {
            Mode::Reply | Mode::ReplyAll => message.kind == MessageKind::Reply,
            Mode::Forward => message.kind == MessageKind::Forward,
            Mode::Note => false,
        };
        let lines = [(&self.to, &message.to), (&self.cc, &message.cc), (&self.bcc, &message.bcc)];
        // An answer that names nobody yet is for whoever is answered.
        let open = self.mode != Mode::Forward && lines.iter().all(|(line, _)| line.trim().is_empty());
        self.is_empty() || kind && (open || lines.into_iter().all(|(line, list)| names(line, list)))
    }

    /// There is nothing in it that could be lost.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.attachments.is_empty()
    }

    /// Nothing is written yet.
    pub fn empty(ticket: TicketId, person: PersonId, now: Moment) -> Self {
        Self {
            ticket,
            person,
            talk: Talk::Ticket,
            mode: Mode::Note,
            text: String::new(),
            html: CleanHtml::default(),
            to: String::new(),
            cc: String::new(),
            bcc: String::new(),
            chosen: Chosen::default(),
            attachments: Vec::new(),
            shared: false,
            name: String::new(),
            revision: 0,
            updated_at: now,
        }
    }
}

/// Between two addresses that somebody typed.
const SEPARATORS: [char; 6] = [',', ';', '\n', '\r', '、', '，'];

/// A line of a form names exactly these.
fn names(line: &str, list: &[Address]) -> bool {
    let email = |part: &str| match part.rsplit_once('<') {
        Some((_, rest)) => rest.trim_end_matches('>').trim().to_lowercase(),
        None => part.to_lowercase(),
    };
    let parts = line.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
    let typed: BTreeSet<String> = parts.map(email).collect();
    let meant: BTreeSet<String> = list.iter().map(|one| one.email.canonical()).collect();
    typed == meant
}

#[cfg(test)]
mod tests {
    use super::super::a_message;
    use super::*;
    use base::Email;

    #[test]
    fn only_what_goes_to_the_same_people_in_the_same_way_is_one_letter() {
        let kei = Address::bare(Email::parse("kei@x.example").unwrap());
        let answer = Message { to: vec![kei.clone()], ..a_message(MessageKind::Reply, "Yes") };
        let forward = Message { kind: MessageKind::Forward, ..answer.clone() };
        let begun = |mode, to: &str| Draft {
            mode,
            to: to.into(),
            text: "Our margin is 40 %".into(),
            ..Draft::empty(TicketId(1), PersonId(1), Moment(0))
        };
        assert!(begun(Mode::Reply, "Kei <KEI@x.example>").is_one_with(&answer));
        assert!(begun(Mode::ReplyAll, "").is_one_with(&answer), "it names nobody yet");
        assert!(begun(Mode::Forward, "kei@x.example").is_one_with(&forward));
        assert!(!begun(Mode::Forward, "").is_one_with(&forward));
        for other in [
            begun(Mode::Forward, "kei@x.example"),
            begun(Mode::Note, ""),
            begun(Mode::Reply, "kei@x.example, mio@x.example"),
            Draft { bcc: "mio@x.example".into(), ..begun(Mode::Reply, "kei@x.example") },
        ] {
            assert!(!other.is_one_with(&answer), "{:?} {} {}", other.mode, other.to, other.bcc);
            assert!(Draft { text: " ".into(), ..other }.is_one_with(&answer), "nothing is lost of it");
        }
    }
}

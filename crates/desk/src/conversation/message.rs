//! One thing said on a ticket.

use super::NewAttachment;
use crate::Refusal;
use crate::people::PersonId;
use crate::ticket::{Origin, TicketId};
use base::{Address, CleanHtml, Digest, Moment};
use std::time::Duration;

base::id!(MessageId);
base::id!(SideId);

crate::ticket_words! {
    /// Who says it to whom.
    MessageKind { Incoming = "incoming", Reply = "reply", Note = "note", Forward = "forward", }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: MessageId,
    pub ticket: TicketId,
    /// The side conversation it belongs to; none: the talk with the requester, or a note about it.
    pub side: Option<SideId>,
    pub kind: MessageKind,
    pub author: Option<PersonId>,
    pub origin: Origin,
    pub at: Moment,
    pub subject: String,
    pub from: Option<Address>,
    /// Where the sender wants answers, if elsewhere.
    pub reply_to: Vec<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub bcc: Vec<Address>,
    /// The whole text.
    pub text: String,
    /// The whole message as HTML; empty when there was only text.
    pub html: CleanHtml,
    /// What the sender newly wrote: `text` without quotation and signature. Empty: all of it is new.
    pub new_text: String,
    /// RFC 5322 Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// The message as it arrived.
    pub raw: Option<Digest>,
    /// Written by a machine: an automatic reply, a bounce, a list.
    pub automatic: bool,
    /// The requester sees it: never a note, a forward or what a third party answered to one.
    pub public: bool,
    /// Taken back within the undo window; the text is kept, nobody received it.
    pub taken_back: bool,
    /// Sentences' keys about what was odd when it was read.
    pub warnings: Vec<String>,
    /// Why it is in this ticket: the key of a sentence.
    pub evidence: String,
}

/// How long whoever wrote a note may remove it for good without more rights.
pub const REMOVABLE: Duration = Duration::from_secs(10 * 60);

impl Message {
    /// A note that this person has just written.
    pub fn is_fresh_note_of(&self, person: Option<PersonId>, now: Moment) -> bool {
        let own = person.is_some() && self.author == person;
        own && self.kind == MessageKind::Note && now.since(self.at) < REMOVABLE
    }

    /// The first line that says something, without quotation and cut as [`preview`] cuts.
    pub fn first_line(&self) -> String {
        let said = if self.new_text.trim().is_empty() { &self.text } else { &self.new_text };
        said.lines().find(|line| !line.trim().is_empty()).map(preview).unwrap_or_default()
    }
}

/// A text somebody typed: 1 to 200,000 characters; line ends as `\n`, no control characters beside tab.
pub fn body(text: &str) -> Result<String, Refusal> {
    let text: String =
        text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::MessageEmpty),
        1..=200_000 => Ok(text.to_owned()),
        _ => Err(Refusal::MessageTooLong),
    }
}

/// The same of what has a form and files: a picture that is shown and goes along says something without a word.
pub fn said_or_shown(text: &str, html: &CleanHtml, files: &[NewAttachment]) -> Result<String, Refusal> {
    let ids = html.image_ids();
    let shown = |file: &NewAttachment| file.inline && file.content_id.as_ref().is_some_and(|id| ids.contains(id));
    match body(text) {
        Err(Refusal::MessageEmpty) if files.iter().any(shown) => Ok(String::new()),
        said => said,
    }
}

/// The beginning of a text for lists: one line of at most 160 characters.
pub fn preview(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > 160 {
            return line.chars().take(159).chain(['…']).collect();
        }
    }
    line
}

#[cfg(test)]
pub(crate) fn a_message(kind: MessageKind, text: &str) -> Message {
    Message {
        id: MessageId(1),
        ticket: TicketId(1),
        side: None,
        kind,
        author: None,
        origin: Origin::Mail,
        at: Moment(0),
        subject: String::new(),
        from: None,
        reply_to: vec![],
        to: vec![],
        cc: vec![],
        bcc: vec![],
        text: text.into(),
        html: CleanHtml::default(),
        new_text: String::new(),
        message_id: None,
        raw: None,
        automatic: false,
        public: true,
        taken_back: false,
        warnings: vec![],
        evidence: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_keeps_lines_and_loses_control_characters() {
        assert_eq!(body(" a\r\nb\u{0}\u{7} "), Ok("a\nb".into()));
        assert_eq!(body(" \r\n "), Err(Refusal::MessageEmpty));
        let html = CleanHtml::clean("<p><img src=\"cid:lid@kippu\"></p>");
        let lid = NewAttachment {
            digest: base::Digest::of(b"lid"),
            name: "lid.png".into(),
            content_type: "image/png".into(),
            size: 3,
            inline: true,
            content_id: Some("lid@kippu".into()),
        };
        let other = NewAttachment { content_id: Some("other@kippu".into()), ..lid.clone() };
        assert_eq!(said_or_shown("", &html, &[lid]), Ok(String::new()), "a picture says something");
        assert_eq!(said_or_shown("", &html, &[other]), Err(Refusal::MessageEmpty), "one that is not there does not");
        assert_eq!(said_or_shown(" a ", &html, &[]), Ok("a".into()));
    }

    #[test]
    fn a_preview_is_short_and_cut_between_characters() {
        assert_eq!(preview("a\n\n b"), "a b");
        assert_eq!(preview(&"返金".repeat(300)).chars().count(), 160);
    }
}

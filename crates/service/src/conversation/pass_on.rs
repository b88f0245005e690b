//! One message of a ticket, begun as a letter once more: to somebody else, quoted with its headers, or corrected to the same
//! people, with its files along. It leaves by the composer, as anything does, through guards, lock and outbox.

use super::draft::{Begun, save_draft};
use crate::ticket::{is_free, visible};
use base::{Address, CleanHtml, Language, words};
use desk::conversation::{Attachment, Chosen, Message, MessageId, MessageKind, Mode, NewAttachment};
use desk::ticket::{Origin, TicketNumber};
use desk::{Done, Error, Refusal};
use store::Tx;
use store::conversation::{attachments, drafts, messages};

/// Above this the form is left and the text alone goes along.
const LONGEST_HTML: usize = 500_000;

/// What the acting person had begun is in the history of their drafts. The words between are in the reader's language.
pub fn begin_forward(tx: &mut Tx, number: TicketNumber, id: MessageId, language: Language, zone: &str) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    is_free(tx, &ticket)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    if message.kind == MessageKind::Note {
        return Err(Refusal::NotesStayHere.into());
    }
    if message.taken_back {
        return Err(Error::Missing);
    }
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let revision = drafts::load(tx, ticket.id, person)?.map_or(0, |draft| draft.revision);
    let head = head(&message, language, zone);
    let html = quoted(&message, &head);
    let shown = html.image_ids();
    let goes = |file: &Attachment| match &file.content_id {
        Some(id) if file.inline => shown.contains(id),
        Some(_) | None => !file.inline,
    };
    let files = attachments::of_message(tx, id)?.into_iter().filter(goes).map(NewAttachment::from).collect();
    let begun = Begun {
        mode: Mode::Forward,
        text: format!("\n\n{}\n\n{}", head.join("\n"), message.text),
        html,
        to: String::new(),
        cc: String::new(),
        bcc: String::new(),
        chosen: Chosen::default(),
        attachments: files,
        shared: false,
        name: String::new(),
        revision: revision + 1,
    };
    if save_draft(tx, number, begun)? { Ok(()) } else { Err(Error::Conflict) }
}

/// What went out, to be corrected and sent once more to the same people. What the acting person had begun is in the
/// history of their drafts.
pub fn begin_again(tx: &mut Tx, number: TicketNumber, id: MessageId) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    is_free(tx, &ticket)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    let mode = match message.kind {
        MessageKind::Forward => Mode::Forward,
        MessageKind::Reply if message.cc.is_empty() => Mode::Reply,
        MessageKind::Reply => Mode::ReplyAll,
        MessageKind::Incoming | MessageKind::Note => return Err(Error::Missing),
    };
    if message.side.is_some() || message.origin == Origin::Phone {
        return Err(Error::Missing);
    }
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let revision = drafts::load(tx, ticket.id, person)?.map_or(0, |draft| draft.revision);
    let line = |list: &[Address]| list.iter().map(Address::written).collect::<Vec<_>>().join(", ");
    let (to, cc, bcc) = (line(&message.to), line(&message.cc), line(&message.bcc));
    let attachments = attachments::anew(tx, id)?;
    let Message { text, html, .. } = message;
    let (chosen, shared, name, revision) = (Chosen::default(), false, String::new(), revision + 1);
    let begun = Begun { mode, text, html, to, cc, bcc, chosen, attachments, shared, name, revision };
    if save_draft(tx, number, begun)? { Ok(()) } else { Err(Error::Conflict) }
}

/// A line that says what follows, and who said it, when, to whom, about what.
fn head(message: &Message, language: Language, zone: &str) -> Vec<String> {
    let words = words::of(language);
    let all = |list: &[Address]| list.iter().map(Address::written).collect::<Vec<_>>().join(", ");
    let line = |key: &str, value: String| (!value.is_empty()).then(|| format!("{}: {value}", words.say(key)));
    let at = message.at.in_zone(zone).strftime("%Y-%m-%d %H:%M (%:z)").to_string();
    let lines = [
        Some(words.say("forwarded-head").to_owned()),
        line("message-line-from", message.from.as_ref().map(Address::written).unwrap_or_default()),
        line("message-line-at", at),
        line("message-line-to", all(&message.to)),
        line("message-line-cc", all(&message.cc)),
        line("message-line-subject", message.subject.clone()),
    ];
    lines.into_iter().flatten().collect()
}

/// Where the message has a form, the same with it.
fn quoted(message: &Message, head: &[String]) -> CleanHtml {
    if message.html.is_empty() || message.html.as_str().len() > LONGEST_HTML {
        return CleanHtml::default();
    }
    let head = CleanHtml::from_text(&head.join("\n"));
    let (head, said) = (head.as_str(), message.html.as_str());
    CleanHtml::clean(&format!("<p></p><p>{head}</p><blockquote>{said}</blockquote>"))
}

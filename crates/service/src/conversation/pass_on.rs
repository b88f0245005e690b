//! What was said on a ticket, begun as a letter once more: to somebody else, quoted with its headers, or corrected to the same
//! people, with its files along. It leaves by the composer, as anything does, through guards, lock and outbox.

use super::draft::{Begun, begin};
use crate::ticket::{is_free, visible};
use base::{Address, CleanHtml, Language, words};
use desk::conversation::{
    Along, Attachment, Chosen, Compose, Draft, Message, MessageId, MessageKind, Mode, NewAttachment, Quoted,
};
use desk::ticket::{Origin, Ticket, TicketNumber};
use desk::{Done, Error, Refusal};
use store::conversation::{attachments, drafts, messages};
use store::people::persons;
use store::{Read, Tx};

/// Above this the form is left and the text alone goes along.
const LONGEST_HTML: usize = 500_000;

/// Messages of a whole conversation that go along at most: the newest.
const MOST_PASSED: usize = 20;

/// What goes along beneath the words of a forward, each part with who said it, when, to whom and about what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passed {
    pub text: String,
    /// The same with its form; empty: it has none.
    pub html: CleanHtml,
    pub files: Vec<Attachment>,
}

/// What the composer lets go along: of the talk with the requester and nothing beside it. The words between are in the
/// reader's language.
pub fn passed(read: &mut Read, number: TicketNumber, quoted: Quoted, language: Language, zone: &str) -> Done<Passed> {
    let ticket = visible(read, number)?;
    read.actor().may_reply(&ticket)?;
    let said = said(read, &ticket, quoted)?;
    if said.iter().any(|message| !message.public || message.side.is_some()) {
        return Err(Error::Missing);
    }
    laid(read, &said, quoted, language, zone)
}

/// A forward with what goes along beneath its words.
pub fn take_along(
    read: &mut Read,
    number: TicketNumber,
    compose: Compose,
    along: &Along,
    language: Language,
    zone: &str,
) -> Done<Compose> {
    let passed = passed(read, number, along.quoted, language, zone)?;
    if passed.text.is_empty() {
        return Ok(compose);
    }
    let own = compose.html.clone().unwrap_or_default();
    let (text, html) = if compose.text.trim().is_empty() && own.is_empty() {
        (passed.text, passed.html)
    } else {
        beneath(&compose.text, own, &passed.text, passed.html)
    };
    let html = Some(html).filter(|html| !html.is_empty());
    let attachments = together(compose.attachments, passed.files, along);
    Ok(Compose { text, html, attachments, ..compose })
}

/// Puts it into the text, where it can be changed, and its files among those of the draft. A forward that is begun already
/// and takes the same along is gone on with; anything else that the acting person had begun is in the history of their drafts.
pub fn begin_forward(tx: &mut Tx, number: TicketNumber, quoted: Quoted, language: Language, zone: &str) -> Done<()> {
    let ticket = visible(tx, number)?;
    tx.actor().may_reply(&ticket)?;
    is_free(tx, &ticket)?;
    let said = said(tx, &ticket, quoted)?;
    let passed = laid(tx, &said, quoted, language, zone)?;
    let person = tx.actor().person().ok_or(Error::Missing)?;
    let before = drafts::load(tx, ticket.id, person)?;
    let revision = before.as_ref().map_or(0, |draft| draft.revision) + 1;
    let takes = |draft: &Draft| draft.chosen.along.as_ref().is_some_and(|along| along.quoted == quoted);
    let begun = before.filter(|draft| draft.mode == Mode::Forward && takes(draft));
    let begun = begun.unwrap_or_else(|| Draft::empty(ticket.id, person, tx.now()));
    let mut begun = Begun { mode: Mode::Forward, name: String::new(), revision, ..begun.into() };
    let along = begun.chosen.along.replace(Along::default()).unwrap_or_default();
    // A line to write on.
    let bare = begun.text.is_empty() && begun.html.is_empty() && !passed.html.is_empty();
    let own = if bare { CleanHtml::clean("<p></p>") } else { begun.html };
    (begun.text, begun.html) = beneath(&begun.text, own, &passed.text, passed.html);
    begun.attachments = together(begun.attachments, passed.files, &along);
    begin(tx, number, begun)
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
    // What went along stands in its text.
    let chosen = Chosen { along: (mode == Mode::Forward).then(Along::default), ..Chosen::default() };
    let (shared, name, revision) = (false, String::new(), revision + 1);
    let begun = Begun { mode, text, html, to, cc, bcc, chosen, attachments, shared, name, revision };
    begin(tx, number, begun)
}

/// What is quoted, the newest first.
fn said(read: &mut Read, ticket: &Ticket, quoted: Quoted) -> Done<Vec<Message>> {
    match quoted {
        Quoted::Nothing => Ok(Vec::new()),
        Quoted::Talk => Ok(messages::talk_before(read, ticket.id, MessageId(i64::MAX), MOST_PASSED)?),
        Quoted::Message(id) => {
            let message = messages::load(read, id)?.filter(|message| message.ticket == ticket.id);
            let message = message.ok_or(Error::Missing)?;
            if message.kind == MessageKind::Note {
                Err(Refusal::NotesStayHere.into())
            } else if message.taken_back {
                Err(Error::Missing)
            } else {
                Ok(vec![message])
            }
        }
    }
}

/// With the files that came with it, each once.
fn laid(read: &mut Read, said: &[Message], quoted: Quoted, language: Language, zone: &str) -> Done<Passed> {
    let (mut text, mut html, mut formed) = (Vec::new(), CleanHtml::default(), false);
    for message in said {
        let head = head(read, message, language, zone)?.join("\n");
        let (words, form) = match quoted {
            // What it quotes itself stands there already.
            Quoted::Talk if !message.new_text.is_empty() => (&message.new_text, None),
            Quoted::Talk | Quoted::Message(_) | Quoted::Nothing => (&message.text, form(message)),
        };
        formed |= form.is_some();
        let (above, form) = (CleanHtml::from_text(&head), form.unwrap_or_else(|| CleanHtml::from_text(words)));
        let part = format!("<p>{}</p><blockquote>{}</blockquote>", above.as_str(), form.as_str());
        html = html.and(CleanHtml::clean(&part));
        text.push(format!("{head}\n\n{words}"));
    }
    let html = if formed && html.as_str().len() <= LONGEST_HTML { html } else { CleanHtml::default() };
    let shown = html.image_ids();
    let mut files: Vec<Attachment> = Vec::new();
    for message in said {
        for file in attachments::of_message(read, message.id)? {
            let goes = match &file.content_id {
                Some(id) if file.inline => shown.contains(id),
                Some(_) | None => !file.inline,
            };
            let same = |other: &Attachment| match (other.inline, file.inline) {
                (true, true) => other.content_id == file.content_id,
                (false, false) => other.digest == file.digest,
                (true, false) | (false, true) => false,
            };
            if goes && !files.iter().any(same) {
                files.push(file);
            }
        }
    }
    Ok(Passed { text: text.join("\n\n"), html, files })
}

/// None: it has none that can go along.
fn form(message: &Message) -> Option<CleanHtml> {
    let good = !message.html.is_empty() && message.html.as_str().len() <= LONGEST_HTML;
    good.then(|| message.html.clone())
}

/// Own words, and what goes along beneath them; with a form where either has one.
fn beneath(text: &str, html: CleanHtml, passed: &str, form: CleanHtml) -> (String, CleanHtml) {
    let formed = |html: CleanHtml, text: &str| if html.is_empty() { CleanHtml::from_text(text) } else { html };
    let both = match html.is_empty() && form.is_empty() {
        true => CleanHtml::default(),
        false => formed(html, text).and(formed(form, passed)),
    };
    (format!("{text}\n\n{passed}"), both)
}

/// The files of a letter with those that go along: pictures where the text shows them, others as far as nobody has taken them
/// out. The same file twice is one.
fn together(mut own: Vec<NewAttachment>, passed: Vec<Attachment>, along: &Along) -> Vec<NewAttachment> {
    for file in passed.into_iter().filter(|file| file.inline || along.takes(file.id)).map(NewAttachment::from) {
        if file.inline || !own.iter().any(|other| !other.inline && other.digest == file.digest) {
            own.push(file);
        }
    }
    own
}

/// A line that says what follows, and who said it, when, to whom, about what.
fn head(read: &mut Read, message: &Message, language: Language, zone: &str) -> Done<Vec<String>> {
    let words = words::of(language);
    let all = |list: &[Address]| list.iter().map(Address::written).collect::<Vec<_>>().join(", ");
    let line = |key: &str, value: String| (!value.is_empty()).then(|| format!("{}: {value}", words.say(key)));
    let at = message.at.in_zone(zone).strftime("%Y-%m-%d %H:%M (%:z)").to_string();
    let lines = [
        Some(words.say("forwarded-head").to_owned()),
        line("message-line-from", from(read, message)?),
        line("message-line-at", at),
        line("message-line-to", all(&message.to)),
        line("message-line-cc", all(&message.cc)),
        line("message-line-subject", message.subject.clone()),
    ];
    Ok(lines.into_iter().flatten().collect())
}

/// As the message says; what came by another door than mail says it by its author.
fn from(read: &mut Read, message: &Message) -> Done<String> {
    if let Some(from) = &message.from {
        return Ok(from.written());
    }
    let author = message.author.map(|id| persons::load(read, id)).transpose()?.flatten();
    Ok(author.map_or_else(String::new, |author| match &author.email {
        Some(email) => Address::new(author.name.clone(), email.clone()).written(),
        None => author.shown().to_owned(),
    }))
}

//! What must not be kept: a message or a file, gone from the page, the search and the original. That it was there, who
//! wrote it and who took it away stays in the log.

use crate::channel::forget_subject;
use crate::ticket::{keep, locked};
use base::Digest;
use desk::conversation::{AttachmentId, Message, MessageId, NewAttachment, Passage};
use desk::ticket::{Ticket, TicketNumber};
use desk::{Actor, Done, Error, Event, Refusal};
use std::time::Duration;
use store::channel::letters;
use store::conversation::redactions::BLACKENED;
use store::conversation::{attachments, messages, redactions};
use store::{Tx, jobs};

/// The kind of the job that forgets bytes; its body is their digest.
pub const FORGET: &str = "forget";
const LATER: Duration = Duration::from_secs(3600);

/// By whoever may put the ticket into the trash, and for a while by whoever wrote a note. It cannot be undone.
pub fn redact(tx: &mut Tx, number: TicketNumber, id: MessageId) -> Done<Ticket> {
    let (ticket, message) = redactable(tx, number, id)?;
    forget_subject(tx, &message)?;
    let held = redactions::wipe(tx, message.id)?;
    forget_soon(tx, &held)?;
    let mut ticket = ticket;
    ticket.recount(&messages::spoken(tx, ticket.id)?);
    let redacted = Event::MessageRedacted { ticket: ticket.id, message: message.id };
    keep(tx, ticket, [redacted])
}

/// One file. The original of its message carries it too, and goes with it.
pub fn redact_file(tx: &mut Tx, number: TicketNumber, file: AttachmentId) -> Done<Ticket> {
    let found = attachments::load(tx, file)?.ok_or(Error::Missing)?;
    let (ticket, message) = redactable(tx, number, found.message)?;
    let held = redactions::wipe_file(tx, message.id, file)?;
    forget_soon(tx, &held)?;
    let redacted = Event::FileRedacted { ticket: ticket.id, message: message.id };
    keep(tx, ticket, [redacted])
}

/// A few words of a message, wherever it says them: bars stand in their place. Its original goes, for it says them too;
/// its files stay.
pub fn redact_passage(tx: &mut Tx, number: TicketNumber, id: MessageId, words: &str) -> Done<Ticket> {
    let (mut ticket, mut message) = redactable(tx, number, id)?;
    let passage = Passage::of(words)?;
    let html = message.html.to_text();
    if ![&message.subject, &message.text, &message.new_text, &html].into_iter().any(|text| passage.stands_in(text)) {
        return Err(Refusal::PassageMissing.into());
    }
    forget_subject(tx, &message)?;
    message.subject = passage.blacken(&message.subject);
    message.text = passage.blacken(&message.text);
    message.new_text = passage.blacken(&message.new_text);
    message.html = passage.blacken_html(&message.html);
    if !message.warnings.iter().any(|key| key == BLACKENED) {
        message.warnings.push(BLACKENED.to_owned());
    }
    let held = redactions::blacken(tx, &message)?;
    forget_soon(tx, &held)?;
    ticket.recount(&messages::spoken(tx, ticket.id)?);
    let redacted = Event::PassageRedacted { ticket: ticket.id, message: message.id };
    keep(tx, ticket, [redacted])
}

fn redactable(tx: &mut Tx, number: TicketNumber, id: MessageId) -> Done<(Ticket, Message)> {
    let ticket = locked(tx, number)?;
    tx.actor().may_read(&ticket)?;
    let message = messages::load(tx, id)?.filter(|message| message.ticket == ticket.id).ok_or(Error::Missing)?;
    match message.is_fresh_note_of(tx.actor().person(), tx.now()) {
        true => tx.actor().may_note(&ticket)?,
        false => tx.actor().may_discard(&ticket)?,
    }
    // A letter on its way would leave empty.
    let waits = letters::of_message(tx, id)?.is_some_and(|letter| !letter.state.is_over());
    if waits { Err(Refusal::LetterOnItsWay.into()) } else { Ok((ticket, message)) }
}

pub(crate) fn forget_soon(tx: &mut Tx, held: &[Digest]) -> Done<()> {
    let now = tx.now();
    for digest in held {
        jobs::add(tx, FORGET, digest.as_str(), Some(&format!("{FORGET}-{digest}")), now)?;
    }
    Ok(())
}

/// The same of what was about to go along with a draft: not before whoever attaches it again has done so.
pub(crate) fn forget_later(tx: &mut Tx, files: &[NewAttachment]) -> Done<()> {
    let later = tx.now().plus(LATER);
    for NewAttachment { digest, .. } in files {
        jobs::add(tx, FORGET, digest.as_str(), Some(&format!("{FORGET}-later-{digest}")), later)?;
    }
    Ok(())
}

/// Whether nothing holds these bytes any more; what was read in them is forgotten then, and the caller deletes them.
pub fn may_forget(tx: &mut Tx, digest: &Digest) -> Done<bool> {
    if *tx.actor() != Actor::System {
        return Err(Error::Missing);
    }
    if redactions::is_held(tx, digest)? {
        return Ok(false);
    }
    redactions::forget_text(tx, digest)?;
    Ok(true)
}

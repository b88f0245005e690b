//! What the desk tells a requester by itself: that their request arrived, was made for them, is solved or closed. Once per
//! ticket and kind, to people, in their language.

use super::post::{post_automatic, record_withheld};
use super::wordings::default_wording;
use crate::conversation::values;
use base::{Email, Language};
use desk::channel::{Acknowledgement, Intake, Letter, LetterKind, Mailbox, NewLetter, Withheld, WordingWish, Writing};
use desk::conversation::Thread;
use desk::conversation::template::filled_or_bare;
use desk::people::Person;
use desk::ticket::{Category, Origin, Place, Ticket, TicketId, letter_subject};
use desk::{Done, Fault};
use store::channel::{intakes, letters, mailboxes, wordings};
use store::conversation::messages;
use store::people::persons;
use store::ticket::tickets;
use store::{Read, Tx};

/// Acknowledges a ticket that somebody began by mail or form, and tells of one that an agent made for them. None: they
/// were told, its mailbox does not, or it is better not to; then the log says why.
pub fn acknowledge(tx: &mut Tx, ticket: TicketId) -> Done<Option<Letter>> {
    let Some(ticket) = tickets::by_id(tx, ticket)?.filter(is_current) else { return Ok(None) };
    match ticket.origin {
        Origin::Mail | Origin::Form => arrived(tx, &ticket),
        Origin::Phone | Origin::Agent => tell(tx, &ticket, LetterKind::Created, |writing| writing.tells_created),
        Origin::Portal | Origin::Chat | Origin::Api => Ok(None),
    }
}

/// Tells the requester that their request is solved or closed, where its mailbox does so.
pub fn tell_done(tx: &mut Tx, ticket: TicketId) -> Done<Option<Letter>> {
    match tickets::by_id(tx, ticket)?.filter(is_current) {
        Some(ticket) if ticket.category == Category::Solved => {
            tell(tx, &ticket, LetterKind::Solved, |writing| writing.tells_solved)
        }
        Some(ticket) if ticket.category == Category::Closed => {
            tell(tx, &ticket, LetterKind::Closed, |writing| writing.tells_closed)
        }
        Some(_) | None => Ok(None),
    }
}

fn arrived(tx: &mut Tx, ticket: &Ticket) -> Done<Option<Letter>> {
    let opening = intakes::opening(tx, ticket.id)?;
    let cut = opening.as_ref().is_some_and(|(intake, _)| intake.cut.is_some());
    let mailbox = mailbox_of(tx, ticket)?.filter(|mailbox| mailbox.acknowledge || cut);
    let Some(mailbox) = mailbox else { return Ok(None) };
    let kind = if ticket.follow_up_of.is_some() { LetterKind::FollowUp } else { LetterKind::Acknowledgement };
    let Some((letter, requester, address)) = letter(tx, ticket, &mailbox, kind, cut)? else { return Ok(None) };
    match opening {
        // Of old mail nobody expects to hear; a line on each imported ticket would only be in the way.
        Some((_, Some(Withheld::Old))) => Ok(None),
        Some((_, Some(reason))) => {
            record_withheld(tx, &letter, &address, reason)?;
            Ok(None)
        }
        Some((intake, None)) if !wrote(tx, &requester, &intake)? => Ok(None),
        // A mail that did not come through a door of ours is part of a demonstration or of another desk's past.
        None if ticket.origin == Origin::Mail => Ok(None),
        Some((_, None)) | None => post_automatic(tx, letter),
    }
}

/// Unless somebody has written to them anyway.
fn tell(tx: &mut Tx, ticket: &Ticket, kind: LetterKind, wished: fn(&Writing) -> bool) -> Done<Option<Letter>> {
    let Some(mailbox) = mailbox_of(tx, ticket)? else { return Ok(None) };
    let writing = mailboxes::writing(tx, mailbox.id)?.unwrap_or_default();
    // Of a ticket made from old mail nobody expects to hear.
    let old = matches!(intakes::opening(tx, ticket.id)?, Some((_, Some(Withheld::Old))));
    let told = |letter: &Letter| letter.kind == kind || kind == LetterKind::Created;
    if old || !wished(&writing) || letters::of_ticket(tx, ticket.id)?.iter().any(told) {
        return Ok(None);
    }
    match letter(tx, ticket, &mailbox, kind, false)? {
        Some((letter, _, _)) => post_automatic(tx, letter),
        None => Ok(None),
    }
}

/// Asks how content the requester is. None: there is no way to them, or it is better not to; then the log says why. What
/// a machine or a mailing list began is not asked about, nor what was imported.
pub(crate) fn post_rating(tx: &mut Tx, ticket: &Ticket) -> Done<Option<Letter>> {
    let Some(mailbox) = mailbox_of(tx, ticket)? else { return Ok(None) };
    let Some((letter, _, address)) = written(tx, ticket, &mailbox, LetterKind::Rating, false)? else { return Ok(None) };
    if let Some((_, Some(reason))) = intakes::opening(tx, ticket.id)? {
        record_withheld(tx, &letter, &address, reason)?;
        return Ok(None);
    }
    post_automatic(tx, letter)
}

/// Somebody else may have answered a closed ticket: its requester did not write and expects nothing.
fn wrote(read: &mut Read, requester: &Person, intake: &Intake) -> Done<bool> {
    let message = intake.message.map(|message| messages::load(read, message)).transpose()?.flatten();
    Ok(message.is_some_and(|message| message.author == Some(requester.id)))
}

fn is_current(ticket: &Ticket) -> bool {
    !matches!(ticket.place(), Place::Spam | Place::Trash)
}

fn mailbox_of(read: &mut Read, ticket: &Ticket) -> Done<Option<Mailbox>> {
    let mailbox = match ticket.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    Ok(mailbox.filter(|mailbox| mailbox.active))
}

/// None: it was written already, or there is no address to write to.
fn letter(
    read: &mut Read,
    ticket: &Ticket,
    mailbox: &Mailbox,
    kind: LetterKind,
    cut: bool,
) -> Done<Option<(NewLetter, Person, Email)>> {
    let known = letters::of_ticket(read, ticket.id)?.iter().any(|letter| letter.kind == kind);
    if known { Ok(None) } else { written(read, ticket, mailbox, kind, cut) }
}

/// None: there is no address to write to.
fn written(
    read: &mut Read,
    ticket: &Ticket,
    mailbox: &Mailbox,
    kind: LetterKind,
    cut: bool,
) -> Done<Option<(NewLetter, Person, Email)>> {
    let Some(requester) = persons::load(read, ticket.requester)? else { return Ok(None) };
    let Some(address) = requester.email.clone() else { return Ok(None) };
    let language = ticket.language.or(requester.language).unwrap_or(mailbox.language);
    let WordingWish { subject, body } = worded(read, ticket, mailbox, kind, language)?;
    let details = Acknowledgement {
        language,
        name: requester.name.clone(),
        number: ticket.number,
        subject: ticket.subject.clone(),
        cut,
        text: body,
        thread: Thread::after(&messages::ids_of_thread(read, ticket.id)?),
    };
    let letter = NewLetter {
        kind,
        ticket: Some(ticket.id),
        message: None,
        mailbox: Some(mailbox.id),
        message_id: None,
        to: vec![address.clone()],
        subject,
        details: serde_json::to_string(&details).map_err(Fault::new)?,
        due_at: read.now(),
    };
    Ok(Some((letter, requester, address)))
}

/// Subject and text, filled in.
fn worded(
    read: &mut Read,
    ticket: &Ticket,
    mailbox: &Mailbox,
    kind: LetterKind,
    language: Language,
) -> Done<WordingWish> {
    let assignee = ticket.assignee.map(|agent| persons::load(read, agent)).transpose()?.flatten();
    let values = values(read, ticket, assignee.as_ref(), Some(mailbox), language)?;
    let own = wordings::of(read, kind, language, Some(mailbox.id))?;
    let usual = letter_subject(false, &ticket.subject);
    let (subject, body) = match own {
        Some(own) if own.subject.is_empty() => (usual, own.body),
        Some(own) => (filled_or_bare(&own.subject, &values), own.body),
        None => (usual, default_wording(kind, language).body),
    };
    Ok(WordingWish { subject, body: filled_or_bare(&body, &values) })
}

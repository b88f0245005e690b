//! "We have received your request": once per ticket, to people, in their language.

use super::post::{post_automatic, record_withheld};
use base::Email;
use desk::channel::{Acknowledgement, Intake, Letter, LetterKind, Mailbox, NewLetter, Withheld};
use desk::conversation::Thread;
use desk::people::Person;
use desk::ticket::{Origin, Place, Ticket, TicketId, letter_subject};
use desk::{Done, Fault};
use store::channel::{intakes, letters, mailboxes};
use store::conversation::messages;
use store::people::persons;
use store::ticket::tickets;
use store::{Read, Tx};

/// Acknowledges a ticket that somebody began by mail or form. None: it already was, its mailbox does not, or it is
/// better not to; then the log says why.
pub fn acknowledge(tx: &mut Tx, ticket: TicketId) -> Done<Option<Letter>> {
    let Some(ticket) = tickets::by_id(tx, ticket)?.filter(is_asked) else { return Ok(None) };
    let opening = intakes::opening(tx, ticket.id)?;
    let cut = opening.as_ref().is_some_and(|(intake, _)| intake.cut.is_some());
    let Some(mailbox) = courteous_mailbox(tx, &ticket)?.filter(|mailbox| mailbox.acknowledge || cut) else {
        return Ok(None);
    };
    if letters::of_ticket(tx, ticket.id)?.iter().any(|letter| letter.kind == LetterKind::Acknowledgement) {
        return Ok(None);
    }
    let Some(requester) = persons::load(tx, ticket.requester)? else { return Ok(None) };
    let Some(address) = requester.email.clone() else { return Ok(None) };
    let letter = letter(tx, &ticket, &mailbox, &requester, &address, cut)?;
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

/// Somebody else may have answered a closed ticket: its requester did not write and expects nothing.
fn wrote(read: &mut Read, requester: &Person, intake: &Intake) -> Done<bool> {
    let message = intake.message.map(|message| messages::load(read, message)).transpose()?.flatten();
    Ok(message.is_some_and(|message| message.author == Some(requester.id)))
}

fn is_asked(ticket: &Ticket) -> bool {
    matches!(ticket.origin, Origin::Mail | Origin::Form) && !matches!(ticket.place(), Place::Spam | Place::Trash)
}

fn courteous_mailbox(read: &mut Read, ticket: &Ticket) -> Done<Option<Mailbox>> {
    let mailbox = match ticket.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    Ok(mailbox.filter(|mailbox| mailbox.active))
}

fn letter(
    read: &mut Read,
    ticket: &Ticket,
    mailbox: &Mailbox,
    requester: &Person,
    to: &Email,
    cut: bool,
) -> Done<NewLetter> {
    let details = Acknowledgement {
        language: ticket.language.or(requester.language).unwrap_or(mailbox.language),
        name: requester.name.clone(),
        number: ticket.number,
        subject: ticket.subject.clone(),
        cut,
        thread: Thread::after(&messages::ids_of_thread(read, ticket.id)?),
    };
    Ok(NewLetter {
        kind: LetterKind::Acknowledgement,
        ticket: Some(ticket.id),
        message: None,
        mailbox: Some(mailbox.id),
        message_id: None,
        to: vec![to.clone()],
        subject: letter_subject(false, &ticket.subject),
        details: serde_json::to_string(&details).map_err(Fault::new)?,
        due_at: read.now(),
    })
}

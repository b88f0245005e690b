//! Letters to agents about their tickets; an answer to one goes to the requester.

use super::mail_keys::encrypts;
use super::post::{post, post_automatic};
use base::{Email, words};
use desk::channel::{Kept, Letter, LetterKind, Mailbox, MailboxId, NewLetter, Notice, What};
use desk::conversation::{MessageId, Thread};
use desk::people::{Person, PersonId};
use desk::ticket::Ticket;
use desk::{Done, Fault};
use store::channel::mailboxes;
use store::conversation::{graph, messages};
use store::people::persons;
use store::{Read, Tx};

/// What an agent sent by mail did not become what they meant.
pub(super) fn tell_kept(tx: &mut Tx, ticket: &Ticket, agent: PersonId, kept: &[Kept]) -> Done<()> {
    let Some(person) = persons::load(tx, agent)? else { return Ok(()) };
    let language = words::of(language(tx, &person, ticket)?);
    let why = kept.iter().filter(|kept| kept.told).map(|kept| kept.why.say(language)).collect::<Vec<_>>();
    if !why.is_empty()
        && let Some(letter) = letter(tx, ticket, &person, What::Kept { why })?
    {
        post_automatic(tx, letter)?;
    }
    Ok(())
}

/// A letter about a ticket to an agent. None: there is no address to write to, or nothing that may send. What answers it
/// by its Message-ID finds the side conversation in which `answered` was said.
pub(crate) fn write_notice(
    tx: &mut Tx,
    ticket: &Ticket,
    person: &Person,
    what: What,
    answered: Option<MessageId>,
) -> Done<Option<Letter>> {
    let side = matches!(what, What::SideSpoke { .. });
    let Some(letter) = letter(tx, ticket, person, what)? else { return Ok(None) };
    let letter = post(tx, letter)?;
    if side {
        graph::learn(tx, &letter.message_id, ticket.id, answered)?;
    }
    Ok(Some(letter))
}

/// None: there is no address to write to, or nothing that may send.
fn letter(read: &mut Read, ticket: &Ticket, person: &Person, what: What) -> Done<Option<NewLetter>> {
    let ours: Vec<Email> = mailboxes::addresses(read)?;
    let Some(address) = person.email.clone().filter(|address| !ours.contains(address)) else { return Ok(None) };
    let Some(mailbox) = mailbox_of(read, ticket)? else { return Ok(None) };
    let kind = match what {
        What::Kept { .. } => LetterKind::Kept,
        What::Assigned { .. }
        | What::Spoke { .. }
        | What::SideSpoke { .. }
        | What::Failed { .. }
        | What::Told { .. } => LetterKind::Notice,
    };
    let (language, discreet) = (language(read, person, ticket)?, encrypts(read, ticket)?);
    let subject = match discreet {
        true => words::of(language).with("notice-discreet-subject", "x", ticket.number.to_string()),
        false => ticket.subject.clone(),
    };
    let notice = Notice {
        language,
        agent: person.id,
        number: ticket.number,
        subject: ticket.subject.clone(),
        discreet,
        thread: thread(read, ticket, &what)?,
        what,
    };
    Ok(Some(NewLetter {
        kind,
        ticket: Some(ticket.id),
        message: None,
        mailbox: Some(mailbox),
        message_id: None,
        to: vec![address],
        subject,
        details: serde_json::to_string(&notice).map_err(Fault::new)?,
        due_at: read.now(),
    }))
}

fn thread(read: &mut Read, ticket: &Ticket, what: &What) -> Done<Thread> {
    let ids = match what {
        What::SideSpoke { side, .. } => messages::ids_of_side(read, *side)?,
        What::Assigned { .. } | What::Spoke { .. } | What::Failed { .. } | What::Told { .. } | What::Kept { .. } => {
            messages::ids_of_thread(read, ticket.id)?
        }
    };
    Ok(Thread::after(&ids))
}

fn language(read: &mut Read, person: &Person, ticket: &Ticket) -> Done<base::Language> {
    Ok(person.language.unwrap_or(crate::house::of(read, ticket.brand)?.language))
}

/// One that sends, and does more than look on.
fn mailbox_of(read: &mut Read, ticket: &Ticket) -> Done<Option<MailboxId>> {
    let mailbox = match ticket.mailbox {
        Some(id) => mailboxes::load(read, id)?,
        None => mailboxes::first(read)?,
    };
    Ok(mailbox.filter(|mailbox: &Mailbox| mailbox.active && !mailbox.observes).map(|mailbox| mailbox.id))
}

//! Letters to those who are asked, each in their own language, with a link that is theirs.

use crate::{channel, house};
use base::words;
use desk::approval::{Approval, ApprovalLetter};
use desk::channel::{LetterKind, NewLetter};
use desk::people::PersonId;
use desk::ticket::Ticket;
use desk::{Done, Fault};
use store::Tx;
use store::channel::mailboxes;
use store::people::persons;

/// To everybody whose word is still wanted; how many those are.
pub(super) fn tell(tx: &mut Tx, ticket: &Ticket, approval: &Approval, again: bool) -> Done<i64> {
    let mut told = 0;
    for seat in approval.seats.iter().filter(|seat| seat.vote.is_none()) {
        for person in seat.people() {
            told += i64::from(write(tx, ticket, approval, (person, seat.person), again)?);
        }
    }
    Ok(told)
}

/// `seat`: in whose place this person is asked, if not in their own. False: no letter reaches them.
fn write(
    tx: &mut Tx,
    ticket: &Ticket,
    approval: &Approval,
    (person, seat): (PersonId, PersonId),
    again: bool,
) -> Done<bool> {
    let Some(whole) = persons::load(tx, person)? else { return Ok(false) };
    let ours = mailboxes::addresses(tx)?;
    let Some(address) = whole.email.filter(|address| !ours.contains(address)) else { return Ok(false) };
    let language = whole.language.unwrap_or(house::load(tx)?.language);
    let mut shown = |id: PersonId| -> Done<String> {
        Ok(persons::load(tx, id)?.map(|one| one.shown().to_owned()).unwrap_or_default())
    };
    let details = ApprovalLetter {
        language,
        approval: approval.id,
        person,
        number: ticket.number,
        subject: ticket.subject.clone(),
        requester: shown(ticket.requester)?,
        question: approval.question.of(language).to_owned(),
        stands_for: if person == seat { String::new() } else { shown(seat)? },
        again,
    };
    let letter = NewLetter {
        kind: LetterKind::Approval,
        ticket: None,
        message: None,
        mailbox: ticket.mailbox,
        message_id: None,
        to: vec![address],
        subject: words::of(language).with(
            "letter-approval-subject",
            "x",
            format!("#{} {}", ticket.number, approval.name),
        ),
        details: serde_json::to_string(&details).map_err(Fault::new)?,
        due_at: tx.now(),
    };
    let Some((letter, closing)) = channel::keyed(tx, Some(ticket.id), letter)? else { return Ok(false) };
    channel::post_closed(tx, letter, closing)?;
    Ok(true)
}

//! Taking messages in: first a row and a job, in one transaction; what they say is another's work.

use super::flight::sight_envelope;
use super::{readable, seen};
use base::Email;
use desk::access::Permission;
use desk::channel::{Decision, Intake, IntakeId, IntakeState, MailboxId, NewIntake};
use desk::conversation::MessageId;
use desk::{Actor, Done, Error, Refusal};
use serde_json::json;
use store::channel::{fetched, intakes, mailboxes};
use store::ticket::tickets;
use store::{Read, Tx, jobs};

/// The kind of the jobs that read what arrived; their body is `{"intake": ID}`.
pub const READ: &str = "read";

/// Keeps a message whose bytes are durable already, and has it read. One that was handed over for several of our
/// mailboxes is kept for each; one for none of them is kept all the same.
pub fn receive(tx: &mut Tx, new: NewIntake) -> Done<Vec<IntakeId>> {
    tx.actor().must_be_system()?;
    let mailboxes = addressed(tx, &new)?;
    mailboxes.into_iter().map(|mailbox| kept_once(tx, &new, mailbox)).collect()
}

/// What a `read` job is about.
pub fn to_read(read: &mut Read, body: &str) -> Done<Intake> {
    let id = serde_json::from_str::<serde_json::Value>(body).ok().and_then(|body| body["intake"].as_i64());
    intakes::load(read, IntakeId(id.ok_or(Error::Missing)?))?.ok_or(Error::Missing)
}

/// Has a message read again that could not be read.
pub fn retry_read(tx: &mut Tx, id: IntakeId) -> Done<()> {
    tx.actor().may(Permission::Operate)?;
    let intake = intakes::hold(tx, id)?.ok_or(Error::Missing)?;
    if intake.state != IntakeState::Failed || intake.decision != Some(Decision::Unreadable) {
        return Err(Refusal::IntakeNotFailed.into());
    }
    intakes::reopen(tx, id)?;
    let now = tx.now();
    Ok(jobs::add(tx, READ, &json!({ "intake": id }).to_string(), None, now)?)
}

/// The same for whoever may change the ticket that stands for it.
pub fn read_again(tx: &mut Tx, message: MessageId) -> Done<()> {
    let intake = intakes::of_message(tx, message)?.ok_or(Error::Missing)?;
    let ticket = intake.ticket.map(|id| tickets::by_id(tx, id)).transpose()?.flatten().ok_or(Error::Missing)?;
    tx.actor().may_change(&ticket)?;
    tx.act_as(Actor::System, |tx| retry_read(tx, intake.id))
}

pub fn intake(read: &mut Read, id: IntakeId) -> Done<Intake> {
    read.actor().may(Permission::Operate)?;
    intakes::load(read, id)?.ok_or(Error::Missing)
}

/// What arrived, the newest first, without what belongs to tickets one may not read; `before` is the last id of the page before.
pub fn arrived(read: &mut Read, state: IntakeState, before: Option<IntakeId>, most: usize) -> Done<Vec<Intake>> {
    read.actor().may(Permission::Operate)?;
    let before = before.unwrap_or(IntakeId(i64::MAX));
    seen(
        read,
        most,
        before,
        |read, before| intakes::in_state(read, state, before, most),
        |intake| (intake.id, intake.ticket),
    )
}

/// How many are in a state.
pub fn arrived_count(read: &mut Read, state: IntakeState) -> Done<i64> {
    read.actor().may(Permission::Operate)?;
    Ok(intakes::count(read, state)?)
}

/// One of them, for whoever may read what it says: its ticket's readers, and where it has none, those who operate the desk.
pub fn original(read: &mut Read, id: IntakeId) -> Done<Intake> {
    let intake = intake(read, id)?;
    if readable(read, intake.ticket)? { Ok(intake) } else { Err(Error::Missing) }
}

/// A message that is fetched again, because nobody could tell the server in time, is the one we have.
fn kept_once(tx: &mut Tx, new: &NewIntake, mailbox: Option<MailboxId>) -> Done<IntakeId> {
    let (Some(mailbox), Some(name)) = (mailbox, &new.fetched) else { return one(tx, new, mailbox) };
    if let Some(known) = fetched::kept(tx, mailbox, name)? {
        return Ok(known);
    }
    let id = one(tx, new, Some(mailbox))?;
    fetched::keep(tx, mailbox, name, id)?;
    Ok(id)
}

fn one(tx: &mut Tx, new: &NewIntake, mailbox: Option<MailboxId>) -> Done<IntakeId> {
    let id = intakes::add(tx, new, mailbox)?;
    sight_envelope(tx, id, &new.sender, &new.recipients)?;
    let now = tx.now();
    jobs::add(tx, READ, &json!({ "intake": id }).to_string(), None, now)?;
    Ok(id)
}

fn addressed(tx: &mut Tx, new: &NewIntake) -> Done<Vec<Option<MailboxId>>> {
    let mut found: Vec<Option<MailboxId>> = new.mailbox.into_iter().map(Some).collect();
    if found.is_empty() {
        for address in new.recipients.iter().filter_map(|address| Email::parse(address)) {
            let mailbox = mailboxes::of_address(tx, &address)?.map(|mailbox| mailbox.id);
            if mailbox.is_some() && !found.contains(&mailbox) {
                found.push(mailbox);
            }
        }
    }
    if found.is_empty() {
        found.push(None);
    }
    Ok(found)
}

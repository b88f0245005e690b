//! Mail filters: made by whoever sets the desk up, asked about every message, and tried on what came already.

use super::find::{Author, Question, Search, ours, search};
use super::{readable, seen, sift};
use crate::order::in_order;
use desk::channel::{
    Arrival, Decision, Entry, EntryWish, Evidence, Filter, FilterId, FilterWish, Intake, IntakeId, MOST_FILTERS,
    MailboxId, Sifted, Way, sift as sifted,
};
use desk::condition::Explained;
use desk::ticket::TicketNumber;
use desk::{Done, Error, Event, Permission, Refusal};
use store::channel::filters as table;
use store::channel::{intakes, mailboxes, verdicts};
use store::ticket::tickets;
use store::{Read, Tx};

/// In their order.
pub fn filters(read: &mut Read) -> Done<Vec<Filter>> {
    read.actor().may(Permission::Configure)?;
    Ok(table::all(read)?.to_vec())
}

pub fn filter(read: &mut Read, id: FilterId) -> Done<Filter> {
    read.actor().may(Permission::Configure)?;
    table::load(read, id)?.ok_or(Error::Missing)
}

/// The last of all.
pub fn create_filter(tx: &mut Tx, wish: FilterWish) -> Done<FilterId> {
    tx.actor().may(Permission::Configure)?;
    let wish = wish.sound()?;
    if table::all(tx)?.len() >= MOST_FILTERS {
        return Err(Refusal::TooManyFilters.into());
    }
    let filter = table::add(tx, &wish)?;
    tx.record(Event::FilterCreated { filter, name: wish.name })?;
    Ok(filter)
}

pub fn change_filter(tx: &mut Tx, id: FilterId, wish: FilterWish, version: i64) -> Done<()> {
    let before = filter(tx, id)?;
    let wish = wish.sound()?;
    if before.version != version {
        return Err(Error::Conflict);
    }
    if before.wish != wish {
        table::save(tx, id, version, &wish)?;
        tx.record(Event::FilterChanged { filter: id, name: wish.name })?;
    }
    Ok(())
}

pub fn remove_filter(tx: &mut Tx, id: FilterId) -> Done<()> {
    let before = filter(tx, id)?;
    table::remove(tx, id)?;
    tx.record(Event::FilterRemoved { filter: id, name: before.wish.name })?;
    Ok(())
}

/// Those that are not named come after, as they were.
pub fn order_filters(tx: &mut Tx, order: &[FilterId]) -> Done<()> {
    let from: Vec<FilterId> = filters(tx)?.iter().map(|filter| filter.id).collect();
    let to = in_order(order, &from);
    if to != from {
        for (position, id) in to.iter().enumerate() {
            table::place(tx, *id, position + 1)?;
        }
        tx.record(Event::FiltersOrdered { filters: to.len() as i64 })?;
    }
    Ok(())
}

/// How a mailbox lets mail in.
pub fn entry(read: &mut Read, id: MailboxId) -> Done<Entry> {
    read.actor().may(Permission::Configure)?;
    mailboxes::entry(read, id)?.ok_or(Error::Missing)
}

pub fn change_entry(tx: &mut Tx, id: MailboxId, version: i64, wish: EntryWish) -> Done<()> {
    let before = entry(tx, id)?;
    let wish = wish.sound(&before)?;
    mailboxes::save_entry(tx, id, version, &wish)?;
    tx.record(Event::MailboxChanged { mailbox: id })?;
    Ok(())
}

/// Whether the mailbox wants to know if a sender's domain can receive mail.
pub fn asks_for_mail_domain(read: &mut Read, mailbox: Option<MailboxId>) -> Done<bool> {
    let entry = mailbox.map(|id| mailboxes::entry(read, id)).transpose()?.flatten();
    Ok(entry.is_some_and(|entry| entry.answerable))
}

/// What came last, to try filters on.
pub fn newest_arrived(read: &mut Read, most: usize) -> Done<Vec<Intake>> {
    read.actor().may(Permission::Configure)?;
    let newest = |read: &mut Read, before| intakes::newest(read, before, most);
    seen(read, most, IntakeId(i64::MAX), newest, |intake| (intake.id, intake.ticket))
}

/// What the filters would make of a message now.
#[derive(Clone, Debug)]
pub struct Tried {
    pub intake: Intake,
    pub ticket: Option<TicketNumber>,
    pub subject: String,
    pub from: String,
    pub way: Way,
    /// Its mailbox would not let it begin a ticket.
    pub barred: Option<Evidence>,
    pub sifted: Sifted,
    /// One filter alone, test by test; also one that is off.
    pub alone: Option<Explained>,
}

/// Without acting; `only`: one filter that is looked at by itself.
pub fn try_filters(read: &mut Read, id: IntakeId, arrival: &Arrival, only: Option<FilterId>) -> Done<Tried> {
    read.actor().may(Permission::Configure)?;
    let intake = intakes::load(read, id)?.ok_or(Error::Missing)?;
    if !readable(read, intake.ticket)? {
        return Err(Error::Missing);
    }
    let mut arrival = arrival.clone();
    if let Some(found) = verdicts::of_intake(read, id)? {
        arrival.verdicts = found;
    }
    let ours = ours(read)?;
    let author = Author::of(read, &arrival, &ours)?;
    let question = Question { intake: &intake, arrival: &arrival, author, ours: &ours };
    let way = way(read, &question)?;
    let facts = sift::facts(&question);
    let alone = match only {
        Some(id) => Some(filter(read, id)?.wish.condition.explained_of(&facts)),
        None => None,
    };
    let entry = sift::entry_of(read, &question)?;
    let barred = if way == Way::New { sift::barred(read, &question, &entry)? } else { None };
    let all = table::all(read)?;
    let sifted = sifted(all.iter(), &facts, way);
    let from = question.author.address.as_ref().map(ToString::to_string).unwrap_or_default();
    let subject = arrival.subject.chars().take(200).collect();
    let ticket = intake.ticket.map(|id| tickets::by_id(read, id)).transpose()?.flatten().map(|ticket| ticket.number);
    Ok(Tried { ticket, subject, from, way, barred, sifted, alone, intake })
}

/// As it was decided then: what it began leads back to itself now. What led nowhere is looked at anew.
fn way(read: &mut Read, question: &Question) -> Done<Way> {
    Ok(match question.intake.decision {
        Some(Decision::New | Decision::Unreadable) => Way::New,
        Some(Decision::Reply | Decision::FollowUp | Decision::AutoReply) => Way::Reply,
        Some(Decision::Duplicate | Decision::Bounce | Decision::Ignored) | None => match search(read, question)? {
            Search::Belongs(_) => Way::Reply,
            Search::Related(_) | Search::Nothing => Way::New,
        },
    })
}

//! Taking a change back from the timeline: its inverse, through the same verbs.

use super::copy::uncopy;
use super::deadline::put_deadline_back;
use super::load::{any, locked};
use super::merge::unmerge;
use super::task::{remove_task_comment, restore_task, take_checklist_back, task_as_it_is};
use super::time::{restore_time, time_as_it_is};
use super::{
    add_participant, assign, change_task, change_time, finish_task, follow, link, mark_not_spam, mark_spam,
    move_to_team, pause_participant, refer, remove_participant, remove_task, remove_time, rename, reopen_task, restore,
    set_kind, set_organization, set_priority, set_requester, set_status, set_tags, snooze, trash, unfollow, unlink,
    wake, withdraw_referral,
};
use crate::conversation::{back_from_beside, read_as_before, rejoin, relocate};
use crate::form::{set_field, set_topic};
use base::Moment;
use desk::form::{FieldId, Holder, Value};
use desk::people::PersonId;
use desk::ticket::{Category, Snooze, Status, StatusId, Ticket, TicketId, TicketNumber, TimeFacts};
use desk::{Actor, Done, Error, Event, Permission, Recorded, Refusal};
use store::conversation::messages;
use store::form::{fields, values};
use store::people::organization_merges;
use store::ticket::{people, statuses, tickets};
use store::{Read, Tx, events};

/// Takes back the event at this position of the log, and what followed from it at once, as far as nobody has changed
/// it since. Own changes by whoever may make them, also one that moved the ticket out of their reach; others' with the
/// permission for it.
pub fn undo(tx: &mut Tx, position: i64) -> Done<Ticket> {
    let done = events::load(tx, position)?.ok_or(Error::Missing)?;
    let id = done.event.ticket().ok_or(Error::Missing)?;
    let own = tickets::by_id(tx, id)?.ok_or(Error::Missing)?;
    let number = own.number;
    let ticket = any(tx, number)?;
    // Looked up first: the inverse is itself caused by what it takes back.
    let followed = events::caused_by(tx, ticket.id, position)?;
    let hands = hands(tx, &ticket, &done, &followed)?;
    hands.may_read(&ticket)?;
    // What happened to a ticket before it was merged is taken back when it stands by itself again.
    if ticket.id != id || !done.event.is_reversible() || is_undone(tx, ticket.id, position)? {
        return Err(Refusal::NothingToUndo.into());
    }
    if done.who != tx.actor().who() && !done.event.is_anybodys() {
        tx.actor().may(Permission::UndoOthers)?;
    }
    tx.act_as(hands, |tx| {
        take_back(tx, &ticket, &done)?;
        take_back_as_possible(tx, &ticket, followed)
    })?;
    any(tx, number)
}

/// Whoever has moved it to where it is reaches it there to bring it back, until somebody else has been at it.
fn hands(read: &mut Read, ticket: &Ticket, done: &Recorded, followed: &[Recorded]) -> Done<Actor> {
    let actor = read.actor().clone();
    let moved = |one: &Recorded| {
        one.who == actor.who() && matches!(one.event, Event::TeamChanged { to, .. } if to == ticket.team)
    };
    if !moved(done) && !followed.iter().any(moved) {
        return Ok(actor);
    }
    match events::others_since(read, ticket.id, done.place.position, actor.who())? {
        true => Ok(actor),
        false => Ok(actor.reaching(ticket.team)),
    }
}

/// What an event that itself stays caused, taken back as far as that is still possible.
pub(crate) fn take_back_what_followed(tx: &mut Tx, ticket: &Ticket, position: i64) -> Done<()> {
    let followed = events::caused_by(tx, ticket.id, position)?;
    take_back_as_possible(tx, ticket, followed)
}

/// What is recorded there was not taken back.
pub(crate) fn stands(read: &mut Read, position: i64) -> Done<bool> {
    match events::load(read, position)?.and_then(|done| done.event.ticket()) {
        Some(ticket) => Ok(!is_undone(read, ticket, position)?),
        None => Ok(true),
    }
}

/// Newest first, each with what followed from it.
fn take_back_as_possible(tx: &mut Tx, ticket: &Ticket, followed: Vec<Recorded>) -> Done<()> {
    for done in followed.into_iter().rev() {
        let position = done.place.position;
        if !done.event.is_reversible() || is_undone(tx, ticket.id, position)? {
            continue;
        }
        let next = events::caused_by(tx, ticket.id, position)?;
        match take_back(tx, ticket, &done) {
            Ok(()) => take_back_as_possible(tx, ticket, next)?,
            Err(Error::Refused(_) | Error::Missing | Error::Conflict) => {}
            Err(Error::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(())
}

fn take_back(tx: &mut Tx, ticket: &Ticket, done: &Recorded) -> Done<()> {
    let position = done.place.position;
    tx.because_of(position, |tx| invert(tx, ticket.number, done))?;
    let left = if let Event::TicketAbsorbed { from, .. } = done.event { Some(from) } else { None };
    tx.record(Event::Undone { ticket: ticket.id, position, left })?;
    Ok(())
}

fn is_undone(read: &mut Read, ticket: TicketId, position: i64) -> Done<bool> {
    let undone = events::of_kind(read, ticket, "undone")?;
    Ok(undone.iter().any(|event| event.event.undoes() == Some(position)))
}

/// The inverse of a change, if what it set is still set.
fn invert(tx: &mut Tx, number: TicketNumber, done: &Recorded) -> Done<Ticket> {
    let now = locked(tx, number)?;
    match done.event.clone() {
        Event::SubjectChanged { from, to, .. } => {
            still(now.subject == to).and_then(|()| rename(tx, number, &from, None))
        }
        Event::StatusChanged { from, to, .. } => {
            still(now.status == to)?;
            back_to_status(tx, number, from, done.place.position)
        }
        Event::PriorityChanged { from, to, .. } => {
            still(now.priority == to).and_then(|()| set_priority(tx, number, from, None))
        }
        Event::KindChanged { from, to, .. } => still(now.kind == to).and_then(|()| set_kind(tx, number, from, None)),
        Event::FieldChanged { field, from, to, .. } => {
            still(field_now(tx, now.id, field)? == to)?;
            set_field(tx, number, field, from, None)
        }
        Event::TopicChanged { from, to, .. } => still(now.topic == to).and_then(|()| set_topic(tx, number, from, None)),
        Event::TagsChanged { from, to, .. } => still(now.tags == to).and_then(|()| set_tags(tx, number, from, None)),
        Event::TeamChanged { from, to, .. } => {
            still(now.team == to).and_then(|()| move_to_team(tx, number, from, None))
        }
        Event::AssigneeChanged { from, to, .. } => {
            still(now.assignee == to).and_then(|()| assign(tx, number, from, None))
        }
        Event::RequesterChanged { from, to, organization, .. } => {
            still(now.requester == to)?;
            let ticket = set_requester(tx, number, from, None)?;
            // It may have gone into another one since.
            let organization = organization.map(|id| organization_merges::home(tx, id)).transpose()?.flatten();
            match organization {
                Some(_) => set_organization(tx, number, organization, None),
                None => Ok(ticket),
            }
        }
        Event::OrganizationChanged { from, to, .. } => {
            still(now.organization == to).and_then(|()| set_organization(tx, number, from, None))
        }
        Event::ParticipantAdded { person, .. } => {
            still(people::takes_part(tx, now.id, person)?)?;
            remove_participant(tx, number, person, None)
        }
        Event::ParticipantRemoved { person, .. } => {
            still(now.requester != person && !people::takes_part(tx, now.id, person)?)?;
            add_participant(tx, number, person, None)
        }
        Event::ParticipantPaused { person, paused, .. } => {
            still(people::takes_part(tx, now.id, person)?)?;
            still(people::paused(tx, now.id)?.contains(&person) == paused)?;
            pause_participant(tx, number, person, !paused, None)
        }
        Event::FollowerAdded { person, .. } => {
            still(follows(tx, &now, person)?)?;
            unfollow(tx, number, person, None)
        }
        Event::FollowerRemoved { person, .. } => {
            still(!follows(tx, &now, person)?)?;
            follow(tx, number, person, None)
        }
        Event::TicketReferred { to, from, level, .. } => {
            still(now.referral(to).map(|referral| referral.level) == Some(level))?;
            match from {
                Some(before) => refer(tx, number, to, before, "", None),
                None => withdraw_referral(tx, number, to, None),
            }
        }
        Event::ReferralWithdrawn { to, level, .. } => {
            still(now.referral(to).is_none())?;
            refer(tx, number, to, level, "", None)
        }
        Event::ThanksTaken { .. } => {
            still(now.category == Category::Solved)?;
            let open = statuses::standard(tx, Category::Open)?;
            set_status(tx, number, open.id, None)
        }
        Event::TicketSnoozed { from, to, .. } => still(now.snooze == to).and_then(|()| back_to_sleep(tx, number, from)),
        Event::TicketWoken { from, .. } => {
            still(now.snooze == Snooze::Awake)?;
            snooze(tx, number, from, None)
        }
        Event::TicketTrashed { .. } => still(now.trashed_at.is_some()).and_then(|()| restore(tx, number, None)),
        Event::TicketRestored { .. } => still(now.trashed_at.is_none()).and_then(|()| trash(tx, number, None)),
        Event::TicketAbsorbed { ticket, from, messages, drafts, stars } => {
            unmerge(tx, ticket, from, (&messages, &drafts.unwrap_or_default(), &stars.unwrap_or_default()))
        }
        Event::TimeLogged { time, .. } | Event::TimeRestored { time, .. } => there(remove_time(tx, number, time)),
        Event::TimeRemoved { time, .. } => there(restore_time(tx, number, time)),
        Event::TimeChanged { time, from, to, .. } => {
            let now = time_as_it_is(tx, time)?.what;
            // What was changed before days were kept says none.
            let to = TimeFacts { day: to.day.or(now.day), ..to };
            still(now == to)?;
            change_time(tx, number, time, from, None)
        }
        Event::DeadlineChanged { from, to, .. } => {
            still(now.deadline == to).and_then(|()| put_deadline_back(tx, number, from))
        }
        Event::TaskAdded { task, .. } | Event::TaskRestored { task, .. } => there(remove_task(tx, number, task)),
        Event::TaskRemoved { task, .. } => there(restore_task(tx, number, task)),
        Event::TaskCommented { task, comment, .. } => there(remove_task_comment(tx, number, task, comment)),
        Event::TaskDone { task, .. } => there(reopen_task(tx, number, task)),
        Event::TaskReopened { task, .. } => there(finish_task(tx, number, task)),
        Event::TaskChanged { task, from, to, .. } => {
            still(task_as_it_is(tx, task)?.what == to)?;
            change_task(tx, number, task, from, None)
        }
        Event::ChecklistApplied { tasks, .. } => take_checklist_back(tx, number, &tasks),
        Event::TicketSplit { into, messages, .. } => rejoin(tx, number, into, &messages),
        Event::TicketCopied { into, .. } => uncopy(tx, number, into),
        Event::TicketLinked { other, .. } => there(unlink(tx, number, other, None)),
        Event::TicketUnlinked { other, relation, .. } => link(tx, number, other, relation, None),
        Event::ObjectLinked { object, .. } => there(crate::object::unlink_object(tx, number, object, None)),
        Event::ObjectUnlinked { object, .. } => crate::object::link_object(tx, number, object, None),
        Event::ArticleLinked { article, .. } => there(crate::knowledge::unlink_article(tx, number, article, None)),
        Event::ArticleUnlinked { article, .. } => crate::knowledge::link_article(tx, number, article, None),
        Event::MessageMoved { message, from, to, .. } => {
            let here = messages::load(tx, message)?.ok_or(Error::Missing)?.ticket;
            still(any(tx, to)?.id == here)?;
            relocate(tx, message, from).and_then(|_| any(tx, number))
        }
        Event::WentBeside { side, messages, .. } => back_from_beside(tx, number, side, &messages, done.place.position),
        Event::MessageReread { message, from, to, .. } => read_as_before(tx, message, from, to),
        Event::TicketMarkedSpam { .. } => still(now.spam).and_then(|()| mark_not_spam(tx, number, None)),
        Event::TicketMarkedNotSpam { .. } => still(!now.spam).and_then(|()| mark_spam(tx, number, None)),
        // What has no inverse, as `is_reversible` has said already: every kind of event there is would stand here.
        _ => Err(Refusal::NothingToUndo.into()),
    }
}

fn still(so: bool) -> Done<()> {
    if so { Ok(()) } else { Err(Refusal::ChangedSince.into()) }
}

/// What is not there any more was changed since.
fn there<T>(done: Done<T>) -> Done<T> {
    match done {
        Err(Error::Missing) => Err(Refusal::ChangedSince.into()),
        done => done,
    }
}

fn follows(read: &mut Read, ticket: &Ticket, person: PersonId) -> Done<bool> {
    Ok(people::followers(read, ticket.id)?.contains(&person))
}

/// As it was before a snooze; a moment that has passed meanwhile means awake.
fn back_to_sleep(tx: &mut Tx, number: TicketNumber, from: Snooze) -> Done<Ticket> {
    match from {
        Snooze::Until(until) if until > tx.now() => snooze(tx, number, from, None),
        Snooze::UntilReply => snooze(tx, number, from, None),
        Snooze::Awake | Snooze::Until(_) => wake(tx, number, None),
    }
}

/// A ticket that is solved again was solved when it was, not now.
fn back_to_status(tx: &mut Tx, number: TicketNumber, to: StatusId, position: i64) -> Done<Ticket> {
    // The status itself may be gone.
    statuses::load(tx, to)?.ok_or(Refusal::ChangedSince)?;
    let mut ticket = set_status(tx, number, to, None)?;
    if ticket.category.is_done()
        && let Some(at) = done_since(tx, &ticket, position)?
    {
        ticket.solved_at = Some(at);
        tickets::save(tx, &mut ticket)?;
    }
    Ok(ticket)
}

/// When the ticket was last solved or closed before a position of the log.
fn done_since(read: &mut Read, ticket: &Ticket, position: i64) -> Done<Option<Moment>> {
    let all: Vec<Status> = statuses::all(read)?;
    let done = |id: StatusId| all.iter().any(|status| status.id == id && status.category.is_done());
    let changes = events::of_kind(read, ticket.id, "status_changed")?;
    let finished =
        |change: &&Recorded| matches!(change.event, Event::StatusChanged { from, to, .. } if done(to) && !done(from));
    let last = changes.iter().rev().filter(|change| change.place.position < position).find(finished);
    Ok(last.map(|change| change.at))
}

fn field_now(read: &mut Read, ticket: TicketId, field: FieldId) -> Done<Option<Value>> {
    let book = fields::book(read, Holder::Ticket)?;
    Ok(values::answers(read, &book, Holder::Ticket, ticket.0)?.remove(&field))
}

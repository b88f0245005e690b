//! One step of a rule, a flow or a macro: the same verb that a person uses.

use super::webhooks;
use super::write::{goes_outside, in_words, say, ticket_text, write};
use crate::conversation::{self, Compose};
use crate::form::{self, Given};
use crate::ticket::{self, ByAgent, Opening};
use crate::{object, people as people_of};
use base::{Address, Email, Moment};
use desk::automation::{Responsible, Step, Texts, number_in};
use desk::conversation::{Macro, MacroId};
use desk::form::FieldId;
use desk::object::{ObjectId, ObjectTypeId};
use desk::people::{OrganizationId, PersonId, TeamId};
use desk::ticket::{Act, Kind, Origin, Priority, TaskFacts, Ticket, TicketNumber, TimeFacts};
use desk::{Done, Error, Event, Recorded, Refusal, Who};
use std::time::Duration;
use store::conversation::{macros, messages};
use store::object::objects;
use store::people::{addresses, agents, organizations};
use store::ticket::people;
use store::{Read, Tx};

/// `because`: what the rule looks at; a macro looks at nothing.
pub(crate) fn take(tx: &mut Tx, ticket: &Ticket, step: &Step, because: Option<&Recorded>) -> Done<()> {
    let number = ticket.number;
    let act = |tx: &mut Tx, act: Act| ticket::act_on(tx, number, &act).map(drop);
    match step {
        Step::SetStatus(to) => act(tx, Act::SetStatus(*to)),
        Step::SetPriority(to) => act(tx, Act::SetPriority(*to)),
        Step::SetKind(to) => act(tx, Act::SetKind(*to)),
        Step::AddTags(tags) => act(tx, Act::AddTags(tags.clone())),
        Step::RemoveTags(tags) => act(tx, Act::RemoveTags(tags.clone())),
        Step::MoveToTeam(to) => act(tx, Act::MoveToTeam(*to)),
        Step::Assign(to) => {
            let doer = doer(tx, because);
            assign(tx, number, *to, doer)
        }
        Step::Follow(person) => ticket::follow(tx, number, *person, None).map(drop),
        Step::Unfollow(person) => ticket::unfollow(tx, number, *person, None).map(drop),
        Step::Rename(subject) => {
            let subject = in_words(tx, number, subject)?;
            ticket::rename(tx, number, &subject, None).map(drop)
        }
        Step::SetOrganization(name) => {
            let to = organization_in(tx, number, name)?;
            ticket::set_organization(tx, number, to, None).map(drop)
        }
        Step::Snooze(minutes) => {
            let until = later(tx, *minutes);
            act(tx, Act::SnoozeUntil(until))
        }
        Step::SnoozeUntilReply => act(tx, Act::SnoozeUntilReply),
        Step::Wake => act(tx, Act::Wake),
        Step::MarkSpam => act(tx, Act::MarkSpam),
        Step::MarkNotSpam => act(tx, Act::MarkNotSpam),
        Step::Trash => act(tx, Act::Trash),
        Step::Restore => act(tx, Act::Restore),
        Step::Note(texts) => note(tx, number, texts),
        Step::Write { to, .. } if goes_outside(to) && is_automatic(tx, because)? => Err(Refusal::LetterWithheld.into()),
        Step::Write { to, address, subject, text } => write(tx, number, to, address, subject, text),
        Step::ApplyMacro(id) => apply(tx, number, *id),
        Step::CreateTicket { team, subject, text } => create(tx, number, *team, subject, text),
        Step::AskApproval(id) => crate::approval::ask(tx, number, *id, "").map(drop),
        Step::Webhook(id) => webhooks::call(tx, number, *id, because),
        Step::SetTopic(id) => form::set_topic(tx, number, Some(*id), None).map(drop),
        Step::SetField { field, text } => fill(tx, number, *field, text),
        Step::SetDeadline(minutes) => ticket::set_deadline(tx, number, Some(later(tx, *minutes)), None).map(drop),
        Step::AddTask { text, minutes } => {
            let due = (*minutes > 0).then(|| later(tx, *minutes));
            let text = in_words(tx, number, text)?;
            ticket::add_task(tx, number, TaskFacts { text, due, ..TaskFacts::default() }).map(drop)
        }
        Step::ApplyChecklist(id) => ticket::apply_checklist(tx, number, *id).map(drop),
        Step::ClearDeadline => ticket::set_deadline(tx, number, None, None).map(drop),
        Step::Link { relation, other } => {
            let other = named(tx, number, other)?;
            ticket::link(tx, number, other, *relation, None).map(drop)
        }
        Step::Unlink(other) => {
            let other = named(tx, number, other)?;
            ticket::unlink(tx, number, other, None).map(drop)
        }
        Step::LinkObject { of, name } => {
            let object = object_named(tx, number, *of, name)?;
            object::link_object(tx, number, object, None).map(drop)
        }
        Step::UnlinkObject { of, name } => {
            let object = object_named(tx, number, *of, name)?;
            object::unlink_object(tx, number, object, None).map(drop)
        }
        Step::AddParticipant(address) => {
            let address = address_in(tx, number, address)?;
            let person = people_of::find_or_create(tx, &Address::bare(address), None)?.id;
            ticket::add_participant(tx, number, person, None).map(drop)
        }
        Step::RemoveParticipant(address) => {
            let address = address_in(tx, number, address)?;
            let person = addresses::owner(tx, &address)?.ok_or(Error::Missing)?;
            ticket::remove_participant(tx, number, person, None).map(drop)
        }
        Step::LogTime { person, minutes, note } => {
            let doer = doer(tx, because);
            log_time(tx, number, *person, *minutes, note, doer)
        }
        Step::Star(person) => ticket::star_for(tx, number, *person).map(drop),
        Step::StartFlow(id) => crate::flow::start(tx, number, *id),
        Step::AskRating => ticket::ask_for_rating(tx, number),
    }
}

/// The ticket whose number a text becomes.
fn named(read: &mut Read, number: TicketNumber, template: &str) -> Done<TicketNumber> {
    let text = in_words(read, number, template)?;
    Ok(number_in(&text).ok_or(Refusal::StepNoTicket)?)
}

fn object_named(read: &mut Read, number: TicketNumber, of: ObjectTypeId, template: &str) -> Done<ObjectId> {
    let name = in_words(read, number, template)?;
    Ok(objects::named(read, of, name.trim())?.ok_or(Refusal::ObjectUnknown)?.id)
}

fn organization_in(read: &mut Read, number: TicketNumber, template: &str) -> Done<Option<OrganizationId>> {
    let name = in_words(read, number, template)?;
    match name.trim() {
        "" => Ok(None),
        name => Ok(Some(organizations::named(read, name)?.ok_or(Refusal::OrganizationUnknown)?)),
    }
}

fn address_in(read: &mut Read, number: TicketNumber, template: &str) -> Done<Email> {
    let text = in_words(read, number, template)?;
    Ok(Email::parse(text.trim()).ok_or(Refusal::AddressInvalid)?)
}

/// Of whoever is named, else whoever did it if they are a colleague, else the assignee.
fn log_time(
    tx: &mut Tx,
    number: TicketNumber,
    person: Option<PersonId>,
    minutes: u32,
    note: &str,
    doer: Option<PersonId>,
) -> Done<()> {
    let assignee = ticket::visible(tx, number)?.assignee;
    let colleague = match doer {
        Some(doer) => agents::load(tx, doer)?.map(|_| doer),
        None => None,
    };
    let person = person.or(colleague).or(assignee).ok_or(Refusal::NobodyWorked)?;
    let what = TimeFacts {
        minutes: minutes.into(),
        activity: None,
        at: tx.now(),
        day: None,
        note: in_words(tx, number, note)?,
    };
    ticket::log_time_for(tx, number, person, what).map(drop)
}

fn later(read: &Read, minutes: u32) -> Moment {
    read.now().plus(Duration::from_secs(u64::from(minutes) * 60))
}

/// As it would be typed; nothing at all empties the field.
fn fill(tx: &mut Tx, number: TicketNumber, field: FieldId, text: &str) -> Done<()> {
    let zone = crate::house::load(tx)?.time_zone;
    let text = in_words(tx, number, text)?;
    form::set_typed(tx, number, field, &[text], &zone, None).map(drop)
}

/// Whoever uses a macro, or did what the rule looks at.
fn doer(read: &Read, because: Option<&Recorded>) -> Option<PersonId> {
    match because.map(|recorded| recorded.who) {
        Some(Who::Person(person)) => Some(person),
        Some(Who::System | Who::Rule(_) | Who::Flow(_) | Who::Anonymous) => None,
        None => read.actor().person(),
    }
}

/// A machine wrote: it is not written to by another one.
fn is_automatic(read: &mut Read, because: Option<&Recorded>) -> Done<bool> {
    let Some(Event::MessageReceived { message, .. }) = because.map(|recorded| &recorded.event) else {
        return Ok(false);
    };
    Ok(messages::load(read, *message)?.is_some_and(|message| message.automatic))
}

fn assign(tx: &mut Tx, number: TicketNumber, to: Responsible, doer: Option<PersonId>) -> Done<()> {
    let to = match to {
        Responsible::Nobody => None,
        Responsible::Agent(agent) => Some(agent),
        Responsible::Doer => {
            let team = ticket::visible(tx, number)?.team;
            // Who wrote in is nobody's colleague: there is nothing to do.
            let Some(doer) = doer else { return Ok(()) };
            if !people::may_be_assigned(tx, team, doer)? {
                return Ok(());
            }
            Some(doer)
        }
    };
    ticket::assign(tx, number, to, None).map(drop)
}

/// In the language of the house: colleagues read it.
fn note(tx: &mut Tx, number: TicketNumber, texts: &Texts) -> Done<()> {
    let language = crate::house::load(tx)?.language;
    let text = ticket_text(tx, number, texts.of(language), language)?;
    conversation::note(tx, number, Compose { text, elsewhere: true, ..Compose::default() }).map(drop)
}

/// What a shared macro does, and its text as a letter to the requester.
fn apply(tx: &mut Tx, number: TicketNumber, id: MacroId) -> Done<()> {
    let prepared = macros::load(tx, id)?.filter(Macro::is_shared).ok_or(Error::Missing)?;
    conversation::act(tx, number, id)?;
    if prepared.is_silent() {
        return Ok(());
    }
    say(tx, number, &prepared)
}

fn create(tx: &mut Tx, number: TicketNumber, team: TeamId, subject: &str, text: &Texts) -> Done<()> {
    let from = ticket::visible(tx, number)?;
    let language = crate::house::load(tx)?.language;
    let text = ticket_text(tx, number, text.of(language), language)?;
    let wish = ByAgent {
        subject: in_words(tx, number, subject)?,
        requester: from.requester,
        team,
        origin: Origin::Agent,
        language: from.language,
        kind: Kind::Task,
        priority: Priority::Normal,
        tags: Vec::new(),
        participants: Vec::new(),
        assignee: None,
        given: Given::default(),
        opening: Opening::Note(Compose { text, ..Compose::default() }),
    };
    ticket::create_by_agent(tx, wish).map(drop)
}

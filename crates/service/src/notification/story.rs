//! A notification with everything there is to tell of it, for whoever may read its ticket.

use crate::channel::encrypts;
use base::{Language, words};
use desk::conversation::{Message, preview};
use desk::event::Who;
use desk::notification::{Detail, Notification, Told};
use desk::people::PersonId;
use desk::ticket::{TaskFacts, Ticket};
use desk::{Actor, Done, Event, Recorded};
use store::Read;
use store::conversation::messages;
use store::people::{persons, teams};
use store::ticket::{statuses, tickets};
use store::{approval::approvals, channel::letters, events};

/// Characters of a reason; the ticket has all of it.
const LONGEST_REASON: usize = 300;

pub(super) struct Story {
    pub notification: Notification,
    pub ticket: Ticket,
    pub recorded: Recorded,
    pub message: Option<Message>,
    pub told: Told,
}

/// None: its ticket is not there for them, or what was said was taken back.
pub(super) fn story(
    read: &mut Read,
    reader: &Actor,
    language: Language,
    notification: Notification,
) -> Done<Option<Story>> {
    let ticket = tickets::by_id(read, notification.ticket)?.filter(|ticket| reader.may_read(ticket).is_ok());
    let recorded = events::load(read, notification.position)?;
    let (Some(ticket), Some(recorded)) = (ticket, recorded) else { return Ok(None) };
    let message = notification.message.map(|id| messages::load(read, id)).transpose()?.flatten();
    if message.as_ref().is_some_and(|message| message.taken_back) {
        return Ok(None);
    }
    let told = Told {
        occasion: notification.occasion,
        who: who(read, &ticket, &recorded, message.as_ref())?,
        detail: detail(read, &recorded.event, language)?,
    };
    Ok(Some(Story { notification, ticket, recorded, message, told }))
}

/// As it is told outside the desk, with its subject and the beginning of what was said: of a ticket whose letters always leave
/// encrypted, why neither is there.
pub(super) fn outside(read: &mut Read, language: Language, story: &Story) -> Done<(Told, (String, String))> {
    if encrypts(read, &story.ticket)? {
        let why = words::of(language).say("told-discreet").to_owned();
        return Ok((story.told.clone().discreet(), (why, String::new())));
    }
    let said = story.message.as_ref().map(|said| preview(&said.text)).unwrap_or_default();
    Ok((story.told.clone(), (story.ticket.subject.clone(), said)))
}

/// Whoever spoke, else whoever did it; of a new ticket, who asks. A failed letter's author knows who wrote it.
fn who(read: &mut Read, ticket: &Ticket, recorded: &Recorded, message: Option<&Message>) -> Done<String> {
    if let Event::LetterFailed { .. } | Event::LetterUncertain { .. } | Event::LetterBounced { .. } = &recorded.event {
        return Ok(String::new());
    }
    if let Event::TicketCreated { .. } = &recorded.event {
        return shown(read, ticket.requester);
    }
    if let Some(message) = message {
        return author(read, message);
    }
    match recorded.who {
        Who::Person(person) => shown(read, person),
        Who::System | Who::Rule(_) | Who::Flow(_) | Who::Anonymous => Ok(String::new()),
    }
}

fn detail(read: &mut Read, event: &Event, language: Language) -> Done<Detail> {
    Ok(if let Event::StatusChanged { to, .. } = event {
        statuses::load(read, *to)?.map_or(Detail::Nothing, |status| Detail::Named(status.shown(language).to_owned()))
    } else if let Event::TeamChanged { to, .. } = event {
        teams::load(read, *to)?.map_or(Detail::Nothing, |team| Detail::Moved(team.name))
    } else if let Event::TicketRated { to, .. } = event {
        Detail::Named(to.drawn())
    } else if let Event::SlaWarned { target, at, .. } = event {
        Detail::Due { target: *target, at: Some(*at) }
    } else if let Event::SlaBreached { target, .. } = event {
        Detail::Due { target: *target, at: None }
    } else if let Event::DraftCommented { .. } = event {
        Detail::Draft
    } else if let Event::TaskCommented { text, .. }
    | Event::TaskAdded { text, .. }
    | Event::TaskCameDue { text, .. }
    | Event::TaskChanged { to: TaskFacts { text, .. }, .. } = event
    {
        Detail::Task(text.clone())
    } else if let Event::ApprovalAsked { name, .. } | Event::FlowFailed { name, .. } | Event::RuleFailed { name, .. } =
        event
    {
        Detail::Named(name.clone())
    } else if let Event::ApprovalEscalated { approval, .. } = event {
        approvals::load(read, *approval)?.map_or(Detail::Nothing, |approval| Detail::Named(approval.name))
    } else if let Event::LetterAwaits { why: said, .. } | Event::LetterDeclined { reason: said, .. } = event {
        if said.is_empty() { Detail::Nothing } else { Detail::Named(said.chars().take(LONGEST_REASON).collect()) }
    } else if let Event::NobodyStandsIn { person, .. } = event {
        Detail::Named(shown(read, *person)?)
    } else if let Event::SideAnswered { subject, .. } = event {
        Detail::Named(subject.clone())
    } else if let Event::LetterBounced { address, .. } = event {
        Detail::Named(address.clone())
    } else if let Event::LetterFailed { letter, .. } | Event::LetterUncertain { letter, .. } = event {
        let letter = letters::load(read, *letter)?;
        let all = letter.map(|letter| letter.deliveries).unwrap_or_default();
        Detail::Named(all.iter().map(|one| one.address.to_string()).collect::<Vec<_>>().join(", "))
    } else {
        Detail::Nothing
    })
}

pub(super) fn author(read: &mut Read, message: &Message) -> Done<String> {
    match (message.author, &message.from) {
        (Some(person), _) => shown(read, person),
        (None, from) => Ok(from.as_ref().map(|from| from.shown().to_owned()).unwrap_or_default()),
    }
}

pub(super) fn shown(read: &mut Read, person: PersonId) -> Done<String> {
    Ok(persons::load(read, person)?.map(|person| person.shown().to_owned()).unwrap_or_default())
}

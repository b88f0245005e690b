//! A ticket's history as its clocks hear it.

use base::Moment;
use desk::conversation::{MessageId, MessageKind};
use desk::sla::{Beginning, Entry, PolicyId, What, in_order};
use desk::ticket::{Category, Snooze, Status, StatusId, Ticket};
use desk::{Done, Event, Recorded};
use store::Read;
use store::sla::history::{self, Heard};
use store::ticket::statuses;

/// A ticket with all that its clocks need to know.
pub(super) struct History {
    pub log: Vec<Entry>,
    /// What was chosen last.
    pub chosen: Option<(PolicyId, i64)>,
}

pub(super) fn read(read: &mut Read, ticket: &Ticket) -> Done<History> {
    let events = history::of(read, ticket.id)?;
    let heard = history::messages(read, ticket.id)?;
    let statuses = statuses::all(read)?;
    Ok(told(ticket, &events, &heard, &statuses))
}

fn told(ticket: &Ticket, events: &[Recorded], heard: &[Heard], statuses: &[Status]) -> History {
    let mut teller = Teller { ticket, statuses, heard, spam: was_spam(ticket, events), trash: false, merged: false };
    let mut log: Vec<Entry> = Vec::new();
    let mut chosen = None;
    for recorded in events {
        let at = if let Event::SlaChosen { since, .. } = recorded.event {
            since
        } else if let Event::MessageSent { message, .. } = recorded.event {
            // What waited for its moment or for a second person is an answer when it has left.
            teller.said(message).and_then(|said| said.left).map_or(recorded.at, |left| left.max(recorded.at))
        } else {
            recorded.at
        };
        let what = teller.what(&recorded.event);
        if let Some(What::Chosen(policy)) = what {
            chosen = policy;
        }
        if let Some(what) = what {
            log.push(Entry { at, what });
        }
        if let Event::TicketCreated { .. } = recorded.event {
            begin(&mut log, at, ticket, events, statuses, teller.spam);
        }
    }
    in_order(&mut log);
    History { log, chosen }
}

/// As it was before anything changed it.
fn begin(log: &mut Vec<Entry>, at: Moment, ticket: &Ticket, events: &[Recorded], statuses: &[Status], spam: bool) {
    let first = |of: &dyn Fn(&Event) -> Option<Beginning>| events.iter().find_map(|recorded| of(&recorded.event));
    let now = Beginning {
        category: ticket.category,
        priority: ticket.priority,
        team: ticket.team,
        assigned: ticket.assignee.is_some(),
    };
    let category = |event: &Event| match event {
        Event::StatusChanged { from, .. } => Some(Beginning { category: category(statuses, *from), ..now }),
        _ => None,
    };
    let priority = |event: &Event| match event {
        Event::PriorityChanged { from, .. } => Some(Beginning { priority: *from, ..now }),
        _ => None,
    };
    let team = |event: &Event| match event {
        Event::TeamChanged { from, .. } => Some(Beginning { team: *from, ..now }),
        _ => None,
    };
    let assigned = |event: &Event| match event {
        Event::AssigneeChanged { from, .. } => Some(Beginning { assigned: from.is_some(), ..now }),
        _ => None,
    };
    let beginning = Beginning {
        category: first(&category).unwrap_or(now).category,
        priority: first(&priority).unwrap_or(now).priority,
        team: first(&team).unwrap_or(now).team,
        assigned: first(&assigned).unwrap_or(now).assigned,
    };
    log.push(Entry { at, what: What::Created(beginning) });
    if spam {
        log.push(Entry { at, what: What::Away(true) });
    }
}

/// It lay in spam before anybody said so: mail is judged when it comes.
fn was_spam(ticket: &Ticket, events: &[Recorded]) -> bool {
    let said = events.iter().find_map(|recorded| match recorded.event {
        Event::TicketMarkedSpam { .. } => Some(false),
        Event::TicketMarkedNotSpam { .. } => Some(true),
        _ => None,
    });
    said.unwrap_or(ticket.spam)
}

/// A status that is gone meant work.
fn category(statuses: &[Status], id: StatusId) -> Category {
    statuses.iter().find(|status| status.id == id).map_or(Category::Open, |status| status.category)
}

struct Teller<'t> {
    ticket: &'t Ticket,
    statuses: &'t [Status],
    heard: &'t [Heard],
    spam: bool,
    trash: bool,
    merged: bool,
}

impl Teller<'_> {
    fn what(&mut self, event: &Event) -> Option<What> {
        match event {
            Event::MessageReceived { message, .. } => {
                self.said(*message).filter(|said| said.public && !said.automatic).map(|_| What::Asked)
            }
            Event::MessageSent { message, .. } => {
                let left = |said: &&Heard| said.kind == MessageKind::Reply && said.left.is_some();
                self.said(*message).filter(left).map(|_| What::Answered)
            }
            Event::NoteAdded { message, .. } => self.said(*message).map(|_| What::Noted),
            Event::StatusChanged { to, .. } => Some(What::Category(category(self.statuses, *to))),
            Event::PriorityChanged { to, .. } => Some(What::Priority(*to)),
            Event::AssigneeChanged { to, .. } => Some(What::Assigned(to.is_some())),
            Event::TeamChanged { to, .. } => Some(What::Team(*to)),
            Event::TicketSnoozed { to, .. } => Some(What::Snoozed(*to != Snooze::Awake)),
            Event::TicketWoken { .. } => Some(What::Snoozed(false)),
            Event::TicketTrashed { .. } => self.away(|away| away.trash = true),
            Event::TicketRestored { .. } => self.away(|away| away.trash = false),
            Event::TicketMarkedSpam { .. } => self.away(|away| away.spam = true),
            Event::TicketMarkedNotSpam { .. } => self.away(|away| away.spam = false),
            Event::TicketMerged { ticket, .. } if *ticket == self.ticket.id => self.away(|away| away.merged = true),
            Event::TicketUnmerged { ticket, .. } if *ticket == self.ticket.id => self.away(|away| away.merged = false),
            Event::SlaChosen { policy, version, .. } => Some(What::Chosen(policy.map(|id| (id, *version)))),
            // Every other kind of event there is would stand here; the store hands over none of them.
            _ => None,
        }
    }

    /// A message that is still there: what was taken back or moved away was not said here.
    fn said(&self, id: MessageId) -> Option<&Heard> {
        self.heard.iter().find(|heard| heard.id == id && !heard.taken_back)
    }

    fn away(&mut self, change: impl FnOnce(&mut Self)) -> Option<What> {
        change(self);
        Some(What::Away(self.spam || self.trash || self.merged))
    }
}

//! What happens on the tickets one may see.

use super::Frame;
use super::marked::{Marked, Particular};
use crate::Shell;
use crate::admin::{Choice, Known, told_event};
use crate::when::time;
use askama::Template;
use base::{Language, Moment};
use desk::conversation::MessageId;
use desk::notification::{Stream, StreamKind};
use desk::people::PersonId;
use desk::ticket::{TicketId, TicketNumber};
use desk::{Event, Recorded, Who};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What the desk makes of a new ticket within this time belongs to its beginning.
const BEGINNING: Duration = Duration::from_secs(60);

#[derive(Template)]
#[template(path = "agent/activity.html")]
pub struct Activity<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub wanted: Stream,
    pub agents: Vec<Choice>,
    pub teams: Vec<Choice>,
    /// Days, the newest first, each with what happened, the newest first.
    pub days: Vec<(String, Vec<Recorded>)>,
    pub known: Known,
    /// Of each ticket, its subject, its requester's name and its language.
    pub about: BTreeMap<TicketId, (String, String, Option<Language>)>,
    /// Whose words an agent has written down.
    pub logged: BTreeMap<MessageId, String>,
    /// Answers that nobody has received.
    pub unsent: BTreeSet<MessageId>,
    pub older: Option<i64>,
}

/// In the same order, each day under its name; all that a new ticket makes is one line.
pub fn by_day(events: Vec<Recorded>, shell: &Shell) -> Vec<(String, Vec<Recorded>)> {
    let mut days: Vec<(String, Vec<Recorded>)> = Vec::new();
    let begun: BTreeMap<TicketId, (Moment, Who)> = events.iter().filter_map(begins).collect();
    for recorded in events.into_iter().filter(|recorded| !belongs(recorded, &begun)) {
        let name = shell.when(&recorded.at).day().to_owned();
        match days.last_mut() {
            Some((day, some)) if *day == name => some.push(recorded),
            _ => days.push((name, vec![recorded])),
        }
    }
    days
}

fn begins(recorded: &Recorded) -> Option<(TicketId, (Moment, Who))> {
    let begun = (recorded.at, recorded.who);
    if let Event::TicketCreated { ticket, .. } = recorded.event { Some((ticket, begun)) } else { None }
}

/// It came with the beginning of its ticket: with whoever began it, or the desk itself did it at once.
fn belongs(recorded: &Recorded, begun: &BTreeMap<TicketId, (Moment, Who)>) -> bool {
    let Some((from, who)) = recorded.event.ticket().and_then(|ticket| begun.get(&ticket)) else { return false };
    let kind = recorded.event.kind();
    let by_itself = match recorded.who {
        Who::System | Who::Rule(_) | Who::Flow(_) => recorded.at < from.plus(BEGINNING),
        Who::Person(_) | Who::Anonymous => (recorded.at, recorded.who) == (*from, *who),
    };
    by_itself && [StreamKind::Said, StreamKind::Changed].iter().any(|one| one.kinds().contains(&kind))
}

impl Activity<'_> {
    fn title(&self) -> &str {
        self.shell.say("activity-title")
    }

    fn sentence(&self, recorded: &Recorded) -> Marked {
        let name = |name: &str| Particular::Name(name.to_owned());
        let who = |who: PersonId| ("who", name(self.known.people.get(&who).map_or("?", String::as_str)));
        match (self.whose(recorded), recorded.who) {
            (Some(person), Who::Person(agent)) => {
                Marked::tell(self.shell.words, "activity-logged", [who(agent), ("person", name(person))])
            }
            (None, Who::Person(agent)) if self.is_unsent(recorded) => {
                Marked::tell(self.shell.words, "activity-unsent", [who(agent)])
            }
            (_, _) => told_event(recorded, &self.known, &self.shell),
        }
    }

    fn is_unsent(&self, recorded: &Recorded) -> bool {
        recorded.event.tells_of().is_some_and(|message| self.unsent.contains(&message))
    }

    /// An agent has written down what this person said.
    fn whose(&self, recorded: &Recorded) -> Option<&str> {
        recorded.event.tells_of().and_then(|message| self.logged.get(&message)).map(String::as_str)
    }

    /// What its ticket is about, of whom, in which language.
    fn about(&self, recorded: &Recorded) -> Option<&(String, String, Option<Language>)> {
        recorded.event.ticket().and_then(|ticket| self.about.get(&ticket))
    }

    fn number(&self, recorded: &Recorded) -> Option<TicketNumber> {
        recorded.event.ticket().and_then(|ticket| self.known.tickets.get(&ticket).copied())
    }

    fn link(&self, recorded: &Recorded, number: &TicketNumber) -> String {
        let place = recorded.event.tells_of().map(|message| format!("#message-{message}")).unwrap_or_default();
        format!("/tickets/{number}{place}")
    }

    fn time(&self, recorded: &Recorded) -> String {
        time(&recorded.at.in_zone(&self.shell.zone), self.shell.words)
    }

    fn kinds(&self) -> Vec<Choice> {
        let kind = |kind: &StreamKind| Choice::new(kind.name(), self.shell.say(kind.key()));
        let any = Choice::new("", self.shell.words.say("activity-any-kind"));
        [any].into_iter().chain(StreamKind::ALL.iter().map(kind)).collect()
    }

    fn is_kind(&self, choice: &Choice) -> bool {
        self.wanted.kind.map_or("", StreamKind::name) == choice.value
    }

    fn is_person(&self, choice: &Choice) -> bool {
        self.wanted.person.map(|id| id.to_string()).unwrap_or_default() == choice.value
    }

    fn is_team(&self, choice: &Choice) -> bool {
        self.wanted.team.map(|id| id.to_string()).unwrap_or_default() == choice.value
    }

    /// The address of the page that goes on from here.
    fn further(&self, older: &i64) -> String {
        let person = self.wanted.person.map(|id| format!("&person={id}")).unwrap_or_default();
        let team = self.wanted.team.map(|id| format!("&team={id}")).unwrap_or_default();
        let kind = self.wanted.kind.map(|kind| format!("&kind={}", kind.name())).unwrap_or_default();
        format!("/activity?before={older}{person}{team}{kind}")
    }
}

//! What happens on the tickets one may see.

use super::Frame;
use super::marked::Marked;
use crate::Shell;
use crate::admin::{Choice, Known, told_event};
use askama::Template;
use desk::Recorded;
use desk::notification::{Stream, StreamKind};
use desk::ticket::TicketNumber;

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
    pub older: Option<i64>,
}

/// In the same order, each day under its name.
pub fn by_day(events: Vec<Recorded>, shell: &Shell) -> Vec<(String, Vec<Recorded>)> {
    let mut days: Vec<(String, Vec<Recorded>)> = Vec::new();
    for recorded in events {
        let name = shell.when(&recorded.at).day().to_owned();
        match days.last_mut() {
            Some((day, some)) if *day == name => some.push(recorded),
            _ => days.push((name, vec![recorded])),
        }
    }
    days
}

impl Activity<'_> {
    fn title(&self) -> &str {
        self.shell.say("activity-title")
    }

    fn sentence(&self, recorded: &Recorded) -> Marked {
        told_event(recorded, &self.known, &self.shell)
    }

    fn number(&self, recorded: &Recorded) -> Option<TicketNumber> {
        recorded.event.ticket().and_then(|ticket| self.known.tickets.get(&ticket).copied())
    }

    fn link(&self, recorded: &Recorded, number: &TicketNumber) -> String {
        let place = recorded.event.tells_of().map(|message| format!("#message-{message}")).unwrap_or_default();
        format!("/tickets/{number}{place}")
    }

    fn time(&self, recorded: &Recorded) -> String {
        recorded.at.in_zone(&self.shell.zone).strftime("%H:%M").to_string()
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

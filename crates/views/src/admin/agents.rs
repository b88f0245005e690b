//! Agents: all of them, one of them, and the link that invites one.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::me::substitutes;
use crate::agent::{Face, Frame};
use askama::Template;
use base::{Language, Moment};
use desk::people::{Agent, Person, PersonId, Team};
use desk::ticket::{Duties, Duty, Via};
use desk::{Level, Role};

/// One agent as the list shows them.
#[derive(Clone, Debug)]
pub struct Line {
    pub person: Person,
    pub agent: Agent,
    /// None: not signed in anywhere.
    pub seen: Option<Moment>,
    /// When they are back; none: they are there.
    pub away: Option<Moment>,
}

#[derive(Template)]
#[template(path = "admin/agents.html")]
pub struct Agents<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Those who may sign in first.
    pub agents: Vec<Line>,
    pub teams: Vec<Team>,
}

#[derive(Template)]
#[template(path = "admin/agent.html")]
pub struct AgentPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be invited.
    pub agent: Option<Line>,
    pub teams: Vec<Team>,
    pub form: Form,
    pub duties: Duties,
    /// They are away now, or will be; none: neither.
    pub away: Option<bool>,
    /// Who may stand in.
    pub others: Vec<(PersonId, String)>,
}

/// The link, shown this once.
#[derive(Template)]
#[template(path = "admin/invited.html")]
pub struct Invited<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub link: String,
    pub email: String,
}

impl Line {
    fn face(&self) -> Face {
        Face::of(self.person.id, self.person.shown())
    }

    fn email(&self) -> &str {
        self.person.email.as_ref().map_or("", |email| email.as_str())
    }

    /// The key of the word, and the badge's kind.
    fn state(&self) -> (&'static str, &'static str) {
        match (self.agent.active, self.agent.joined_at) {
            (false, _) => ("admin-agent-off", ""),
            (true, None) => ("admin-agent-invited", "warning"),
            (true, Some(_)) => ("admin-agent-active", "success"),
        }
    }

    /// The first link has not been opened yet.
    fn waits(&self) -> bool {
        self.agent.active && self.agent.joined_at.is_none()
    }
}

impl Agents<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-agents")
    }

    fn teams_of(&self, line: &Line) -> String {
        if line.agent.role == Role::Administrator {
            return self.shell.say("admin-agent-all-teams").to_owned();
        }
        let names: Vec<&str> = self
            .teams
            .iter()
            .filter(|team| line.agent.level(team.id) > Level::None)
            .map(|team| team.name.as_str())
            .collect();
        names.join(self.shell.say("admin-list-comma"))
    }
}

impl AgentPage<'_> {
    fn title(&self) -> &str {
        self.agent.as_ref().map_or_else(|| self.shell.say("admin-agent-invite"), |line| line.person.shown())
    }

    fn roles(&self) -> Vec<Choice> {
        let choice = |role: Role| {
            let hint = format!("{}-hint", role.key());
            Choice::new(role.name(), self.shell.say(role.key())).meaning(self.shell.words.say(&hint))
        };
        Role::ALL.map(choice).into()
    }

    fn levels(&self) -> Vec<Choice> {
        Level::ALL.map(|level| Choice::new(level.name(), self.shell.say(level.key()))).into()
    }

    fn languages(&self) -> Vec<Choice> {
        Language::ALL.map(|language| Choice::new(language.tag(), language.endonym())).into()
    }

    fn substitutes(&self) -> Vec<Choice> {
        substitutes(&self.shell, &self.others)
    }

    fn vias(&self) -> Vec<(&'static str, &str, Duty)> {
        Via::ALL.iter().map(|via| (via.name(), self.shell.say(via.key()), self.duties.of(*via))).collect()
    }

    fn field(&self, team: &Team) -> String {
        format!("level-{}", team.id)
    }
}

impl Invited<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-invited")
    }
}

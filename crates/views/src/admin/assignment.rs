//! What the desk does about assignees by itself.

use super::Form;
use crate::Shell;
use crate::agent::{Flag, Frame};
use askama::Template;
use desk::Role;
use desk::people::PersonId;
use desk::ticket::{Assigns, Claims, Effort, Kind, Routing, Taking, Way};

#[derive(Template)]
#[template(path = "admin/assignment.html")]
pub struct AssignmentPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub claims: Taking,
    pub reopened_to_last: bool,
    pub form: Form,
    /// Of those who manage the desk: each team's wish.
    pub teams: Vec<TeamLine>,
    pub effort: Effort,
}

/// How a team's new tickets find somebody.
pub struct TeamLine {
    pub name: String,
    pub routing: Routing,
    /// Those who may be given its tickets.
    pub takers: Vec<Taker>,
    /// Why the last wish was not taken.
    pub reason: Option<&'static str>,
    pub tried: Option<Tried>,
}

pub struct Taker {
    pub person: PersonId,
    pub name: String,
    /// They get none by opening it.
    pub spared: bool,
}

impl TeamLine {
    /// Roles and people who are left out, in number.
    fn left_out(&self) -> usize {
        self.routing.spared.all().count() + self.takers.iter().filter(|taker| taker.spared).count()
    }
}

/// What would have become of the past.
pub struct Tried {
    /// Who would have had how many tickets, and how many points.
    pub shares: Vec<(String, i64, i64)>,
    /// Tickets for which nobody had a hand free.
    pub left: i64,
}

impl AssignmentPage<'_> {
    fn ways(&self) -> &'static [Way] {
        Way::ALL
    }

    fn is_way(&self, way: &Way, line: &TeamLine) -> bool {
        line.routing.way == *way
    }

    fn takings(&self) -> &'static [Taking] {
        Taking::ALL
    }

    fn team_claims(&self) -> &'static [Claims] {
        Claims::ALL
    }

    fn is_claims(&self, claims: &Claims, line: &TeamLine) -> bool {
        line.routing.claims == *claims
    }

    fn team_assigns(&self) -> &'static [Assigns] {
        Assigns::ALL
    }

    fn is_assigns(&self, assigns: &Assigns, line: &TeamLine) -> bool {
        line.routing.assigns == *assigns
    }

    /// Those who could have a ticket by opening it.
    fn roles(&self) -> &'static [Role] {
        &[Role::Novice, Role::Agent, Role::Supervisor, Role::Administrator]
    }

    fn is_spared(&self, role: &Role, line: &TeamLine) -> bool {
        line.routing.spared.has(*role)
    }

    /// Each type and priority with its field, its word, and its points.
    fn points(&self) -> Vec<(String, String, i64)> {
        let say = |key: String| self.shell.words.say(&key).to_owned();
        let kind = |one: &Kind| {
            (format!("kind-{}", one.name()), say(format!("kind-{}", one.name())), self.effort.of_kind(*one))
        };
        let flags = self.shell.flags(|one| self.effort.of_priority(one) > 0);
        let priority = |flag: &Flag| {
            (format!("priority-{}", flag.name()), flag.label.to_owned(), self.effort.of_priority(flag.priority))
        };
        Kind::ALL.iter().map(kind).chain(flags.iter().map(priority)).collect()
    }

    fn title(&self) -> &str {
        self.shell.say("admin-assignment")
    }
}

//! Mail filters in their order, the page on which one is made, and what they would make of the last messages.

use super::{Choice, Form, written};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::builder::Group;
use crate::agent::described::Line;
use askama::Template;
use base::Moment;
use desk::channel::{Filter, FilterId, IntakeId, Keep, Way};
use desk::ticket::TicketNumber;

#[derive(Template)]
#[template(path = "admin/filters.html")]
pub struct Filters<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// Each with what it does, in words.
    pub filters: Vec<(Filter, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "admin/filter.html")]
pub struct FilterPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub id: Option<FilterId>,
    pub form: Form,
    pub root: Group<'a>,
    pub teams: Vec<Choice>,
    pub topics: Vec<Choice>,
    pub agents: Vec<Choice>,
    /// Fields that people have defined, by the names of their inputs.
    pub fields: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "admin/filter-trial.html")]
pub struct FilterTrial<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// One of them is looked at by itself.
    pub filter: Option<Filter>,
    pub tried: Vec<TriedMail>,
    /// Messages that cannot be read.
    pub unreadable: i64,
}

/// One message, and what would become of it.
pub struct TriedMail {
    pub intake: IntakeId,
    pub at: Moment,
    pub subject: String,
    pub from: String,
    pub way: Way,
    pub ticket: Option<TicketNumber>,
    /// Filters that hold, by name.
    pub by: Vec<String>,
    /// What they do together, in words.
    pub does: Vec<String>,
    /// How that looks: `danger` where no ticket comes of it.
    pub kind: &'static str,
    /// Of the one that is looked at: whether it holds, and why.
    pub alone: Option<(bool, Vec<Line>)>,
}

/// The word for what becomes of a message.
pub const fn keep_key(keep: Keep) -> &'static str {
    match keep {
        Keep::Kept => "filter-kept",
        Keep::Spam => "filter-spam",
        Keep::Ignored => "filter-ignored",
        Keep::Refused => "filter-refused",
    }
}

pub const fn way_key(way: Way) -> &'static str {
    match way {
        Way::New => "filter-way-new",
        Way::Reply => "filter-way-reply",
        Way::Both => "filter-way-both",
    }
}

impl Filters<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-filters")
    }

    /// The order after a filter has changed places with its neighbour; empty where it has none.
    fn moved(&self, at: &usize, down: bool) -> String {
        let mut order: Vec<FilterId> = self.filters.iter().map(|(filter, _)| filter.id).collect();
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to >= order.len() {
            return String::new();
        }
        order.swap(*at, to);
        written(&order)
    }

    fn way(&self, filter: &Filter) -> &str {
        self.shell.words.say(way_key(filter.wish.way))
    }

    fn does(&self, does: &[String]) -> String {
        does.join(" · ")
    }
}

impl FilterPage<'_> {
    fn title(&self) -> &str {
        match self.id {
            Some(_) if !self.form.text("name").is_empty() => self.form.text("name"),
            Some(_) | None => self.shell.say("filter-new"),
        }
    }

    fn action(&self) -> String {
        self.id.map_or_else(|| "/admin/filters".into(), |id| format!("/admin/filters/{id}"))
    }

    fn ways(&self) -> Vec<Choice> {
        let choice = |way: &Way| {
            let key = way_key(*way);
            Choice::new(way.name(), self.shell.words.say(key)).meaning(self.shell.words.say(&format!("{key}-hint")))
        };
        Way::ALL.iter().map(choice).collect()
    }

    fn keeps(&self) -> Vec<Choice> {
        let choice = |keep: &Keep| {
            let key = keep_key(*keep);
            Choice::new(keep.name(), self.shell.words.say(key)).meaning(self.shell.words.say(&format!("{key}-hint")))
        };
        Keep::ALL.iter().map(choice).collect()
    }

    fn priorities(&self) -> Vec<Choice> {
        self.or_as_it_is(self.shell.priority_choices(|one| self.form.is("priority", one.name())))
    }

    fn kinds(&self) -> Vec<Choice> {
        let words = ["question", "incident", "problem", "task"];
        self.or_as_it_is(words.map(|word| Choice::new(word, self.shell.words.say(&format!("kind-{word}")))).into())
    }

    fn or_as_it_is(&self, choices: Vec<Choice>) -> Vec<Choice> {
        [Choice::new("", self.shell.say("filter-as-it-is"))].into_iter().chain(choices).collect()
    }

    fn team_choices(&self) -> Vec<Choice> {
        self.or_as_it_is(self.teams.clone())
    }

    fn topic_choices(&self) -> Vec<Choice> {
        self.or_as_it_is(self.topics.clone())
    }

    fn agent_choices(&self) -> Vec<Choice> {
        self.or_as_it_is(self.agents.clone())
    }
}

impl FilterTrial<'_> {
    fn title(&self) -> &str {
        self.shell.say("filter-try")
    }

    fn lead(&self) -> String {
        match &self.filter {
            Some(filter) => self.shell.with("filter-try-one-lead", &filter.wish.name),
            None => self.shell.say("filter-try-lead").to_owned(),
        }
    }

    fn way(&self, tried: &TriedMail) -> &str {
        self.shell.words.say(way_key(tried.way))
    }

    fn does(&self, tried: &TriedMail) -> String {
        tried.does.join(" · ")
    }

    fn by(&self, tried: &TriedMail) -> String {
        tried.by.join(self.shell.words.say("admin-list-comma"))
    }

    /// How many of them the one that is looked at holds for.
    fn held(&self) -> String {
        let held = self.tried.iter().filter(|tried| tried.alone.as_ref().is_some_and(|(holds, _)| *holds)).count();
        let mut args = base::words::Args::new();
        args.set("held", held as i64);
        args.set("all", self.tried.len() as i64);
        self.shell.words.tell("filter-try-held", &args)
    }
}

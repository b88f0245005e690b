//! How tickets get their numbers: the desk's page, and the part of a topic's form that says it.

use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use askama::Template;
use desk::form::TopicId;
use desk::ticket::{Succession, TicketNumber};

#[derive(Template)]
#[template(path = "admin/numbers.html")]
pub struct Numbers<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    pub form: Form,
    pub numbering: NumberingPart,
    /// Topics with numbers of their own: their name, and the next of them.
    pub topics: Vec<(TopicId, String, Option<TicketNumber>)>,
}

/// What the fields of a scheme show beside what is typed into them.
#[derive(Clone, Debug, Default)]
pub struct NumberingPart {
    /// A topic may do as the desk does.
    pub of_topic: bool,
    pub way: Option<Succession>,
    /// The next numbers, or such as may come.
    pub examples: Vec<TicketNumber>,
    /// In which days, months and years begin.
    pub zone: String,
}

impl Numbers<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-numbers")
    }
}

impl NumberingPart {
    pub fn ways(&self, shell: &Shell) -> Vec<Choice> {
        let usual = self.of_topic.then(|| Choice::new("", shell.say("numbering-usual")));
        let ways = Succession::ALL.iter().map(|way| Choice::new(way.name(), shell.say(way.key())));
        usual.into_iter().chain(ways).collect()
    }

    pub fn hint(&self, shell: &Shell) -> String {
        match self.way {
            None => shell.say("numbering-usual-hint").to_owned(),
            Some(Succession::Sequence) => shell.say("numbering-sequence-hint").to_owned(),
            Some(Succession::Year | Succession::Month | Succession::Day) => {
                shell.with("numbering-dated-hint", &self.zone)
            }
            Some(Succession::Random) => shell.say("numbering-random-hint").to_owned(),
        }
    }

    /// The Fluent key over the examples.
    pub fn examples_key(&self) -> &'static str {
        if self.way == Some(Succession::Random) { "numbering-such-as" } else { "numbering-next" }
    }

    pub fn has_start(&self) -> bool {
        self.way == Some(Succession::Sequence)
    }
}

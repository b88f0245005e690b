//! What one may ask about, and one of them.

use super::numbers::NumberingPart;
use super::{Choice, Form};
use crate::Shell;
use crate::agent::Frame;
use crate::agent::ticket::happened::kind_key;
use askama::Template;
use desk::form::{Topic, TopicId};
use desk::ticket::Kind;

#[derive(Template)]
#[template(path = "admin/topics.html")]
pub struct Topics<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// In their order, each with the names of its form and its team.
    pub topics: Vec<(Topic, String, String)>,
}

#[derive(Template)]
#[template(path = "admin/topic.html")]
pub struct TopicPage<'a> {
    pub shell: Shell<'a>,
    pub frame: Frame,
    /// None: one to be made.
    pub topic: Option<Topic>,
    pub form: Form,
    pub forms: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub numbering: NumberingPart,
}

impl Topics<'_> {
    fn title(&self) -> &str {
        self.shell.say("admin-topics")
    }

    fn shown<'t>(&self, topic: &'t Topic) -> &'t str {
        topic.wish.name.shown(self.shell.words.language())
    }

    fn kind(&self, topic: &Topic) -> &str {
        self.shell.say(kind_key(topic.wish.kind))
    }

    /// The order of all after one has changed places with its neighbour; empty where it has none.
    fn moved(&self, topic: &Topic, down: bool) -> String {
        let mut order: Vec<TopicId> = self.topics.iter().map(|(other, _, _)| other.id).collect();
        let at = order.iter().position(|id| *id == topic.id).unwrap_or_default();
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        if other >= order.len() {
            return String::new();
        }
        order.swap(at, other);
        super::order::written(&order)
    }
}

impl TopicPage<'_> {
    fn title(&self) -> &str {
        let language = self.shell.words.language();
        self.topic.as_ref().map_or_else(|| self.shell.say("topic-new"), |topic| topic.wish.name.shown(language))
    }

    fn kinds(&self) -> Vec<Choice> {
        Kind::ALL.iter().map(|kind| Choice::new(kind.name(), self.shell.say(kind_key(*kind)))).collect()
    }

    fn priorities(&self) -> Vec<Choice> {
        let usual = Choice::new("", self.shell.say("topic-priority-usual"));
        [usual].into_iter().chain(self.shell.priority_choices(|one| self.form.is("priority", one.name()))).collect()
    }
}
